/** A written piece of an address or a name: letters and digits as they stand, with its place. */
export type WrittenWord = {
  /** Folded, without a closing full stop. */
  word: string
  start: number
  end: number
  /** A comma, line break, bracket or the like stands before it. */
  broken: boolean
  capital: boolean
}

/** Cuts a text into its written words without opening contractions: what names and addresses are read from. */
export function writtenWords(original: string, folded: string): WrittenWord[] {
  const words: WrittenWord[] = []
  let lastEnd = 0
  for (const match of folded.matchAll(WRITTEN)) {
    const start = match.index
    const end = start + match[0].length
    const between = folded.slice(lastEnd, start)
    const first = original[start] ?? ''
    words.push({
      word: match[0],
      start,
      end,
      broken: BREAK.test(between) && !(between.trim() === '.' && isAbbreviation(words)),
      capital: first !== first.toLowerCase(),
    })
    lastEnd = end
  }
  return words
}

/** `88 av. des Pins`, `12 St. James Ave`, `1400 N. Lake`, `Dr. Okonkwo`: the stop closes an abbreviation. */
function isAbbreviation(words: readonly WrittenWord[]): boolean {
  const last = words.at(-1)?.word ?? ''
  const before = words.at(-2)
  const isSaint = last === 'st' || last === 'ste'
  if (isSaint && (before === undefined || words.at(-1)?.broken === true || BEFORE_A_PLACE.has(before.word))) return true
  return ABBREVIATIONS.has(last) || (isSaint && /^\d/.test(before?.word ?? ''))
}

/** `in St. Charles`, `12 Oak Rd, St. Louis`: no street stands there, so it is a saint. */
const BEFORE_A_PLACE = new Set(['in', 'en', 'a', 'near', 'to', 'from', 'de', 'at', 'around'])

const ABBREVIATIONS = new Set([
  'av',
  'boul',
  'ch',
  'n',
  's',
  'e',
  'w',
  'ne',
  'nw',
  'se',
  'sw',
  'mr',
  'mrs',
  'ms',
  'dr',
  'rte',
  'app',
  'appt',
  'apt',
  'mt',
  'ft',
  'no',
  'sra',
  'sr',
])

const WRITTEN = /#?[a-z0-9]+(?:['.&/-][a-z0-9]+)*/g
/** A full stop breaks only when it does not close an abbreviation; the reader of streets decides that from the next word. */
const BREAK = /[,;:!?\n\r()"|]|\.\s*$|\s-\s/
