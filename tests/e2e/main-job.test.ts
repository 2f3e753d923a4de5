/**
 * The product's main job, from the ring to the qualified lead. Goal: what a carrier and a customer would see, nothing of the inside.
 * Method: the product runs in processes of its own in live mode; the carrier is one of ours that shares no code with it; every address is
 * followed as the product gave it; times are those at which texts reached the carrier.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { clockMs } from '../../scripts/bench/clock-ms.ts'
import { plainGsmSegments } from '../../scripts/bench/plain-gsm-segments.ts'
import type { PeerText } from '../../scripts/bench/peer.ts'
import { callEndedForm, callForm, newSid, reportForm, rungForm, textForm } from '../../scripts/bench/webhook.ts'
import { formRequest, openWorld, twimlOf, within, type Business, type Request, type World } from './open-world.ts'
import type { RestCall } from './peer-door.ts'
import { phoneCall } from './phone-call.ts'
import { findVerb, spokenText } from './twiml-document.ts'

const FIRST_TEXT_LIMIT_MS = 5_000
const REPLY_LIMIT_MS = 2_000
const ALERT_LIMIT_MS = 10_000
/** What the product asks for, what the carrier adds, and how long the product then waits for the carrier's word. */
const RING_SECONDS = 15
const CARRIER_RING_EXTRA_SECONDS = 5
const GRACE_SECONDS = 10
const OVERDUE_CALLER = '+13125550100'
/** A second text that was planned by mistake would leave at once; later ones are looked for at the very end. */
const SECOND_TEXT_MS = 400

type Message = { id: string; to: string; status: string; carrierId: string | null; kind: string; direction: string }
type Lead = {
  id: string
  phone: string | null
  status: string
  name: string | null
  street: string | null
  zip: string | null
  service: string | null
  preferredTime: unknown
}
type Call = { id: string; stage: string; leadId: string | null }

let world: World
let shop: Business
/** Callers who must not be texted, looked at again when everything is over: no timer may text them later. */
const neverTexted: string[] = []
/** Callers who must have one text alone in the end. */
const textedOnce = new Set<string>()
let overdueSinceMs = 0
let lastUntextedMs = 0

before(async () => {
  world = await openWorld()
  shop = await world.makeBusiness({ name: 'Ace Plumbing' })
})

after(() => world.close())

function mustNotBeTexted(caller: string): void {
  neverTexted.push(caller)
  lastUntextedMs = clockMs()
}

/** The one text to this caller; fails when it comes late, or a second one comes. */
async function onlyTextTo(caller: string, sinceMs = clockMs()): Promise<PeerText> {
  const text = await within(FIRST_TEXT_LIMIT_MS, `a text to ${caller}`, () => world.textsTo(caller)[0])
  assert.ok(text.arrivedMs - sinceMs <= FIRST_TEXT_LIMIT_MS, `the text came after ${text.arrivedMs - sinceMs} ms`)
  await sleep(SECOND_TEXT_MS)
  assert.equal(world.textsTo(caller).length, 1)
  textedOnce.add(caller)
  return text
}

test('a call of which nothing but its beginning reaches us waits for our own timer', { timeout: 60_000 }, async () => {
  const quick = await world.makeBusiness({ ringSeconds: 5 })
  overdueSinceMs = clockMs()
  await phoneCall(world, quick, OVERDUE_CALLER).arrives()
})

test('withheld ids in every spelling are asked for a voicemail and never texted', { timeout: 60_000 }, async () => {
  const keypad = ['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253']
  const words = [
    'anonymous',
    'Anonymous',
    'unknown',
    'restricted',
    'blocked',
    'unavailable',
    'PRIVATE',
    '',
    'sip:anonymous@anonymous.invalid',
  ]
  for (const from of [...keypad, ...words]) {
    const call = phoneCall(world, shop, from)
    await call.arrives()
    const asked = await call.dialEnds({ DialCallStatus: 'busy' })
    assert.ok(findVerb(asked, 'Record'), `${from} is asked for a voicemail`)
    assert.ok(spokenText(asked).includes('Ace Plumbing'), spokenText(asked))
    assert.doesNotMatch(spokenText(asked), /send a text/, 'no text is announced that cannot come')
    await call.ends('completed')
    mustNotBeTexted(from)
  }
})

test('a landline by Lookup is asked for a voicemail and never texted', { timeout: 60_000 }, async () => {
  const caller = '+13125550111'
  mustNotBeTexted(caller)
  world.door.landlines.add(caller)
  const call = phoneCall(world, shop, caller)
  await call.arrives()
  // While the owner's phone rings there is time to ask.
  await within(1_000 * RING_SECONDS, 'the question for the line type', () => lookUpOf(caller))
  await sleep(300)
  const asked = await call.dialEnds({ DialCallStatus: 'no-answer' })
  assert.ok(findVerb(asked, 'Record'))
  assert.doesNotMatch(spokenText(asked), /send a text/)
  await call.ends('completed')
})

test('a landline whose line type is known only after the ringing is never texted either', { timeout: 60_000 }, async () => {
  const caller = '+13125550112'
  mustNotBeTexted(caller)
  world.door.landlines.add(caller)
  world.door.lookupMs = 1_000
  const call = phoneCall(world, shop, caller)
  await call.arrives()
  await call.dialEnds({ DialCallStatus: 'busy' })
  await within(2_000, 'the question for the line type', () => lookUpOf(caller))
  await sleep(1_300)
  world.door.lookupMs = 0
  assert.ok(findVerb(await call.messageEnds(), 'Record'), 'a voicemail can be left all the same')
  await call.ends('completed')
})

function lookUpOf(caller: string): RestCall | undefined {
  return world.door.calls.find((rest) => rest.path.includes(encodeURIComponent(caller)))
}

test('toll-free callers and our own numbers are asked for a voicemail and never texted', { timeout: 60_000 }, async () => {
  for (const from of ['+18005550123', shop.number]) {
    mustNotBeTexted(from)
    const call = phoneCall(world, shop, from)
    await call.arrives()
    assert.ok(findVerb(await call.dialEnds({ DialCallStatus: 'no-answer' }), 'Record'), from)
    await call.ends('completed')
  }
})

test('the owner who presses 1 has the caller, and no text goes out', { timeout: 60_000 }, async () => {
  mustNotBeTexted('+13125550105')
  const call = phoneCall(world, shop, '+13125550105')
  await call.arrives()
  await call.ownerPicksUp()
  assert.deepEqual(await call.ownerPresses('1'), [], 'the end of the document joins the two legs')
  const afterTalk = await call.dialEnds({ DialCallStatus: 'completed', DialBridged: 'true' })
  assert.equal(spokenText(afterTalk).trim(), '')
  await call.ends('completed')
  const stage = (await world.list<Call>(shop, 'calls')).find((each) => each.id === call.callSid)?.stage
  assert.equal(stage, 'connected')
})

for (const owns of ['an account of its own', 'the parent account'] as const) {
  test(`a business with ${owns}: rung, not answered, told, texted once from the number that was called`, { timeout: 60_000 }, async (t) => {
    const business = owns === 'the parent account' ? await world.makeBusiness({ name: 'Best Pipes & Drains' }, null) : shop
    const name = owns === 'the parent account' ? 'Best Pipes & Drains' : 'Ace Plumbing'
    const caller = owns === 'the parent account' ? '+13125550102' : '+13125550101'
    const call = phoneCall(world, business, caller)

    const ringing = await call.arrives()
    const [dial] = ringing
    assert.equal(dial?.name, 'Dial', 'answerOnBridge holds only for a <Dial> that comes first')
    assert.equal(dial.attributes['answerOnBridge'], 'true')
    assert.equal(findVerb(ringing, 'Number')?.text, business.owner)

    const missedMs = clockMs()
    const message = await call.dialEnds({ DialCallStatus: 'no-answer' })
    assert.ok(spokenText(message).includes(name), spokenText(message))
    const text = await onlyTextTo(caller, missedMs)
    t.diagnostic(`${Math.round(text.arrivedMs - missedMs)} ms from the end of the ringing to the text at the carrier`)
    assert.ok(text.body.includes(name), text.body)
    assert.ok(plainGsmSegments(text.body) <= 2, text.body)
    assert.equal(text.from, business.number)
    assert.deepEqual({ accountSid: text.accountSid, authToken: text.authToken }, business.account)
    assert.ok(text.statusCallback.startsWith(`${world.product.publicUrl}/`), text.statusCallback)
    const others = world.door.calls.filter((rest) => rest.path.includes(encodeURIComponent(caller)))
    assert.ok(others.length > 0, 'the line type was asked')
    for (const rest of others) assert.deepEqual({ accountSid: rest.accountSid, authToken: rest.authToken }, business.account)

    assert.ok(findVerb(await call.messageEnds(), 'Record'), 'after the message the caller may leave a voicemail')
    assert.ok((await call.ends('completed')).status < 300)
    await sleep(SECOND_TEXT_MS)
    assert.equal(world.textsTo(caller).length, 1)
    const [first] = (await world.list<Message>(business, 'messages')).filter((each) => each.to === caller)
    assert.equal(first?.carrierId, text.sid)
  })
}

test(
  'the customer answers: replies within two seconds, the fields of the lead, the owner told name and street',
  { timeout: 60_000 },
  async (t) => {
    const caller = '+13125550101'
    textedOnce.delete(caller)
    const replies: number[] = []
    for (const body of [
      'Hi my kitchen sink is clogged and wont drain',
      '412 Oak St, Springfield 62704',
      'Dana Miller',
      'tomorrow morning works',
    ]) {
      const before = world.textsTo(caller).length
      const sentMs = clockMs()
      twimlOf(await world.post(shop.account, shop.webhooks.sms, textForm(shop.account, { from: caller, to: shop.number }, body)))
      const reply = await within(REPLY_LIMIT_MS, `an answer to "${body}"`, () => world.textsTo(caller)[before])
      replies.push(Math.round(reply.arrivedMs - sentMs))
      assert.deepEqual(
        { accountSid: reply.accountSid, authToken: reply.authToken, from: reply.from },
        { ...shop.account, from: shop.number },
      )
    }
    t.diagnostic(`answers after ${replies.join(', ')} ms`)
    const alert = await within(ALERT_LIMIT_MS, 'the alert to the owner', () =>
      world.textsTo(shop.owner).find((text) => text.body.includes('Dana Miller')),
    )
    assert.match(alert.body, /412 Oak St/)
    assert.ok(alert.body.includes(caller), alert.body)
    const leads = (await world.list<Lead>(shop, 'leads')).filter((lead) => lead.phone === caller)
    assert.equal(leads.length, 1)
    const [lead] = leads
    assert.deepEqual([lead?.status, lead?.name, lead?.street, lead?.zip], ['qualified', 'Dana Miller', '412 Oak St', '62704'])
    assert.ok(lead?.service, 'the problem is known')
    assert.ok(lead.preferredTime, 'the wanted time is known')
  },
)

test('delivery reports out of order never move a status back', { timeout: 60_000 }, async () => {
  const [text] = world.textsTo('+13125550101')
  assert.ok(text)
  const statusNow = async () => (await world.list<Message>(shop, 'messages')).find((message) => message.carrierId === text.sid)?.status
  const report = async (status: string) => {
    const answer = await world.post(shop.account, text.statusCallback, reportForm(shop.account, { ...text, status }))
    assert.ok(answer.status >= 200 && answer.status < 300, `${status}: ${answer.status}`)
    return statusNow()
  }
  assert.equal(await report('sending'), 'sending')
  assert.equal(await report('delivered'), 'delivered')
  for (const late of ['sent', 'queued', 'delivered', 'sending', 'undelivered']) assert.equal(await report(late), 'delivered', late)
})

test('a signed request that comes again gets the same answer and changes nothing', { timeout: 60_000 }, async () => {
  const business = await world.makeBusiness()
  const caller = '+13125550103'
  const callSid = newSid('CA')
  const line = { from: caller, to: business.number }
  const { account, webhooks } = business
  const link = (path: string) => `${webhooks.voice}/${path}?call=${callSid}`
  const voice = [webhooks.voice, formRequest(account, webhooks.voice, callForm(account, line, callSid, 'ringing'))] as const
  const answered = twimlOf(await world.send(...voice))
  const rungUrl = findVerb(answered, 'Dial')?.attributes['action'] ?? link('rung')
  const requests: (readonly [string, Request])[] = [
    voice,
    [rungUrl, formRequest(account, rungUrl, rungForm(account, line, callSid))],
    [webhooks.voiceStatus, formRequest(account, webhooks.voiceStatus, callEndedForm(account, line, callSid))],
  ]
  const firsts = [{ ...(await world.send(...voice)) }]
  for (const request of requests.slice(1)) firsts.push(await world.send(...request))
  const text = await onlyTextTo(caller)
  const received = formRequest(account, webhooks.sms, textForm(account, line, 'my water heater leaks'))
  requests.push(
    [webhooks.sms, received],
    [text.statusCallback, formRequest(account, text.statusCallback, reportForm(account, { ...text, status: 'sent' }))],
  )
  for (const request of requests.slice(3)) firsts.push(await world.send(...request))
  await within(REPLY_LIMIT_MS, 'the answer', () => world.textsTo(caller)[1])

  const before = await snapshot(business)
  for (let round = 0; round < 3; round += 1) {
    for (const [place, request] of requests.entries()) assert.deepEqual(await world.send(...request), firsts[place])
  }
  await sleep(SECOND_TEXT_MS)
  assert.deepEqual(await snapshot(business), before)
  assert.equal(world.textsTo(caller).length, 2)
  textedOnce.delete(caller)
})

async function snapshot(business: Business): Promise<unknown> {
  const lists = ['leads', 'messages', 'calls', 'decisions', 'usage', 'alerts']
  return Promise.all(lists.map((what) => world.list(business, what)))
}

test("a mailbox that picks up the owner's phone does not swallow the lead", { timeout: 60_000 }, async () => {
  const call = phoneCall(world, shop, '+13125550104')
  await call.arrives()
  const whisper = await call.ownerPicksUp()
  assert.ok(findVerb(whisper, 'Gather'), 'only a key can accept')
  // A mailbox presses nothing: the document runs on, and must not end in a bridge.
  assert.equal(whisper.at(-1)?.name, 'Hangup')
  const message = await call.dialEnds({ DialCallStatus: 'completed', DialBridged: 'true' })
  assert.ok(spokenText(message).includes('Ace Plumbing'))
  await onlyTextTo('+13125550104')
  await call.ends('completed')
})

test('another key than 1 accepts nothing', { timeout: 60_000 }, async () => {
  const call = phoneCall(world, shop, '+13125550106')
  await call.arrives()
  await call.ownerPicksUp()
  assert.equal((await call.ownerPresses('2')).at(-1)?.name, 'Hangup')
  await call.dialEnds({ DialCallStatus: 'completed', DialBridged: 'false' })
  await onlyTextTo('+13125550106')
})

for (const [caller, status] of [
  ['+13125550107', 'no-answer'],
  ['+13125550108', 'canceled'],
  ['+13125550109', 'completed'],
] as const) {
  test(`a caller who hangs up while it rings (${status}, nothing but the status arrives) gets one text`, { timeout: 60_000 }, async () => {
    const call = phoneCall(world, shop, caller)
    await call.arrives()
    assert.ok((await call.ends(status)).status < 300)
    await onlyTextTo(caller)
  })
}

test('a call whose voice webhook never arrives gets one text', { timeout: 60_000 }, async () => {
  const call = phoneCall(world, shop, '+13125550110')
  await call.ends('failed')
  await onlyTextTo('+13125550110')
})

test('the call that only began has its text when our own timer is due', { timeout: 60_000 }, async () => {
  const dueMs = overdueSinceMs + 1_000 * (5 + CARRIER_RING_EXTRA_SECONDS + GRACE_SECONDS)
  const text = await within(
    Math.max(0, dueMs - clockMs()) + FIRST_TEXT_LIMIT_MS,
    'the text of our own timer',
    () => world.textsTo(OVERDUE_CALLER)[0],
  )
  assert.ok(text.arrivedMs - overdueSinceMs > 10_000, 'not while the phone may still ring')
  assert.ok(text.arrivedMs - dueMs < FIRST_TEXT_LIMIT_MS)
  textedOnce.add(OVERDUE_CALLER)
})

test('when every timer has had its time, nobody has more texts than deserved', { timeout: 60_000 }, async () => {
  const overMs = lastUntextedMs + 1_000 * (RING_SECONDS + CARRIER_RING_EXTRA_SECONDS + GRACE_SECONDS + 1)
  await sleep(Math.max(0, overMs - clockMs()))
  for (const caller of neverTexted) assert.deepEqual(world.textsTo(caller), [], caller)
  for (const caller of textedOnce) assert.equal(world.textsTo(caller).length, 1, caller)
})
