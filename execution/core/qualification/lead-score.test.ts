import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Lead } from '#core/conversation/conversation.ts'
import type { Captured, Intake } from '#core/conversation/intake.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { LEAD_SCORE_MAX, leadScore, scoreReasons } from '#core/qualification/lead-score.ts'
import { INTENTS, URGENCIES } from '#core/qualification/reading.ts'
import { instant } from '#core/values/instant.ts'

test('an emergency with everything known is worth the maximum', () => {
  const all = {
    problem,
    service: problem,
    name: problem,
    street: problem,
    city: problem,
    zip: problem,
    callbackPhone: problem,
    preferredTime: asap,
  }
  assert.equal(leadScore(lead({ intent: 'emergency_help', urgency: 'emergency', slots: all })), LEAD_SCORE_MAX)
})

test('a missed call of which nothing is known yet is worth nothing yet', () => {
  assert.equal(leadScore(lead({})), 0)
})

test('more urgent is worth more', () => {
  const scores = URGENCIES.map((urgency) => leadScore(lead({ intent: 'book', urgency })))
  assert.deepEqual(
    scores,
    scores.toSorted((a, b) => b - a),
  )
  assert.equal(new Set(scores).size, URGENCIES.length)
})

test('danger to life counts as an emergency whatever the words said of urgency', () => {
  assert.equal(leadScore(lead({ safety: true, urgency: 'routine' })), leadScore(lead({ urgency: 'emergency' })))
})

test('a captured street raises the score', () => {
  const slots = { ...newIntake('en').slots, street: problem }
  assert.ok(leadScore(lead({ intent: 'book', urgency: 'routine', slots })) > leadScore(lead({ intent: 'book', urgency: 'routine' })))
})

test('work that is not offered and a place too far away cost points, and the grounds still add up', () => {
  const fits = leadScore(lead({ intent: 'book', urgency: 'urgent' }))
  const far = lead({ intent: 'book', urgency: 'urgent', area: 'out' })
  const unfit = lead({ intent: 'book', urgency: 'urgent', area: 'out', notOffered: 'septic tank' })
  assert.ok(leadScore(far) < fits && leadScore(unfit) < leadScore(far))
  assert.equal(leadScore(lead({ intent: 'question', notOffered: 'septic tank' })), 0)
  assert.deepEqual(scoreReasons(far).at(-1), { code: 'out_of_area', points: -25 })
})

test('who is no customer, or has opted out, is worth nothing', () => {
  assert.equal(leadScore(lead({ intent: 'vendor_spam', urgency: 'urgent' })), 0)
  assert.equal(leadScore({ ...lead({ intent: 'book', urgency: 'urgent' }), status: 'opted_out' }), 0)
})

test('the reasons name what brought the points, and why somebody is no lead', () => {
  const slots = { ...newIntake('en').slots, street: problem }
  assert.deepEqual(scoreReasons(lead({ intent: 'book', urgency: 'urgent', slots })), [
    { code: 'urgent', points: 30 },
    { code: 'book', points: 20 },
    { code: 'knows_street', points: 8 },
  ])
  assert.deepEqual(scoreReasons(lead({ intent: 'job_seeker', slots })), [{ code: 'job_seeker', points: 0 }])
  assert.deepEqual(scoreReasons({ ...lead({ intent: 'book' }), status: 'opted_out' }), [{ code: 'opted_out', points: 0 }])
})

test('every combination of intent and urgency is a whole number from 0 to 100', () => {
  for (const intent of INTENTS) {
    for (const urgency of URGENCIES) {
      const score = leadScore(lead({ intent, urgency }))
      assert.equal(
        scoreReasons(lead({ intent, urgency })).reduce((sum, { points }) => sum + points, 0),
        score,
      )
      assert.ok(Number.isInteger(score) && score >= 0 && score <= LEAD_SCORE_MAX, `${intent} ${urgency} ${score}`)
    }
  }
})

const AT = instant(1_700_000_000_000)
const problem: Captured<string> = { value: 'x', words: 'x', messageSid: 'SM1', at: AT }
const asap: Captured<{ asap: true }> = { value: { asap: true }, words: 'now', messageSid: 'SM1', at: AT }

function lead(known: Partial<Pick<Intake, 'intent' | 'urgency' | 'safety' | 'slots' | 'area' | 'notOffered'>>): Lead {
  const intake: Intake = { ...newIntake('en'), ...known }
  return { id: 'ld_1', status: 'open', source: 'call', createdAt: AT, missedCalls: 1, intake }
}
