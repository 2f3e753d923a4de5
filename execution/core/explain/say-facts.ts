import type { AllowedAnswer, ApprovedFact } from '#core/conversation/approved-fact.ts'
import type { Directive } from '#core/conversation/directive.ts'
import type { ServiceRule } from '#core/conversation/service-rule.ts'

/** What a business tells customers, as far as saying it back goes. */
export type SaidBusiness = { businessName: string; ownerName: string | null; directive: Directive }

/** Services named in one sentence; more are counted. */
const NAMED_MAX = 12

/** The approved facts as an owner hears them back: which question leads to which words, and what is said to every other one. */
export function sayFacts(answers: readonly AllowedAnswer[], business: SaidBusiness): string[] {
  const said = answers.map(({ fact, say }) => `When someone ${askedWords(fact)}, it says: “${say.en ?? ''}”${otherLanguages(say)}`)
  const otherwise = `Asked for ${answers.length === 0 ? 'a' : 'any other'} price, it says: “${filled(business, 'answer-quote')}”`
  return [...said, otherwise]
}

/** Which services are offered, which are not, and what somebody hears who wants one of those. */
export function sayServices(rules: readonly ServiceRule[], business: SaidBusiness): string[] {
  const unoffered = rules.filter(({ offered }) => !offered)
  const names = unoffered.map(({ name }) => name)
  const own = rules.filter(({ name, offered }) => offered && business.directive.services[name] === undefined).map(({ name }) => name)
  const offered = [...Object.keys(business.directive.services).filter((name) => !names.includes(name)), ...own]
  const words = rules.filter((rule) => rule.words.length > 0).map((rule) => `“${rule.words.join('”, “')}” means ${rule.name}.`)
  const refusals =
    names.length === 0
      ? ['There is no work that it turns down.']
      : [
          `You do not offer: ${listed(names)}. Whoever asks for it hears: “${filled(business, 'service-not-offered')}” You see it as “not a fit”.`,
          'In an emergency you are paged all the same.',
        ]
  return [`You offer: ${listed(offered)}.`, ...refusals, ...words]
}

/** Where the business works, and what somebody from elsewhere hears. */
export function sayArea(places: readonly string[] | null | undefined, business: SaidBusiness): string[] {
  if (places === null || places === undefined || places.length === 0)
    return ['You work everywhere: nobody is told that they live too far away.']
  return [
    `You work in: ${listed(places)}.`,
    `Somebody from elsewhere hears: “${filled(business, 'out-of-area')}” The lead still comes to you, marked “outside your service area”.`,
    'When the address does not tell, nobody is sent away.',
  ]
}

function askedWords(fact: ApprovedFact): string {
  switch (fact.topic) {
    case 'visit-price':
      return 'asks what a visit costs'
    case 'hourly-price':
      return 'asks for your hourly rate'
    case 'service-price':
      return `asks what ${fact.service} costs`
    case 'free-estimate':
      return 'asks about an estimate'
    case 'license':
      return 'asks whether you are licensed'
    case 'insured':
      return 'asks whether you are insured'
    case 'payment':
      return 'asks how to pay'
    case 'brands':
      return 'asks about brands'
    case 'area':
      return 'asks where you work'
    case 'own':
      return `asks with the word “${fact.asks.join('” or “')}”`
    default:
      return fact satisfies never
  }
}

function otherLanguages({ es, fr }: AllowedAnswer['say']): string {
  if (es === null && fr === null) return ' In Spanish and French it says nothing of this.'
  const spanish = es === null ? ' In Spanish it says nothing of this.' : ` In Spanish: “${es}”`
  return `${spanish}${fr === null ? ' In French it says nothing of this.' : ` In French: “${fr}”`}`
}

function filled({ businessName, ownerName, directive }: SaidBusiness, act: 'answer-quote' | 'service-not-offered' | 'out-of-area'): string {
  const { en } = directive.texts
  return en[act]
    .replaceAll('{name}', '')
    .replaceAll('{business}', businessName)
    .replaceAll('{owner}', ownerName ?? en['word-owner'])
}

function listed(names: readonly string[]): string {
  const said = names.slice(0, NAMED_MAX)
  return names.length > NAMED_MAX ? `${said.join(', ')} and ${names.length - NAMED_MAX} more` : said.join(', ')
}
