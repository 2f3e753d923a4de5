import type { ReadingContext, Urgency } from '#core/qualification/reading.ts'
import { findHazards, HAZARD_WORDS, isAsserted } from './find-hazards.ts'
import type { HazardLabel } from './find-hazards.ts'
import { FLOWING } from './harmless-hazard.ts'
import { phraseBook } from './phrase-book.ts'
import type { Found } from './phrase-book.ts'
import type { Scope } from './scope.ts'
import type { SecondOpinion } from './second-opinion.ts'
import { readSeason } from './season.ts'
import { namesDanger } from './text-features.ts'
import type { FeatureInput } from './text-features.ts'
import type { Token } from './tokenize.ts'
import { URGENCY_PHRASES } from './urgency-phrases.ts'

export type UrgencyReading = {
  urgency: Urgency
  safety: boolean
  /** A problem, a service or a wish for a visit is stated. */
  hasNeed: boolean
  /** Trouble is stated, not only named or asked about. */
  hasTrouble: boolean
  /** The trouble is over or the request withdrawn. */
  resolved: boolean
  /** What kinds of trouble are told, and by which tokens. */
  troubles: ReadonlyMap<Trouble, Found<Trouble>>
}

export type Trouble = HazardLabel | UrgencyLabel

/**
 * How soon somebody must come, and whether the safety line goes first. Hazards count when asserted: not denied, supposed, long past or over.
 * A water hazard that is held (main shut off, bucket under it) is urgent, no emergency. Cold and heat count by the words or the season.
 * The second opinion is weighed with what the rules found: it may see a danger that no rule names, and doubt one that a rule heard in
 * other words. A safety hazard that the rules found is doubted only against the strongest words for calm (`the smoke was from my toast`).
 */
export function readUrgency(
  { tokens, scope, context, rules: { urgency: rules, calmIntent } }: FeatureInput,
  opinion: SecondOpinion,
): UrgencyReading {
  const byRules = rules.urgency === 'emergency'
  const rulesWeight = rules.safety ? SAFETY_RULES_WEIGHT : byRules ? RULES_WEIGHT : 0
  const mayRaise = byRules || (calmIntent !== 'opt_out' && !isOutOfSeason(tokens, scope, context))
  const isNamed = byRules || namesDanger(tokens, scope)
  // Gas, carbon monoxide, fire and shock imply an emergency, so the judge of these may be the surer of the two.
  const danger = Math.max(opinion.emergency, opinion.safety) + rulesWeight
  const isEmergency = mayRaise && danger >= (isNamed ? EMERGENCY_ODDS : UNNAMED_ODDS)
  if (isEmergency) {
    const safety = rules.safety || opinion.safety >= SAFETY_ODDS
    return { ...rules, urgency: 'emergency', safety, hasNeed: true, hasTrouble: true, resolved: false }
  }
  return byRules ? { ...rules, urgency: 'urgent' } : rules
}

/**
 * In log-odds. Chosen on rounds that were left out of the training, where they raise the recall most for the false pages
 * (docs/decisions/0021-a-judge-that-learns-when-to-trust-the-rules.md).
 */
const RULES_WEIGHT = 1.5
const SAFETY_RULES_WEIGHT = 2
const EMERGENCY_ODDS = -0.6
/** `My fingers tingle when I open the tap`: where no word names what is dangerous, danger must be nearly as likely as calm. */
const UNNAMED_ODDS = -0.3
const SAFETY_ODDS = -2.5

/** No heat in July: whoever sits there, nobody is in danger, unless the text says it is cold. Heat comes in any month, so cooling always counts. */
function isOutOfSeason(tokens: readonly Token[], scope: Scope, context: ReadingContext): boolean {
  if (findHazards(tokens, scope).length > 0) return false
  const told = new Set(URGENCY_BOOK.find(tokens).map((one) => one.label))
  return told.has('noHeat') && !told.has('noCooling') && !told.has('cold') && readSeason(context) === 'hot'
}

export function readByRules(
  tokens: readonly Token[],
  scope: Scope,
  context: ReadingContext,
  hasService: boolean,
  hasRequest: boolean,
): UrgencyReading {
  const hazards = findHazards(tokens, scope)
  const found = URGENCY_BOOK.find(tokens)
  const asserted = new Set(found.filter((one) => isAsserted(one, scope)).map((one) => one.label))
  const resolved = scope.resolvedAt > scope.persistsAt && !hazards.some((hazard) => hazard.from >= scope.resolvedAt)
  const contained =
    scope.containedAt > scope.persistsAt && !hazards.some((hazard) => hazard.from >= scope.containedAt && goesOn(tokens, hazard))
  const live = resolved ? [] : hazards.filter((hazard) => !(contained && CONTAINABLE.has(hazard.label)))
  const season = readSeason(context)
  const has = (label: UrgencyLabel) => asserted.has(label)
  const safety = live.some((hazard) => SAFETY.has(hazard.label))
  const frail = has('vulnerable')
  const weather =
    (has('noHeat') && frail && (has('cold') || season === 'cold')) || (has('noCooling') && frail && (has('hot') || season === 'hot'))
  const onMachine = has('noPower') && tokens.some(({ word }, at) => MACHINES.has(word) && !scope.negated[at]) && !resolved
  const isEmergency = live.length > 0 || onMachine || (weather && !resolved)
  const told: Found<Trouble>[] = [...hazards, ...found.filter((one) => isAsserted(one, scope))]
  const troubles = new Map(told.map((one) => [one.label, one]))
  const hasTrouble = hazards.length > 0 || [...asserted].some((label) => NEEDS.has(label))
  const hasNeed = hasService || hasRequest || hazards.length > 0 || [...asserted].some((label) => NEEDS.has(label))
  if (isEmergency) return { urgency: 'emergency', safety, hasNeed: true, hasTrouble: true, resolved: false, troubles }
  if (resolved) return { urgency: 'none', safety: false, hasNeed, hasTrouble, resolved, troubles }
  if (contained && hazards.length > 0) return { urgency: 'urgent', safety: false, hasNeed: true, hasTrouble: true, resolved, troubles }
  const unsupposed = !found.some((one) => NEEDS.has(one.label) && scope.supposed[one.from] === true)
  const asksWhether = /\b(?:is (?:it|this|that)|do you (?:do|have|offer|handle)|est ce|es una?)\b.*(?:emergency|emergencia|urgence)/.test(
    tokens.map((token) => token.word).join(' '),
  )
  if (has('emergencyWord') && !has('notUrgent') && !asksWhether && unsupposed && ![...URGENT].some(has)) {
    return { urgency: 'emergency', safety: false, hasNeed: true, hasTrouble: true, resolved, troubles }
  }
  return { urgency: calmUrgency(has, season, hasNeed), safety: false, hasNeed, hasTrouble, resolved, troubles }
}

const MACHINES = new Set([
  'oxygen',
  'ventilator',
  'dialysis',
  'respirator',
  'oxigeno',
  'respirador',
  'dialisis',
  'oxygene',
  'respirateur',
  'dialyse',
])

type UrgencyLabel = keyof typeof URGENCY_PHRASES
const URGENCY_BOOK = phraseBook<UrgencyLabel>(URGENCY_PHRASES)
export const URGENCY_WORDS: readonly ReadonlySet<string>[] = [HAZARD_WORDS, URGENCY_BOOK.words]

const SAFETY = new Set<HazardLabel>(['gas', 'monoxide', 'fire', 'shock'])
const CONTAINABLE = new Set<HazardLabel>(['gas', 'monoxide', 'fire', 'shock', 'flood', 'sewage', 'ceiling', 'openRoof'])
const NEEDS = new Set<UrgencyLabel>([
  'noHeat',
  'noCooling',
  'noHotWater',
  'noWater',
  'onlyToilet',
  'lockout',
  'fridge',
  'noPower',
  'leak',
  'trappedCar',
])
const URGENT = new Set<UrgencyLabel>([
  'noHotWater',
  'noWater',
  'onlyToilet',
  'lockout',
  'fridge',
  'noPower',
  'trappedCar',
  'noHeat',
  'noCooling',
])

function calmUrgency(has: (label: UrgencyLabel) => boolean, season: 'cold' | 'hot' | 'mild', hasNeed: boolean): Urgency {
  const wished = has('soon')
  if (!hasNeed) return wished ? 'urgent' : 'none'
  if (has('notUrgent') || has('season')) return 'routine'
  if (wished) return 'urgent'
  if (has('noHeat')) return season === 'hot' ? 'routine' : 'urgent'
  if (has('noCooling')) return season === 'hot' || has('hot') ? 'urgent' : 'routine'
  if (has('noHotWater') || has('noWater') || has('onlyToilet') || has('lockout') || has('fridge') || has('noPower') || has('trappedCar'))
    return 'urgent'
  if (has('leak')) return has('mild') ? 'routine' : 'urgent'
  return 'routine'
}

/** After `the water is off` a broken pipe is only broken; water that pours is not held. */
function goesOn(tokens: readonly Token[], hazard: Found<HazardLabel>): boolean {
  if (hazard.label !== 'flood' && hazard.label !== 'ceiling' && hazard.label !== 'openRoof') return true
  return tokens.slice(hazard.from, hazard.to).some((token) => FLOWING.test(token.word))
}
