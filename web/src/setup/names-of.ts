/** What stands between commas or on lines of its own. */
export function namesOf(words: string): string[] {
  return words
    .split(/[,;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
