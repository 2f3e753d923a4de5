/**
 * Takes out what neither XML 1.0 nor a text message may hold: control characters (tab and line breaks stay), lone surrogates and
 * the two non-characters. Twilio's own document builder throws on them, and a caller would hear an error. Also what turns the order of
 * reading around (Unicode Bidirectional Algorithm, UAX #9, section 2): with it a text shows other words than were checked.
 */
export function plainText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Surrogate}/gu, '')
}

/** The first `charactersMax` UTF-16 units, never ending in half a character. */
export function cutAt(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text
  const cut = text.slice(0, charactersMax)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}

/** The first `charactersMax` units, cut back to the end of a word when there is one in the last fifth. */
export function cutAtWord(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text
  const cut = cutAt(text, charactersMax)
  const wordEnd = cut.search(/\s\S*$/)
  return wordEnd > charactersMax * 0.8 ? cut.slice(0, wordEnd) : cut
}

/** A word of the outside in quotes, short enough for a log line. */
export function shown(word: string): string {
  return `"${cutAt(plainText(word), 40)}"`
}
