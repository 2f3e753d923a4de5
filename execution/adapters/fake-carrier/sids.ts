import type { SeededRandom } from './seeded-random.ts'

/** The two letters that tell what a Twilio id names. */
export type SidPrefix = 'CA' | 'SM' | 'MM' | 'ME' | 'PN' | 'RE' | 'MG' | 'TR'

/** Makes ids of Twilio's form, two letters and 32 hexadecimal digits, from the seed. */
export type SidMaker = (prefix: SidPrefix) => string

/** A maker of ids that repeats itself with the seed. */
export function createSidMaker(random: SeededRandom): SidMaker {
  return (prefix) => prefix + random.hex(32)
}
