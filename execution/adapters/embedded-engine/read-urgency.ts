import type { ReadingContext, Urgency } from '#core/qualification/reading.ts'
import { HAZARD_PHRASES } from './hazard-phrases.ts'
import { phraseBook } from './phrase-book.ts'
import type { Found } from './phrase-book.ts'
import type { Scope } from './scope.ts'
import { readSeason } from './season.ts'
import type { Token } from './tokenize.ts'
import { URGENCY_PHRASES } from './urgency-phrases.ts'

export type UrgencyReading = {
  urgency: Urgency
  safety: boolean
  /** A problem or a wish for service is stated, not only asked about. */
  hasNeed: boolean
  /** The trouble is over or the request withdrawn. */
  resolved: boolean
}

/**
 * How soon somebody must come, and whether the safety line goes first. Hazards count when asserted: not denied, supposed, long past or over.
 * A water hazard that is held (main shut off, bucket under it) is urgent, no emergency. Cold and heat count by the words or the season.
 */
export function readUrgency(
  tokens: readonly Token[],
  scope: Scope,
  context: ReadingContext,
  hasService: boolean,
  hasRequest: boolean,
): UrgencyReading {
  const hazards = assertedHazards(tokens, scope)
  const found = URGENCY_BOOK.find(tokens)
  const asserted = new Set(found.filter((one) => isAsserted(one, scope)).map((one) => one.label))
  const resolved = scope.resolvedAt > scope.persistsAt && !hazards.some((hazard) => hazard.from >= scope.resolvedAt)
  const contained =
    scope.containedAt > scope.persistsAt && !hazards.some((hazard) => hazard.from >= scope.containedAt && hazard.label !== 'ceiling')
  const live = resolved ? [] : hazards.filter((hazard) => !(contained && CONTAINABLE.has(hazard.label)))
  const season = readSeason(context)
  const has = (label: UrgencyLabel) => asserted.has(label)
  const safety = live.some((hazard) => SAFETY.has(hazard.label))
  const frail = has('vulnerable')
  const weather =
    (has('noHeat') && frail && (has('cold') || season === 'cold')) || (has('noCooling') && frail && (has('hot') || season === 'hot'))
  const isEmergency = live.length > 0 || (weather && !resolved)
  const hasNeed = hasService || hasRequest || hazards.length > 0 || [...asserted].some((label) => NEEDS.has(label))
  if (isEmergency) return { urgency: 'emergency', safety, hasNeed: true, resolved: false }
  if (resolved) return { urgency: 'none', safety: false, hasNeed, resolved }
  if (contained && hazards.length > 0) return { urgency: 'urgent', safety: false, hasNeed: true, resolved }
  const unsupposed = !found.some((one) => NEEDS.has(one.label) && scope.supposed[one.from] === true)
  if (has('emergencyWord') && !has('notUrgent') && unsupposed && ![...URGENT].some(has)) {
    return { urgency: 'emergency', safety: false, hasNeed: true, resolved }
  }
  return { urgency: calmUrgency(has, season, hasNeed), safety: false, hasNeed, resolved }
}

type UrgencyLabel = keyof typeof URGENCY_PHRASES
type HazardLabel = keyof typeof HAZARD_PHRASES

const HAZARD_BOOK = phraseBook<HazardLabel>(HAZARD_PHRASES)
const URGENCY_BOOK = phraseBook<UrgencyLabel>(URGENCY_PHRASES)
export const URGENCY_WORDS: readonly ReadonlySet<string>[] = [HAZARD_BOOK.words, URGENCY_BOOK.words]

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

function assertedHazards(tokens: readonly Token[], scope: Scope): Found<HazardLabel>[] {
  return HAZARD_BOOK.find(tokens).filter((hazard) => isAsserted(hazard, scope) && !isHarmless(tokens, hazard))
}

/** The last word of a phrase carries it; a phrase that begins before a `not` of its own is judged by its first word. */
function isAsserted(found: Found<string>, scope: Scope): boolean {
  return scope.negated[found.from] !== true && scope.supposed[found.from] !== true && scope.past[found.from] !== true
}

/** Phrases that sound like a hazard and are none. */
function isHarmless(tokens: readonly Token[], hazard: Found<HazardLabel>): boolean {
  const words = tokens.map((token) => token.word)
  const near = words.slice(Math.max(0, hazard.from - 4), hazard.to + 4)
  const nearHas = (list: ReadonlySet<string>) => near.some((word) => list.has(word))
  switch (hazard.label) {
    case 'monoxide':
      return nearHas(BATTERY_WORDS) && !nearHas(ALARM_WORDS)
    case 'fire':
      return nearHas(BATTERY_WORDS) && nearHas(DETECTOR_WORDS) && !nearHas(BURNING_WORDS)
    case 'shock':
      return nearHas(PRICE_WORDS)
    case 'trapped':
      return nearHas(KEY_WORDS) && !nearHas(PEOPLE_WORDS)
    case 'gas':
    case 'flood':
    case 'sewage':
    case 'ceiling':
    case 'openRoof':
    case 'medical':
    case 'traffic':
      return false
    default:
      return hazard.label satisfies never
  }
}

const wordSet = (words: string) => new Set(words.split(' '))
const BATTERY_WORDS = wordSet(
  'chirp chirps chirping chirped battery batteries install installed replace replacing random randomly occasionally once pile bateria piles intermittently',
)
const ALARM_WORDS = wordSet('nonstop constantly continuously constant going sounding blaring screaming ppm dizzy headache sick stop')
const DETECTOR_WORDS = wordSet('smoke detector detectors alarm alarms detecteur alarma')
const BURNING_WORDS = wordSet('smell smells burning fire flames smoking kitchen see coming from')
const PRICE_WORDS = wordSet('price prices bill cost quote estimate invoice charge struts strut absorbers absorber absorbing how')
const KEY_WORDS = wordSet('key keys fob llaves llave cles cle phone purse wallet groceries out')
const PEOPLE_WORDS = wordSet(
  'baby infant toddler child kid kids children daughter son dog puppy grandma mom newborn bebe nino nina hijo hija perro enfant enfants fils fille chien boy girl twins nephew niece grandson granddaughter bebes ninos',
)
