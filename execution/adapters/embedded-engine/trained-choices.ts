import { readFileSync } from 'node:fs'
import type { PreferredTime } from '#core/qualification/reading.ts'
import { choose, chooseSurely } from './choice.ts'
import type { Candidate, Choice, ChoiceTable } from './choice.ts'
import { lineTable } from './line-table.ts'
import { RULED, UNHEARD } from './name-choice.ts'

const NAMES = tableOf('./name-choice-weights.txt')
const WISHES = tableOf('./wish-choice-weights.txt')

/** A line of the file is a feature, a tab and its weight. */
function tableOf(file: string): ChoiceTable {
  const lines = lineTable(readFileSync(new URL(file, import.meta.url), 'utf8'))
  return {
    get: (feature) => {
      const written = lines.get(feature)
      return written === undefined ? undefined : Number(written)
    },
  }
}

/**
 * The writer's name, if any of the candidates is it. Where the table sees nobody, a name by the rules stands whose first word is no word of the
 * language: of eight such texts that neither had seen, the rules were right in seven.
 */
export function chooseName(choice: Choice<string>): Candidate<string> | null {
  return choose(NAMES, choice) ?? choice.candidates.find(isPlainlyNamed) ?? null
}

function isPlainlyNamed({ features, findings }: Candidate<string>): boolean {
  return findings.includes(RULED) && features.includes(UNHEARD)
}

/** When the visit or the call is wished, if any of the candidates is that. Of a day that is not sure nothing is said: asking costs less than coming on a wrong day. */
export function chooseWish(choice: Choice<PreferredTime>): Candidate<PreferredTime> | null {
  return chooseSurely(WISHES, choice, DAY_SHARE)
}

/** How likely the day must be, from 0 to 1; record 26 gives what other shares cost. */
const DAY_SHARE = 0.77
