import { EGG, isHarmless } from './harmless-hazard.ts'
import { HAZARD_PAIR_PHRASES } from './hazard-pair-phrases.ts'
import { HAZARD_PHRASES } from './hazard-phrases.ts'
import { phraseBook } from './phrase-book.ts'
import type { Found } from './phrase-book.ts'
import type { Scope } from './scope.ts'
import { THREAT_PHRASES } from './threat-phrases.ts'
import type { Token } from './tokenize.ts'

export type HazardLabel = keyof typeof HAZARD_PHRASES | 'threatened'

/** The dangers a text reports as there now: asserted by the writer or by somebody they speak for, and not only sounding like one. */
export function findHazards(tokens: readonly Token[], scope: Scope): Found<HazardLabel>[] {
  return [...assertedHazards(tokens, scope), ...scatteredGas(tokens, scope), ...othersSmell(tokens)]
}

function assertedHazards(tokens: readonly Token[], scope: Scope): Found<HazardLabel>[] {
  return HAZARD_BOOK.find(tokens).filter((hazard) => isAsserted(hazard, scope) && !isHarmless(tokens, hazard))
}
/** The last word of a phrase carries it; a phrase that begins before a `not` of its own is judged by its first word. */
export function isAsserted(found: Found<string>, scope: Scope): boolean {
  return scope.negated[found.from] !== true && scope.supposed[found.from] !== true && scope.past[found.from] !== true
}

/** `gas!!! smell!!!`: the two words in different sentences of a frightened text. */
function scatteredGas(tokens: readonly Token[], scope: Scope): Found<HazardLabel>[] {
  const free = (at: number) => !scope.negated[at] && !scope.supposed[at] && !scope.past[at]
  const gas = tokens.findIndex(({ word }, at) => GAS.has(word) && free(at) && !GAS_THINGS.has(tokens[at + 1]?.word ?? ''))
  const smell = tokens.findIndex(({ word }, at) => SMELL.test(word) && free(at))
  return gas === -1 || smell === -1 || Math.abs(gas - smell) > SCATTERED_WORDS_MAX
    ? []
    : [{ label: 'gas', from: Math.max(gas, smell), to: Math.max(gas, smell) + 1 }]
}

/** `I do not smell gas but my wife does`: what another person smells counts. */
function othersSmell(tokens: readonly Token[]): Found<HazardLabel>[] {
  const at = tokens.findIndex(({ word }, index) => (GAS.has(word) || EGG.test(word)) && !GAS_THINGS.has(tokens[index + 1]?.word ?? ''))
  if (at === -1 || !tokens.some(({ word }) => SMELL.test(word))) return []
  const witness = OTHERS_BOOK.find(tokens).find(
    ({ from, to }) => from > at - SCATTERED_WORDS_MAX && !DENIED_LAST.has(tokens[to]?.word ?? ''),
  )
  return witness === undefined ? [] : [{ label: 'gas', from: witness.from, to: witness.to }]
}

const OTHERS =
  'wife|husband|kids|kid|son|daughter|neighbor|neighbors|tenant|tenants|roommate|mom|dad|mother|everyone|everybody|others|she|he|they|guests'
const OTHERS_BOOK = phraseBook({
  witness: [
    `${OTHERS} ?all ?sure ?definitely ?totally ?still does|do|can|did|could|smells|smell|smelled|swears|says|insists|noticed !not`,
    'esposa|esposo|mama|hijos|vecino|vecina|ella|el si|huele|huelen|dice|dicen !que',
    'femme|mari|mere|voisin|voisine|enfants|elle|lui ?lui ?elle oui|sent|sentent|dit',
  ],
})
const DENIED_LAST = new Set(['not', 'no', 'nothing', 'pas', 'rien'])
const SCATTERED_WORDS_MAX = 12
const GAS = new Set(['gas', 'gaz', 'propane'])
const GAS_THINGS = new Set(
  'stove dryer range oven water furnace heater line lines station grill bill company fireplace guy man money pump cap tank mileage log logs meter co hookup valve'.split(
    ' ',
  ),
)
const SMELL = /^(?:smell|odor|odour|stink|huele|olor|odeur|sent$|sens$)/

const HAZARD_BOOK = phraseBook<HazardLabel>({
  gas: [...HAZARD_PHRASES.gas, ...HAZARD_PAIR_PHRASES.gas],
  monoxide: [...HAZARD_PHRASES.monoxide, ...HAZARD_PAIR_PHRASES.monoxide],
  fire: [...HAZARD_PHRASES.fire, ...HAZARD_PAIR_PHRASES.fire],
  shock: [...HAZARD_PHRASES.shock, ...HAZARD_PAIR_PHRASES.shock],
  flood: [...HAZARD_PHRASES.flood, ...HAZARD_PAIR_PHRASES.flood],
  sewage: [...HAZARD_PHRASES.sewage, ...HAZARD_PAIR_PHRASES.sewage],
  ceiling: [...HAZARD_PHRASES.ceiling, ...HAZARD_PAIR_PHRASES.ceiling],
  openRoof: [...HAZARD_PHRASES.openRoof, ...HAZARD_PAIR_PHRASES.openRoof],
  trapped: [...HAZARD_PHRASES.trapped, ...HAZARD_PAIR_PHRASES.trapped],
  medical: [...HAZARD_PHRASES.medical, ...HAZARD_PAIR_PHRASES.medical],
  traffic: HAZARD_PHRASES.traffic,
  threatened: THREAT_PHRASES,
})
/** Words the typo repairer must know. */
export const HAZARD_WORDS = HAZARD_BOOK.words
