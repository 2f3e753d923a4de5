import assert from 'node:assert/strict'
import { test } from 'node:test'
import webhooks from 'twilio/lib/webhooks/webhooks.js'
import type { FakeCarrierOptions } from './fake-carrier.ts'
import type { CallerPersona, PhonePersona } from './personas.ts'
import type { Rehearsal, Script } from './scripted-product.ts'
import { AUTH_TOKEN, CALLER, OUR_NUMBER, OWNER, rehearse } from './scripted-product.ts'

const MESSAGE = '<Say>Thank you for calling Ace Plumbing. We missed you and will text you now.</Say>'

/** The screening recipe: ring the owner, let only key 1 through, otherwise play the message. */
const SCREENING: Script = {
  '/voice': `<Dial action="/dial-done" answerOnBridge="true" timeout="12"><Number url="/whisper">${OWNER}</Number></Dial>`,
  '/whisper': '<Gather numDigits="1" action="/accept" timeout="6"><Say>Call for Ace Plumbing. Press 1 to accept.</Say></Gather><Hangup/>',
  '/accept': (params) => (params['Digits'] === '1' ? '' : '<Hangup/>'),
  '/dial-done': (params) => (params['DialBridged'] === 'true' ? '<Hangup/>' : MESSAGE),
  '/voice-status': { status: 204 },
}

async function screenedCall(phone: PhonePersona, caller: CallerPersona = { kind: 'waits' }, voice: FakeCarrierOptions['voice'] = {}) {
  const rehearsal = rehearse(SCREENING, { voice })
  const call = rehearsal.carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller, phones: { [OWNER]: phone } })
  await rehearsal.clock.runUntilIdle()
  assert.deepEqual(rehearsal.carrier.alerts(), [])
  return { ...rehearsal, call, done: rehearsal.at('/dial-done')[0]?.params, status: rehearsal.at('/voice-status')[0]?.params }
}

test('an owner who presses 1 is connected, and the action hears of a bridged call', async () => {
  const { done, status, at, call } = await screenedCall({ kind: 'answers', talkMs: 20_000 })
  assert.equal(done?.['DialCallStatus'], 'completed')
  assert.equal(done?.['DialBridged'], 'true')
  assert.equal(status?.['CallStatus'], 'completed')
  assert.equal(call.summary().heardMessage, false)
  const whisper = at('/whisper')[0]?.params
  assert.equal(whisper?.['ParentCallSid'], call.callSid)
  assert.notEqual(whisper?.['CallSid'], call.callSid)
  assert.equal(whisper?.['Direction'], 'outbound-dial')
  assert.equal(at('/accept')[0]?.params['Digits'], '1')
})

test('voicemail that picks up never presses 1: completed but not bridged, and the caller hears the message', async () => {
  const { done, call } = await screenedCall({ kind: 'voicemail', afterMs: 8_000 })
  assert.deepEqual([done?.['DialCallStatus'], done?.['DialBridged']], ['completed', 'false'])
  assert.ok(Number(done?.['DialCallDuration']) > 0)
  assert.equal(call.summary().heardMessage, true)
})

test('voicemail without a whisper swallows the call: it counts as bridged', async () => {
  const { carrier, clock, at } = rehearse({
    '/voice': `<Dial action="/dial-done">${OWNER}</Dial>`,
    '/dial-done': '<Hangup/>',
    '/voice-status': { status: 204 },
  })
  carrier.setPhone(OWNER, { kind: 'voicemail', afterMs: 20_000, recordsMs: 30_000 })
  carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  await clock.runUntilIdle()
  assert.equal(at('/dial-done')[0]?.params['DialBridged'], 'true')
})

test('an owner who declines is busy', async () => {
  const { done } = await screenedCall({ kind: 'declines' })
  assert.deepEqual([done?.['DialCallStatus'], done?.['DialBridged'], done?.['DialCallDuration']], ['busy', 'false', undefined])
})

test('a telephone that is switched off fails at once', async () => {
  const { done, at } = await screenedCall({ kind: 'switched-off' })
  assert.equal(done?.['DialCallStatus'], 'failed')
  const [first] = at('/voice')
  assert.ok((at('/dial-done')[0]?.at ?? 0) - (first?.at ?? 0) < 1_000)
})

test('nobody answers: no-answer after the time-out and the five seconds that Twilio adds', async () => {
  const { done, at } = await screenedCall({ kind: 'no-answer' })
  assert.equal(done?.['DialCallStatus'], 'no-answer')
  const rangMs = (at('/dial-done')[0]?.at ?? 0) - (at('/voice')[0]?.at ?? 0)
  assert.ok(rangMs >= 17_000 && rangMs < 18_000, `rang for ${rangMs} ms`)
})

test('an owner who finds the key too late is not connected', async () => {
  const { done, at, call } = await screenedCall({ kind: 'slow-press' })
  assert.equal(done?.['DialBridged'], 'false')
  assert.equal(at('/accept').length, 0)
  assert.equal(call.summary().heardMessage, true)
})

test('an owner who presses another key is not connected', async () => {
  const { done, at } = await screenedCall({ kind: 'answers', key: '2' })
  assert.equal(at('/accept')[0]?.params['Digits'], '2')
  assert.equal(done?.['DialBridged'], 'false')
})

test('a key pressed during the announcement cuts it short', async () => {
  const { at } = await screenedCall({ kind: 'answers', afterMs: 1_000, pressAfterMs: 500 })
  assert.equal((at('/accept')[0]?.at ?? 0) - (at('/whisper')[0]?.at ?? 0), 500)
})

test('an owner who hangs up during the announcement is not connected', async () => {
  const { done } = await screenedCall({ kind: 'answers-no-key', hangUpAfterMs: 1_500 })
  assert.deepEqual([done?.['DialCallStatus'], done?.['DialBridged']], ['completed', 'false'])
})

test('the status of a declined whisper is the one the options choose', async () => {
  const { done } = await screenedCall({ kind: 'answers', key: '2' }, { kind: 'waits' }, { declinedWhisperStatus: 'no-answer' })
  assert.equal(done?.['DialCallStatus'], 'no-answer')
})

test('a caller who leaves while it rings under answerOnBridge is no-answer, the action never comes, the status does', async () => {
  const { done, status, carrier } = await screenedCall({ kind: 'no-answer' }, { kind: 'hangs-up-while-ringing', afterMs: 6_000 })
  assert.equal(done, undefined)
  assert.deepEqual([status?.['CallStatus'], status?.['CallDuration']], ['no-answer', '0'])
  assert.ok(
    carrier.events().some((event) => event.detail['status'] === 'canceled'),
    'the called leg is canceled',
  )
})

test('an abandoned call is canceled, and its action comes, when the options say so', async () => {
  const caller: CallerPersona = { kind: 'hangs-up-while-ringing', afterMs: 6_000 }
  const { done, status } = await screenedCall({ kind: 'no-answer' }, caller, { abandonedStatus: 'canceled', actionAfterAbandon: true })
  assert.equal(status?.['CallStatus'], 'canceled')
  assert.deepEqual([done?.['DialCallStatus'], done?.['CallStatus']], ['no-answer', 'canceled'])
})

test('a call shorter than a second is announced all the same', async () => {
  const { status } = await screenedCall({ kind: 'answers' }, { kind: 'hangs-up-while-ringing', afterMs: 300 })
  assert.equal(status?.['CallStatus'], 'no-answer')
})

test('without answerOnBridge an abandoned call counts as completed', async () => {
  const script = { ...SCREENING, '/voice': `<Dial action="/dial-done"><Number url="/whisper">${OWNER}</Number></Dial>` }
  const { carrier, clock, at } = rehearse(script)
  carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'hangs-up-while-ringing', afterMs: 5_000 } })
  await clock.runUntilIdle()
  const status = at('/voice-status')[0]?.params
  assert.deepEqual([status?.['CallStatus'], status?.['CallDuration']], ['completed', '5'])
})

test('a caller who hangs up at the message has heard it, and the call is completed', async () => {
  const { status, call } = await screenedCall({ kind: 'no-answer' }, { kind: 'hangs-up-at-message' })
  assert.equal(status?.['CallStatus'], 'completed')
  assert.equal(call.summary().heardMessage, true)
})

test('a caller who ends the conversation still lets the action know that it took place', async () => {
  const { done, status } = await screenedCall({ kind: 'answers', talkMs: 60_000 }, { kind: 'waits', talkMs: 10_000 })
  assert.deepEqual([done?.['DialBridged'], done?.['CallStatus']], ['true', 'completed'])
  assert.equal(status?.['CallStatus'], 'completed')
})

test('the first of two telephones to press 1 wins and the other stops ringing', async () => {
  const partner = '+12175550177'
  const script = {
    ...SCREENING,
    '/voice': `<Dial action="/dial-done" answerOnBridge="true" timeout="20"><Number url="/whisper">${OWNER}</Number><Number url="/whisper">${partner}</Number></Dial>`,
  }
  const { carrier, clock, at } = rehearse(script)
  const phones: Record<string, PhonePersona> = {
    [OWNER]: { kind: 'voicemail', afterMs: 2_000 },
    [partner]: { kind: 'answers', afterMs: 5_000 },
  }
  carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' }, phones })
  await clock.runUntilIdle()
  const winner = at('/whisper').find((webhook) => webhook.params['To'] === partner)
  assert.equal(at('/dial-done')[0]?.params['DialCallSid'], winner?.params['CallSid'])
  assert.equal(at('/dial-done')[0]?.params['DialBridged'], 'true')
  const when = (step: string, to?: string) =>
    carrier.events().find((event) => event.detail['step'] === step && (to === undefined || event.detail['to'] === to))?.at
  assert.equal(when('ended', OWNER), when('connected'), 'the other telephone is left alone at that moment')
})

test('sequential dialling rings the second telephone only after the first', async () => {
  const partner = '+12175550177'
  const script = {
    ...SCREENING,
    '/voice': `<Dial action="/dial-done" sequential="true" timeout="5"><Number>${OWNER}</Number><Number>${partner}</Number></Dial>`,
  }
  const { carrier, clock, at, received } = rehearse(script)
  carrier.placeCall({
    from: CALLER,
    to: OUR_NUMBER,
    caller: { kind: 'waits' },
    phones: { [partner]: { kind: 'answers', afterMs: 1_000, talkMs: 5_000 } },
  })
  await clock.runUntilIdle()
  assert.equal(at('/dial-done')[0]?.params['DialBridged'], 'true')
  const answeredAt = carrier.events().find((event) => event.detail['step'] === 'connected')?.at ?? 0
  assert.ok(answeredAt - (received[0]?.at ?? 0) > 11_000)
})

test('verbs after a Dial with an action are never carried out; without an action they are', async () => {
  for (const [action, says] of [['action="/dial-done"', 0] as const, ['', 1] as const]) {
    const { carrier, clock } = rehearse({
      '/voice': `<Dial ${action} timeout="5"><Number>${OWNER}</Number></Dial><Say>after</Say>`,
      '/dial-done': '<Hangup/>',
      '/voice-status': { status: 204 },
    })
    carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
    await clock.runUntilIdle()
    assert.equal(carrier.events().filter((event) => event.detail['verb'] === 'Say').length, says)
  }
})

test('progress of the called leg is announced in order when asked for', async () => {
  const script = {
    ...SCREENING,
    '/leg': { status: 204 },
    '/voice': `<Dial action="/dial-done"><Number url="/whisper" statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed">${OWNER}</Number></Dial>`,
  }
  const { carrier, clock, at } = rehearse(script)
  carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' }, phones: { [OWNER]: { kind: 'answers' } } })
  await clock.runUntilIdle()
  assert.deepEqual(
    at('/leg').map((webhook) => [webhook.params['CallStatus'], webhook.params['SequenceNumber']]),
    [
      ['queued', '0'],
      ['ringing', '1'],
      ['in-progress', '2'],
      ['completed', '3'],
    ],
  )
})

test('dialling a word, or showing a number that is not ours, fails with an alert', async () => {
  for (const [dialled, callerId, code] of [['owner', '', 13223] as const, [OWNER, 'callerId="+19998887777"', 13214] as const]) {
    const { carrier, clock, at } = rehearse({
      ...SCREENING,
      '/voice': `<Dial ${callerId} action="/dial-done"><Number>${dialled}</Number></Dial>`,
    })
    carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
    await clock.runUntilIdle()
    assert.equal(at('/dial-done')[0]?.params['DialCallStatus'], 'failed')
    assert.deepEqual(alertCodes({ carrier }), [code])
  }
})

test('the first request carries the caller, the called number, their places and any diversion', async () => {
  const { carrier, clock, at } = rehearse({ '/voice': '<Hangup/>', '/voice-status': { status: 204 } })
  carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' }, forwardedFrom: '+12175550100' })
  await clock.runUntilIdle()
  const params = at('/voice')[0]?.params ?? {}
  assert.equal(params['CallStatus'], 'ringing')
  assert.equal(params['Direction'], 'inbound')
  assert.equal(params['ForwardedFrom'], '+12175550100')
  assert.deepEqual([params['From'], params['Caller'], params['To'], params['Called']], [CALLER, CALLER, OUR_NUMBER, OUR_NUMBER])
  assert.deepEqual([params['FromCity'], params['ToState'], params['FromCountry']], ['CHICAGO', 'IL', 'US'])
})

test('a withheld caller id arrives as it is', async () => {
  const { carrier, clock, at } = rehearse({ '/voice': '<Hangup/>', '/voice-status': { status: 204 } })
  carrier.placeCall({ from: '+266696687', to: OUR_NUMBER, caller: { kind: 'waits' } })
  carrier.placeCall({ from: 'anonymous', to: OUR_NUMBER, caller: { kind: 'waits' } })
  await clock.runUntilIdle()
  assert.deepEqual(
    at('/voice').map((webhook) => webhook.params['From']),
    ['+266696687', 'anonymous'],
  )
})

test('the same seed and script give the same story twice', async () => {
  const story = async () => {
    const { carrier } = await screenedCall({ kind: 'voicemail', afterMs: 8_000 })
    return carrier.events()
  }
  assert.deepEqual(await story(), await story())
})

function alertCodes({ carrier }: Pick<Rehearsal, 'carrier'>): unknown[] {
  return carrier.alerts().map((event) => event.detail['code'])
}

test('a status callback that the product refuses is an alert, though nobody waits for it', async () => {
  const { carrier, clock } = rehearse({ '/voice': '<Hangup/>', '/voice-status': { status: 403 } })
  carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  await clock.runUntilIdle()
  assert.deepEqual(alertCodes({ carrier }), [11200])
})

test("every webhook carries a signature that Twilio's own library accepts", async () => {
  const { received } = await screenedCall({ kind: 'answers' })
  assert.equal(received.length, 5)
  for (const { url, params, signature } of received) assert.ok(webhooks.validateRequest(AUTH_TOKEN, signature, url, params), url)
})
