import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suitsAnyTime } from './any-time.ts'
import { asksPrice } from './asked-about.ts'
import { exampleDirective, exampleFacts, exampleText, EXAMPLE_AT, play } from './example-turn.ts'
import { languageWish } from './language-wish.ts'
import { newIntake } from './new-intake.ts'
import { ownerAlert } from './owner-alert.ts'
import { spokenName } from './spoken-name.ts'

const toilet = exampleText('my toilet keeps running', { service: 'toilet', urgency: 'routine' })
const address = exampleText('14 Oak St, Springfield', { street: '14 Oak St', city: 'Springfield' })
const dana = exampleText('Dana Lee', { name: 'Dana Lee' })
const last = (turns: ReturnType<typeof play>) => turns.at(-1)
const services = {
  toilet: { en: 'toilet', es: 'inodoro', fr: 'toilette' },
  faucet: { en: 'faucet', es: 'llave', fr: 'robinet' },
}

test('a second matter is added to the first, read back and told to the owner; a correction replaces it', () => {
  const faucet = exampleText('Dana Lee. oh and the faucet drips too', { service: 'faucet', urgency: 'routine', name: 'Dana Lee' })
  const turns = play([toilet, address, faucet, exampleText('anytime')], { directive: exampleDirective({ services }) })
  assert.equal(turns[2]?.intake.slots.problem?.value, 'my toilet keeps running')
  assert.equal(turns[2]?.intake.slots.service?.value, 'toilet')
  assert.equal(turns[2]?.replies[0]?.act, 'note-words')
  assert.match(last(turns)?.replies[0]?.text ?? '', /toilet, faucet, 14 Oak St/)
  const intake = last(turns)?.intake ?? newIntake('en')
  assert.match(
    ownerAlert('lead-qualified', intake, null, exampleFacts(), EXAMPLE_AT),
    /my toilet keeps running[^]*Adds: "Dana Lee\. oh and the faucet/,
  )
  const corrected = play([toilet, exampleText('sorry, not the toilet, the faucet', { service: 'faucet', urgency: 'routine' })])
  assert.equal(last(corrected)?.intake.slots.service?.value, 'faucet')
})

test('a thing named in passing, also in a question about the price, does not replace what the lead is about', () => {
  const turns = play([
    toilet,
    address,
    dana,
    exampleText('anytime'),
    exampleText('how much is a faucet', { intent: 'quote', service: 'faucet', urgency: 'routine' }),
  ])
  assert.equal(last(turns)?.intake.slots.problem?.value, 'my toilet keeps running')
  assert.equal(last(turns)?.intake.slots.service?.value, 'toilet')
})

test('a street with a number is not lost to words without one', () => {
  const turns = play([toilet, address, exampleText('near Elm and Main', { street: 'Elm and Main' })])
  assert.equal(last(turns)?.intake.slots.street?.value, '14 Oak St')
})

test('a customer stays a customer whatever a later text is taken for, and whoever asked for work may become one', () => {
  assert.equal(last(play([toilet, exampleText('do you have a loaner', { intent: 'vendor_spam' })]))?.intake.intent, 'book')
  assert.equal(last(play([exampleText('are you hiring', { intent: 'job_seeker' }), toilet]))?.intake.intent, 'book')
})

test('a question about the arrival is no account of a problem', () => {
  const intake = { ...newIntake('en'), asked: 'problem' as const, timesAsked: { problem: 1 } }
  const [turn] = play([exampleText('how fast can u get here', { urgency: 'routine' })], { intake })
  assert.equal(turn?.intake.slots.problem, null)
  assert.equal(turn?.asked, 'problem')
})

test('whoever leaves the time to us is not asked for it', () => {
  const turns = play([toilet, address, exampleText('Dana Lee. whenever', { name: 'Dana Lee' })])
  assert.equal(last(turns)?.intake.status, 'qualified')
  for (const words of ['anytime', 'whenever you have someone', 'cuando quieran', "n'importe quand"]) assert.ok(suitsAnyTime(words), words)
  for (const words of ['whenever I flush it', 'any time we run the heat', 'anytime after 5']) assert.ok(!suitsAnyTime(words), words)
})

test('whoever calls off an emergency is not asked where they are', () => {
  const stranded = exampleText('stuck on the highway', { intent: 'emergency_help', urgency: 'emergency' })
  const [, off] = play([stranded, exampleText('never mind, AAA took it', { intent: 'cancel_appointment' })])
  assert.equal(off?.asked, null)
})

test('a language that is asked for is spoken from then on', () => {
  const [, turn] = play([toilet, exampleText('¿habla español?', { intent: 'question', language: 'es' })])
  assert.equal(turn?.intake.language, 'es')
  assert.equal(turn?.asked, 'address')
  assert.deepEqual(turn?.intake.notes, [])
  assert.equal(languageWish('do you speak english? my wife prefers english'), 'en')
  assert.equal(languageWish("i don't speak english"), null)
  assert.equal(languageWish('no hablo inglés, en español por favor'), 'es')
})

test('how long it takes is no question for a price', () => {
  for (const words of ['ça va prendre combien de temps?', 'how much longer?', 'do you install charging stations?'])
    assert.ok(!asksPrice(words), words)
  for (const words of ['how much is it', 'what do you charge?', "c'est combien?"]) assert.ok(asksPrice(words), words)
})

test('a title is not taken for a first name', () => {
  assert.equal(spokenName('Lt. Frank Russo'), 'Lt. Frank Russo')
  assert.equal(spokenName('chef Tony'), 'Chef Tony')
})

test('whoever asked for a person and then says what it is about has given the problem, and every word of a crisis reaches the owner', () => {
  const person = exampleText('call me', { intent: 'human_please' })
  assert.equal(
    last(play([person, exampleText('its about a bathroom remodel')]))?.intake.slots.problem?.value,
    'its about a bathroom remodel',
  )
  assert.equal(last(play([person, exampleText('fine but is someone coming or not')]))?.intake.slots.problem, null)
  const crisis = play([exampleText('i want to die'), exampleText('forget it', { intent: 'other' })])
  assert.deepEqual(last(crisis)?.effects, [{ kind: 'update-owner', fields: ['words'] }])
  assert.equal(last(crisis)?.intake.lastWords?.value, 'forget it')
})

test('what is told beside a field is a remark for the owner', () => {
  const dog = exampleText(
    "friday, oh and there's a dog, he's friendly but big",
    { preferredTime: { start: '2026-11-27T08:00', end: '2026-11-27T18:00' } },
    { preferredTime: 'friday' },
  )
  const turn = last(play([toilet, address, dana, dog]))
  assert.equal(turn?.intake.notes.at(-1)?.value, "friday, oh and there's a dog, he's friendly but big")
  assert.equal(last(play([toilet, address]))?.intake.notes.length, 0)
})

test('an hour alone moves the hour of the day that was given', () => {
  const timed = (body: string, start: string, end: string, words: string) =>
    exampleText(body, { preferredTime: { start, end } }, { preferredTime: words })
  const wednesday = timed('wednesday', '2026-11-25T08:00', '2026-11-25T18:00', 'wednesday')
  const two = timed('make that 2pm', '2026-11-23T14:00', '2026-11-23T15:00', '2pm')
  const thursday = timed('no, thursday', '2026-11-26T08:00', '2026-11-26T18:00', 'thursday')
  const wish = (turns: ReturnType<typeof play>) => last(turns)?.intake.slots.preferredTime?.value
  assert.deepEqual(wish(play([toilet, address, dana, wednesday, two])), { start: '2026-11-25T14:00', end: '2026-11-25T15:00' })
  assert.deepEqual(wish(play([toilet, address, dana, wednesday, thursday])), { start: '2026-11-26T08:00', end: '2026-11-26T18:00' })
})

test('the answer to "which city?" is a town, also one that the engine does not know', () => {
  const street = exampleText('14 Oak St', { street: '14 Oak St' })
  const cityOf = (words: string) => last(play([toilet, street, exampleText(words)]))?.intake.slots.city?.value ?? null
  for (const words of ['cicero', 'mchenry', 'Burr Ridge']) assert.equal(cityOf(words), words)
  for (const words of ['idk', 'same as before', 'ok', 'why', 'you have it', 'not sure']) assert.equal(cityOf(words), null, words)
})

test('how long it takes is not answered with prices', () => {
  const long = exampleText('¿cuánto tiempo tarda la reparación?', { intent: 'quote', language: 'es' })
  assert.equal(last(play([toilet, long]))?.replies[0]?.act, 'answer-question')
})

test('a remark in place of a name leaves the name to be asked once more, and a code is no new house number', () => {
  const turns = play([toilet, address, exampleText('police are here now'), dana])
  assert.deepEqual(
    turns.map((turn) => turn.asked),
    ['address', 'name', 'name', 'time'],
  )
  const street = exampleText('2819 S Avers', { street: '2819 S Avers' })
  const city = exampleText('Chicago 60623 apúrele', { city: 'Chicago', street: '60623 apúrele' })
  assert.equal(last(play([toilet, street, city]))?.intake.slots.street?.value, '2819 S Avers')
})

test('the owner reads the last two questions and remarks', () => {
  const turns = play([
    toilet,
    exampleText('do you take cards?', { intent: 'question' }),
    exampleText('the key is under the mat'),
    address,
    dana,
  ])
  const alert = ownerAlert('lead-qualified', last(turns)?.intake ?? newIntake('en'), null, exampleFacts(), EXAMPLE_AT)
  assert.match(alert, /Asks: "do you take cards\?"\nAdds: "the key is under the mat"/)
})

test('a town is found beside courtesy and beside a name, and is none when it turns out to be the name', () => {
  const street = exampleText('14 Oak St', { street: '14 Oak St' })
  const cityOf = (...texts: ReturnType<typeof exampleText>[]) => last(play([toilet, street, ...texts]))?.intake.slots.city?.value ?? null
  assert.equal(cityOf(exampleText('Chicago dear')), 'Chicago')
  assert.equal(cityOf(exampleText('its batavia')), 'batavia')
  assert.equal(cityOf(exampleText('Lake Forest, and the name is Dana Lee', { name: 'Dana Lee' })), 'Lake Forest')
  assert.equal(cityOf(exampleText('Mélissa'), exampleText('Mélissa', { name: 'Mélissa' })), null)
})

test('a lone word after the end, which could be a name or a town, goes to the owner', () => {
  const person = exampleText('call me', { intent: 'human_please' })
  const turn = last(play([person, exampleText('Barrington', { intent: 'other' })]))
  assert.deepEqual(turn?.effects, [{ kind: 'update-owner', fields: ['note'] }])
  assert.equal(turn?.replies[0]?.act, 'update-noted')
  assert.deepEqual(last(play([toilet, exampleText('asdf', { intent: 'other' })]))?.replies, [])
})

test('a language that was asked for outlives a street of another one, and an e-mail address is a remark', () => {
  const wish = exampleText('do you speak english', { intent: 'question' })
  const street = exampleText('ok cest au 8 rue Dorval', { street: '8 rue Dorval', language: 'fr' })
  assert.equal(last(play([toilet, wish, street], { intake: newIntake('fr') }))?.intake.language, 'en')
  const mail = play([toilet, address, exampleText('Dana Lee, dana@lee.example', { name: 'Dana Lee' })])
  assert.equal(last(mail)?.intake.notes.at(-1)?.value, 'Dana Lee, dana@lee.example')
})
