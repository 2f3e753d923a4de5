/**
 * Goal: no alert goes to a phone that nobody has shown to be theirs; a code by text shows it, and can neither be guessed nor be used to bother anybody.
 * Method: the whole product with the built-in carrier; the codes are read on the handset.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { HOUR_MS, MINUTE_MS } from '#core/values/instant.ts'
import { openHouse, phone, tenantId, type House } from './house.ts'

const SHOP = '+12175550102'
const OWNER = '+12175550101'
const TENANT = tenantId('t_ace')
const houses: House[] = []

after(async () => {
  for (const opened of houses) await opened.close()
})

async function house(): Promise<House> {
  const opened = await openHouse()
  houses.push(opened)
  await opened.addTenant({ ownerPhoneVerified: false, numbers: [{ e164: phone(SHOP), topology: 'forwarded' }] })
  return opened
}

type Answer = { status: number; body: Record<string, unknown> }

async function post(opened: House, path: string, payload: unknown): Promise<Answer> {
  const response = await opened.app.server.inject({
    method: 'POST',
    url: `/api/v1/tenants/t_ace/phones/${path}`,
    headers: { authorization: 'Bearer operator', 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  })
  return { status: response.statusCode, body: response.json() }
}

async function codeOnHandset(opened: House): Promise<string> {
  assert.equal((await post(opened, 'verify', { phone: OWNER })).status, 202)
  // The text is handed to the carrier before time passes.
  await opened.pass(0)
  await opened.pass(5_000)
  const body = inbox(opened).at(-1) ?? ''
  const code = /^(\d{6}) is your code/.exec(body)?.[1]
  assert.ok(code !== undefined, body)
  return code
}

const inbox = (opened: House) => opened.carrier.handset(OWNER).inbox.map(({ body }) => body)

async function voicemail(opened: House, from: string): Promise<void> {
  opened.carrier.placeCall({ from, to: SHOP, caller: { kind: 'leaves-voicemail', seconds: 7 } })
  await opened.pass(MINUTE_MS)
}

test('alerts go out from the moment on in which the right code was typed, also after a restart; nothing shows the digits', async () => {
  const opened = await house()
  await voicemail(opened, '+13125550141')
  assert.deepEqual(inbox(opened), [], 'no alert to a phone that may be anybody’s')
  const code = await codeOnHandset(opened)
  const listed = JSON.stringify(await opened.messages(TENANT))
  assert.ok(listed.includes('****** is your code') && !listed.includes(code))
  await opened.restart()
  const wrong = code === '000000' ? '000001' : '000000'
  assert.equal((await post(opened, 'confirm', { phone: OWNER, code: wrong })).body['code'], 'code_not_right')
  const right = await post(opened, 'confirm', { phone: OWNER, code: `${code.slice(0, 3)} ${code.slice(3)}` })
  assert.deepEqual([right.status, right.body], [200, { phone: OWNER, verified: true }])
  const again = await post(opened, 'confirm', { phone: OWNER, code })
  assert.equal(again.body['code'], 'code_not_right', 'a code is good once')
  await voicemail(opened, '+13125550142')
  assert.ok(inbox(opened).length >= 2, 'now the owner hears of callers')
  const { items } = await opened.app.store.transaction(TENANT, (tx) => tx.ledger.list({ limit: 50, cursor: null }))
  const entry = items.find(({ kind, facts }) => kind === 'attestation' && facts.includes('owner_phone'))
  assert.match(entry?.facts ?? '', /typed the code/)
})

test('three codes an hour, five wrong tries, ten minutes, and only for phones of the staff', async () => {
  const opened = await house()
  assert.equal((await post(opened, 'verify', { phone: '+13125559999' })).body['code'], 'phone_not_of_staff')
  const first = await codeOnHandset(opened)
  const second = await codeOnHandset(opened)
  if (first !== second)
    assert.equal((await post(opened, 'confirm', { phone: OWNER, code: first })).status, 409, 'the newer code replaces it')
  const wrong = second === '000000' ? '000001' : '000000'
  const tries = first === second ? 5 : 4
  for (let place = 0; place < tries; place += 1) await post(opened, 'confirm', { phone: OWNER, code: wrong })
  assert.match(String((await post(opened, 'confirm', { phone: OWNER, code: second })).body['detail']), /Too many wrong tries/)
  const third = await codeOnHandset(opened)
  const fourth = await post(opened, 'verify', { phone: OWNER })
  assert.deepEqual([fourth.status, fourth.body['code']], [429, 'too_many_codes'])
  assert.equal(inbox(opened).length, 3)
  await opened.pass(11 * MINUTE_MS)
  assert.match(String((await post(opened, 'confirm', { phone: OWNER, code: third })).body['detail']), /older than ten minutes/)
  await opened.pass(HOUR_MS)
  const late = await codeOnHandset(opened)
  assert.equal((await post(opened, 'confirm', { phone: OWNER, code: late })).status, 200)
})

test('who answers the code with STOP gets nothing more, neither codes nor alerts', async () => {
  const opened = await house()
  const code = await codeOnHandset(opened)
  opened.carrier.sendTextFromHandset({ from: OWNER, to: SHOP, body: 'stop texting me, wrong person' })
  await opened.pass(20_000)
  const before = inbox(opened).length
  const asked = await post(opened, 'verify', { phone: OWNER })
  assert.deepEqual([asked.status, asked.body['reasons']], [409, ['suppressed']])
  await post(opened, 'confirm', { phone: OWNER, code })
  await voicemail(opened, '+13125550141')
  assert.equal(inbox(opened).length, before)
})
