/**
 * Makes a function that corrects one slip (a letter too many, missing, wrong, or two swapped) towards the given words of at least six letters, or
 * `lettersMin`, and no others. Known words and the protected ordinary words stay as they are. One look-up per deletion of one letter, so the work per
 * word is bounded by its length.
 */
export function makeTypoRepair(
  targets: ReadonlySet<string>,
  protectedWords: ReadonlySet<string>,
  lettersMin = TARGET_LETTERS_MIN,
): (word: string) => string {
  const byDeletion = new Map<string, string>()
  const ambiguous = new Set<string>()
  for (const target of targets) {
    if (target.length < lettersMin) continue
    for (const key of [target, ...deletions(target)]) {
      const other = byDeletion.get(key)
      if (other !== undefined && other !== target && sharedStem(other, target) === false) ambiguous.add(key)
      else if (other === undefined) byDeletion.set(key, target)
    }
  }
  return (word) => {
    if (word.length < lettersMin - 1 || word.length > WORD_LETTERS_MAX || targets.has(word) || protectedWords.has(word)) return word
    if (!LETTERS.test(word)) return word
    for (const key of [word, ...deletions(word)]) {
      if (ambiguous.has(key)) continue
      const target = byDeletion.get(key)
      if (target !== undefined && target[0] === word[0] && isOneSlip(word, target)) return target
    }
    return word
  }
}

const TARGET_LETTERS_MIN = 6
const WORD_LETTERS_MAX = 24
const LETTERS = /^[a-z]+$/

function deletions(word: string): string[] {
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))
}

function sharedStem(one: string, other: string): boolean {
  return one.slice(0, -2) === other.slice(0, -2)
}

/** One insertion, deletion, substitution or swap of neighbours. The plural or tense ending alone is no slip: `leaks` is not `leaky`. */
function isOneSlip(word: string, target: string): boolean {
  let start = 0
  while (start < word.length && start < target.length && word[start] === target[start]) start++
  let end = 0
  while (end < word.length - start && end < target.length - start && word[word.length - 1 - end] === target[target.length - 1 - end]) end++
  const left = word.slice(start, word.length - end)
  const right = target.slice(start, target.length - end)
  if (left.length <= 1 && right.length <= 1) return !(end === 0 && (left === 's' || right === 's' || left === 'd' || right === 'd'))
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}
