import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { readText } from '#adapters/embedded-engine/read-text.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { takeTurn } from '#core/conversation/take-turn.ts'
import type { ReadText } from '#core/event.ts'
import type { Trade } from '#core/qualification/reading.ts'
import { MINUTE_MS, instant, plus } from '#core/values/instant.ts'
import { presentCaptured } from '#http/api/captured.ts'
import { labelledTexts } from '../evaluation/labelled-text.ts'

// Goal: whatever the dashboard shows of a customer stands in the customer's own words. Method: every scripted caller, and every labelled text put after
// another at random lengths, goes through engine and core; after each turn each field that the core holds is looked for in the text that it names.

const FOLDER = import.meta.dirname
const START = instant(Date.parse('2026-11-22T18:00:00Z'))
const directives = loadDirectives(join(FOLDER, '../../directives'))

type Caller = { trade: Trade; turns: string[][] }

function scriptedCallers(): Caller[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').trim().split('\n'))
    .map((line) => {
      // The files' shape is checked by dialogues.test.ts.
      const { trade, turns } = JSON.parse(line) as { trade: Trade; turns: { text?: string; texts?: string[] }[] }
      return { trade, turns: turns.map(({ text, texts }) => texts ?? (text === undefined ? [] : [text])) }
    })
}

/** Strangers' texts one after another: no story, but every spelling. */
function patchworkCallers(): Caller[] {
  const texts = labelledTexts()
  const callers: Caller[] = []
  for (let first = 0; first < texts.length; first += 1 + (first % 5)) {
    const part = texts.slice(first, first + 1 + (first % 5))
    callers.push({ trade: part[0]?.trade ?? 'plumbing', turns: part.map(({ text }) => [text]) })
  }
  return callers
}

test('every field of every conversation is the customer’s own words, at the place that is named', () => {
  let shown = 0
  const callers = [...scriptedCallers(), ...patchworkCallers()]
  for (const { trade, turns } of callers) {
    const bodies = new Map<string, string>()
    let intake = newIntake('en')
    for (const [place, texts] of turns.entries()) {
      const at = plus(START, place * MINUTE_MS)
      const heard = texts.map((body, number): ReadText => {
        const messageSid = `SM${place}-${number}`
        bodies.set(messageSid, body)
        const reading = readText(body, { trade, receivedAt: at, timezone: 'America/Chicago', asked: intake.asked })
        return { messageSid, body, receivedAt: at, reading }
      })
      const facts = {
        businessName: 'Ace Services',
        ownerName: 'Sam',
        businessPhone: null,
        website: null,
        trade,
        timezone: 'America/Chicago',
        modeNow: 'day' as const,
        answersAllowed: [],
        booking: null,
      }
      ;({ intake } = takeTurn(intake, heard, facts, directives.forTrade(trade), at))
      const captured = presentCaptured(intake, (id) => bodies.get(id) ?? null)
      const held = Object.values(intake.slots).filter((slot) => slot !== null).length
      assert.equal(captured.length, held, `a field is held and not shown: ${JSON.stringify([intake.slots, [...bodies]])}`)
      for (const { words, messageId, start, end, enteredBy } of captured) {
        assert.equal(enteredBy, 'customer')
        assert.ok(words !== null && words !== '')
        assert.equal(bodies.get(messageId ?? '')?.slice(start ?? -1, end ?? -1), words)
        shown += 1
      }
    }
  }
  assert.ok(callers.length > 400 && shown > 2_000, `${callers.length} callers and ${shown} fields`)
})

test('a field whose words were let go of, or whose text was, is shown without them as the customer gave it', () => {
  const intake = newIntake('en')
  intake.slots.name = { value: 'Dana', words: null, messageSid: 'SM1', at: START }
  intake.slots.zip = { value: '62701', words: '62701', messageSid: 'SM2', at: START }
  const bodies = new Map([['SM1', 'Dana']])
  assert.deepEqual(
    presentCaptured(intake, (id) => bodies.get(id) ?? null).map(({ field, words, enteredBy }) => [field, words, enteredBy]),
    [
      ['name', null, 'customer'],
      ['zip', null, 'customer'],
    ],
  )
})

test('a field whose words are in no text is not shown, and one that a person entered says so', () => {
  const intake = newIntake('en')
  const at = START
  intake.slots.name = { value: 'Dana', words: 'Dana', messageSid: 'SM1', at }
  intake.slots.city = { value: 'Springfield', words: null, messageSid: null, at }
  assert.deepEqual(
    presentCaptured(intake, () => 'somebody else wrote this').map(({ field, enteredBy }) => [field, enteredBy]),
    [['city', 'person']],
  )
})
