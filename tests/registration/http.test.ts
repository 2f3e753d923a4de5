/**
 * Goal: a business is registered over HTTP, from a draft with mistakes to an approval and a suspension, and texts leave exactly while it is approved.
 * Method: the whole product with the built-in carrier, which reviews; its events arrive at the product's own address.
 */
import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { MINUTE_MS } from '#core/values/instant.ts'
import { ACCOUNT, openHouse, phone, tenantId, type House } from '../flow/house.ts'
import { exampleApplication } from './example-application.ts'

const TENANT = tenantId('t_ace')

type Body = {
  registration: { status: string; words: string; mend: unknown[] } | null
  draft: { business: { brandName: string } }
  problems: { field: string; words: string }[]
  eventsUrl: string
  code?: string
  reasons?: string[]
}

async function ask(
  house: House,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  payload: unknown = {},
): Promise<{ status: number; body: Body }> {
  const response = await house.app.server.inject({
    method,
    url: `/api/v1/tenants/t_ace/registration${path}`,
    headers: { authorization: 'Bearer operator', 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { payload: JSON.stringify(payload) }),
  })
  return { status: response.statusCode, body: response.json<Body>() }
}

async function tell(house: House, url: string, events: unknown, headers: Record<string, string> = {}): Promise<number> {
  const { pathname, search } = new URL(url)
  const response = await house.app.server.inject({
    method: 'POST',
    url: pathname + search,
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(events),
  })
  return response.statusCode
}

function signed(url: string, events: unknown): { url: string; headers: Record<string, string> } {
  const withHash = `${url}&bodySHA256=${createHash('sha256').update(JSON.stringify(events)).digest('hex')}`
  const signature = createHmac('sha1', ACCOUNT.authToken).update(withHash).digest('base64')
  return { url: withHash, headers: { 'x-twilio-signature': signature } }
}

async function textsAfterMissedCall(house: House, from: string): Promise<number> {
  house.carrier.placeCall({ from, to: '+12175550102', caller: { kind: 'waits' } })
  await house.pass(90_000)
  return house.carrier.handset(from).inbox.length
}

async function standings(house: House): Promise<string[]> {
  const { items } = await house.app.store.transaction(TENANT, (tx) => tx.ledger.list({ limit: 200, cursor: null }))
  return items
    .filter(({ kind }) => kind === 'registration')
    .map(({ facts }) => JSON.parse(facts) as { standing: string; rejected: string | null })
    .map(({ standing, rejected }) => (rejected === null ? standing : `${standing}: ${rejected}`))
    .toReversed()
}

test('from a draft with mistakes to an approval, a suspension and back, over HTTP', async (t) => {
  const house = await openHouse()
  t.after(house.close)
  const { carrier } = house
  carrier.registration.setReviewTimes({ profile: MINUTE_MS, 'trust-product': MINUTE_MS, brand: 2 * MINUTE_MS, campaign: 4 * MINUTE_MS })
  carrier.setPhone('+12175550101', { kind: 'no-answer' })
  const numbers = [{ e164: phone('+12175550102'), topology: 'dial-first' as const }]
  const registration = { kind: 'managed', status: 'none', campaignSid: null, note: null } as const
  await house.addTenant({ numbers, registration })

  const empty = await ask(house, 'GET', '')
  assert.deepEqual([empty.status, empty.body.registration, empty.body.draft.business.brandName], [200, null, 'Ace Plumbing'])
  assert.ok(empty.body.problems.some(({ field }) => field === 'business.legalName'))
  const early = await ask(house, 'POST', '/submit')
  assert.deepEqual([early.status, early.body.code], [409, 'application_incomplete'])
  assert.ok(early.body.reasons?.some((reason) => reason.startsWith('business.legalName: ')))
  assert.equal((await ask(house, 'POST', '/resume')).body.code, 'registration_not_found')

  const application = exampleApplication()
  const wrong = await ask(house, 'PUT', '', { ...application, business: { ...application.business, ein: '12' } })
  assert.deepEqual(
    wrong.body.problems.map(({ field }) => field),
    ['business.ein'],
  )
  const unreadable = await ask(house, 'PUT', '', { ...application, numbers: 'none' })
  assert.deepEqual(
    unreadable.body.problems.map(({ field }) => field),
    ['numbers'],
  )
  const good = await ask(house, 'PUT', '', application)
  assert.deepEqual(good.body.problems, [])
  assert.equal(await textsAfterMissedCall(house, '+13125550141'), 0, 'nothing was handed in')

  const submitted = await ask(house, 'POST', '/submit')
  assert.deepEqual([submitted.status, submitted.body.registration?.status], [200, 'pending'])
  await house.pass(15 * MINUTE_MS)
  assert.equal(carrier.registration.campaigns()[0]?.status, 'VERIFIED')
  assert.equal(await textsAfterMissedCall(house, '+13125550142'), 0, 'the carriers may not know the number yet')
  assert.equal((await ask(house, 'POST', '/submit')).status, 200, 'the same again changes nothing')

  const { eventsUrl } = submitted.body
  const service = carrier.registration.services()[0]?.sid
  const family = 'com.twilio.messaging.compliance'
  const known = [
    {
      type: `${family}.number-registration.number-registered`,
      data: { accountsid: ACCOUNT.accountSid, messagingservicesid: service, phonenumber: '+12175550102' },
    },
  ]
  assert.equal(await tell(house, eventsUrl.replace(/key=.*/, 'key=guessed'), known), 403)
  assert.equal(await tell(house, eventsUrl.replace(/\?.*/, ''), known), 403)
  assert.equal(await tell(house, eventsUrl, 'no event'), 400)
  assert.equal(await textsAfterMissedCall(house, '+13125550143'), 0, 'a forged event registers no number')
  const byTwilio = signed(eventsUrl.replace(/key=.*/, 'key='), known)
  assert.equal(await tell(house, byTwilio.url, known, byTwilio.headers), 204)
  await house.pass(2 * MINUTE_MS)
  assert.equal((await ask(house, 'GET', '')).body.registration?.status, 'approved')
  assert.equal(await textsAfterMissedCall(house, '+13125550144'), 1)

  carrier.registration.suspendCampaign(carrier.registration.campaigns()[0]?.sid ?? '')
  const suspended = [{ type: `${family}.campaign-registration.campaign-suspended`, data: { messagingservicesid: service } }]
  assert.equal(await tell(house, eventsUrl, suspended), 204)
  await house.pass(2 * MINUTE_MS)
  assert.equal(await textsAfterMissedCall(house, '+13125550145'), 0)
  const view = await ask(house, 'GET', '')
  assert.equal(view.body.registration?.status === 'approved', false)

  assert.deepEqual((await standings(house)).slice(0, 2), ['submitted', 'approved'])
  assert.match(String((await standings(house)).at(-1)), /^suspended: campaign/)
  const verdict = await house.app.server.inject({
    url: '/api/v1/tenants/t_ace/ledger/verify',
    headers: { authorization: 'Bearer operator' },
  })
  assert.equal(verdict.json<{ ok: boolean }>().ok, true)
  assert.deepEqual(house.faults, [])
})

test('a business whose numbers the operator vouches for has nothing to submit', async (t) => {
  const house = await openHouse()
  t.after(house.close)
  await house.addTenant({ numbers: [{ e164: phone('+12175550102'), topology: 'dial-first' }] })
  assert.equal((await ask(house, 'PUT', '', exampleApplication())).status, 200)
  assert.equal((await ask(house, 'POST', '/submit')).body.code, 'registration_attested')
})
