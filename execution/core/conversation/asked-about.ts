import type { Language } from '#core/qualification/reading.ts'
import type { AllowedAnswer, ApprovedFact, FactTopic } from './approved-fact.ts'
import { phraseIn, plainSpelling } from './plain-spelling.ts'

/** At most this many facts in one reply: more would not fit beside the next question. */
const FACTS_AT_ONCE_MAX = 2

const MONEY = /[$€£]\s?\d|\d\s?[$€£]|\b\d+ ?(?:dollars?|bucks|usd|dolares|piastres?|euros?)\b/
const PRICE =
  /\b(?:how much(?! (?:longer|time|water|notice)\b)|cost\w*|pric(?:e|es|ing)|(?:you|u|they|it|y'all|guys|the|a|any|service|trip|what'?s|to) charges?(?! (?:it|my|the|a|up)\b)|charging me|fees?|rates?|estimates?|quotes?|expensive|cuanto (?:cuesta|cobra|sale|vale|seria|es)\w*|precios?|cobran?|tarifas?|presupuestos?|cotiza\w*|combien(?! de (?:temps|jours?|minutes|heures)\b)|prix|tarifs?|cout\w*|devis|soumission|estimation)\b/
const HOURLY = /\b(?:hourly|(?:per|an|by the) hour|por hora|la hora|de l'heure|tarif horaire|taux horaire)\b/
const ESTIMATE = /\b(?:estimates?|free quotes?|quotes? (?:are )?free|presupuestos?|cotiza\w*|devis|soumission|estimation)\b/
const VISIT =
  /\b(?:service (?:call|fee|charge)|trip (?:charge|fee)|call ?-?out|com(?:e|ing) (?:out|over|by|look|take)|diagnostic|diagnos\w*|visits?|visitas?|venir|deplacement|visites?|dispatch fee|show up)\b/
const LICENSE =
  /\b(?:licensed|certified)\b|\byou (?:guys )?(?:have|hold|got) (?:a |your )?licen[cs]e|licen[cs]e (?:number|no\b)|\b(?:tienen?|numero de|con) licencia\b|\b(?:licence|permis|rbq)\b/
const INSURED =
  /\b(?:are|r) (?:you|u|y'?all|they)\b[^.?!]{0,30}\b(?:insured|bonded)\b|\byou(?:'re)? insured\b|\byou (?:guys )?(?:have|carry) (?:liability )?insurance\b|licensed (?:and|&) (?:insured|bonded)|\b(?:estan?|tienen?) (?:\w+ ){0,2}(?:asegurad\w+|seguro)\b|\b(?:etes-? ?vous|vous etes|avez-? ?vous) (?:\w+ ){0,3}assur\w+/
const PAYMENT =
  /\b(?:take|accept|pay(?:ing)?|do)\b[^.?!]{0,25}\b(?:cards?|credit|debit|cash|che(?:ck|que)s?|venmo|zelle|apple pay|paypal|financing|installments?)\b|\bpayment (?:methods?|options?|plans?)\b|\bhow (?:do|can|should) (?:i|we) pay\b|\b(?:acepta\w*|toma\w*|recibe\w*|pagar|pago)\b[^.?!]{0,25}\b(?:tarjetas?|efectivo|cheques?|zelle|credito)\b|\bformas? de pago\b|\b(?:accept\w*|prenez|payer)\b[^.?!]{0,25}\b(?:cartes?|comptant|cheques?|interac|virements?)\b|\bmodes? de paiement\b/
const BRANDS = /\b(?:brands?|marcas?|marques?)\b/
const AREA =
  /\b(?:service area|what areas?|which (?:areas?|towns?|cities)|where do (?:you|u) (?:work|go|serve)|do (?:you|u|y'?all) (?:guys )?(?:serve|cover|come (?:out )?to|go to|travel to)|(?:que|cuales) (?:zonas?|ciudades)|(?:atienden|sirven|llegan|trabajan) (?:en|a|hasta)|desservez|quelles? (?:secteurs?|villes?|regions?))\b/

/** What a reply to this burst may be told of, beyond the words themselves. */
export type AskedWith = {
  /** The engine read the burst as asking for a price. */
  quote: boolean
  /** The burst named a place. */
  place: boolean
  /** The service that is known by now. */
  service: string | null
  language: Language
}

/** "So it's free?", "the same deal": a favour that silence would seem to grant. */
const FAVOUR =
  /\b(?:for|is|are|it'?s|its|was|said|get|getting|be|that'?s|thats) (?:a )?free\b(?! (?:at|on|after|before|to|all|any|until|from|between|in|this|next|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|tomorrow|today|tonight|now|most|only|except|until|till|during|then|later|around|by|the|every|of)\b)|\bfree (?:estimates?|quotes?|inspections?|visits?|diagnos\w*|service|check\w*|repairs?)\b|\b(?:no charge|free of charge|waive|same (?:deal|price)|discount\w*|gratis|descuento\w*|gratuit\w*|rabais)\b/

/** True when a price is asked for or claimed: "so it's $50, right?" must not be passed over in silence. */
export function asksPrice(words: string): boolean {
  const plain = plainSpelling(words)
  return MONEY.test(plain) || FAVOUR.test(plain) || (PRICE.test(plain) && QUESTION.test(plain))
}

const HOW_LONG =
  /\bhow (?:much )?(?:long|time)\b|\bturn ?around\b|\bcuanto (?:tiempo|tarda\w*|demora\w*)\b|\bcombien de (?:temps|jours?|minutes|heures)\b/

/** True when the words ask how long something takes and not what it costs, although both begin alike in two of our languages. */
export function asksHowLong(words: string): boolean {
  return HOW_LONG.test(plainSpelling(words)) && !asksPrice(words)
}

/**
 * The owner's sentences that answer these words, at most two, or null when none fits. Chosen by topic alone, so the same words and facts give the
 * same answer; who asks for a price gets a fact about a price or none.
 */
export function fittingAnswers(words: string, answers: readonly AllowedAnswer[], asked: AskedWith): string[] | null {
  const plain = plainSpelling(words)
  const wantsPrice = asked.quote || asksPrice(words)
  const price = wantsPrice ? priceAnswer(plain, answers, asked) : null
  if (wantsPrice && price === null) return null
  const others = answers.filter(({ fact }) => !isPrice(fact.topic) && isAskedFor(fact, plain, asked))
  const chosen = [price, ...others.filter((answer) => answer !== price)]
  const said = chosen.flatMap((answer) => answer?.say[asked.language] ?? []).slice(0, FACTS_AT_ONCE_MAX)
  return said.length === 0 ? null : said
}

function isPrice(topic: FactTopic): boolean {
  return topic === 'visit-price' || topic === 'hourly-price' || topic === 'service-price' || topic === 'free-estimate'
}

/** The one fact about money that fits: what was named first, then the service, then what a visit costs. */
function priceAnswer(plain: string, answers: readonly AllowedAnswer[], { service, language }: AskedWith): AllowedAnswer | null {
  const sayable = answers.filter(({ say }) => say[language] !== null)
  const find = (fits: (fact: ApprovedFact) => boolean) => sayable.find(({ fact }) => fits(fact)) ?? null
  const own = find((fact) => fact.topic === 'own' && fact.asks.some((phrase) => phraseIn(plain, phrase) !== null))
  if (own !== null) return own
  const hourly = find(({ topic }) => topic === 'hourly-price')
  const visit = find(({ topic }) => topic === 'visit-price')
  const ofService = find((fact) => fact.topic === 'service-price' && fact.service === service)
  const estimate = find((fact) => fact.topic === 'free-estimate' && isForService(fact.services, service))
  if (HOURLY.test(plain)) return hourly
  if (ESTIMATE.test(plain) && estimate !== null) return estimate
  if (VISIT.test(plain) && visit !== null) return visit
  return ofService ?? visit ?? estimate ?? hourly
}

function isForService(services: readonly string[] | null, service: string | null): boolean {
  return services === null || (service !== null && services.includes(service))
}

function isAskedFor(fact: ApprovedFact, plain: string, asked: AskedWith): boolean {
  switch (fact.topic) {
    case 'license':
      return LICENSE.test(plain)
    case 'insured':
      return INSURED.test(plain)
    case 'payment':
      return PAYMENT.test(plain)
    case 'brands':
      return BRANDS.test(plain) || fact.brands.some((brand) => phraseIn(plain, brand) !== null)
    case 'area':
      return asked.place || AREA.test(plain)
    case 'own':
      return fact.asks.some((phrase) => phraseIn(plain, phrase) !== null)
    case 'visit-price':
    case 'hourly-price':
    case 'service-price':
    case 'free-estimate':
      return false
    default:
      return fact satisfies never
  }
}

/** Texts seldom end with a question mark, so the first words count as well. */
const QUESTION =
  /\?|^(?:so |and |but |hi |hello |hey )*(?:do|does|did|are|r|is|can|could|would|will|what|what's|whats|which|how|when|where|who|tienen?|aceptan?|cuanto|cuanta|cual|que|son|estan?|puede[ns]?|hay|est-ce|combien|quel\w*|avez|etes|acceptez|prenez|faites)\b|\bright$/
