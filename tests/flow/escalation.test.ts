import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { CALLER, FLOOD, MENU, openOwnerHouse, OWNER, SECOND, SHOP, type OwnerHouse } from './owner-house.ts'

const MINUTE = 60_000
const houses: OwnerHouse[] = []

async function opened(...changes: Parameters<typeof openOwnerHouse>): Promise<OwnerHouse> {
  const owner = await openOwnerHouse(...changes)
  houses.push(owner)
  return owner
}

after(async () => {
  for (const { house } of houses) await house.close()
})

const ACCEPTED = /has your message/

function noFaults({ house }: OwnerHouse): void {
  assert.deepEqual(house.faults, [])
  assert.deepEqual(
    house.carrier.alerts().map((alert) => alert.detail),
    [],
  )
}

test('nobody answers: owner by text, second phone by text, owner by call, second phone by call, again, and then it ends', async () => {
  const at = await opened()
  await at.write(CALLER, FLOOD)
  assert.equal(at.textsTo(OWNER).filter((text) => text.startsWith('EMERGENCY')).length, 1)
  assert.match(at.textsTo(OWNER)[0] ?? '', MENU)
  assert.deepEqual(at.textsTo(SECOND), [])
  await at.house.pass(35_000)
  assert.equal(at.textsTo(SECOND).length, 1)
  assert.deepEqual(at.rang(), [])
  await at.house.pass(55_000)
  assert.deepEqual(at.rang(), [OWNER, SECOND])
  await at.house.pass(6 * MINUTE)
  assert.deepEqual(at.rang(), [OWNER, SECOND, OWNER, SECOND, OWNER, SECOND])
  assert.equal(at.textsTo(OWNER).filter((text) => text.startsWith('EMERGENCY')).length, 2)
  assert.equal(at.textsTo(CALLER).filter((text) => ACCEPTED.test(text)).length, 0)
  assert.doesNotMatch(at.textsTo(CALLER).join('\n'), /\b(on (my|our|the) way|coming)\b/i)
  noFaults(at)
})

test('the owner who answers "3" ends the ladder, and the customer hears it once, by name', async () => {
  const at = await opened()
  await at.write(CALLER, FLOOD)
  assert.match((await at.say('3')).join('\n'), /^You have \+13125550142\. The assistant is quiet until \d+:\d\d [ap]m/)
  await at.say('3')
  await at.house.pass(6 * MINUTE)
  assert.deepEqual(at.rang(), [])
  assert.deepEqual(at.textsTo(SECOND), [])
  const accepted = at.textsTo(CALLER).filter((text) => ACCEPTED.test(text))
  assert.deepEqual(accepted, ['Sam has your message and is taking care of it. If anyone is in danger, call 911.'])
  const lead = await at.lead()
  assert.deepEqual([lead.acknowledgedBy, lead.acknowledgedAt !== null], ['Sam', true])
  noFaults(at)
})

test('key 1 on the call to the second phone accepts: the customer hears of that person, and nobody is rung any more', async () => {
  const at = await opened()
  at.house.carrier.setPhone(SECOND, { kind: 'answers', afterMs: 3_000, pressAfterMs: 9_000, key: '1' })
  await at.write(CALLER, FLOOD)
  await at.house.pass(6 * MINUTE)
  assert.deepEqual(at.rang(), [OWNER, SECOND])
  assert.deepEqual(
    at.textsTo(CALLER).filter((text) => ACCEPTED.test(text)),
    ['Pat has your message and is calling you. If anyone is in danger, call 911.'],
  )
  assert.equal((await at.lead()).acknowledgedBy, 'Pat')
  await at.write(CALLER, 'It is still flooding, the carpet is under water!')
  const all = at.textsTo(CALLER)
  assert.equal(all.filter((text) => ACCEPTED.test(text)).length, 1, 'who accepted is said once')
  assert.match(all.at(-1) ?? '', /gone to Sam as urgent/)
  noFaults(at)
})

test('key 2 accepts and connects the customer, who sees a number of the business', async () => {
  const at = await opened()
  at.house.carrier.setPhone(OWNER, { kind: 'answers', afterMs: 3_000, pressAfterMs: 9_000, key: '2', talkMs: 20_000 })
  at.house.carrier.setPhone(CALLER, { kind: 'answers', afterMs: 2_000, talkMs: 20_000 })
  await at.write(CALLER, FLOOD)
  await at.house.pass(5 * MINUTE)
  const dialled = at.house.carrier
    .events()
    .filter((event) => event.kind === 'leg' && event.detail['step'] === 'started' && event.detail['direction'] === 'outbound-dial')
    .map((event) => [event.detail['to'], event.detail['from']])
  assert.deepEqual(dialled, [[CALLER, SHOP]])
  assert.deepEqual(at.rang(), [OWNER])
  assert.equal(at.textsTo(CALLER).filter((text) => ACCEPTED.test(text)).length, 1)
  noFaults(at)
})

test('a mailbox that picks up, and a person who presses nothing, accept nothing', async () => {
  const at = await opened()
  at.house.carrier.setPhone(OWNER, { kind: 'voicemail', afterMs: 5_000 })
  at.house.carrier.setPhone(SECOND, { kind: 'answers-no-key', afterMs: 3_000 })
  await at.write(CALLER, FLOOD)
  await at.house.pass(6 * MINUTE)
  assert.equal(at.rang().length, 6)
  assert.equal(at.textsTo(CALLER).filter((text) => ACCEPTED.test(text)).length, 0)
  assert.equal((await at.lead()).acknowledgedAt, null)
  noFaults(at)
})

test('whoever picks up after somebody accepted hears so, and can accept nothing', async () => {
  const at = await opened()
  at.house.carrier.setPhone(OWNER, { kind: 'answers', afterMs: 20_000, pressAfterMs: 12_000, key: '1' })
  await at.write(CALLER, FLOOD)
  await at.house.pass(55_000)
  assert.deepEqual(at.rang(), [OWNER])
  await at.say('got it', SECOND)
  await at.house.pass(5 * MINUTE)
  const said = at.house.carrier
    .events()
    .filter((event) => event.kind === 'verb' && /Pat has taken this emergency/.test(String(event.detail['text'])))
  assert.equal(said.length, 1)
  assert.equal((await at.lead()).acknowledgedBy, 'Pat')
  assert.deepEqual(at.rang(), [OWNER])
  assert.equal(at.textsTo(CALLER).filter((text) => ACCEPTED.test(text)).length, 1)
  noFaults(at)
})

test('more words of danger do not start a second ladder while one stands or was settled lately', async () => {
  const at = await opened()
  await at.write(CALLER, FLOOD)
  await at.house.pass(20_000)
  await at.write(CALLER, 'hurry, the water is everywhere now!!')
  await at.house.pass(6 * MINUTE)
  const rung = at.rang().length
  assert.equal(rung, 6)
  await at.say('3')
  await at.say('resume')
  await at.write(CALLER, 'the ceiling is coming down, emergency!!')
  await at.house.pass(5 * MINUTE)
  assert.equal(at.rang().length, rung)
  noFaults(at)
})

test('a paused business is paged all the same', async () => {
  const at = await opened({ status: 'paused' })
  await at.write(CALLER, FLOOD)
  await at.house.pass(90_000)
  assert.match(at.textsTo(OWNER)[0] ?? '', /^EMERGENCY/)
  assert.deepEqual(at.rang(), [OWNER, SECOND])
  assert.deepEqual(at.textsTo(CALLER), [])
})

test('without a second phone its steps are passed over', async () => {
  const at = await opened({ fallbackPhone: null })
  await at.write(CALLER, FLOOD)
  await at.house.pass(6 * MINUTE)
  assert.deepEqual(at.rang(), [OWNER, OWNER, OWNER])
  noFaults(at)
})

test('a second phone that nobody vouched for is rung but never texted', async () => {
  const at = await opened({ fallbackPhoneVerified: false })
  await at.write(CALLER, FLOOD)
  await at.house.pass(90_000)
  assert.deepEqual(at.textsTo(SECOND), [])
  assert.deepEqual(at.rang(), [OWNER, SECOND])
})

test('gas: the safety line reaches the customer before anything else, then the owner is paged', async () => {
  const at = await opened()
  await at.write(CALLER, 'I smell gas in the basement')
  assert.match(at.textsTo(CALLER)[0] ?? '', /Safety first: get everyone out now, then call 911/)
  assert.match(at.textsTo(OWNER)[0] ?? '', /Told to get out and call 911\./)
})

test('the process dies in the middle of a ladder: it goes on from where it stood', async () => {
  const at = await opened()
  await at.write(CALLER, FLOOD)
  await at.house.pass(40_000)
  await at.house.restart()
  await at.house.pass(6 * MINUTE)
  assert.deepEqual(at.rang(), [OWNER, SECOND, OWNER, SECOND, OWNER, SECOND])
  assert.equal(at.textsTo(SECOND).length, 1)
})
