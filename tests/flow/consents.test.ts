/**
 * Goal: consents that staff enter count as far as the law lets them and no further, and Canada and Quebec get what is theirs in live texts.
 * Method: the whole product with the built-in carrier; numbers of Chicago, Calgary and Montreal.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newConversation } from '#core/conversation/conversation.ts'
import { DAY_MS, HOUR_MS, plus, toIso } from '#core/values/instant.ts'
import { at, openHouse, phone, tenantId, type House } from './house.ts'

const SHOP = '+12175550102'
const TENANT = tenantId('t_ace')
const CHICAGO = '+13125550141'
const CALGARY = '+14035550141'
const MONTREAL = '+15145550141'
const houses: House[] = []

after(async () => {
  for (const opened of houses) await opened.close()
})

async function house(startMs?: number): Promise<House> {
  const opened = await openHouse(startMs === undefined ? {} : { startMs })
  houses.push(opened)
  await opened.addTenant({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }] })
  return opened
}

type Answer = { status: number; body: Record<string, unknown> }

async function post(opened: House, path: string, payload: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await opened.app.server.inject({
    method: 'POST',
    url: `/api/v1/tenants/t_ace/${path}`,
    headers: { authorization: 'Bearer operator', 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  })
  return { status: response.statusCode, body: response.json() }
}

let asked = 0
function ask(opened: House, to: string, kind: string, body: string): Promise<Answer> {
  asked += 1
  return post(opened, 'messages', { to, kind, body }, { 'idempotency-key': `k${asked}` })
}

function consent(opened: House, of: string, changes: Record<string, unknown>): Promise<Answer> {
  const occurredAt = toIso(at(opened))
  return post(opened, 'consents', {
    phone: of,
    class: 'C3',
    occurredAt,
    source: 'oral',
    exactWords: 'Yes, text me about the visit',
    by: 'Sam',
    ...changes,
  })
}

async function firstText(opened: House, from: string): Promise<string> {
  opened.carrier.placeCall({ from, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  for (let step = 0; step < 4; step += 1) await opened.pass(5_000)
  return opened.carrier.handset(from).inbox.at(-1)?.body ?? ''
}

test('a review is asked of a customer who bought and agreed, not sooner than five days after, and never of anybody else', async () => {
  const opened = await house()
  const body = 'Ace Plumbing: how was the work of last week? Tell others at https://aceplumbing.example.com/review. Reply STOP to opt out.'
  assert.deepEqual((await ask(opened, CHICAGO, 'review_request', body)).body['reasons'], ['no_consent_class'])
  const early = toIso(plus(at(opened), -4 * DAY_MS))
  assert.equal(
    (await consent(opened, CHICAGO, { class: 'P', occurredAt: early, source: 'staff', exactWords: 'Replaced a faucet, invoice 1017' }))
      .status,
    200,
  )
  assert.deepEqual((await ask(opened, CHICAGO, 'review_request', body)).body['reasons'], ['no_consent_class'], 'bought, but did not agree')
  assert.equal((await consent(opened, CHICAGO, {})).status, 200)
  const soon = await ask(opened, CHICAGO, 'review_request', body)
  assert.deepEqual([soon.status, soon.body['decision'], soon.body['reasons']], [202, 'wait', ['too_early']])
  const { items } = await opened.app.store.transaction(TENANT, (tx) => tx.ledger.list({ limit: 50, cursor: null }))
  const entry = items.find(({ kind, facts }) => kind === 'consent' && facts.includes('"class":"P"'))
  const facts = JSON.parse(entry?.facts ?? '{}') as { evidence?: Record<string, unknown> }
  assert.deepEqual([facts.evidence?.['source'], facts.evidence?.['occurredAt'], facts.evidence?.['actor']], ['staff', early, 'operator'])
  const personal = entry?.personal === 'destroyed' ? null : entry?.personal
  assert.deepEqual([personal?.['exactWords'], personal?.['actor'], personal?.['e164']], ['Replaced a faucet, invoice 1017', 'Sam', CHICAGO])
})

test('what staff enter may be neither of the future nor of somebody who said stop, and offers are sent to nobody', async () => {
  const opened = await house()
  const future = await consent(opened, CHICAGO, { occurredAt: '2027-12-07T16:00:00Z' })
  assert.deepEqual([future.status, future.body['detail']], [400, 'occurredAt: is in the future'])
  assert.equal((await consent(opened, CHICAGO, { exactWords: '' })).status, 400)
  await consent(opened, CHICAGO, { class: 'C4', source: 'web', ip: '192.0.2.1', userAgent: 'Browser' })
  assert.deepEqual((await ask(opened, CHICAGO, 'marketing_blast', 'Ace Plumbing: 20% off! STOP to end.')).body['reasons'], [
    'kind_disabled',
  ])
  await post(opened, 'suppressions', { phone: CHICAGO, words: 'No more texts please' })
  assert.deepEqual(
    (await consent(opened, CHICAGO, {})).body,
    { phone: CHICAGO, suppressed: true },
    'agreeing to a visit takes no opt-out back',
  )
})

test('Quebec is answered in French first, Canada with name, address and phone, wherever we learned the place from', async () => {
  const opened = await house()
  const quebec = await firstText(opened, MONTREAL)
  assert.match(
    quebec,
    /^Ace Plumbing, 12 Main St, Springfield, IL 62701, \+12175550100: Désolé d'avoir manqué votre appel.*ARRET.*\/ Sorry we missed your call/s,
  )
  const canada = await firstText(opened, CALGARY)
  assert.match(canada, /^Ace Plumbing, 12 Main St, Springfield, IL 62701, \+12175550100: Sorry we missed your call/)
  assert.match(await firstText(opened, CHICAGO), /^Ace Plumbing: Sorry we missed your call/)
  // A Chicago mobile whose owner moved to Quebec, as staff know.
  await consent(opened, '+13125550142', { region: 'CA-QC' })
  assert.match(await firstText(opened, '+13125550142'), /Désolé d'avoir manqué votre appel/)
})

test('a text to Canada that nobody waits for needs address and phone in it', async () => {
  // A Tuesday at noon in Calgary; they wrote yesterday.
  const opened = await house(Date.parse('2026-12-08T19:00:00Z'))
  const wroteAt = plus(at(opened), -22 * HOUR_MS)
  const fresh = newConversation(CALGARY, phone(CALGARY))
  const contact = { ...fresh.contact, lastInboundAt: wroteAt, inquiryAt: wroteAt }
  await opened.app.store.transaction(TENANT, (tx) => tx.conversations.save({ ...fresh, contact }, wroteAt))
  const bare = await ask(opened, CALGARY, 'followup', 'Ace Plumbing: still in need of us? Reply STOP to opt out.')
  assert.deepEqual(bare.body['reasons'], ['content_t_id'])
  const identified = 'Ace Plumbing, 12 Main St, Springfield, IL 62701, 217-555-0100: still in need of us? Reply STOP to opt out.'
  const whole = await ask(opened, CALGARY, 'followup', identified)
  assert.equal(whole.status, 202, JSON.stringify(whole.body))
  await opened.pass(5_000)
  assert.equal(opened.carrier.handset(CALGARY).inbox.at(-1)?.body, identified)
})
