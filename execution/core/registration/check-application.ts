import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { Application, Business } from './application.ts'
import type { ApplicationField } from './application-field.ts'
import { isPublicShortener } from './public-shortener-names.ts'

/** What is wrong with an application before anybody has been asked, in words for the person who gave it. */
export type ApplicationProblem = { field: ApplicationField; words: string }

/** A campaign's numbers are limited to 49 with the carriers (facts 9.1). */
export const NUMBERS_MAX = 49

/** A sole proprietor and a toll-free verification have one number (facts 10, 12.5, 12.8). */
const SINGLE_NUMBER = 1

/** Everything that the carrier would refuse, and what it would charge for before refusing. Empty when the application may be submitted. */
export function checkApplication(application: Application): ApplicationProblem[] {
  return [
    ...nameProblems(application.business),
    ...taxProblems(application),
    ...placeProblems(application.business),
    ...linkProblems(application),
    ...personProblems(application),
    ...numberProblems(application),
    ...tollFreeProblems(application),
  ]
}

function nameProblems(business: Business): ApplicationProblem[] {
  return [
    ...blank('business.legalName', business.legalName, 'the legal name, exactly as on the letter of the IRS'),
    ...blank('business.brandName', business.brandName, 'the name that customers know'),
    ...blank('business.industry', business.industry, "Twilio's word for the trade, such as CONSTRUCTION"),
  ]
}

/** Who has an EIN must use it; an LLC always has one (30915). */
function taxProblems({ business, mobilePhone, secondaryVetting, numbers }: Application): ApplicationProblem[] {
  if (business.ein !== null) {
    return [
      ...when(!/^\d{2}-?\d{7}$/.test(business.ein), 'business.ein', 'an EIN has nine digits, such as 12-3456789'),
      ...when(
        business.company === 'public' && business.stock === null,
        'business.stock',
        'a public company gives its stock exchange and ticker',
      ),
    ]
  }
  return [
    ...when(
      business.form !== 'Sole Proprietorship',
      'business.ein',
      `a ${business.form} has an EIN; give it. Only a person without a tax number registers as a sole proprietor`,
    ),
    ...when(secondaryVetting, 'secondaryVetting', 'a sole proprietor cannot have secondary vetting; set it to false'),
    ...when(
      !isNorthAmerican(mobilePhone),
      'mobilePhone',
      'a sole proprietor gives a US or Canadian mobile phone that can receive the code, not an internet number',
    ),
    ...when(
      mobilePhone !== null && numbers.includes(mobilePhone),
      'mobilePhone',
      'the code cannot go to a number of ours; give a mobile phone',
    ),
  ]
}

function placeProblems({ address }: Business): ApplicationProblem[] {
  const zip = address.country === 'US' ? /^\d{5}(-\d{4})?$/ : /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i
  const problems = [
    address.street.trim() === '' ? 'a street' : null,
    address.city.trim() === '' ? 'a city' : null,
    /^[A-Z]{2}$/.test(address.region) ? null : 'a state or province of two letters',
    zip.test(address.postalCode) ? null : 'a postal code',
  ].filter((problem) => problem !== null)
  return when(problems.length > 0, 'business.address', `the address needs ${problems.join(', ')}`)
}

function linkProblems({ business, route, optInImageUrls }: Application): ApplicationProblem[] {
  const websiteNeeded = route === 'toll-free' || business.ein !== null
  return [
    ...when(
      business.website === null ? websiteNeeded : !isPublicAddress(business.website),
      'business.website',
      'a website that everybody can open, beginning with http, no short link; its name must fit the business',
    ),
    // Optional in Twilio's specification, demanded by the carriers (30882, 30908).
    ...when(
      !isPublicAddress(business.privacyPolicyUrl),
      'business.privacyPolicyUrl',
      'the public address of the privacy policy, which must say that mobile numbers are not shared for marketing',
    ),
    ...when(!isPublicAddress(business.termsUrl), 'business.termsUrl', 'the public address of the terms of the text program'),
    ...when(!optInImageUrls.every(isPublicAddress), 'optInImageUrls', 'each picture needs a public address beginning with http'),
  ]
}

function personProblems({ representative, business }: Application): ApplicationProblem[] {
  return [
    ...blank('representative.firstName', representative.firstName, 'the first name of the person who signs'),
    ...blank('representative.lastName', representative.lastName, 'the last name of the person who signs'),
    ...blank('representative.title', representative.title, 'the title of the person who signs'),
    ...emailProblems('representative.email', representative.email, business.ein !== null),
    ...emailProblems('business.email', business.email, false),
    ...when(!isNorthAmerican(representative.phone), 'representative.phone', 'the phone of the person who signs, such as +12175550101'),
  ]
}

function numberProblems({ numbers, route, business }: Application): ApplicationProblem[] {
  const single = route === 'toll-free' || business.ein === null
  const max = single ? SINGLE_NUMBER : NUMBERS_MAX
  const tollFree = numbers.filter(isTollFree).length
  return [
    ...when(
      numbers.length === 0 || numbers.length > max,
      'numbers',
      single ? 'give the one number that will send' : `give 1 to ${NUMBERS_MAX} numbers`,
    ),
    ...when(route === 'ten-dlc' && tollFree > 0, 'numbers', 'a toll-free number is verified by itself; choose the route toll-free'),
    ...when(
      route === 'toll-free' && tollFree < numbers.length,
      'numbers',
      'only a toll-free number can be verified; choose the route ten-dlc',
    ),
    ...when(new Set(numbers).size < numbers.length, 'numbers', 'a number is given twice'),
  ]
}

function tollFreeProblems({ route, optInImageUrls, monthlyTexts }: Application): ApplicationProblem[] {
  if (route !== 'toll-free') return []
  return [
    ...when(
      optInImageUrls.length === 0,
      'optInImageUrls',
      'a public picture or page that shows how customers agree, such as the printed voice script',
    ),
    ...when(
      !Number.isSafeInteger(monthlyTexts) || monthlyTexts < 1,
      'monthlyTexts',
      'the texts expected in a month, a whole number above zero',
    ),
  ]
}

/** Addresses with providers that give them to everybody say nothing about the company and get it refused (facts 12.2 step 3). */
const FREE_MAIL = /@(gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|aol|icloud|me|proton|protonmail|gmx|mail)\.[a-z.]+$/i

function emailProblems(field: ApplicationField, email: string, ofTheCompany: boolean): ApplicationProblem[] {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email)) return [{ field, words: 'an e-mail address' }]
  return when(
    ofTheCompany && FREE_MAIL.test(email),
    field,
    "an address of the company's own domain; free mail addresses get a company refused",
  )
}

function blank(field: ApplicationField, text: string, words: string): ApplicationProblem[] {
  return when(text.trim() === '', field, words)
}

function when(isWrong: boolean, field: ApplicationField, words: string): ApplicationProblem[] {
  return isWrong ? [{ field, words }] : []
}

function isNorthAmerican(phone: string | null): boolean {
  return parsePhoneNumber(phone) !== null && /^\+1[2-9]\d{2}[2-9]\d{6}$/.test(phone ?? '')
}

const TOLL_FREE = /^\+18(00|33|44|55|66|77|88)\d{7}$/

/** True for a toll-free number of the North American plan. */
export function isTollFree(phone: string): boolean {
  return TOLL_FREE.test(phone)
}

/** An address that a reviewer can open: http or https, a real host, no public shortener (30892), no address of one machine. */
export function isPublicAddress(text: string): boolean {
  const host = /^https?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[/?#]\S*)?$/i.exec(text)?.[1]?.toLowerCase()
  return host !== undefined && !/^[\d.]+$/.test(host) && !isPublicShortener(host)
}
