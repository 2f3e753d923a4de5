/**
 * Writes the list of words that customers use and no other list has: whatever stands in small letters in several of the short texts that
 * teach. Run before the other trainers when those texts change.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { foldText } from '#adapters/embedded-engine/fold-text.ts'
import { HEARD_WORDS_FILE, wordKind } from '#adapters/embedded-engine/word-kind.ts'
import { writtenWords } from '#adapters/embedded-engine/written-words.ts'

/** A word in fewer texts than this may be somebody's name. */
const TEXTS_MIN = 5
const LETTERS = /^[a-z][a-z']+$/

/** What this command would write now. */
export function heardWords(): string {
  const texts = new Map<string, number>()
  for (const text of taughtTexts()) {
    const folded = foldText(text)
    if (text === text.toUpperCase()) continue
    const small = writtenWords(text, folded).filter(({ word, capital }) => !capital && LETTERS.test(word))
    for (const word of new Set(small.map((one) => one.word))) texts.set(word, (texts.get(word) ?? 0) + 1)
  }
  const heard = [...texts].filter(([, count]) => count >= TEXTS_MIN).map(([word]) => word)
  return `${heard.filter(isUnlisted).toSorted().join('\n')}\n`
}

/** On no list but the one that this command writes. */
function isUnlisted(word: string): boolean {
  const kind = wordKind(word)
  return kind.named === 'no' && (kind.word === 'unheard' || (kind.word === 'ordinary' && LISTED.has(word)))
}

const LISTED = new Set(readFileSync(HEARD_WORDS_FILE, 'utf8').trim().split('\n'))

function taughtTexts(): string[] {
  return ['./lessons.jsonl', './hazards.jsonl', './intents.jsonl'].flatMap((file) =>
    readFileSync(new URL(file, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { text: string }).text),
  )
}

if (import.meta.main) writeFileSync(HEARD_WORDS_FILE, heardWords())
