import { LANGUAGES, type Language } from '#core/qualification/reading.ts'
import { gsmOnly } from '#core/values/gsm-only.ts'
import { smsSegments, toGsm } from '#core/values/sms-segments.ts'
import { BANS, ON_THE_WAY } from './banned-words.ts'
import type { Directive } from './directive.ts'

export const PAYMENT_METHODS = ['cash', 'check', 'credit-card', 'debit-card', 'bank-transfer', 'financing'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

/** Something that the owner lets the assistant tell customers. Figures and lists are worded by us, in three languages; `own` is the owner's sentence. */
export type ApprovedFact =
  | { topic: 'visit-price'; cents: number }
  | { topic: 'hourly-price'; cents: number }
  /** `toCents` null: a price that starts there. `service` is a service of the trade's procedure, or one that the owner named. */
  | { topic: 'service-price'; service: string; fromCents: number; toCents: number | null }
  /** `services` null: for all work. */
  | { topic: 'free-estimate'; services: readonly string[] | null }
  | { topic: 'license'; number: string | null }
  | { topic: 'insured' }
  | { topic: 'payment'; methods: readonly PaymentMethod[] }
  | { topic: 'brands'; brands: readonly string[] }
  | { topic: 'area'; towns: readonly string[] }
  /** Said when a customer's question holds one of the words in `asks`. Without Spanish or French nothing is said to who writes so. */
  | { topic: 'own'; asks: readonly string[]; say: { en: string; es: string | null; fr: string | null } }
export type FactTopic = ApprovedFact['topic']

/** One business has no more than this many (chosen; a page that an owner still reads through). */
export const FACTS_MAX = 40
/** Prices up to this (chosen: above any visit of a small trade; one more zero is a slip of the finger). */
export const FACT_CENTS_MAX = 10_000_000
/** Two facts and the next question fit into the two segments of a reply. */
export const FACT_UNITS_MAX = 150
/** The same in a script that halves the room of a text. */
const FACT_UNITS_MAX_OTHER_SCRIPT = 66

/** A fact ready to be said. `say` has a whole sentence for each language in which it can be said. */
export type AllowedAnswer = { fact: ApprovedFact; say: Readonly<Record<Language, string | null>> }

type Sayer = { businessName: string; ownerName: string | null; directive: Pick<Directive, 'services' | 'texts'> }

/** The facts of a business as sentences. What a language has no words for stays null, and is not said in it. */
export function answersOf(facts: readonly ApprovedFact[] | null | undefined, sayer: Sayer): AllowedAnswer[] {
  return (facts ?? []).map((fact) => {
    const say = (language: Language) => {
      const sentence = sentenceOf(fact, language, sayer)
      return sentence === null ? null : cheapSpelling(sentence)
    }
    return { fact, say: { en: say('en'), es: say('es'), fr: say('fr') } }
  })
}

/** What keeps a fact from being said, each with what to do about it; empty when it may be. */
export function factProblems(answer: AllowedAnswer): string[] {
  const problems: string[] = []
  const { fact, say } = answer
  if (fact.topic === 'service-price' && fact.toCents !== null && fact.toCents < fact.fromCents)
    problems.push('the highest price is below the lowest; swap the two')
  for (const language of LANGUAGES) {
    const sentence = say[language]
    if (sentence === null) continue
    const { units, encoding } = smsSegments(sentence)
    const most = encoding === 'GSM-7' ? FACT_UNITS_MAX : FACT_UNITS_MAX_OTHER_SCRIPT
    if (units > most) problems.push(`"${sentence}" takes ${units} characters; shorten it to ${most}`)
    for (const ban of [...BANS, ON_THE_WAY].filter(({ problem }) => NEVER.includes(problem)))
      if (ban.words.test(sentence)) problems.push(`"${sentence}" holds ${ban.problem}; no text may say that, so leave it out`)
  }
  return problems
}

/** Accents and signs that would halve the room of every text are written plainly, unless whole letters were lost: a name in another script stays. */
function cheapSpelling(sentence: string): string {
  const plain = gsmOnly(sentence)
  const letters = (text: string) => text.match(/\p{L}/gu)?.length ?? 0
  return letters(plain) < letters(sentence) ? toGsm(sentence) : plain.replace(/ {2,}/g, ' ').trim()
}

/** What even an owner's own sentence may not hold: carriers filter links, and only a person who accepted can say that somebody comes. */
const NEVER = ['an unfilled placeholder', 'a link', ON_THE_WAY.problem]

function sentenceOf(fact: ApprovedFact, language: Language, sayer: Sayer): string | null {
  const owner = sayer.ownerName ?? sayer.directive.texts[language]['word-owner']
  switch (fact.topic) {
    case 'visit-price':
      return VISIT_PRICE[language](money(fact.cents, language), owner)
    case 'hourly-price':
      return HOURLY_PRICE[language](money(fact.cents, language), owner)
    case 'service-price': {
      const service = serviceName(fact.service, language, sayer)
      if (service === null) return null
      const from = money(fact.fromCents, language)
      const span = fact.toCents === null ? FROM[language](from) : BETWEEN[language](from, money(fact.toCents, language))
      return SERVICE_PRICE[language](capital(service), span, owner)
    }
    case 'free-estimate': {
      const services = fact.services?.map((service) => serviceName(service, language, sayer)) ?? []
      return services.includes(null) ? null : FREE_ESTIMATE[language](listed(services, language), owner)
    }
    case 'license':
      return LICENSE[language](sayer.businessName, fact.number)
    case 'insured':
      return INSURED[language](sayer.businessName)
    case 'payment':
      return PAYMENT[language](
        sayer.businessName,
        listed(
          fact.methods.map((method) => METHODS[method][language]),
          language,
        ),
      )
    case 'brands':
      return BRANDS[language](sayer.businessName, listed(fact.brands, language))
    case 'area':
      return AREA[language](sayer.businessName, listed(fact.towns, language))
    case 'own':
      return fact.say[language]
    default:
      return fact satisfies never
  }
}

/** Null when we have no word for it in this language: a name in another language would only puzzle. */
function serviceName(service: string, language: Language, { directive }: Sayer): string | null {
  return directive.services[service]?.[language] ?? (language === 'en' ? service : null)
}

const VISIT_PRICE: Record<Language, (price: string, owner: string) => string> = {
  en: (price, owner) => `A service visit is ${price}; ${owner} gives the price of the work itself.`,
  es: (price, owner) => `La visita cuesta ${price}; el precio del trabajo lo da ${owner}.`,
  fr: (price, owner) => `La visite est de ${price}; ${owner} donne le prix des travaux.`,
}
const HOURLY_PRICE: Record<Language, (price: string, owner: string) => string> = {
  en: (price, owner) => `The hourly rate is ${price}; ${owner} gives the price of the job.`,
  es: (price, owner) => `La hora de trabajo cuesta ${price}; el precio total lo da ${owner}.`,
  fr: (price, owner) => `Le tarif horaire est de ${price}; ${owner} donne le prix total.`,
}
const SERVICE_PRICE: Record<Language, (service: string, span: string, owner: string) => string> = {
  en: (service, span, owner) => `${service}: ${span}; ${owner} gives the exact price.`,
  es: (service, span, owner) => `${service}: ${span}; el precio exacto lo da ${owner}.`,
  fr: (service, span, owner) => `${service}: ${span}; ${owner} donne le prix exact.`,
}
const FROM: Record<Language, (from: string) => string> = {
  en: (from) => `from ${from}`,
  es: (from) => `desde ${from}`,
  fr: (from) => `à partir de ${from}`,
}
const BETWEEN: Record<Language, (from: string, to: string) => string> = {
  en: (from, to) => `${from} to ${to}`,
  es: (from, to) => `de ${from} a ${to}`,
  fr: (from, to) => `de ${from} à ${to}`,
}
const FREE_ESTIMATE: Record<Language, (services: string, owner: string) => string> = {
  en: (services, owner) => `Estimates${services === '' ? '' : ` (${services})`} are free; the price comes from ${owner}.`,
  es: (services, owner) => `El presupuesto${services === '' ? '' : ` (${services})`} es gratis; el precio lo da ${owner}.`,
  fr: (services, owner) => `L'estimation${services === '' ? '' : ` (${services})`} est gratuite; le prix vient de ${owner}.`,
}
const LICENSE: Record<Language, (business: string, number: string | null) => string> = {
  en: (business, number) => `${business} is licensed${number === null ? '' : `, number ${number}`}.`,
  es: (business, number) => `${business} tiene licencia${number === null ? '' : `, número ${number}`}.`,
  fr: (business, number) => `${business} détient une licence${number === null ? '' : `, numéro ${number}`}.`,
}
const INSURED: Record<Language, (business: string) => string> = {
  en: (business) => `${business} is insured.`,
  es: (business) => `${business} tiene seguro.`,
  fr: (business) => `${business} est une entreprise assurée.`,
}
const PAYMENT: Record<Language, (business: string, methods: string) => string> = {
  en: (business, methods) => `${business} takes ${methods}.`,
  es: (business, methods) => `${business} acepta ${methods}.`,
  fr: (business, methods) => `${business} accepte ${methods}.`,
}
const BRANDS: Record<Language, (business: string, brands: string) => string> = {
  en: (business, brands) => `${business} works with ${brands}.`,
  es: (business, brands) => `${business} trabaja con ${brands}.`,
  fr: (business, brands) => `${business} travaille avec ${brands}.`,
}
const AREA: Record<Language, (business: string, towns: string) => string> = {
  en: (business, towns) => `${business} works in ${towns}.`,
  es: (business, towns) => `${business} trabaja en ${towns}.`,
  fr: (business, towns) => `${business} travaille dans ces villes: ${towns}.`,
}
const METHODS: Record<PaymentMethod, Record<Language, string>> = {
  cash: { en: 'cash', es: 'efectivo', fr: 'argent comptant' },
  check: { en: 'checks', es: 'cheques', fr: 'chèques' },
  'credit-card': { en: 'credit cards', es: 'tarjetas de crédito', fr: 'cartes de crédit' },
  'debit-card': { en: 'debit cards', es: 'tarjetas de débito', fr: 'cartes de débit' },
  'bank-transfer': { en: 'bank transfers', es: 'transferencias', fr: 'virements' },
  financing: { en: 'financing', es: 'pagos a plazos', fr: 'financement' },
}

const AND: Record<Language, string> = { en: 'and', es: 'y', fr: 'et' }

function listed(words: readonly (string | null)[], language: Language): string {
  const said = words.filter((word) => word !== null)
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} ${AND[language]} ${said.at(-1)}`
}

/** `$89`, `$1,250.50`; in French `89 $`, `1 250,50 $`. */
function money(cents: number, language: Language): string {
  const [whole = '0', part] = (cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2)).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? ' ' : ',')
  if (language === 'fr') return `${grouped}${part === undefined ? '' : `,${part}`} $`
  return `$${grouped}${part === undefined ? '' : `.${part}`}`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
