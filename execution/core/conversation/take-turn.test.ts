import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleAnswers, exampleDirective, exampleFacts, exampleText, play } from './example-turn.ts'
import { newIntake } from './new-intake.ts'

const heater = exampleText('my water heater is dead', { service: 'water heater', urgency: 'urgent' })
const address = exampleText('14 Oak St, Springfield', { street: '14 Oak St', city: 'Springfield' })
const dana = exampleText('Dana Lee', { name: 'Dana Lee' })
const tuesday = exampleText(
  'tuesday morning',
  { preferredTime: { start: '2026-11-24T08:00', end: '2026-11-24T12:00' } },
  { preferredTime: 'tuesday morning' },
)
const hello = exampleText('hi there', { intent: 'smalltalk' })
const flood = exampleText(
  'water is pouring through the ceiling!',
  { intent: 'emergency_help', urgency: 'emergency', service: 'leak' },
  { service: 'water' },
)
const gas = exampleText(
  'I smell gas',
  { intent: 'emergency_help', urgency: 'emergency', safety: true, service: 'gas leak' },
  { service: 'gas' },
)

const acts = (turns: ReturnType<typeof play>) => turns.map((turn) => turn.replies[0]?.act ?? null)
const kinds = (turns: ReturnType<typeof play>) => turns.map((turn) => turn.effects.map((effect) => effect.kind).join('+'))

test('a plain lead takes four replies: problem, address, name, time', () => {
  const turns = play([heater, address, dana, tuesday])
  assert.deepEqual(acts(turns), ['acknowledge-problem', 'acknowledge', 'acknowledge', 'confirm-qualified'])
  assert.deepEqual(
    turns.map((turn) => turn.asked),
    ['address', 'name', 'time', null],
  )
  assert.deepEqual(kinds(turns), ['', '', '', 'tell-owner'])
  assert.equal(turns.at(-1)?.intake.status, 'qualified')
  assert.match(turns.at(-1)?.replies[0]?.text ?? '', /water heater, 14 Oak St, Springfield, Tuesday morning/)
})

test('everything in one text qualifies at once', () => {
  const all = exampleText(
    'Dana Lee, 14 Oak St Springfield, water heater dead, tuesday morning please',
    {
      service: 'water heater',
      urgency: 'urgent',
      name: 'Dana Lee',
      street: '14 Oak St',
      city: 'Springfield',
      preferredTime: { asap: true },
    },
    { preferredTime: 'tuesday morning' },
  )
  const [turn] = play([all])
  assert.equal(turn?.intake.status, 'qualified')
  assert.deepEqual(turn?.effects, [{ kind: 'tell-owner' }])
})

test('a burst of three texts gets one reply', () => {
  const [turn] = play([[hello, heater, dana]])
  assert.equal(turn?.replies.length, 1)
  assert.equal(turn?.asked, 'address')
  assert.equal(turn?.intake.slots.name?.value, 'Dana Lee')
})

test('a later correction replaces the address', () => {
  const correction = exampleText('sorry, 41 Oak St', { street: '41 Oak St' })
  const turns = play([heater, address, correction])
  assert.equal(turns.at(-1)?.intake.slots.street?.value, '41 Oak St')
  assert.equal(turns.at(-1)?.intake.slots.city?.value, 'Springfield')
})

test('an address without a street is asked for twice, then a person takes what there is', () => {
  const vague = exampleText('the blue house by the river')
  const turns = play([heater, vague, vague, vague, vague, vague])
  assert.deepEqual(
    turns.map((turn) => turn.asked),
    ['address', 'address', 'name', 'time', null, null],
  )
  assert.equal(turns[4]?.intake.status, 'handed_over')
  assert.deepEqual(turns[4]?.effects, [{ kind: 'hand-over', why: 'no-progress' }])
})

test('a missing city is asked for once and holds nothing up', () => {
  const street = exampleText('14 Oak St', { street: '14 Oak St' })
  const turns = play([heater, street, exampleText('not sure'), dana, tuesday])
  assert.deepEqual(
    turns.map((turn) => turn.asked),
    ['address', 'address', 'name', 'time', null],
  )
  assert.equal(turns.at(-1)?.intake.status, 'qualified')
})

test('a shop is content with a ZIP', () => {
  const zip = exampleText('62704', { zip: '62704' })
  const turns = play([heater, zip, dana, tuesday], { directive: exampleDirective({ place: 'shop' }) })
  assert.equal(turns.at(-1)?.intake.status, 'qualified')
})

test('an emergency pages the owner in the first turn that shows it, once, and still asks where', () => {
  const turns = play([flood, flood, address, dana])
  assert.deepEqual(kinds(turns), ['page-owner', 'update-owner', 'tell-owner', 'update-owner'])
  assert.deepEqual(acts(turns), ['emergency-paged', 'emergency-noted', 'emergency-noted', 'update-noted'])
  assert.deepEqual(
    turns.map((turn) => turn.asked),
    ['address', 'address', 'name', null],
  )
  assert.ok(turns.every((turn) => turn.asked !== 'time'))
})

test('the safety line comes first and is said once', () => {
  const turns = play([gas, gas])
  assert.deepEqual(acts(turns), ['emergency-safety', 'emergency-noted'])
  assert.match(turns[0]?.replies[0]?.text ?? '', /^emergency-safety.*ask-address/)
})

test('an emergency after the lead was passed on pages and reaches the owner again', () => {
  const turns = play([heater, address, dana, tuesday, flood])
  assert.deepEqual(turns.at(-1)?.effects, [{ kind: 'page-owner' }])
})

test('an emergency after a hand-over or a polite end pages all the same', () => {
  const complaint = exampleText('your guy was rude', { intent: 'complaint' })
  const seller = exampleText('SEO services for you', { intent: 'vendor_spam' })
  for (const before of [complaint, seller]) assert.deepEqual(kinds(play([before, flood])).at(-1), 'page-owner')
})

test('asked whether it is a machine it answers first and goes on asking', () => {
  const turns = play([heater, exampleText('are you a bot?', { intent: 'bot_question' })])
  assert.equal(turns[1]?.replies[0]?.act, 'answer-bot-question')
  assert.match(turns[1]?.replies[0]?.text ?? '', /^answer-bot-question.*ask-address-again/)
})

test('whoever asks for a person is handed over and asked nothing more', () => {
  const person = exampleText('can a real person call me', { intent: 'human_please' })
  const turns = play([heater, person, person, person, person])
  assert.equal(turns[1]?.intake.status, 'handed_over')
  assert.deepEqual(turns[1]?.effects, [{ kind: 'hand-over', why: 'human-please' }])
  assert.deepEqual(acts(turns), ['acknowledge-problem', 'answer-person-please', 'already-passed-on', 'already-passed-on', null])
  assert.ok(turns.slice(1).every((turn) => turn.asked === null))
})

test('complaint, old job, moving and cancelling are acknowledged and handed over with their reason', () => {
  const cases = [
    ['complaint', 'complaint', 'acknowledge-complaint'],
    ['existing_job', 'existing-job', 'acknowledge-existing-job'],
    ['reschedule', 'reschedule', 'acknowledge-reschedule'],
    ['cancel_appointment', 'cancel', 'acknowledge-cancel'],
  ] as const
  for (const [intent, why, act] of cases) {
    const [turn] = play([exampleText('about my visit', { intent })])
    assert.deepEqual(turn?.effects, [{ kind: 'hand-over', why }])
    assert.equal(turn?.replies[0]?.act, act)
  }
})

test('another time for a visit that is not booked yet is only a new wish', () => {
  const other = exampleText('better on wednesday', { intent: 'reschedule', preferredTime: { asap: true } }, { preferredTime: 'wednesday' })
  const turns = play([heater, address, dana, tuesday, other])
  assert.equal(turns.at(-1)?.intake.status, 'qualified')
  assert.deepEqual(turns.at(-1)?.effects, [{ kind: 'update-owner', fields: ['preferredTime'] }])
})

test('a wrong number gets one apology, is suppressed and hears nothing more', () => {
  const wrong = exampleText('wrong number', { intent: 'wrong_number' })
  const turns = play([wrong, wrong])
  assert.deepEqual(acts(turns), ['close-wrong-number', null])
  assert.deepEqual(turns[0]?.effects, [{ kind: 'suppress', why: 'wrong-number' }])
  assert.equal(turns[0]?.intake.status, 'closed')
})

test('"wrong number? oh no, my sink" in one burst is a customer', () => {
  const [turn] = play([[exampleText('wrong number?', { intent: 'wrong_number' }), heater]])
  assert.equal(turn?.intake.status, 'open')
  assert.deepEqual(turn?.effects, [])
})

test('a job seeker is given the phone, a seller a polite line, and nobody is paged', () => {
  const job = exampleText('are you hiring', { intent: 'job_seeker' })
  const seller = exampleText('rank first on google', { intent: 'vendor_spam' })
  const [one] = play([job])
  const [two] = play([seller])
  const [none] = play([job], { facts: exampleFacts({ businessPhone: null }) })
  assert.match(one?.replies[0]?.text ?? '', /\+12175550100/)
  assert.equal(none?.replies[0]?.act, 'close-job-seeker-no-phone')
  for (const turn of [one, two]) {
    assert.equal(turn?.intake.status, 'closed')
    assert.deepEqual(turn?.effects, [])
  }
})

test('a seller who turns out to have a leak is a customer again', () => {
  const turns = play([exampleText('rank first on google', { intent: 'vendor_spam' }), heater])
  assert.equal(turns[1]?.intake.status, 'open')
  assert.equal(turns[1]?.asked, 'address')
})

test('who looks for work or sells and goes on about it hears the polite end once more, then nothing, and the owner nothing at all', () => {
  for (const [intent, act] of [
    ['job_seeker', 'close-job-seeker'],
    ['vendor_spam', 'close-vendor'],
  ] as const) {
    const more = exampleText('can the owner call me about it', { intent: 'human_please' })
    const turns = play([exampleText('hello', { intent }), more, more, heater])
    assert.deepEqual(
      turns.map((turn) => turn.replies.map((reply) => reply.act)),
      [[act], [act], [], turns[3]?.replies.map((reply) => reply.act)],
    )
    assert.deepEqual(
      turns.slice(0, 3).flatMap((turn) => turn.effects),
      [],
    )
    assert.equal(turns[3]?.intake.status, 'open')
  }
})

test('who told of a problem, opted out and later asks when somebody comes is passed on when told so', () => {
  const stop = exampleText('no more texts', { intent: 'opt_out' })
  const later = exampleText('when is somebody here', { intent: 'existing_job' })
  const asked = play([heater, stop, later])[2]
  assert.deepEqual(
    asked?.replies.map((reply) => reply.act),
    ['acknowledge-existing-job'],
  )
  assert.deepEqual(asked?.effects, [{ kind: 'hand-over', why: 'existing-job' }])
})

test('automatic replies and tapbacks get no answer and leave the question open', () => {
  const tapback = exampleText('Liked "What is the address?"', { intent: 'other' })
  const turns = play([heater, tapback])
  assert.deepEqual(turns[1]?.replies, [])
  assert.equal(turns[1]?.asked, 'address')
})

test('words that mean "no more texts" silence us, and an emergency in them still pages', () => {
  const stop = exampleText('stop texting me', { intent: 'opt_out' })
  const both = play([[stop, flood]])[0]
  assert.deepEqual(play([heater, stop])[1]?.effects, [{ kind: 'suppress', why: 'opt-out' }])
  assert.deepEqual(both?.effects, [{ kind: 'page-owner' }, { kind: 'suppress', why: 'opt-out' }])
  assert.deepEqual(both?.replies, [])
})

test('a person in crisis is given to a person before anything else', () => {
  const words = exampleText('i want to die', { intent: 'other' })
  const [turn] = play([words])
  assert.equal(turn?.replies[0]?.act, 'crisis')
  assert.deepEqual(turn?.effects, [{ kind: 'hand-over', why: 'crisis' }])
})

test('a price is not named without approved prices, and given in the approved words with them', () => {
  const price = exampleText('how much for a water heater?', { intent: 'quote', service: 'water heater', urgency: 'routine' })
  const approved = 'A service visit is $89; Sam gives the price of the work itself.'
  const answersAllowed = exampleAnswers([{ topic: 'visit-price', cents: 8_900 }])
  assert.equal(play([price])[0]?.replies[0]?.act, 'answer-quote')
  const known = play([price], { facts: exampleFacts({ answersAllowed }) })[0]
  assert.equal(known?.replies[0]?.act, 'answer-known')
  assert.ok(known?.replies[0]?.text.includes(approved))
  assert.equal(known?.asked, 'address')
})

test('after the lead was passed on, thanks are answered once and questions go to the owner', () => {
  const thanks = exampleText('thank you', { intent: 'smalltalk' })
  const question = exampleText('do you take checks?', { intent: 'question' })
  const turns = play([heater, address, dana, tuesday, thanks, thanks, question])
  assert.deepEqual(acts(turns).slice(4), ['smalltalk', null, 'question-passed-on'])
  assert.deepEqual(turns[6]?.effects, [{ kind: 'update-owner', fields: ['note'] }])
  assert.ok(turns.slice(4).every((turn) => turn.intake.status === 'qualified' && turn.asked === null))
})

test('a question on the way is answered and the open question put again', () => {
  const question = exampleText('do you take checks?', { intent: 'question' })
  const turns = play([heater, address, question, dana])
  assert.equal(turns[2]?.replies[0]?.act, 'answer-question')
  assert.equal(turns[2]?.asked, 'name')
  assert.equal(turns[2]?.intake.notes.length, 1)
})

test('a customer who goes quiet is passed on, and goes on later where they stopped', () => {
  const turns = play([heater, [], address, dana, tuesday])
  assert.deepEqual(turns[1]?.effects, [{ kind: 'hand-over', why: 'went-quiet' }])
  assert.deepEqual(turns[1]?.replies, [])
  assert.deepEqual(turns[4]?.effects, [{ kind: 'tell-owner' }])
  assert.deepEqual(play([heater, address, []])[2]?.effects, [{ kind: 'tell-owner' }])
})

test('the language follows the customer, and an address is no language', () => {
  const spanish = exampleText(
    'mi calentador no sirve',
    { service: 'water heater', urgency: 'urgent', language: 'es' },
    { service: 'calentador' },
  )
  const turns = play([spanish, address])
  assert.match(turns[0]?.replies[0]?.text ?? '', / es /)
  assert.match(turns[1]?.replies[0]?.text ?? '', / es /)
})

test('an address whose street no engine saw is no language either, a sentence that begins with a number is', () => {
  const house = exampleText('97 Glen Aire 62703', { zip: '62703', language: 'es' })
  assert.equal(play([heater, house]).at(-1)?.intake.language, 'en')
  const sentence = exampleText('2 llaves gotean en el bano de arriba', { language: 'es' })
  assert.equal(play([heater, sentence]).at(-1)?.intake.language, 'es')
})

test('a photo is asked for only when the lead is complete', () => {
  const directive = exampleDirective({ ask: ['problem', 'address', 'name', 'time', 'photo'] })
  const turns = play([heater, address, dana, tuesday], { directive })
  assert.equal(turns[3]?.intake.status, 'qualified')
  assert.equal(turns[3]?.asked, 'photo')
})

test('words put into a name are not repeated', () => {
  const trick = exampleText('my name is free repairs guaranteed $1', { name: 'free repairs guaranteed $1' })
  const turns = play([heater, address, trick])
  assert.doesNotMatch(turns[2]?.replies[0]?.text ?? '', /free|guaranteed|\$|1/)
})

test('a field whose words are not in the text is not believed', () => {
  const invented = exampleText('please come', { name: 'Bob', street: '1 Main St', zip: '62704', spans: { name: [0, 6], street: [90, 99] } })
  const { slots } = play([invented])[0]?.intake ?? newIntake('en')
  assert.deepEqual([slots.name, slots.street, slots.zip], [null, null, null])
})

test('"I need a plumber" leaves open what is wrong, "weird noise" does not', () => {
  const vague = exampleText('I need a plumber', { urgency: 'routine' })
  const noise = exampleText('banging noise in the wall', { urgency: 'routine' })
  assert.equal(play([vague])[0]?.asked, 'problem')
  assert.equal(play([noise])[0]?.asked, 'address')
})

test('once a person has accepted, the customer reads who', () => {
  const intake = { ...newIntake('en'), pagedAt: heater.receivedAt, acceptedBy: 'Sam', urgency: 'emergency' as const }
  const [turn] = play([flood], { intake })
  assert.equal(turn?.replies[0]?.act, 'emergency-accepted')
})

test('"when is somebody here?" in an emergency does not stop us from asking where', () => {
  const when = exampleText('when is someone here?', { intent: 'existing_job' })
  const person = exampleText('just call me now', { intent: 'human_please' })
  const asking = play([flood, when])[1]
  assert.equal(asking?.replies[0]?.act, 'emergency-noted')
  assert.equal(asking?.asked, 'address')
  const calling = play([flood, person, address])
  assert.deepEqual(calling[1]?.effects, [{ kind: 'hand-over', why: 'human-please' }])
  assert.equal(calling[1]?.asked, 'address')
  assert.deepEqual(calling[2]?.effects, [{ kind: 'update-owner', fields: ['street', 'city'] }])
})

test('in an emergency the owner sees even words that nobody understood', () => {
  const words = exampleText('its getting really cold in here', { intent: 'other' })
  const turns = play([flood, words])
  assert.deepEqual(turns[1]?.effects, [{ kind: 'update-owner', fields: ['words'] }])
  assert.equal(turns[1]?.intake.lastWords?.value, 'its getting really cold in here')
  assert.deepEqual(play([heater, words])[1]?.effects, [])
})

test('a ZIP in answer to "what name?" is taken, and the name asked for once more', () => {
  const zip = exampleText('62704', { zip: '62704' })
  const turns = play([heater, address, zip, dana, tuesday])
  assert.deepEqual(
    turns.map((turn) => turn.asked),
    ['address', 'name', 'name', 'time', null],
  )
})

test('"hello?" after a hand-over is not told that it is welcome', () => {
  const turns = play([exampleText('your guy was rude', { intent: 'complaint' }), exampleText('hello?', { intent: 'smalltalk' })])
  assert.equal(turns[1]?.replies[0]?.act, 'already-passed-on')
})

test('whoever names the town is asked for the street alone', () => {
  const turns = play([
    exampleText('sink drips in 60540', { intent: 'book', service: 'sink', urgency: 'routine', zip: '60540' }),
    exampleText('14 Oak St', { intent: 'book', street: '14 Oak St' }),
  ])
  assert.match(turns[0]?.replies[0]?.text ?? '', /ask-street/)
  assert.equal(turns[1]?.asked, 'name')
})

test('an emergency that its caller calls off is none for what comes after', () => {
  const turns = play([
    exampleText(
      'the alarm sounds',
      { intent: 'emergency_help', urgency: 'emergency', safety: true, service: 'carbon monoxide' },
      { service: 'alarm' },
    ),
    exampleText('it was the battery, all good', { intent: 'cancel_appointment' }),
    exampleText('do look at the furnace, 22 Elm Ln, Cary', {
      intent: 'book',
      urgency: 'routine',
      service: 'furnace',
      street: '22 Elm Ln',
      city: 'Cary',
    }),
  ])
  assert.deepEqual([turns[1]?.intake.urgency, turns[1]?.intake.safety], ['none', false])
  assert.doesNotMatch(turns[2]?.replies[0]?.text ?? '', /emergency/)
  assert.equal(turns[2]?.asked, 'name')
})

test('whoever complained and is then in an emergency is asked what help needs', () => {
  const turns = play([
    exampleText('nobody ever picks up', { intent: 'complaint' }),
    exampleText('water through the ceiling', { intent: 'emergency_help', urgency: 'emergency', service: 'leak' }, { service: 'water' }),
    exampleText('8 Quarry Rd 60439', { intent: 'book', street: '8 Quarry Rd', zip: '60439' }),
  ])
  assert.deepEqual(
    turns.map(({ intake }) => intake.status),
    ['handed_over', 'open', 'qualified'],
  )
  assert.equal(turns[2]?.asked, 'name')
})
