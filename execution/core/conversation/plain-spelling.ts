/** Lower case without accents, straight apostrophes, one blank between words: how people type on a phone. */
export function plainSpelling(words: string): string {
  return spelled(words).plain.trim()
}

/** Where the words hold the whole phrase, however either is spelled: UTF-16 offsets of `words`, the end exclusive; null when they do not. */
export function phraseIn(words: string, phrase: string): [from: number, to: number] | null {
  const needle = plainSpelling(phrase).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  if (needle === '') return null
  const { plain, places } = spelled(words)
  const match = new RegExp(`(?<![\\p{L}\\d])${needle}(?![\\p{L}\\d])`, 'u').exec(plain)
  if (match === null) return null
  return [places[match.index] ?? 0, places[match.index + match[0].length] ?? words.length]
}

/** With the place in `words` that each letter came from. */
function spelled(words: string): { plain: string; places: number[] } {
  let plain = ''
  const places: number[] = []
  let place = 0
  for (const letter of words) {
    const folded = /\s/.test(letter) ? ' ' : letter.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[‘’]/g, "'").toLowerCase()
    if (folded !== ' ' || !plain.endsWith(' ')) {
      plain += folded
      for (let unit = 0; unit < folded.length; unit += 1) places.push(place)
    }
    place += letter.length
  }
  return { plain, places }
}
