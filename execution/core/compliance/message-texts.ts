import { LANGUAGES, type Language } from '#core/qualification/reading.ts'
import { smsSegments, toGsm } from '#core/values/sms-segments.ts'
import { COMPLIANCE_RULES } from './compliance-rules.ts'
import type { Jurisdiction } from './recipient-place.ts'
import { recipientPlace } from './recipient-place.ts'
import { shortName } from './sender-name.ts'

/** What the required texts need of a business. `TenantPolicy` has these fields. */
export type TextSender = {
  name: string
  mailingAddress: string | null
  businessPhone: string | null
  website: string | null
  /** The numbers that we answer for the business, the first of them where it named no other. */
  numbers?: readonly { e164: string }[]
  /** Its own first text, checked by `firstTextProblems` when it was saved. */
  messages?: { firstText: string | null } | null
}

/** Required texts keep to this many segments wherever the business's own words let them (facts 6.6). */
export const SEGMENTS_MAX = 2

/** A name is never shortened below this for the sake of length. */
const NAME_UNITS_MIN = 20

/**
 * The first text after a missed call, by the recipient's number and, when known, their address: T1 in the United States,
 * T1-CA in Canada with identification, T1-QC in Quebec with French first. Where the places disagree the fuller text is taken.
 */
export function firstTextBody(to: string, sender: TextSender, address: { zip?: string | null; region?: string | null } = {}): string {
  return firstTextFor(recipientPlace({ to, ...address }, COMPLIANCE_RULES).jurisdictions, sender)
}

/** The first text for given columns of the decision table. */
function firstTextFor(jurisdictions: readonly Jurisdiction[], sender: TextSender): string {
  if (jurisdictions.includes('QC')) return withIdentity(FIRST_TEXT_QUEBEC, sender)
  if (jurisdictions.includes('CA')) return withIdentity(FIRST_TEXT_CANADA, sender)
  const own = sender.messages?.firstText ?? null
  if (own !== null) return fitted(sender.name, (name) => toGsm(own.replaceAll('{business}', name)))
  const text = fitted(sender.name, (name) => `${name}: ${FIRST_TEXT}`)
  // A name in another script makes the whole text UCS-2, which has room for less than half as many letters.
  return smsSegments(text).segments <= SEGMENTS_MAX ? text : fitted(sender.name, (name) => `${name}: ${FIRST_TEXT_BRIEF}`)
}

/**
 * Our answer to STOP, HELP or START (T2, T3, T4), in the language of the words that the customer used, and in that of the talk so far (`spoken`) when they do not tell.
 * @param received the customer's text
 */
export function keywordReply(keyword: 'STOP' | 'HELP' | 'START', received: string, sender: TextSender, spoken: Language = 'en'): string {
  return keywordText(keyword, languageOfKeyword(received) ?? spoken, sender)
}

/** T2, T3 or T4 in a given language. */
export function keywordText(keyword: 'STOP' | 'HELP' | 'START', language: Language, sender: TextSender): string {
  switch (keyword) {
    case 'STOP':
      return fitted(sender.name, (name) => `${name}: ${STOP_TEXT[language]}`)
    case 'HELP':
      return fitted(sender.name, (name) => `${name}: ${helpText(language, sender)}`)
    case 'START':
      return fitted(sender.name, (name) => `${name}: ${START_TEXT[language]}`)
    default:
      return keyword satisfies never
  }
}

/** A reply that is the first of its conversation: who writes, that it is a machine, the words, and how to end it (facts 1.8 and 2.1). */
export function introduced(reply: string, sender: TextSender, language: Language): string {
  const { before, after } = INTRODUCTION[language]
  return `${shortName(sender.name)}, ${before}: ${toGsm(reply)} ${after}`
}

/** T-ID: who the sender is and how to reach them, for Canadian texts that are not plain answers (CASL s. 6(2), SOR/2012-36). */
export function identityLine(sender: TextSender): string {
  return toGsm([sender.mailingAddress, sender.businessPhone].filter((part) => part !== null && part !== '').join(', '))
}

const FIRST_TEXT =
  'Sorry we missed your call. This is our automated AI assistant - how can we help today? Msg & data rates may apply. Reply HELP for help, STOP to opt out.'
const FIRST_TEXT_BRIEF = 'Sorry we missed your call. AI assistant here - how can we help? Rates may apply. HELP for help, STOP to end'
const FIRST_TEXT_CANADA =
  'Sorry we missed your call. This is our automated AI assistant - how can we help? Reply HELP for help, STOP to opt out.'
/** The keyword is written ARRET, as French Canadian programs write it: the circumflex would halve the room. */
const FIRST_TEXT_QUEBEC =
  "Désolé d'avoir manqué votre appel. Je suis l'assistant automatisé (IA). Comment pouvons-nous vous aider? AIDE pour de l'aide, ARRET pour vous désabonner. / " +
  'Sorry we missed your call. Reply in English if you prefer. STOP to opt out.'

/** T2 confirms and does nothing else: no question, no attempt to win back (47 CFR 64.1200(a)(12)). */
const STOP_TEXT: Record<Language, string> = {
  en: 'You are unsubscribed and will get no more texts from us. Reply START to resubscribe.',
  es: 'Usted ya no recibe mensajes de nosotros. Responda START si desea volver a recibirlos.',
  fr: 'Désabonnement confirmé. Vous ne recevrez plus de textos de notre part. Répondez START pour vous réabonner.',
}

const START_TEXT: Record<Language, string> = {
  en: 'You are resubscribed to service texts. Msg frequency varies. Msg & data rates may apply. HELP for help, STOP to opt out.',
  es: 'Usted recibe de nuevo nuestros mensajes de servicio. La frecuencia puede variar. Pueden aplicarse tarifas de mensajes y datos. HELP para ayuda, STOP para cancelar.',
  fr: "Vous recevez de nouveau nos textos de service. Fréquence variable. Des frais de messages et de données peuvent s'appliquer. AIDE pour de l'aide, ARRET pour vous désabonner.",
}

const INTRODUCTION: Record<Language, { before: string; after: string }> = {
  en: { before: 'automated AI assistant', after: 'Msg & data rates may apply. HELP for help, STOP to opt out.' },
  es: {
    before: 'asistente automatizado (IA)',
    after: 'Pueden aplicarse tarifas de mensajes y datos. HELP para ayuda, STOP para cancelar.',
  },
  fr: {
    before: 'assistant automatisé (IA)',
    after: "Des frais de messages peuvent s'appliquer. AIDE pour de l'aide, ARRET pour vous désabonner.",
  },
}

/** HELP must name the business and at least one way to reach it (Twilio error 30936). */
function helpText(language: Language, sender: TextSender): string {
  const { phone, site } = { phone: sender.businessPhone ?? sender.numbers?.[0]?.e164 ?? null, site: sender.website }
  const reach =
    phone !== null && site !== null
      ? REACH[language].both(phone, site)
      : phone !== null
        ? REACH[language].phone(phone)
        : site !== null
          ? REACH[language].site(site)
          : REACH[language].call
  return `${HELP_TEXT[language].before} ${reach} ${HELP_TEXT[language].after}`
}

const HELP_TEXT: Record<Language, { before: string; after: string }> = {
  en: {
    before: 'automated text assistant for service requests.',
    after: 'Msg frequency varies. Msg & data rates may apply. Reply STOP to opt out.',
  },
  es: {
    before: 'asistente de texto automatizado para solicitudes de servicio.',
    after: 'La frecuencia puede variar. Pueden aplicarse tarifas de mensajes y datos. Responda STOP para cancelar.',
  },
  fr: {
    before: 'assistant automatisé pour les demandes de service.',
    after: "Fréquence variable. Des frais de messages et de données peuvent s'appliquer. Répondez ARRET pour vous désabonner.",
  },
}

type Reach = {
  both: (phone: string, site: string) => string
  phone: (phone: string) => string
  site: (site: string) => string
  call: string
}

const REACH: Record<Language, Reach> = {
  en: {
    both: (phone, site) => `For help call ${phone} or visit ${site}.`,
    phone: (phone) => `For help call ${phone}.`,
    site: (site) => `For help visit ${site}.`,
    call: 'For help call this number.',
  },
  es: {
    both: (phone, site) => `Para ayuda llame al ${phone} o visite ${site}.`,
    phone: (phone) => `Para ayuda llame al ${phone}.`,
    site: (site) => `Para ayuda visite ${site}.`,
    call: 'Para ayuda llame a esta misma empresa.',
  },
  fr: {
    both: (phone, site) => `Pour de l'aide, appelez le ${phone} ou visitez ${site}.`,
    phone: (phone) => `Pour de l'aide, appelez le ${phone}.`,
    site: (site) => `Pour de l'aide, visitez ${site}.`,
    call: "Pour de l'aide, appelez ce numéro.",
  },
}

/** Words that only Spanish or French speakers send; the accents may be missing. */
const SPANISH_KEYWORD = /\b(?:alto|ayuda|basta|parar?|cancelar|baja|detener|no mas|no más|empezar|comenzar|iniciar|deje|dejen|mensajes)\b/iu
const FRENCH_KEYWORD =
  /\b(?:arret|arrêt|arreter|arrêter|arretez|arrêtez|aide|desabonner|désabonner|desabonnez|désabonnez|commencer|debut|début|textos?)\b/iu

/** Small words of whole sentences: "número equivocado, yo no llamé", "vous avez le mauvais numéro", "I never called". */
const SMALL_WORDS: Record<Language, RegExp> = {
  en: /\b(?:i|you|me|my|your|the|this|is|not|never|who|wrong|number|off|text\w*|please|anymore|don'?t)\b/giu,
  es: /\b(?:yo|usted(?:es)?|mi|su|el|los|que|no|ya|nunca|quien|quién|equivocado|n[uú]mero|por|favor|mand\p{L}*|escrib\p{L}*|quiero|llam\p{L}*)(?![\p{L}])/giu,
  fr: /\b(?:je|vous|mon|votre|le|les|ce|est|ne|pas|plus|jamais|qui|mauvais|num[eé]ro|svp|voul\p{L}*|veux|[eé]cri\p{L}*|appel\p{L}*)(?![\p{L}])/giu,
}

function languageOfKeyword(received: string): Language | null {
  if (FRENCH_KEYWORD.test(received)) return 'fr'
  if (SPANISH_KEYWORD.test(received)) return 'es'
  const count = (language: Language) => received.match(SMALL_WORDS[language])?.length ?? 0
  const most = Math.max(count('en'), count('es'), count('fr'))
  return most < SMALL_WORDS_MIN ? null : (LANGUAGES.find((language) => count(language) === most) ?? null)
}

const SMALL_WORDS_MIN = 2

/** The text with the longest form of the name that keeps to the segments; the required words are never cut. */
function fitted(name: string, write: (name: string) => string): string {
  const text = write(shortName(name))
  const surplus = smsSegments(text).segments > SEGMENTS_MAX
  return surplus ? shortest(name, write) : text
}

function shortest(name: string, write: (name: string) => string): string {
  let text = ''
  for (let units = smsSegments(shortName(name)).units; units >= NAME_UNITS_MIN; units -= 5) {
    text = write(shortName(name, units))
    if (smsSegments(text).segments <= SEGMENTS_MAX) return text
  }
  return write(shortName(name, NAME_UNITS_MIN))
}

/** Name, mailing address and phone before the words, whatever the length: the law wants the address whole (SOR/2012-36 s. 2). */
function withIdentity(words: string, sender: TextSender): string {
  const identity = identityLine(sender)
  return fitted(sender.name, (name) => `${identity === '' ? name : `${name}, ${identity}`}: ${words}`)
}
