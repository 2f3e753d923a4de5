import { GIVEN_NAMES } from '#adapters/embedded-engine/given-names.ts'
import { PARTICLES, SURNAMES, TITLES } from '#adapters/embedded-engine/naming-words.ts'

/**
 * The text with another name in place of its own, or null where that is not safe to do. Half of the names are on no list: they are put
 * together from the letters that follow each other in names. `turn` decides which.
 */
export function withOtherName(text: string, name: string | null, turn: number): { text: string; name: string } | null {
  if (name === null || /'s|&/.test(name)) return null
  const at = text.toLowerCase().indexOf(name.toLowerCase())
  if (at === -1) return null
  const draw = drawer(turn)
  const isInvented = draw(2) === 0
  const own = text.slice(at, at + name.length)
  const other = own
    .split(' ')
    .map((word, place) => {
      if (word.length < WORD_LETTERS_MIN || PARTICLES.has(word.toLowerCase()) || TITLES.has(word.toLowerCase())) return word
      const list = place === 0 ? GIVEN : FAMILY
      return inCaseOf(word, isInvented ? inventedName(draw) : (list[draw(list.length)] ?? word))
    })
    .join(' ')
  return other === own ? null : { text: text.slice(0, at) + other + text.slice(at + name.length), name: other }
}

const WORD_LETTERS_MIN = 3
const GIVEN = [...GIVEN_NAMES].toSorted()
const FAMILY = [...SURNAMES].toSorted()

function inCaseOf(word: string, name: string): string {
  if (word === word.toUpperCase()) return name.toUpperCase()
  return word[0] === word[0]?.toLowerCase() ? name : name.slice(0, 1).toUpperCase() + name.slice(1)
}

const LETTERS_MIN = 3
const LETTERS_MAX = 10

/** `^` opens and `$` closes a name; each letter follows from the two before it. */
export function inventedName(draw: (below: number) => number): string {
  for (;;) {
    let name = '^^'
    while (!name.endsWith('$')) {
      const next = FOLLOWERS.get(name.slice(-2)) ?? '$'
      name += next[draw(next.length)] ?? '$'
    }
    const letters = name.slice(2, -1)
    if (letters.length >= LETTERS_MIN && letters.length <= LETTERS_MAX && /[aeiouy]/.test(letters)) return letters
  }
}

const FOLLOWERS = followers()

function followers(): Map<string, string> {
  const found = new Map<string, string>()
  for (const name of [...GIVEN, ...FAMILY]) {
    const written = `^^${name}$`
    for (let at = 2; at < written.length; at++)
      found.set(written.slice(at - 2, at), (found.get(written.slice(at - 2, at)) ?? '') + (written[at] ?? ''))
  }
  return found
}

/** Numbers that follow from `seed` alone and look like none in particular (a linear congruence, Numerical Recipes). */
export function drawer(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) % 2 ** 32
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return Math.floor((state / 2 ** 32) * below)
  }
}
