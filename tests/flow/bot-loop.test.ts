import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Trade } from '#core/qualification/reading.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import { openHouse, tenantId, type House } from './house.ts'
import { FIRST_NUMBER, SECOND_NUMBER, twoAgents, type TwoAgents } from './two-agents.ts'

/**
 * Goal: our agent does not talk with machines, and never takes a person for one.
 * Method: two whole houses that get each other's texts; phones that answer by themselves; people who type in bursts at every pace.
 */

const CALLER = '+13125550142'
const SHOP = '+12175550102'
const OWNER = '+12175550101'
const open: { close(): Promise<void> }[] = []
after(async () => {
  for (const opened of open) await opened.close()
})

async function opened(): Promise<House> {
  const house = await openHouse()
  open.push(house)
  await house.addTenant()
  return house
}

function textsTo(house: House, e164: string): string[] {
  return house.carrier.handset(e164).inbox.map((text) => text.body)
}

async function conversation(house: House): Promise<Conversation> {
  const found = await house.app.store.transaction(tenantId('t_ace'), (tx) => tx.conversations.find(CALLER))
  assert.ok(found)
  return found
}

function countBy(agents: TwoAgents): number[] {
  return (['first', 'second'] as const).map((by) => agents.said.filter((text) => text.by === by).length)
}

/** Agents of these trades, set going by these words; null is a missed call. */
const MEETINGS: [first: Trade, second: Trade, words: string | null][] = [
  ['plumbing', 'hvac', null],
  ['plumbing', 'plumbing', 'hello'],
  ['hvac', 'locksmith', 'my sink is clogged'],
  ['auto_repair', 'garage_door', 'my sink is clogged'],
  ['locksmith', 'appliance_repair', 'my sink is clogged'],
  ['roofing', 'electrical', 'Hola, tengo una fuga'],
]

for (const [first, second, words] of MEETINGS) {
  test(`two of our own agents, ${first} and ${second}, stop within 4 turns (${words ?? 'a missed call'})`, async () => {
    const agents = await twoAgents({ first: { trade: first }, second: { trade: second } })
    open.push(agents)
    if (words === null) agents.first.carrier.placeCall({ from: SECOND_NUMBER, to: FIRST_NUMBER, caller: { kind: 'hangs-up-at-message' } })
    else agents.first.carrier.sendTextFromHandset({ from: SECOND_NUMBER, to: FIRST_NUMBER, body: words })
    await agents.pass(60_000)
    const count = countBy(agents)
    assert.ok(
      count.every((texts) => texts >= 1 && texts <= 4),
      JSON.stringify(agents.said),
    )
    await agents.pass(60_000)
    assert.deepEqual(countBy(agents), count, 'nobody begins again')
  })
}

for (const gapMs of [0, 150, 500, 900, 1_000, 1_400, 2_000, 3_000, 5_000]) {
  test(`a person who sends 12 texts, one every ${gapMs} ms, is answered and never quarantined`, async () => {
    const house = await opened()
    const texts = [
      'hello',
      'anybody there??',
      'my name is dana',
      'are you there',
      'hello??',
      'i called twice today and nobody picked up',
      'please',
      'its urgent',
      'are you there please answer me somebody',
      'are you there please answer me somebody',
      'are you there please answer me somebody',
      'hello',
    ]
    for (const body of texts) {
      house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body })
      await house.pass(gapMs)
    }
    await house.pass(15_000)
    assert.equal((await conversation(house)).exchange?.quarantine, null)
    assert.ok(textsTo(house, CALLER).length >= 1)
    assert.doesNotMatch(textsTo(house, OWNER).join('\n'), /MACHINE/)
    const before = textsTo(house, CALLER).length
    house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body: 'water heater is leaking' })
    await house.pass(12_000)
    assert.equal(textsTo(house, CALLER).length, before + 1)
  })
}

/** What phones and carriers answer by themselves. */
const AUTOMATIC = [
  "I'm driving right now. I'll get back to you when I arrive.",
  `(I'm not receiving notifications. If this is urgent, reply "urgent" to send a notification through with your original message.)`,
  'Automatic reply: I am out of the office until Monday.',
  'Your balance is $4.20. Dial *777 to add funds.',
  'Free Msg: Unable to send message - Message Blocking is active.',
  'Hola, estoy conduciendo. Te respondo luego.',
  'Hi! You have reached the front desk of the Oak Street building, somebody is going to look at this soon.',
]

for (const body of AUTOMATIC) {
  test(`a phone that answers every text of ours by itself makes no loop: ${body.slice(0, 40)}`, async () => {
    const house = await opened()
    house.carrier.setPhone(OWNER, { kind: 'declines' })
    house.carrier.placeCall({ from: CALLER, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
    let answered = 0
    for (let step = 0; step < 120; step += 1) {
      await house.pass(1_000)
      for (; answered < textsTo(house, CALLER).length; answered += 1) house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body })
    }
    assert.ok(answered <= 4, textsTo(house, CALLER).join('\n'))
  })
}

/** A machine that was found out: it carries the small print and asks on and on. */
async function quarantined(): Promise<House> {
  const house = await opened()
  for (const body of [
    'Acme Dispatch, virtual assistant: a resident reports that the toilet is running. Msg & data rates may apply.',
    'Acme Dispatch, virtual assistant: when can somebody look at it? Reply STOP to opt out.',
  ]) {
    house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body })
    await house.pass(12_000)
  }
  assert.notEqual((await conversation(house)).exchange?.quarantine ?? null, null)
  return house
}

async function say(house: House, body: string): Promise<number> {
  const before = textsTo(house, CALLER).length
  house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body })
  await house.pass(12_000)
  return textsTo(house, CALLER).length - before
}

test('who stops says so to its owner, once, with the machine and its words', async () => {
  const house = await quarantined()
  await house.pass(60_000)
  const notes = textsTo(house, OWNER).filter((body) => body.startsWith('LOOKS LIKE A MACHINE'))
  assert.equal(notes.length, 1, textsTo(house, OWNER).join('\n'))
  assert.match(notes[0] ?? '', /\+13125550142\n[^]*(Says|Asks): "/)
})

test('in quarantine nothing is said and the owner is not told again, but STOP, HELP and an emergency are answered', async () => {
  const house = await quarantined()
  const told = textsTo(house, OWNER).length
  assert.equal(await say(house, 'Please choose one of the following options to go on.'), 0)
  assert.equal(await say(house, 'How much is a new faucet?'), 0)
  assert.equal(textsTo(house, OWNER).length, told)
  await say(house, 'HELP')
  assert.match(textsTo(house, CALLER).at(-1) ?? '', /^Ace Plumbing: automated text assistant/)
  assert.equal(await say(house, 'there is a strong smell of gas in our kitchen'), 1)
  assert.match(textsTo(house, OWNER).at(-1) ?? '', /EMERGENCY/)
  await say(house, 'please stop texting me')
  assert.match(textsTo(house, CALLER).at(-1) ?? '', /unsubscribed/)
})

test('a fact about the person ends the quarantine', async () => {
  const house = await quarantined()
  assert.equal(await say(house, 'my name is Dana, I am at 412 Oak St 62704, the toilet is clogged'), 1)
  assert.equal((await conversation(house)).exchange?.quarantine, null)
})

test('the owner ends the quarantine', async () => {
  const house = await quarantined()
  const { items } = await house.app.store.transaction(tenantId('t_ace'), (tx) => tx.leads.list({ limit: 1, cursor: null }))
  const response = await house.app.server.inject({
    method: 'POST',
    url: `/api/v1/tenants/t_ace/leads/${items[0]?.id}/release`,
    headers: { authorization: 'Bearer operator' },
  })
  assert.equal(response.statusCode, 200)
  assert.equal(await say(house, 'my kitchen sink is clogged'), 1)
})

test('two machines that confirm opt-outs to each other do it once', async () => {
  const house = await opened()
  await say(house, 'please stop texting me')
  await say(house, 'Bob Heating: You are resubscribed to service texts. Msg & data rates may apply. HELP for help, STOP to opt out.')
  await say(house, 'Bob Heating: You are unsubscribed and will get no more texts from us. Reply START to resubscribe.')
  assert.equal(textsTo(house, CALLER).length, 1)
  assert.notEqual((await conversation(house)).contact.suppressedAt, null)
  await say(house, 'START')
  await say(house, 'please stop texting me')
  assert.equal(textsTo(house, CALLER).filter((body) => body.includes('You are unsubscribed')).length, 1)
  assert.notEqual((await conversation(house)).contact.suppressedAt, null)
})
