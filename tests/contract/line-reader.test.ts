/**
 * Where a number leads, read at a carrier. Goal: every request of the self-test is legal by Twilio's own specification, the answers of the built-in
 * carrier are understood, and whatever stands before a number's own addresses (trunk, app, messaging service) is followed or named as unseen.
 * Method: the reader runs against the specification in front of the built-in carrier, and against scripted answers for what that carrier has not.
 */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { createRealClock } from '#adapters/fake-carrier/clock.ts'
import { createFakeCarrier } from '#adapters/fake-carrier/fake-carrier.ts'
import { createLineReader } from '#adapters/twilio/read-line.ts'
import type { LineAtCarrier } from '#core/self-test/check-line.ts'
import { phone } from '../flow/house.ts'
import { startTwilioSpecServer, twilioOpenApiFolder } from './twilio-openapi.ts'

const ACCOUNT = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'token' }
const NUMBER = phone('+12175550102')
const VOICE = 'https://x.example/voice'
const TEXTS = 'https://x.example/sms'
const QUERY = { e164: NUMBER, messagingServiceSid: null, ourTexts: TEXTS }
const address = (url: string | null) => ({ kind: 'address', url }) as const

describe('over the built-in carrier', () => {
  test('the account, a number, a number in a service, a number that is gone: all asked for legally', async (t) => {
    const { carrier, reader, faults } = await world(t)
    const { sid } = carrier.provisionMessagingService({ accountSid: ACCOUNT.accountSid, inboundRequestUrl: TEXTS })
    carrier.provisionNumber({
      accountSid: ACCOUNT.accountSid,
      e164: NUMBER,
      voiceUrl: VOICE,
      statusCallback: `${VOICE}/status`,
      smsUrl: TEXTS,
    })
    assert.deepEqual(await reader.account(ACCOUNT), { kind: 'done', value: { kind: 'read', status: 'active' } })
    const own: LineAtCarrier = { kind: 'present', voice: address(VOICE), voiceStatus: address(`${VOICE}/status`), texts: address(TEXTS) }
    assert.deepEqual(await reader.line(ACCOUNT, QUERY), { kind: 'done', value: own })
    assert.deepEqual(await reader.line(ACCOUNT, { ...QUERY, e164: phone('+12175550177') }), { kind: 'done', value: { kind: 'absent' } })
    assert.equal((await reader.line(ACCOUNT, { ...QUERY, messagingServiceSid: sid })).kind, 'done')
    const wrong = await reader.account({ ...ACCOUNT, authToken: 'old' })
    assert.equal(wrong.kind, 'refused')
    assert.deepEqual(faults(), [])
  })

  test('a carrier that is down says nothing about anything', async (t) => {
    const { carrier, reader } = await world(t)
    carrier.faults.add({ on: 'rest', path: '', action: { kind: 'status', status: 503 }, times: 9 })
    assert.equal((await reader.account(ACCOUNT)).kind, 'retry')
    assert.equal((await reader.line(ACCOUNT, QUERY)).kind, 'retry')
  })
})

describe('what stands before a number’s own addresses', () => {
  const APP = `AP${'1'.repeat(32)}`
  const SERVICE = `MG${'1'.repeat(32)}`
  const PN = `PN${'1'.repeat(32)}`
  const base = { sid: PN, voice_url: 'https://own/v', status_callback: 'https://own/e', sms_url: 'https://own/s' }
  const numbers = (fields: object) => ({ incoming_phone_numbers: [{ ...base, ...fields }] })
  const service = (fields: object = {}) => ({ sid: SERVICE, inbound_request_url: TEXTS, use_inbound_webhook_on_number: false, ...fields })
  const inside = { phone_numbers: [{ sid: PN }] }
  const app = { voice_url: VOICE, status_callback: `${VOICE}/status`, sms_url: TEXTS }
  const none = { services: [] }
  type Told = { voice: unknown; voiceStatus: unknown; texts: unknown }
  const own: Told = { voice: address('https://own/v'), voiceStatus: address('https://own/e'), texts: address('https://own/s') }
  const cases: readonly { what: string; inService?: true; answers: Record<string, object>; told: Partial<Told> }[] = [
    { what: 'nothing', answers: { 'IncomingPhoneNumbers.json': numbers({}), Services: none }, told: {} },
    {
      what: 'a trunk',
      answers: { 'IncomingPhoneNumbers.json': numbers({ trunk_sid: `TK${'1'.repeat(32)}` }), Services: none },
      told: { voice: { kind: 'unseen', by: 'trunk' }, voiceStatus: { kind: 'unseen', by: 'trunk' } },
    },
    {
      what: 'an app for both',
      answers: { 'IncomingPhoneNumbers.json': numbers({ voice_application_sid: APP, sms_application_sid: APP }), [`${APP}.json`]: app },
      told: { voice: address(VOICE), voiceStatus: address(`${VOICE}/status`), texts: address(TEXTS) },
    },
    {
      what: 'an app that is not ours to see',
      answers: { 'IncomingPhoneNumbers.json': numbers({ voice_application_sid: APP }), Services: none },
      told: { voice: { kind: 'unseen', by: 'application' }, voiceStatus: { kind: 'unseen', by: 'application' } },
    },
    {
      what: 'our service, whatever the number itself says',
      inService: true,
      answers: { 'IncomingPhoneNumbers.json': numbers({}), [SERVICE]: service(), PhoneNumbers: inside },
      told: { texts: address(TEXTS) },
    },
    {
      what: 'our service that leaves it to the number',
      inService: true,
      answers: {
        'IncomingPhoneNumbers.json': numbers({}),
        [SERVICE]: service({ use_inbound_webhook_on_number: true }),
        PhoneNumbers: inside,
      },
      told: {},
    },
    {
      what: 'our service that throws texts away',
      inService: true,
      answers: { 'IncomingPhoneNumbers.json': numbers({}), [SERVICE]: service({ inbound_request_url: null }), PhoneNumbers: inside },
      told: { texts: address(null) },
    },
    {
      what: 'our service without this number',
      inService: true,
      answers: { 'IncomingPhoneNumbers.json': numbers({}), [SERVICE]: service(), PhoneNumbers: { phone_numbers: [] } },
      told: {},
    },
    {
      what: 'our service that is not ours to see',
      inService: true,
      answers: { 'IncomingPhoneNumbers.json': numbers({}) },
      told: { texts: { kind: 'unseen', by: 'service' } },
    },
    {
      what: 'a service that we were not told of and that leads to us',
      answers: { 'IncomingPhoneNumbers.json': numbers({}), Services: { services: [service()] }, PhoneNumbers: inside },
      told: { texts: address(TEXTS) },
    },
  ]
  for (const { what, inService, answers, told } of cases) {
    test(what, async (t) => {
      const reader = createLineReader({ apiBaseUrl: await scripted(t, answers), random: () => 0, now: () => 0 })
      const read = await reader.line(ACCOUNT, { ...QUERY, messagingServiceSid: inService === true ? SERVICE : null })
      assert.deepEqual(read, { kind: 'done', value: { kind: 'present', ...own, ...told } })
    })
  }

  test('an app is asked for legally', async (t) => {
    const folder = twilioOpenApiFolder()
    if (folder === null) return
    const spec = await startTwilioSpecServer(folder, {
      forwardTo: await scripted(t, {
        'IncomingPhoneNumbers.json': numbers({ voice_application_sid: APP, sms_application_sid: APP }),
        [`${APP}.json`]: app,
      }),
    })
    t.after(() => spec.close())
    const reader = createLineReader({ apiBaseUrl: spec.origin, random: () => 0, now: () => 0 })
    assert.equal((await reader.line(ACCOUNT, QUERY)).kind, 'done')
    assert.deepEqual(
      spec.requests.map(({ operationId, fault }) => [operationId, fault]),
      [
        ['ListIncomingPhoneNumber', null],
        ['FetchApplication', null],
        ['FetchApplication', null],
      ],
    )
  })
})

/** The reader over the built-in carrier, with Twilio's specification in between where it is at hand. */
async function world(t: TestContext) {
  const carrier = createFakeCarrier({
    clock: createRealClock(),
    seed: 1,
    accounts: [ACCOUNT],
    deliver: async () => ({ status: 200, headers: {}, body: '' }),
  })
  const face = await carrier.listen()
  t.after(() => carrier.close())
  const folder = twilioOpenApiFolder()
  const spec = folder === null ? null : await startTwilioSpecServer(folder, { forwardTo: face.origin })
  t.after(() => spec?.close())
  const reader = createLineReader({ apiBaseUrl: spec?.origin ?? face.origin, random: () => 0, now: () => 0 })
  const faults = () => (spec?.requests ?? []).filter(({ fault, answer }) => fault !== null && answer.status !== 401)
  return { carrier, reader, faults }
}

/** Answers each path by its last piece; everything else is not there. */
async function scripted(t: TestContext, answers: Record<string, object>): Promise<string> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '', 'http://x').pathname.split('/').at(-1) ?? ''
    const answer = answers[name]
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? { code: 20404, message: 'not found', status: 404 }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => (server.closeAllConnections(), server.close()))
  // A server that listens on a port has an address of this shape.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
