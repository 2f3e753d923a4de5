/** The classes of a word, in the order of the table. */
export type ClassFinder<Name extends string> = (word: string) => readonly Name[]

/**
 * Makes a finder over a table of word classes: per class its words parted by blanks, where a word that ends in `*` stands for every word
 * that begins so. A word may be of several classes.
 */
export function classFinder<Name extends string>(table: Readonly<Record<Name, string>>): ClassFinder<Name> {
  const exact = new Map<string, Name[]>()
  const prefixes = new Map<string, [prefix: string, name: Name][]>()
  // Object.keys widens to string[]; the table's keys are exactly the names.
  for (const name of Object.keys(table) as Name[]) {
    for (const word of table[name].split(' ')) {
      if (!word.endsWith('*')) {
        exact.set(word, [...(exact.get(word) ?? []), name])
        continue
      }
      const prefix = word.slice(0, -1)
      const key = prefix.slice(0, PREFIX_LETTERS)
      prefixes.set(key, [...(prefixes.get(key) ?? []), [prefix, name]])
    }
  }
  const remembered = new Map<string, readonly Name[]>()
  return (word) => {
    const known = remembered.get(word)
    if (known !== undefined) return known
    const found = new Set(exact.get(word))
    for (const [prefix, name] of prefixes.get(word.slice(0, PREFIX_LETTERS)) ?? []) if (word.startsWith(prefix)) found.add(name)
    const list = [...found]
    if (remembered.size < REMEMBERED_MAX) remembered.set(word, list)
    return list
  }
}

const PREFIX_LETTERS = 2
/** Words of a language repeat; strange ones are not kept beyond this many. */
const REMEMBERED_MAX = 4_000
