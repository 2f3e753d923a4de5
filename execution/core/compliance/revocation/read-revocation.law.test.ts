import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldText } from './fold-text.ts'
import { STOP_KEYWORDS } from './keywords.ts'
import { readRevocation } from './read-revocation.ts'

const RUNS = 400
const words = fc.constantFrom(
  'stop',
  'STOP',
  'texting',
  'me',
  "don't",
  'call',
  'by',
  'the',
  'leak',
  'cancel',
  'my',
  'appointment',
  '“',
  '”',
  ',',
  '.',
  '\n',
  '>',
  'wrong',
  'number',
  'ne',
  'plus',
  'no',
  'más',
  '🛑',
  "m'",
  'Liked',
  '5',
)
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(words, { maxLength: 40 }).map((parts) => parts.join(' ')),
)

test('no text makes it throw, and a span always lies inside the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { span, rule } = readRevocation(text)
      assert.ok(rule.length > 0)
      if (span !== null) assert.ok(0 <= span[0] && span[0] <= span[1] && span[1] <= text.length)
    }),
    { numRuns: RUNS },
  )
})

test('every folded character knows its place in the original', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const folded = foldText(text)
      assert.equal(folded.starts.length, folded.chars.length)
      assert.equal(folded.ends.length, folded.chars.length)
      for (const [index, start] of folded.starts.entries()) assert.ok(start <= (folded.ends[index] ?? -1))
    }),
    { numRuns: RUNS },
  )
})

const decoration = fc.constantFrom('', ' ', '!', '!!!', '.', '\n', '🛑', '🙏 ', '\u200b', '"', '“', '”', '*', '(', ')', '\u00a0', '~', '-')

test('no decoration around or inside a stop word hides it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...STOP_KEYWORDS),
      decoration,
      decoration,
      decoration,
      fc.boolean(),
      (word, before, between, after, upper) => {
        const cased = upper ? word.toUpperCase() : word
        const spelled = between === ' ' || between === '-' || between === '.' || between === '\u200b' ? [...cased].join(between) : cased
        const { revocation, bareKeyword } = readRevocation(before + spelled + after)
        assert.deepEqual([revocation, bareKeyword], ['STOP', true], JSON.stringify(before + spelled + after))
      },
    ),
    { numRuns: RUNS },
  )
})

test('a politeness beside a stop word never hides it', () => {
  const politeness = fc.constantFrom('please', 'thanks', 'now', 'svp', 'por favor', 'merci', 'gracias', 'thank you')
  fc.assert(
    fc.property(
      fc.constantFrom('stop', 'unsubscribe', 'arret', 'alto', 'basta', 'cancel', 'end', 'quit', 'revoke'),
      politeness,
      fc.boolean(),
      (word, polite, first) => {
        assert.equal(readRevocation(first ? `${polite} ${word}` : `${word}, ${polite}`).revocation, 'STOP')
      },
    ),
    { numRuns: RUNS },
  )
})

/** Twice the text may take about twice the time; ten times leaves room for a busy machine and still catches a runaway. */
const BIG_TEXT_MS_MAX = 1_000

test('the worst texts are read in bounded time', () => {
  const worst = ['no ', 'dont text me after ', '"', '> ', 's t o p ', 'Liked "', 'stopp', '\u0301', 'unsubscribestop', '\ud800', "d'", 'f*']
  for (const unit of worst) {
    const text = unit.repeat(20_000)
    const before = performance.now()
    readRevocation(text)
    assert.ok(performance.now() - before < BIG_TEXT_MS_MAX, `${JSON.stringify(unit)} took too long`)
  }
})
