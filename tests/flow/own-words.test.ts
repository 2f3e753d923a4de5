import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openHouse, type House } from './house.ts'

/** A business's own openings, voices and first text: saved through the API, heard and read by a caller. */

const CALLER = '+13125550142'
const SHOP = '+12175550102'
/** Monday, 7 December 2026, 23:00 in Chicago. */
const AT_NIGHT = Date.parse('2026-12-08T05:00:00Z')
const FIRST_TEXT =
  "{business}: Sorry we missed your call! I'm the shop's automated assistant, what's wrong? Msg & data rates may apply. Reply HELP for help, STOP to opt out."
const houses: House[] = []
after(async () => {
  for (const opened of houses) await opened.close()
})

async function opened(startMs: number): Promise<House> {
  const house = await openHouse({ startMs })
  houses.push(house)
  await house.addTenant()
  return house
}

async function ask(house: House, method: 'PATCH' | 'POST', path: string, payload: object) {
  const response = await house.app.server.inject({
    method,
    url: `/api/v1/tenants/t_ace${path}`,
    headers: { authorization: 'Bearer operator', 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  })
  return { status: response.statusCode, body: response.json() }
}

const MESSAGES = {
  spoken: {
    night: { opening: 'You have reached {business}, and {owner} is asleep.', voice: 'matthew' },
    voicemail: { opening: 'This is {business}.' },
  },
  firstText: FIRST_TEXT,
}

test('at night a caller hears the opening and voice for the night and gets the own first text', async () => {
  const house = await opened(AT_NIGHT)
  assert.equal((await ask(house, 'PATCH', '', { messages: MESSAGES })).status, 200)
  house.carrier.placeCall({ from: CALLER, to: SHOP, caller: { kind: 'waits' } })
  await house.pass(90_000)
  const heard = JSON.stringify(house.carrier.events())
  assert.match(heard, /You have reached Ace Plumbing, and Sam is asleep\./)
  assert.match(heard, /Polly\.Matthew-Neural/)
  const texts = house.carrier.handset(CALLER).inbox.map(({ body }) => body)
  assert.deepEqual(texts, [FIRST_TEXT.replace('{business}', 'Ace Plumbing')])
  assert.deepEqual(
    house.carrier.alerts().map(({ detail }) => detail),
    [],
  )
  assert.deepEqual(house.faults, [])
})

test('what is missing in a wording is said with the words that mend it, and nothing is saved', async () => {
  const house = await opened(AT_NIGHT)
  const refused = await ask(house, 'PATCH', '', {
    messages: { spoken: { day: { opening: 'We are closed.' } }, firstText: 'Hello from {business}' },
  })
  assert.equal(refused.status, 400)
  assert.match(refused.body.detail, /messages\.spoken\.day\.opening: put \{business\}/)
  assert.match(refused.body.detail, /messages\.firstText: .*"Sorry we missed your call"/)
  const said = await ask(house, 'POST', '/setup/say-it-back', { messages: MESSAGES })
  assert.equal(said.status, 200)
  assert.match(
    said.body.sentences.join('\n'),
    /At night callers hear Matthew say: “You have reached Ace Plumbing, and Sam is asleep\. To help/,
  )
  assert.match(said.body.sentences.join('\n'), /Then they get the text: “Ace Plumbing: Sorry we missed your call! I'm the shop's/)
})
