import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { sha256 } from '#adapters/store/sha256.ts'
import type { EvidencePack, PackEntry } from '#core/ledger/evidence-pack.ts'
import type { Json } from '#core/ledger/canonical-json.ts'
import { changesOf, objectIn, textIn } from '#core/ledger/entry-facts.ts'
import { sentenceOf } from '#core/ledger/evidence-page.ts'
import { verifyExport } from '#core/ledger/export-line.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { exportLedger } from '#flow/ledger/export-ledger.ts'
import { openHouse, phone, type House } from './house.ts'

const CALLER = '+13125550142'
const OWNER = '+12175550101'
const SHOP = '+12175550102'
const HEADERS = { authorization: 'Bearer operator', 'content-type': 'application/json' }
const houses: House[] = []

type Opened = { house: House; policy: TenantPolicy; files: string }

async function open(changes: Partial<TenantPolicy> = {}): Promise<Opened> {
  let files = ''
  const house = await openHouse({
    replacements: async (place) => {
      files = place.databasePath
      return {}
    },
  })
  houses.push(house)
  const policy = await house.addTenant(changes)
  house.carrier.setPhone(OWNER, { kind: 'declines' })
  return { house, policy, files }
}

after(async () => {
  for (const opened of houses) await opened.close()
})

async function call(
  house: House,
  from = CALLER,
  caller: Parameters<House['carrier']['placeCall']>[0]['caller'] = { kind: 'waits' },
): Promise<void> {
  house.carrier.placeCall({ from, to: SHOP, caller })
  await house.pass(120_000)
}

async function write(house: House, body: string, from = CALLER): Promise<void> {
  house.carrier.sendTextFromHandset({ from, to: SHOP, body })
  await house.pass(10_000)
}

async function api<Answer>(
  { house, policy }: Opened,
  method: 'GET' | 'POST',
  path: string,
  payload?: object,
  status = 200,
): Promise<Answer> {
  const url = `/api/v1/tenants/${policy.tenantId}${path}`
  const response = await house.app.server.inject({ method, url, headers: HEADERS, ...(payload === undefined ? {} : { payload }) })
  assert.equal(response.statusCode, status, response.body)
  // Each caller names the shape that the contract gives to this path.
  return response.json() as Answer
}

function packOf(opened: Opened, number = CALLER): Promise<EvidencePack> {
  return api(opened, 'GET', `/ledger/evidence?number=${encodeURIComponent(number)}`)
}

/** An entry in the few words that a test is about. */
function gist(entry: PackEntry): string {
  const kind = textIn(entry.facts, 'smsKind') ?? ''
  if (entry.kind === 'send') return `send ${kind}`
  if (entry.kind !== 'decision') return `${entry.kind} ${changesOf(entry.facts).join(',')}`
  const reasons = entry.facts['reasons']
  const codes = Array.isArray(reasons) ? reasons.map((reason: Json) => textIn(reason, 'code')).join(',') : ''
  return ['decision', kind, textIn(entry.facts, 'answer') ?? '', codes].filter((part) => part !== '').join(' ')
}

function textsTo(house: House, e164: string): string[] {
  return house.carrier.handset(e164).inbox.map((text) => text.body)
}

test('the pack of a caller who said stop shows the call, the announcement, the text, the words and the confirmation, in order', async () => {
  const opened = await open()
  const { house } = opened
  await call(house)
  await write(house, 'please stop texting me')
  const pack = await packOf(opened)
  assert.deepEqual(pack.entries.filter((entry) => entry.facts['smsKind'] !== 'owner_alert').map(gist), [
    'consent called',
    'send instant_reply',
    'consent announcement_heard',
    'revocation wrote,opted_out',
    'send keyword_reply',
  ])
  const [called, sent, heard, stopped, confirmed] = pack.entries.filter((entry) => entry.facts['smsKind'] !== 'owner_alert')
  assert.ok(called && sent && heard && stopped && confirmed)
  const evidence = objectIn(stopped?.facts['evidence']) ?? assert.fail('no evidence')
  assert.deepEqual(
    [evidence['class'], evidence['source'], evidence['jurisdictionAtTime'], objectIn(stopped?.personal)?.['exactWords']],
    ['C0', 'sms', ['US'], 'please stop texting me'],
  )
  assert.equal(typeof stopped.facts['rule'], 'string')
  assert.match(textIn(confirmed.personal, 'body') ?? '', /You are unsubscribed/)
  assert.deepEqual([sent.facts['consentEntry'], confirmed.facts['consentEntry']], [called.sequence, null])
  assert.equal(objectIn(sent.facts['gate'])?.['ruleVersion'], called.facts['ruleVersion'])
  assert.match(textIn(sent.personal, 'carrierId') ?? '', /^SM/)
  const announced = objectIn(heard?.facts['evidence']) ?? assert.fail('no evidence')
  assert.deepEqual([announced['class'], announced['disclosurePlayed'], announced['scriptVersion']], ['C1D', true, '2026-11-22.1'])
  assert.deepEqual([pack.ledger.ok, pack.summary.optedOutSince], [true, stopped.at])
})

test('every field of the evidence record is there, null when unknown', async () => {
  const opened = await open()
  await call(opened.house)
  const pack = await packOf(opened)
  const [called] = pack.entries
  assert.ok(called)
  const evidence = objectIn(called?.facts['evidence']) ?? assert.fail('no evidence')
  const personal = objectIn(called.personal) ?? assert.fail('nothing personal')
  for (const name of [
    'class',
    'source',
    'occurredAt',
    'scriptVersion',
    'disclosurePlayed',
    'language',
    'jurisdictionAtTime',
    'validUntil',
    'actor',
  ])
    assert.ok(name in evidence, name)
  for (const name of ['e164', 'providerId', 'exactWords', 'audioRef', 'ip', 'userAgent']) assert.ok(name in personal, name)
  assert.deepEqual([personal['e164'], evidence['class'], evidence['source'], evidence['actor']], [CALLER, 'C1', 'call', null])
  assert.match(textIn(personal, 'providerId') ?? '', /^CA/)
  assert.equal(Date.parse(textIn(evidence, 'validUntil') ?? '') - Date.parse(called.at), 600_000)
})

test('after stop a later call is refused on the record, key 1 is a new express consent, and START another way back', async () => {
  const opened = await open()
  const { house } = opened
  await call(house)
  await write(house, 'STOP')
  await call(house)
  await call(house, CALLER, { kind: 'presses', key: '1', afterMs: 500 })
  await write(house, 'STOP')
  await write(house, 'START')
  const gists = (await packOf(opened)).entries.filter((entry) => entry.facts['smsKind'] !== 'owner_alert').map(gist)
  assert.ok(
    gists.some((text) => /^decision .*suppressed/.test(text)),
    gists.join('\n'),
  )
  assert.ok(gists.includes('consent express_consent,opted_in_again'), gists.join('\n'))
  assert.ok(gists.includes('consent wrote,opted_in_again'), gists.join('\n'))
  assert.equal((await packOf(opened)).summary.optedOutSince, null)
})

test('key 9 and a voicemail are on the record', async () => {
  const opened = await open()
  const { house } = opened
  await call(house, CALLER, { kind: 'presses', key: '9', afterMs: 500 })
  await call(house, '+13125550143', { kind: 'leaves-voicemail', seconds: 12 })
  const declined = (await packOf(opened)).entries.find((entry) => gist(entry) === 'revocation text_declined')
  assert.equal(objectIn(declined?.personal)?.['exactWords'], 'key 9')
  const left = (await packOf(opened, '+13125550143')).entries.find((entry) => gist(entry) === 'consent inquired')
  assert.match(textIn(left?.personal, 'audioRef') ?? '', /^https?:/)
  assert.equal(objectIn(left?.facts['evidence'])?.['source'], 'voicemail')
})

test('a Canadian inquiry ends by law six calendar months later, on the same day of the month', async () => {
  const opened = await open()
  await write(opened.house, 'do you fix water heaters?', '+14165550142')
  const [wrote] = (await packOf(opened, '+14165550142')).entries
  const evidence = objectIn(wrote?.facts['evidence']) ?? assert.fail('no evidence')
  assert.deepEqual([evidence['class'], evidence['jurisdictionAtTime']], ['C2', ['CA']])
  assert.equal(textIn(evidence, 'lawUntil')?.slice(0, 10), '2027-06-07')
  assert.equal(textIn(evidence, 'validUntil')?.slice(0, 10), '2026-12-14')
})

test('a text that an outsider may not send is on the record with the reason', async () => {
  const opened = await open()
  const body = { to: '+13125550177', body: 'Ace Plumbing: hello', kind: 'followup' }
  const url = `/api/v1/tenants/${opened.policy.tenantId}/messages`
  const refused = await opened.house.app.server.inject({
    method: 'POST',
    url,
    headers: { ...HEADERS, 'idempotency-key': 'k1' },
    payload: body,
  })
  assert.equal(refused.statusCode, 409)
  const [entry] = (await packOf(opened, '+13125550177')).entries
  assert.match(gist(entry ?? assert.fail('no entry')), /^decision followup never no_consent_class/)
  assert.equal(objectIn(entry?.personal)?.['body'], body.body)
})

test('both attestations of a business are entries, once each, and again only when the word is given anew', async () => {
  const opened = await open()
  const posted = {
    name: 'Best Pipes',
    trade: 'plumbing',
    timezone: 'America/Chicago',
    ownerPhone: '+12175550166',
    ownerPhoneVerified: true,
    registration: { kind: 'attested', campaignSid: 'QE1', note: 'registered outside' },
  }
  const made = await opened.house.app.server.inject({ method: 'POST', url: '/api/v1/tenants', headers: HEADERS, payload: posted })
  // The contract gives these shapes to these answers, here and below.
  const id = (made.json() as { id: string }).id
  const entries = async () => {
    const answer = await opened.house.app.server.inject({ method: 'GET', url: `/api/v1/tenants/${id}/ledger`, headers: HEADERS })
    return (answer.json() as { items: { kind: string; facts: Record<string, unknown>; personal: Record<string, unknown> }[] }).items
  }
  assert.deepEqual(
    (await entries()).map((entry) => [entry.kind, entry.facts['subject'], entry.personal['note'] ?? entry.personal['e164']]),
    [
      ['attestation', 'owner_phone', '+12175550166'],
      ['attestation', 'registration', 'registered outside'],
    ],
  )
  const patch = (payload: object) =>
    opened.house.app.server.inject({ method: 'PATCH', url: `/api/v1/tenants/${id}`, headers: HEADERS, payload })
  await patch({ name: 'Best Pipes Inc' })
  assert.equal((await entries()).length, 2)
  await patch({ ownerPhone: '+12175550167', ownerPhoneVerified: true })
  assert.equal((await entries()).length, 3)
})

test('the ledger is checked over the API and from an export alone, and a changed letter in the export names its entry', async () => {
  const opened = await open()
  await call(opened.house)
  await write(opened.house, 'my sink is clogged')
  const verdict = await api<{ ok: boolean; entries: number; head: string }>(opened, 'GET', '/ledger/verify')
  assert.ok(verdict.ok && verdict.entries > 4)
  const lines: string[] = []
  for await (const line of exportLedger(opened.house.app.store, opened.policy.tenantId)) lines.push(line)
  assert.deepEqual(verifyExport(lines, sha256), verdict)
  const changed = lines.with(2, (lines[2] ?? '').replace('"kind":"', '"kind":"x'))
  const found = verifyExport(changed, sha256)
  assert.equal(!found.ok && found.entry, 3)
  assert.ok(!lines.join('').includes(CALLER.slice(1)) && !lines.join('').includes('sink'))
})

/** Every trace that a file could keep: the database, its write-ahead log, its index. */
function bytesOf(files: string): Buffer {
  return Buffer.concat(['', '-wal', '-shm'].flatMap((end) => (existsSync(files + end) ? [readFileSync(files + end)] : [])))
}

const WORDS = ['3125550142', 'Zebulon', 'Quackenbush', '98 Marigold', 'heliotrope']

test('a person who is erased is readable nowhere in the files, the ledger stays whole, and neighbours are untouched', async () => {
  const opened = await open()
  const { house, policy, files } = opened
  // Neighbours before, between and after, so that the person's rows are moved about when pages fill and split.
  for (let neighbour = 0; neighbour < 12; neighbour++) {
    await call(house, `+1312555${String(200 + neighbour).padStart(4, '0')}`)
    if (neighbour === 3) await call(house, CALLER, { kind: 'leaves-voicemail', seconds: 9 })
    if (neighbour === 5) await write(house, 'my heliotrope bathtub is clogged and wont drain')
    if (neighbour === 7) await write(house, '98 Marigold St, Springfield 62704')
    if (neighbour === 9) await write(house, 'Zebulon Quackenbush')
  }
  await house.pass(30 * 60_000)
  const before = bytesOf(files)
  for (const word of WORDS) assert.ok(before.includes(word), `${word} should be there before the erasure`)
  const neighbourBefore = await packOf(opened, '+13125550203')
  const answer = await api<{ erased: Record<string, number>; keyDestroyed: boolean; suppressionKept: boolean }>(
    opened,
    'POST',
    '/erasures',
    { phone: CALLER },
  )
  assert.deepEqual([answer.keyDestroyed, answer.suppressionKept, answer.erased['conversations']], [true, false, 1])
  const left = bytesOf(files)
  for (const word of WORDS) assert.ok(!left.includes(word), `${word} is still in the files`)
  const pack = await packOf(opened)
  assert.ok(pack.ledger.ok)
  assert.ok(pack.entries.length > 5 && pack.entries.every((entry) => entry.personal === null || entry.personal === 'destroyed'))
  assert.equal(pack.entries.at(-1)?.kind, 'erasure')
  assert.deepEqual((await packOf(opened, '+13125550203')).entries, neighbourBefore.entries)
  const shown = await Promise.all(
    ['leads', 'messages', 'calls', 'decisions', 'alerts', 'ledger'].map((list) => api<object>(opened, 'GET', `/${list}?limit=200`)),
  )
  for (const word of WORDS) assert.ok(!JSON.stringify(shown).includes(word), `${word} is still shown`)
  assert.deepEqual(house.faults, [])
  assert.equal((await house.messages(policy.tenantId)).filter((message) => message.body === '').length, answer.erased['messages'])
})

test('who had opted out before the erasure stays opted out; who had not is a stranger who called for the first time', async () => {
  const opened = await open()
  const { house } = opened
  await call(house)
  await write(house, 'STOP')
  await call(house, '+13125550199')
  const stopped = await api<{ suppressionKept: boolean }>(opened, 'POST', '/erasures', { phone: CALLER })
  const free = await api<{ suppressionKept: boolean }>(opened, 'POST', '/erasures', { phone: '+13125550199' })
  assert.deepEqual([stopped.suppressionKept, free.suppressionKept], [true, false])
  const [before, beforeFree] = [textsTo(house, CALLER).length, textsTo(house, '+13125550199').length]
  await house.restart()
  await call(house)
  await call(house, '+13125550199')
  assert.equal(textsTo(house, CALLER).length, before)
  assert.equal(textsTo(house, '+13125550199').length, beforeFree + 1)
  const again = await api<{ suppressionKept: boolean }>(opened, 'POST', '/erasures', { phone: CALLER })
  assert.equal(again.suppressionKept, true)
  await write(house, 'START')
  assert.equal((await api<{ suppressionKept: boolean }>(opened, 'POST', '/erasures', { phone: CALLER })).suppressionKept, false)
})

test('an outsider who asks for a text to an erased number that had opted out is refused', async () => {
  const opened = await open()
  await call(opened.house)
  await write(opened.house, 'STOP')
  await api(opened, 'POST', '/erasures', { phone: CALLER })
  const response = await opened.house.app.server.inject({
    method: 'POST',
    url: `/api/v1/tenants/${opened.policy.tenantId}/messages`,
    headers: { ...HEADERS, 'idempotency-key': 'k2' },
    payload: { to: CALLER, body: 'Ace Plumbing: hello. Reply STOP to opt out.', kind: 'ai_reply' },
  })
  assert.equal(response.statusCode, 409)
  assert.deepEqual((response.json() as { reasons: string[] }).reasons, ['suppressed'])
})

test('an erasure while a text is under way says so and changes nothing', async () => {
  const opened = await open()
  const { house, policy } = opened
  const { store } = house.app
  await call(house)
  const effect = {
    kind: 'send-sms' as const,
    smsKind: 'ai_reply' as const,
    to: phone(CALLER),
    from: null,
    body: 'x',
    leadId: null,
    callSid: null,
  }
  const planned = { effect, notBefore: null, cancelKey: null, onceKey: null, lane: null }
  const now = house.app.parts.clock.now()
  await store.transaction(policy.tenantId, (tx) => tx.outbox.add([{ id: 'held', conversationKey: CALLER, planned, at: now }]))
  await store.acrossTenants.claimDue({ at: now, limit: 10, leaseUntil: now })
  const problem = await api<{ code: string }>(opened, 'POST', '/erasures', { phone: CALLER }, 409)
  assert.equal(problem.code, 'erasure_busy')
  assert.ok((await packOf(opened)).entries.every((entry) => entry.kind !== 'erasure'))
})

test('every kind of entry has a sentence that a stranger can read', async () => {
  const opened = await open()
  await call(opened.house)
  await write(opened.house, 'STOP')
  await call(opened.house)
  await api(opened, 'POST', '/erasures', { phone: CALLER })
  const pack = await packOf(opened)
  for (const entry of pack.entries) assert.match(sentenceOf(entry), /^[A-Z].{10,}\.$/, JSON.stringify(entry))
})
