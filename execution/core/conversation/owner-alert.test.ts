import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MINUTE_MS, plus } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { isGsm, smsSegments } from '#core/values/sms-segments.ts'
import { EXAMPLE_AT, exampleFacts, exampleText, play } from './example-turn.ts'
import { newIntake } from './new-intake.ts'
import { ownerAlert } from './owner-alert.ts'

const phone = parsePhoneNumber('+12175550123')
const full = exampleText(
  'Dana Lee at 14 Oak St Springfield 62701, water heater leaking, tuesday morning. Call +12175550199',
  {
    service: 'water heater',
    urgency: 'urgent',
    name: 'Dana Lee',
    street: '14 Oak St',
    city: 'Springfield',
    zip: '62701',
    callbackPhone: '+12175550199',
    preferredTime: { start: '2026-11-24T08:00', end: '2026-11-24T12:30' },
  },
  { preferredTime: 'tuesday morning' },
)

test('an alert has the kind first, then who, the number to tap, the words, the place and the time', () => {
  const intake = play([full])[0]?.intake ?? newIntake('en')
  assert.deepEqual(ownerAlert('lead-qualified', intake, phone, exampleFacts(), EXAMPLE_AT).split('\n'), [
    'URGENT LEAD - Ace Plumbing',
    'Dana Lee +12175550123',
    'Or: +12175550199',
    '"Dana Lee at 14 Oak St Springfield 62701, water heater leaking, tuesday morning. Call +12175550199"',
    '14 Oak St, Springfield 62701',
    'When: Tue Nov 24, 8 am-12:30 pm',
  ])
})

test('an emergency says so, how long it has waited, and that the safety line went out', () => {
  const gas = exampleText('I smell gas', { intent: 'emergency_help', urgency: 'emergency', safety: true })
  const intake = play([gas])[0]?.intake ?? newIntake('en')
  const alert = ownerAlert('emergency', intake, phone, exampleFacts(), plus(EXAMPLE_AT, 5 * MINUTE_MS))
  assert.match(alert, /^EMERGENCY - Ace Plumbing\n\+12175550123\n"I smell gas" \(5 min ago\)/)
  assert.match(alert, /911/)
})

test('a hand-over gives the reason and the words', () => {
  const rude = exampleText('your guy was rude and left a mess', { intent: 'complaint' })
  const intake = play([rude])[0]?.intake ?? newIntake('en')
  assert.match(
    ownerAlert('hand-over', intake, phone, exampleFacts(), EXAMPLE_AT),
    /^PLEASE CALL \(complaint\).*\n\+12175550123\nSays: "your guy was rude/,
  )
})

test('a caller who withheld the number, a voicemail, an untextable call: each is readable without any field', () => {
  for (const kind of ['voicemail', 'missed-untextable', 'rate-limited', 'number-faulty', 'text-problem', 'opt-out-doubt'] as const) {
    assert.match(ownerAlert(kind, newIntake('en'), null, exampleFacts(), EXAMPLE_AT), /^[A-Z].*Ace Plumbing\nnumber withheld$/)
  }
})

test('the longest words fit three segments of plain letters, without a link to tap', () => {
  const words = `Plomería — ¡urgente! 😀 https://evil.example/x ${'agua por todas partes '.repeat(40)}`
  const long = exampleText(words, {
    intent: 'emergency_help',
    urgency: 'emergency',
    name: 'agua por todas partes',
    street: 'agua por todas partes',
  })
  const intake = play([long, exampleText(`${'¿cuánto? '.repeat(60)}`, { intent: 'quote' })])[1]?.intake ?? newIntake('en')
  const alert = ownerAlert(
    'emergency',
    intake,
    phone,
    exampleFacts({ businessName: 'Ñandú Plumbing & Sons of the Very Long Name Incorporated' }),
    EXAMPLE_AT,
  )
  assert.ok(isGsm(alert), alert)
  assert.ok(smsSegments(alert).segments <= 3)
  assert.doesNotMatch(alert, /https?:/)
  assert.match(alert, /Plomeria/)
})
