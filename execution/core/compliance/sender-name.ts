import { isGsm, smsSegments, toGsm } from '#core/values/sms-segments.ts'

/** A longer name is shortened in texts, so that the rest fits in two segments. */
const NAME_UNITS_MAX = 60

/** The name for a text: GSM-7 where its letters allow (accents that GSM-7 lacks are dropped, emoji too), at most `maxUnits` long. */
export function shortName(name: string, maxUnits: number = NAME_UNITS_MAX): string {
  if (maxUnits !== NAME_UNITS_MAX) return shortened(name, maxUnits)
  const known = kept.get(name)
  if (known !== undefined) return known
  const short = shortened(name, maxUnits)
  if (kept.size >= NAMES_KEPT_MAX) kept.clear()
  kept.set(name, short)
  return short
}

/** A business's name is asked for with each of its texts. */
const NAMES_KEPT_MAX = 2_000
const kept = new Map<string, string>()

function shortened(name: string, maxUnits: number): string {
  const plain = plainName(name)
  if (smsSegments(plain).units <= maxUnits) return plain
  let short = ''
  for (const word of plain.split(' ')) {
    const longer = short === '' ? word : `${short} ${word}`
    if (smsSegments(longer).units > maxUnits) break
    short = longer
  }
  return (short === '' ? cut(plain, maxUnits) : short).replace(/[\s,&+-]+$/u, '')
}

/** The name with GSM-7 letters where there are any like them. A name in another script stays as it is. */
function plainName(name: string): string {
  const spaced = toGsm(name).replace(/\s+/gu, ' ').trim()
  if (isGsm(spaced)) return spaced
  const bare = Array.from(spaced, (character) => (isGsm(character) ? character : withoutMarks(character))).join('')
  const worded = bare
    .replace(/\p{Extended_Pictographic}|\u{200d}|\u{fe0f}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return worded === '' ? spaced : worded
}

/** `í` becomes `i`, also for the few letters whose mark is part of the stroke. */
function withoutMarks(character: string): string {
  return STROKED.get(character) ?? character.normalize('NFD').replace(/\p{M}/gu, '')
}

const STROKED: ReadonlyMap<string, string> = new Map(
  Object.entries({ œ: 'oe', Œ: 'OE', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', þ: 'th', ð: 'd' }),
)

function cut(text: string, maxUnits: number): string {
  let short = ''
  for (const { segment } of VISIBLE_CHARACTERS.segment(text)) {
    if (smsSegments(short + segment).units > maxUnits) break
    short += segment
  }
  return short
}

const VISIBLE_CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** For comparing: case, accents, punctuation and spaces make no difference. */
export function foldName(text: string): string {
  return toGsm(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
