import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAutomaticText, loopSign, newExchange, repeatsItself, withHeard, withSaid, type Exchange } from './bot-loop.ts'
import { instant } from '#core/values/instant.ts'

const ASKED = "That's for Sam to answer, and I've noted it; I don't want to guess. What name should I put down?"

/** Each line is heard `seconds` after what we said before it, and answered at once with `ASKED`. */
function after(lines: readonly [seconds: number, body: string, news?: boolean][]): Exchange {
  let at = 1_700_000_000_000
  let exchange = withSaid(newExchange(), ['How can we help?'], instant(at))
  for (const [place, [seconds, body, news]] of lines.entries()) {
    at += seconds * 1_000
    exchange = withHeard(exchange, { texts: [{ body, receivedAt: instant(at) }], news: news ?? false, at: instant(at) })
    if (place < lines.length - 1) exchange = withSaid(exchange, [ASKED], instant(at))
  }
  return exchange
}

test('our own words come back: an echo, twice, is a machine', () => {
  const echo = "That's for Bob to answer, and I've noted it; I don't want to guess. When would suit you?"
  assert.equal(
    loopSign(
      after([
        [20, 'my sink is clogged'],
        [20, echo],
      ]),
    ),
    null,
  )
  assert.equal(
    loopSign(
      after([
        [20, 'my sink is clogged'],
        [20, echo],
        [20, echo],
      ]),
    ),
    'machine-words',
  )
})

test('one automatic text alone is a person whose phone answered for them', () => {
  const automatic = 'This is an automated reply: I will be with you soon. Msg & data rates may apply.'
  assert.equal(loopSign(after([[3, automatic]])), null)
  assert.equal(
    loopSign(
      after([
        [3, automatic],
        [40, 'ok sorry about that, can you come'],
      ]),
    ),
    null,
  )
  assert.equal(
    loopSign(
      after([
        [3, automatic],
        [3, automatic],
      ]),
    ),
    'machine-words',
  )
})

test('who asks whether this is automatic does not say that they are', () => {
  for (const body of ['are you an automated assistant?', 'is this automated', 'i am at 12 Oak St, is our unit automatic?'])
    assert.ok(!isAutomaticText(body), body)
  for (const body of [
    'This is an automated message.',
    "I'm a virtual assistant for Acme",
    'Soy un asistente automatizado (IA) de Acme.',
    "Je suis l'assistant automatisé (IA) de Acme.",
    'Reply STOP to opt out',
    'Pueden aplicarse tarifas de mensajes y datos.',
    'Please do not reply to this text.',
  ])
    assert.ok(isAutomaticText(body), body)
})

test('four long texts at a pace that nobody types, with nothing new, are a machine; one fact among them is a person', () => {
  const line = 'Please hold while the next free member of the team is found for your case number'
  const lines = (news: boolean): [number, string, boolean][] => [0, 1, 2, 3].map((place) => [4, `${line} ${place}`, news && place === 2])
  assert.equal(loopSign(after(lines(false))), 'machine-pace')
  assert.equal(loopSign(after(lines(true))), null)
  assert.equal(loopSign(after(lines(false).map(([, body]) => [30, body]))), null)
})

test('the same sentence is answered twice and not a third time; a short one always, and one with news too', () => {
  const same = 'the office is closed until tomorrow at eight'
  assert.equal(
    repeatsItself(
      after([
        [5, same],
        [5, same],
      ]),
    ),
    false,
  )
  assert.equal(
    repeatsItself(
      after([
        [5, same],
        [5, same],
        [5, same],
      ]),
    ),
    true,
  )
  assert.equal(
    repeatsItself(
      after([
        [5, same],
        [5, same],
        [5, same, true],
      ]),
    ),
    false,
  )
  assert.equal(
    repeatsItself(
      after([
        [5, 'hello??'],
        [5, 'hello??'],
        [5, 'hello??'],
      ]),
    ),
    false,
  )
  assert.equal(
    repeatsItself(
      after([
        [5, same],
        [5, same],
        [900, same],
      ]),
    ),
    false,
  )
})
