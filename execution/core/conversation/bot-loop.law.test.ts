import { test } from 'node:test'
import fc from 'fast-check'
import { loopSign, newExchange, repeatsItself, TURNS_KEPT, withHeard, withSaid, type Exchange } from './bot-loop.ts'
import { instant } from '#core/values/instant.ts'

/** What people write when they are in a hurry; none of it is a fact. */
const HURRIED = [
  'hello',
  'hello??',
  'are you there',
  'i called twice today and nobody picked up',
  'please',
  'ok',
  'can somebody answer me please',
  '???',
]
const OURS = ["What's the street address for the visit, with city or ZIP?", "Thanks, I'll get this to Sam. What name should I put down?"]

/** Plays texts that arrive at these distances; each is answered a second later, as by our own flow. */
function played(texts: readonly { body: string; gapMs: number; together: number }[], isTaken: (exchange: Exchange) => void): void {
  let exchange = newExchange()
  let at = 1_700_000_000_000
  for (const { body, gapMs, together } of texts) {
    at += gapMs
    const burst = Array.from({ length: together }, () => ({ body, receivedAt: instant(at) }))
    exchange = withHeard(exchange, { texts: burst, news: false, at: instant(at + 1_000) })
    isTaken(exchange)
    exchange = withSaid(exchange, [OURS[at % 2] ?? ''], instant(at + 1_000))
  }
}

const human = fc.record({
  body: fc.constantFrom(...HURRIED),
  gapMs: fc.integer({ min: 0, max: 60_000 }),
  together: fc.integer({ min: 1, max: 12 }),
})

test('nobody who types short texts of their own, at any pace, is taken for a machine', () => {
  fc.assert(
    fc.property(fc.array(human, { minLength: 12, maxLength: 40 }), (texts) => {
      played(texts, (exchange) => {
        if (loopSign(exchange) !== null) throw new Error(JSON.stringify(exchange.turns))
      })
    }),
  )
})

test('a burst of texts of any length is no answer: what comes in company or sooner than a text travels is never paced', () => {
  const burst = fc.record({
    body: fc.string({ minLength: 1, maxLength: 300 }),
    gapMs: fc.integer({ min: 0, max: 2_400 }),
    together: fc.integer({ min: 1, max: 5 }),
  })
  fc.assert(
    fc.property(fc.array(burst, { minLength: 12, maxLength: 20 }), (texts) => {
      played(texts, (exchange) => {
        if (loopSign(exchange) === 'machine-pace') throw new Error(JSON.stringify(exchange.turns))
      })
    }),
  )
})

test('a machine that asks on and on at its pace is found in at most five turns, and what is kept does not grow', () => {
  const sentence = fc.array(fc.constantFrom('please', 'choose', 'from', 'our', 'menu', 'options', 'today', 'thank', 'you', 'kindly'), {
    minLength: 14,
    maxLength: 30,
  })
  const turn = fc.record({
    body: sentence.map((words) => words.join(' ')),
    gapMs: fc.integer({ min: 2_600, max: 5_000 }),
    together: fc.constant(1),
  })
  fc.assert(
    fc.property(fc.array(turn, { minLength: 5, maxLength: 12 }), (texts) => {
      let turns = 0
      let foundAt: number | null = null
      played(texts, (exchange) => {
        turns += 1
        if (exchange.turns.length > TURNS_KEPT || exchange.said.length > TURNS_KEPT) throw new Error('it grows')
        if (foundAt === null && (loopSign(exchange) !== null || repeatsItself(exchange))) foundAt = turns
      })
      if (foundAt === null || foundAt > 5) throw new Error(`found at ${foundAt}`)
    }),
  )
})
