import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CallerPersona } from './personas.ts'
import type { Rehearsal, Script } from './scripted-product.ts'
import { ACCOUNT_SID, CALLER, OUR_NUMBER, PRODUCT_URL, rehearse } from './scripted-product.ts'

async function call(script: Script, caller: CallerPersona = { kind: 'waits' }, options: Parameters<typeof rehearse>[1] = {}) {
  const rehearsal = rehearse({ '/voice-status': { status: 204 }, ...script }, options)
  const handle = rehearsal.carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller })
  await rehearsal.clock.runUntilIdle()
  return { ...rehearsal, handle, status: rehearsal.at('/voice-status')[0]?.params }
}

const alertCodes = ({ carrier }: Pick<Rehearsal, 'carrier'>) => carrier.alerts().map((event) => event.detail['code'])

test("a text is spoken at a speaker's pace", async () => {
  const words = Array.from({ length: 26 }, () => 'word').join(' ')
  const { at, received } = await call({ '/voice': `<Say>${words}</Say><Redirect>/next</Redirect>`, '/next': '<Hangup/>' })
  assert.equal((at('/next')[0]?.at ?? 0) - (received[0]?.at ?? 0), 10_000)
})

test('a menu that nobody answers falls through to the next verb', async () => {
  const { at, status } = await call({
    '/voice': '<Gather action="/key" timeout="5"><Say>press one</Say></Gather><Redirect>/silence</Redirect>',
    '/silence': '<Hangup/>',
  })
  assert.equal(at('/key').length, 0)
  assert.equal(at('/silence').length, 1)
  assert.equal(status?.['CallStatus'], 'completed')
})

test('actionOnEmptyResult asks the action with empty digits', async () => {
  const { at } = await call({ '/voice': '<Gather action="/key" actionOnEmptyResult="true"/>', '/key': '<Hangup/>' })
  assert.equal(at('/key')[0]?.params['Digits'], '')
})

test("a caller's key reaches the action at once when enough digits are in", async () => {
  const { at, received } = await call(
    { '/voice': '<Gather action="/key" numDigits="1"><Say>for emergencies press two now please</Say></Gather>', '/key': '<Hangup/>' },
    { kind: 'presses', key: '2', afterMs: 1_200 },
  )
  assert.deepEqual([at('/key')[0]?.params['Digits'], (at('/key')[0]?.at ?? 0) - (received[0]?.at ?? 0)], ['2', 1_200])
})

test('without numDigits the menu waits for more keys until the time-out, and a finish key ends it', async () => {
  const script = { '/voice': '<Gather action="/key" timeout="3"/>', '/key': '<Hangup/>' }
  const slow = await call(script, { kind: 'presses', key: '7', afterMs: 1_000 })
  assert.deepEqual([slow.at('/key')[0]?.params['Digits'], (slow.at('/key')[0]?.at ?? 0) - (slow.received[0]?.at ?? 0)], ['7', 4_000])
  const finished = await call(script, { kind: 'presses', key: '#', afterMs: 1_000 })
  assert.equal(finished.at('/key').length, 0, 'a lone finish key is an empty result')
})

test('speech is heard only by a menu that takes speech', async () => {
  const says: CallerPersona = { kind: 'says', text: 'my pipe burst', afterMs: 2_000 }
  const speech = await call({ '/voice': '<Gather input="speech" action="/said"/>', '/said': '<Hangup/>' }, says)
  assert.equal(speech.at('/said')[0]?.params['SpeechResult'], 'my pipe burst')
  const keys = await call({ '/voice': '<Gather action="/said"/>', '/said': '<Hangup/>' }, says)
  assert.equal(keys.at('/said').length, 0)
})

test('a voicemail is recorded, announced to the action when silence ends it, and to the recording callback later', async () => {
  const { at, carrier, rest } = await call(
    {
      '/voice':
        '<Say>Leave a message</Say><Record action="/recorded" timeout="4" recordingStatusCallback="/recording" transcribe="true" transcribeCallback="/transcript"/>',
      '/recorded': '<Hangup/>',
      '/recording': { status: 204 },
      '/transcript': { status: 204 },
    },
    { kind: 'leaves-voicemail', seconds: 12, says: 'water everywhere', afterwards: 'stays' },
  )
  const recorded = at('/recorded')[0]?.params ?? {}
  assert.equal(recorded['RecordingDuration'], '12')
  const announced = at('/recording')[0]?.params ?? {}
  assert.deepEqual([announced['RecordingStatus'], announced['RecordingSid']], ['completed', recorded['RecordingSid']])
  assert.equal(at('/transcript')[0]?.params['TranscriptionText'], 'water everywhere')
  const path = new URL(recorded['RecordingUrl'] ?? '').pathname
  const sound = await carrier.rest({ method: 'GET', path: `${path}.wav`, headers: credentials(), body: '' })
  assert.equal(sound.headers['content-type'], 'audio/x-wav')
  assert.equal(Buffer.from(sound.body).subarray(0, 4).toString(), 'RIFF')
  assert.equal((await rest('DELETE', `${path}.json`)).status, 204)
  assert.equal((await rest('GET', `${path}.json`)).status, 404)
})

test('a caller who hangs up after the beep leaves a recording; the action hears of the hang-up and its answer is not carried out', async () => {
  const { at, status, carrier } = await call(
    {
      '/voice': '<Record action="/recorded" recordingStatusCallback="/recording"/>',
      '/recorded': '<Say>never heard</Say>',
      '/recording': { status: 204 },
    },
    { kind: 'leaves-voicemail', seconds: 8 },
  )
  assert.equal(at('/recorded')[0]?.params['Digits'], 'hangup')
  assert.equal(at('/recording')[0]?.params['RecordingDuration'], '8')
  assert.equal(status?.['CallStatus'], 'completed')
  assert.equal(
    carrier.events().some((event) => event.detail['verb'] === 'Say'),
    false,
  )
})

test('an empty recording asks no action, falls through, and is announced as absent when asked for', async () => {
  const { at } = await call({
    '/voice':
      '<Record action="/recorded" recordingStatusCallback="/recording" recordingStatusCallbackEvent="completed absent"/><Redirect>/after</Redirect>',
    '/recording': { status: 204 },
    '/after': '<Hangup/>',
  })
  assert.deepEqual([at('/recorded').length, at('/after').length], [0, 1])
  assert.deepEqual(
    at('/recording').map((webhook) => webhook.params['RecordingStatus']),
    ['absent'],
  )
})

test('Record without an action asks the same document again: the loop is cut off with an alert', async () => {
  const looping = await call({ '/voice': '<Record timeout="1"/>' }, { kind: 'leaves-voicemail', seconds: 2, afterwards: 'stays' })
  assert.equal(looping.at('/voice').length, 2, 'the second recording is empty and ends the call')
  const endless = await call({ '/voice': '<Redirect>/voice</Redirect>' })
  assert.deepEqual(alertCodes(endless), [12200])
})

test('Reject as the first verb never answers the call', async () => {
  const { status, handle } = await call({ '/voice': '<Reject reason="busy"/>' })
  assert.deepEqual([status?.['CallStatus'], handle.summary().answered], ['busy', false])
})

test('Hangup, or an empty document, answers and ends the call', async () => {
  for (const document of ['<Hangup/>', '']) {
    const { status, handle } = await call({ '/voice': document })
    assert.deepEqual([status?.['CallStatus'], handle.summary().answered], ['completed', true])
  }
})

test('a Pause before anything else lets it ring on without answering', async () => {
  const { handle } = await call({ '/voice': '<Pause length="5"/><Reject/>' })
  assert.equal(handle.summary().answered, false)
})

test('relative, absolute-path and absolute addresses are followed as given, fragments aside', async () => {
  const { at } = await call({
    '/voice': '<Redirect>deeper/one?x=1&amp;y=a%20b#rc=2</Redirect>',
    '/deeper/one': '<Redirect method="GET">two</Redirect>',
    '/deeper/two': `<Redirect>${PRODUCT_URL}/end</Redirect>`,
    '/end': '<Hangup/>',
  })
  assert.equal(at('/deeper/one')[0]?.url, `${PRODUCT_URL}/deeper/one?x=1&y=a%20b`)
  assert.deepEqual([at('/deeper/two')[0]?.method, at('/deeper/two')[0]?.params['CallStatus']], ['GET', 'ringing'])
  assert.equal(at('/end').length, 1)
})

test('a sound is fetched by GET, and one that is missing or no audio ends the call audibly', async () => {
  const good = await call({ '/voice': '<Play>/hello.mp3</Play>', '/hello.mp3': { contentType: 'audio/mpeg', body: 'ID3' } })
  assert.deepEqual([good.at('/hello.mp3')[0]?.method, alertCodes(good), good.handle.summary().durationSeconds], ['GET', [], 8])
  assert.deepEqual(alertCodes(await call({ '/voice': '<Play>/gone.mp3</Play>' })), [11200])
  assert.deepEqual(alertCodes(await call({ '/voice': '<Play>/page</Play>', '/page': { contentType: 'text/html', body: 'hi' } })), [12300])
})

test("every way to fail a document is an alert with Twilio's code, and the caller hears an application error", async () => {
  const cases: [Script[string], number][] = [
    [{ status: 500 }, 11200],
    [{ status: 404, contentType: 'text/xml', body: '<Response/>' }, 11200],
    [{ status: 201, body: '<Response/>' }, 11200],
    [{ contentType: 'text/plain', body: 'ok' }, 12300],
    [{ contentType: 'application/json', body: '{}' }, 12300],
    [{ body: '<Response><Say>' }, 12100],
    ['<Sya>hello</Sya>', 12200],
    ['<Redirect>ftp://product.example/x</Redirect>', 11100],
    [{ body: `<Response><Say>${'é'.repeat(33_000)}</Say></Response>` }, 11750],
  ]
  for (const [answer, code] of cases) {
    if (answer === undefined) continue
    const failed = await call({ '/voice': answer })
    assert.deepEqual(alertCodes(failed), [code])
    assert.equal(failed.status?.['CallStatus'], 'failed')
    assert.ok(failed.carrier.events().some((event) => event.detail['step'] === 'application error'))
  }
})

test('a failure after the call was answered ends it as completed', async () => {
  const { status } = await call({ '/voice': '<Say>hello</Say><Redirect>/gone</Redirect>' })
  assert.equal(status?.['CallStatus'], 'completed')
})

test("the fallback address takes over once, with the error's code and address", async () => {
  const rehearsal = rehearse({ '/voice': { status: 503 }, '/fallback': '<Redirect>/gone</Redirect>' })
  rehearsal.carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: OUR_NUMBER, voiceFallbackUrl: `${PRODUCT_URL}/fallback` })
  rehearsal.carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  await rehearsal.clock.runUntilIdle()
  const params = rehearsal.at('/fallback')[0]?.params
  assert.deepEqual([params?.['ErrorCode'], params?.['ErrorUrl']], ['11200', `${PRODUCT_URL}/voice`])
  assert.equal(rehearsal.at('/fallback').length, 1)
})

test('a document that takes longer than 15 s is given up', async () => {
  const never = new Promise<never>(() => undefined)
  const { carrier, clock } = rehearse({ '/voice': () => never, '/voice-status': { status: 204 } }, { patienceMs: 5 })
  carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  await clock.advance(14_900)
  assert.deepEqual(alertCodes({ carrier }), [])
  await clock.advance(200)
  assert.deepEqual(alertCodes({ carrier }), [11200])
})

test('a number without a voice address fails its calls', async () => {
  const { carrier, clock } = rehearse({})
  carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: '+12175550109' })
  const handle = carrier.placeCall({ from: CALLER, to: '+12175550109', caller: { kind: 'waits' } })
  await clock.runUntilIdle()
  assert.equal((await handle.ended).status, 'failed')
  assert.throws(() => carrier.placeCall({ from: CALLER, to: '+12175550110', caller: { kind: 'waits' } }), /provision it first/)
})

test('a visitor can press keys, speak and hang up by hand', async () => {
  const { carrier, clock, at } = rehearse({
    '/voice': '<Gather action="/key" timeout="60"/>',
    '/key': '<Gather input="speech" action="/said" timeout="60"/>',
    '/said': '<Pause length="100"/>',
    '/voice-status': { status: 204 },
  })
  const handle = carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  assert.equal(handle.press('1'), false, 'nobody listens yet')
  await clock.advance(1_000)
  assert.equal(handle.press('1'), true)
  assert.equal(handle.press('#'), true)
  await clock.advance(1_000)
  handle.say('hello')
  await clock.advance(1_000)
  assert.equal(at('/said')[0]?.params['SpeechResult'], 'hello')
  handle.hangUp()
  assert.equal((await handle.ended).status, 'completed')
})

function credentials() {
  return { authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:a-token-for-tests`).toString('base64')}` }
}
