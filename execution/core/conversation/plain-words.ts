/** A customer's words as they may be spoken to somebody: on one line, without links, at most `charactersMax` long. */
export function plainWords(words: string, charactersMax: number): string {
  const line = words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, '(link)')
    .trim()
  return line.length <= charactersMax ? line : line.slice(0, charactersMax).trimEnd()
}
