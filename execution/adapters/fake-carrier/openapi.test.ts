// Goal: the fake carrier is never laxer than Twilio. Method: every parameter of every operation it serves is given every value of a list
// of nasty and plausible ones; whatever Twilio's OpenAPI files refuse, the fake must refuse. And what it answers to good requests must
// fit the files' response schemas.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { NASTY_VALUES } from './nasty-values.ts'
import { ACCOUNT_SID, CALLER, OUR_NUMBER, PRODUCT_URL, basicAuth, rehearse } from './scripted-product.ts'
import type { Rehearsal } from './scripted-product.ts'
import type { SpecJudge } from './spec-judge.ts'
import { loadSpec, whyAbsent } from './spec-judge.ts'

/** Where the files are: an environment variable, or beside the project. */
const OAI_DIR = process.env['TWILIO_OAI_DIR'] ?? join(import.meta.dirname, '../../../../shared/twilio-oai')
const OAI_ABSENT = whyAbsent(OAI_DIR)

const BASE = `/2010-04-01/Accounts/${ACCOUNT_SID}`
const HEX = '0123456789abcdef0123456789abcdef'

type Request = { method: string; path: string; form: string }
type Operation = { spec: 'api' | 'lookups'; method: string; path: string; required: Readonly<Record<string, string>> }

type World = Rehearsal & {
  judges: Record<'api' | 'lookups', SpecJudge>
  ids: { message: string; media: string; call: string; number: string; recording: string }
}

function operations(ids: World['ids']): readonly Operation[] {
  return [
    { spec: 'api', method: 'POST', path: `${BASE}/Messages.json`, required: { To: CALLER, From: OUR_NUMBER, Body: 'hi' } },
    { spec: 'api', method: 'GET', path: `${BASE}/Messages.json`, required: {} },
    { spec: 'api', method: 'GET', path: `${BASE}/Messages/${ids.message}.json`, required: {} },
    { spec: 'api', method: 'POST', path: `${BASE}/Messages/${ids.message}.json`, required: {} },
    { spec: 'api', method: 'GET', path: `${BASE}/Messages/${ids.message}/Media.json`, required: {} },
    { spec: 'api', method: 'GET', path: `${BASE}/Messages/${ids.message}/Media/${ids.media}.json`, required: {} },
    { spec: 'api', method: 'POST', path: `${BASE}/Calls.json`, required: { To: CALLER, From: OUR_NUMBER, Url: `${PRODUCT_URL}/voice` } },
    { spec: 'api', method: 'GET', path: `${BASE}/Calls.json`, required: {} },
    { spec: 'api', method: 'GET', path: `${BASE}/Calls/${ids.call}.json`, required: {} },
    { spec: 'api', method: 'POST', path: `${BASE}/Calls/${ids.call}.json`, required: {} },
    { spec: 'api', method: 'POST', path: `${BASE}/IncomingPhoneNumbers.json`, required: { PhoneNumber: '+12175550188' } },
    { spec: 'api', method: 'GET', path: `${BASE}/IncomingPhoneNumbers.json`, required: {} },
    { spec: 'api', method: 'GET', path: `${BASE}/IncomingPhoneNumbers/${ids.number}.json`, required: {} },
    { spec: 'api', method: 'POST', path: `${BASE}/IncomingPhoneNumbers/${ids.number}.json`, required: {} },
    { spec: 'api', method: 'GET', path: `${BASE}/Recordings.json`, required: {} },
    { spec: 'api', method: 'GET', path: `${BASE}/Recordings/${ids.recording}.json`, required: {} },
    { spec: 'api', method: 'GET', path: `${BASE}.json`, required: {} },
    { spec: 'lookups', method: 'GET', path: `/v2/PhoneNumbers/${encodeURIComponent(CALLER)}`, required: {} },
  ]
}

function requestOf(operation: Operation, params: readonly (readonly [string, string])[]): Request {
  const encoded = new URLSearchParams(params.map(([name, value]): [string, string] => [name, value])).toString()
  if (operation.method === 'POST') return { method: 'POST', path: operation.path, form: encoded }
  return { method: operation.method, path: encoded === '' ? operation.path : `${operation.path}?${encoded}`, form: '' }
}

async function send(world: World, request: Request): Promise<{ status: number; json: unknown }> {
  const answer = await world.carrier.rest({
    method: request.method,
    path: request.path,
    headers: { authorization: basicAuth(ACCOUNT_SID, 'a-token-for-tests'), 'content-type': 'application/x-www-form-urlencoded' },
    body: request.form,
  })
  const text = typeof answer.body === 'string' ? answer.body : ''
  return { status: answer.status, json: text === '' ? null : JSON.parse(text) }
}

/** The judgement of both; fails when the specification refuses what the fake takes. Returns who refused. */
async function compare(world: World, spec: 'api' | 'lookups', request: Request): Promise<{ specRefuses: boolean; weRefuse: boolean }> {
  const why = world.judges[spec].whyRefused(request)
  const { status, json } = await send(world, request)
  if (why !== null) assert.ok(status >= 400, `laxer than Twilio: ${request.method} ${request.path} ${request.form} (${why})`)
  if (status >= 400) assertTwilioError(json, status)
  return { specRefuses: why !== null, weRefuse: status >= 400 }
}

function assertTwilioError(json: unknown, status: number): void {
  assert.ok(typeof json === 'object' && json !== null && 'code' in json && 'more_info' in json && 'message' in json && 'status' in json)
  assert.equal(json.status, status)
  assert.equal(typeof json.code, 'number')
}

async function loadJudges(): Promise<World['judges']> {
  const account = '/2010-04-01/Accounts/{AccountSid}'
  const resources = ['Messages', 'Calls', 'IncomingPhoneNumbers', 'Recordings']
  const media = `${account}/Messages/{MessageSid}/Media`
  const paths = [
    ...resources.flatMap((resource) => [`${account}/${resource}.json`, `${account}/${resource}/{Sid}.json`]),
    `${media}.json`,
    `${media}/{Sid}.json`,
  ]
  return {
    api: await loadSpec(join(OAI_DIR, 'twilio_api_v2010.json'), ['/2010-04-01/Accounts/{Sid}.json', ...paths]),
    lookups: await loadSpec(join(OAI_DIR, 'twilio_lookups_v2.json'), ['/v2/PhoneNumbers/{PhoneNumber}']),
  }
}

async function build(judges: World['judges']): Promise<World> {
  const rehearsal = rehearse({
    '/voice': '<Record action="/end" recordingStatusCallback="/end"/><Pause length="3600"/>',
    '/end': '<Pause length="3600"/>',
    '/sms': '',
  })
  const { carrier, clock, rest } = rehearsal
  const call = carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'leaves-voicemail', seconds: 3, afterwards: 'stays' } })
  const media = [{ contentType: 'image/png', bytes: new Uint8Array([1]) }]
  const message = carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello', media })
  await clock.advance(30_000)
  const pictures = await rest('GET', `${BASE}/Messages/${message}/Media.json`)
  const recordings = await rest('GET', `${BASE}/Recordings.json`)
  const numbers = await rest('GET', `${BASE}/IncomingPhoneNumbers.json`)
  const recording = firstSid(recordings.json['recordings'])
  return {
    ...rehearsal,
    judges,
    ids: {
      message,
      media: firstSid(pictures.json['media_list']),
      call: call.callSid,
      number: firstSid(numbers.json['incoming_phone_numbers']),
      recording,
    },
  }
}

function firstSid(list: unknown): string {
  assert.ok(Array.isArray(list))
  return String(list[0]?.sid)
}

/** A test in a fresh world; skipped, with the reason, where the files are absent. */
function heldToSpec(name: string, run: (world: World) => Promise<void>): void {
  test(name, async (context) => {
    if (OAI_ABSENT !== null) return context.skip(OAI_ABSENT)
    judges ??= loadJudges()
    await run(await build(await judges))
  })
}

let judges: Promise<World['judges']> | undefined

heldToSpec('every parameter with every nasty value: whatever the specification refuses, the fake refuses', async (world) => {
  let requests = 0
  let refusedBySpec = 0
  for (const operation of operations(world.ids)) {
    const names = world.judges[operation.spec].parameterNames(operation)
    for (const name of names) {
      for (const value of NASTY_VALUES) {
        const rest = Object.entries(operation.required).filter(([other]) => other !== name)
        const { specRefuses } = await compare(world, operation.spec, requestOf(operation, [...rest, [name, value]]))
        requests += 1
        if (specRefuses) refusedBySpec += 1
      }
    }
  }
  assert.ok(requests > 7_000, `only ${requests} requests were made`)
  assert.ok(refusedBySpec > 2_500, `the specification refused only ${refusedBySpec}: it was not asked properly`)
})

heldToSpec('missing, unknown, misspelt and doubled parameters are refused as the specification refuses them', async (world) => {
  for (const operation of operations(world.ids)) {
    const good = Object.entries(operation.required)
    for (const [name] of good)
      await compare(
        world,
        operation.spec,
        requestOf(
          operation,
          good.filter(([other]) => other !== name),
        ),
      )
    for (const name of ['StatusCallBack', 'to', 'Foo', '__proto__', 'constructor']) {
      const { weRefuse } = await compare(world, operation.spec, requestOf(operation, [...good, [name, 'x']]))
      assert.equal(weRefuse, true, `${operation.method} ${operation.path} takes ${name}`)
    }
    for (const name of world.judges[operation.spec].parameterNames(operation)) {
      await compare(world, operation.spec, requestOf(operation, [...good.filter(([other]) => other !== name), [name, 'x'], [name, 'y']]))
    }
  }
})

heldToSpec('malformed ids and unknown paths are refused', async (world) => {
  const paths = [
    '/2010-04-01/Accounts/AC123/Messages.json',
    `${BASE}/Messages/SM123.json`,
    `${BASE}/Messages/CA${HEX}.json`,
    `${BASE}/Calls/SM${HEX}.json`,
    `${BASE}/Message.json`,
    `${BASE}/Messages`,
    `${BASE}/IncomingPhoneNumbers/PN.json`,
    '/2011-04-01/Accounts.json',
  ]
  for (const path of paths)
    for (const method of ['GET', 'POST']) {
      const { weRefuse } = await compare(world, 'api', { method, path, form: method === 'POST' ? 'Body=x' : '' })
      assert.equal(weRefuse, true, `${method} ${path}`)
    }
})

heldToSpec('good requests pass both, and our answers fit the response schemas', async (world) => {
  const media = new URLSearchParams([
    ['To', CALLER],
    ['From', OUR_NUMBER],
    ['MediaUrl', 'https://a.example/1.png'],
    ['MediaUrl', 'https://a.example/2.png'],
  ])
  const good: readonly Request[] = [
    ...operations(world.ids)
      .filter((operation) => operation.spec === 'api')
      .map((operation) => requestOf(operation, Object.entries(operation.required))),
    { method: 'POST', path: `${BASE}/Messages.json`, form: media.toString() },
    requestOf({ spec: 'api', method: 'GET', path: `${BASE}/Messages.json`, required: {} }, [
      ['To', CALLER],
      ['From', OUR_NUMBER],
      ['DateSent>', '2026-11-22T00:00:00Z'],
      ['DateSent<', '2026-11-23T00:00:00Z'],
      ['PageSize', '1'],
    ]),
    {
      method: 'POST',
      path: `${BASE}/Calls.json`,
      form: new URLSearchParams([
        ['To', CALLER],
        ['From', OUR_NUMBER],
        ['Twiml', '<Response><Say>New lead</Say></Response>'],
        ['StatusCallback', `${PRODUCT_URL}/status`],
        ['StatusCallbackEvent', 'answered'],
        ['StatusCallbackEvent', 'completed'],
      ]).toString(),
    },
    requestOf({ spec: 'api', method: 'GET', path: `${BASE}/Calls.json`, required: {} }, [
      ['Status', 'in-progress'],
      ['StartTime>', '2026-11-22T00:00:00Z'],
    ]),
    requestOf({ spec: 'api', method: 'POST', path: `${BASE}/IncomingPhoneNumbers/${world.ids.number}.json`, required: {} }, [
      ['VoiceUrl', `${PRODUCT_URL}/voice`],
      ['SmsMethod', 'GET'],
    ]),
    { method: 'DELETE', path: `${BASE}/Recordings/${world.ids.recording}.json`, form: '' },
    { method: 'DELETE', path: `${BASE}/Messages/${world.ids.message}.json`, form: '' },
  ]
  for (const request of good) {
    const what = `${request.method} ${request.path} ${request.form}`
    assert.equal(world.judges.api.whyRefused(request), null, what)
    const answer = await send(world, request)
    assert.ok(answer.status < 300, `${what}: ${JSON.stringify(answer.json)}`)
    assert.deepEqual(world.judges.api.responseErrors(request, answer), [], what)
  }
})

heldToSpec("lookup answers fit their schema, apart from the nulls that Twilio's own examples hold", async (world) => {
  for (const number of [CALLER, '+18005550100', '+1312555019999', '12']) {
    const request = { method: 'GET', path: `/v2/PhoneNumbers/${encodeURIComponent(number)}?Fields=line_type_intelligence`, form: '' }
    assert.equal(world.judges.lookups.whyRefused(request), null)
    const answer = await send(world, request)
    const { phone_number: _asGiven, ...json } = JSON.parse(JSON.stringify(answer.json), (_name, value: unknown) => value ?? undefined)
    assert.deepEqual(world.judges.lookups.responseErrors(request, { status: answer.status, json }), [])
  }
})

heldToSpec('the judge itself can refuse an answer', async (world) => {
  const request = { method: 'GET', path: `${BASE}/Messages/${world.ids.message}.json` }
  assert.notDeepEqual(
    world.judges.api.responseErrors(request, { status: 200, json: { sid: 'SM1', date_sent: 'today', status: 'gone' } }),
    [],
  )
  assert.notDeepEqual(world.judges.api.responseErrors(request, { status: 201, json: {} }), [])
})
