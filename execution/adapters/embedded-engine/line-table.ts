/**
 * What a text file says of many words: a line each, the word, a tab, and what is said of it; or the word alone. The file's text is searched where
 * it lies: as a Map, 60,000 lines cost a tenth of a second at every start and ten times the memory.
 */
export type LineTable = {
  /** What stands behind the word, or undefined where the file does not have it. A word that stands alone says nothing: the empty text. */
  get(word: string): string | undefined
  has(word: string): boolean
}

/** The lines of `text` from the character `from` on. Of lines with the same word one is found, which of them is not said. */
export function lineTable(text: string, from = 0): LineTable {
  const places = placesOf(text, from)
  const find = (word: string): number => {
    for (let slot = hashOf(word, 0, word.length) & (places.length - 1); ; slot = (slot + 1) & (places.length - 1)) {
      const place = places[slot] ?? 0
      if (place === 0) return NOWHERE
      const end = place - 1 + word.length
      if (stands(word, text, place - 1) && (end === text.length || isEnd(text.charCodeAt(end)))) return end
    }
  }
  return {
    get: (word) => {
      const end = find(word)
      return end === NOWHERE ? undefined : text.slice(end + 1, Math.max(end + 1, lineEnd(text, end)))
    },
    has: (word) => find(word) !== NOWHERE,
  }
}

const NOWHERE = -1
const TAB = 9
const LINE_FEED = 10
/** Slots for each line: half of them stay empty, so that a search ends after a step or two. */
const SLOTS_PER_LINE = 2

/** By hash, where each line begins, plus one; 0 is an empty slot. */
function placesOf(text: string, from: number): Uint32Array {
  const places = new Uint32Array(slotsFor(text))
  for (let start = from; start < text.length; start = lineEnd(text, start) + 1) {
    let end = start
    while (end < text.length && !isEnd(text.charCodeAt(end))) end++
    let slot = hashOf(text, start, end) & (places.length - 1)
    while (places[slot] !== 0) slot = (slot + 1) & (places.length - 1)
    places[slot] = start + 1
  }
  return places
}

/** A power of two, because a hash is then put in its slot by a mask. */
function slotsFor(text: string): number {
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
  return 2 ** Math.ceil(Math.log2(lines * SLOTS_PER_LINE))
}

function stands(word: string, text: string, at: number): boolean {
  for (let place = 0; place < word.length; place++) if (word.charCodeAt(place) !== text.charCodeAt(at + place)) return false
  return true
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at
}

function isEnd(code: number): boolean {
  return code === TAB || code === LINE_FEED
}

/** FNV-1a over the characters, 32 bits (Fowler, Noll and Vo). */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  // The low bits of a product are the poorer ones.
  return (hash ^ (hash >>> 15)) >>> 0
}
