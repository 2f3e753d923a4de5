/**
 * Goal: after an erasure nothing of the person is left in any byte of the database's files.
 * Method: much churn, so that pages fill, split and free; every seventh person is erased; the files are read as bytes. Zeroing deleted rows alone leaves
 * copies in pages that were split, which is why the file is rewritten.
 */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { newConversation } from '#core/conversation/conversation.ts'
import { instant } from '#core/values/instant.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import type { Store, TenantTransaction } from '#ports/store.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

// A well-formed id.
const TENANT = parseTenantId('t_traces') as TenantId
const AT = instant(1_700_000_000_000)
const PEOPLE = 900
const ROUNDS = 4

test('nothing of an erased person is left in the files, and everybody else is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'traces-'))
  const path = join(folder, 'test.db')
  const store = await openSqliteStore({ path, synchronous: 'NORMAL', secretKey: new Uint8Array(32).fill(5) })
  for (let round = 0; round < ROUNDS; round++) await live(store, round)
  const erased = Array.from({ length: Math.ceil(PEOPLE / 7) }, (_, place) => place * 7)
  for (const who of erased) {
    await store.transaction(TENANT, async (tx) => {
      await tx.people.blank(phoneOf(who))
      await tx.ledger.erasePerson(phoneOf(who))
    })
  }
  assert.ok(tracesOf(path, [1, 2, 3]) > 0)
  assert.equal(await store.eraseTraces(), true)
  assert.equal(tracesOf(path, erased), 0)
  assert.ok(tracesOf(path, [1, 2, 3]) > 0)
  assert.equal((await store.transaction(TENANT, (tx) => tx.messages.list({ limit: 1, cursor: null }))).items.length, 1)
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function live(store: Store, round: number): Promise<void> {
  for (let first = 0; first < PEOPLE; first += 25) {
    await store.transaction(TENANT, async (tx) => {
      for (let place = first; place < first + 25; place++) await oneDay(tx, (place * 7919 + round * 31) % PEOPLE, round)
    })
  }
}

async function oneDay(tx: TenantTransaction, who: number, round: number): Promise<void> {
  const phone = phoneOf(who)
  const key = { conversationKey: phone }
  const id = `${who}-${round}`
  const event = { kind: 'message-played' as const, callSid: `CA${who}`, from: phone, to: '+12175550102' }
  await tx.inbox.add({ id: `in-${id}`, at: AT, ...key, event, reply: { kind: 'nothing' }, context: null })
  const pending = [{ messageSid: 'SM', body: `${nameOf(who)}${'x'.repeat((who * round * 13) % 700)}`, receivedAt: AT }]
  await tx.conversations.save({ ...newConversation(phone, phone), pending }, AT)
  await tx.calls.save({
    callSid: `CA${who}`,
    ...key,
    leadId: null,
    from: phone,
    to: '',
    stage: 'missed',
    mode: 'day',
    startedAt: AT,
    missedAt: AT,
    endedAt: null,
    disclosurePlayedAt: null,
  })
  const body = `Hello ${nameOf(who)} ${'y'.repeat((who * 17) % 500)}`
  await tx.messages.add({
    id,
    ...key,
    leadId: null,
    direction: 'inbound',
    from: phone,
    to: '',
    body,
    kind: 'customer',
    status: 'received',
    carrierId: id,
    errorCode: null,
    segments: 1,
    createdAt: AT,
    sentAt: AT,
    waitsUntil: null,
    reasons: [],
  })
  const effect = { kind: 'look-up-caller' as const, phone }
  await tx.outbox.add([
    { id, ...key, planned: { effect, notBefore: null, cancelKey: null, onceKey: `once:${phone}:${round}`, lane: null }, at: AT },
  ])
  await tx.outbox.settle(id, 'done')
  await tx.alerts.add({ id, at: AT, kind: 'hand-over', body: `${nameOf(who)} ${phone}`, leadId: null, status: 'sent', onceKey: null })
  await tx.ledger.append({ kind: 'consent', at: AT, person: phone, facts: {}, personal: { e164: phone, words: nameOf(who) } })
}

/** How many of these people the bytes of the files still name, by number or by name. */
function tracesOf(path: string, people: readonly number[]): number {
  const bytes = Buffer.concat(['', '-wal', '-shm'].flatMap((end) => (existsSync(path + end) ? [readFileSync(path + end)] : [])))
  return people.filter((who) => bytes.includes(phoneOf(who).slice(1)) || bytes.includes(nameOf(who))).length
}

function phoneOf(who: number): PhoneNumber {
  return parsePhoneNumber(`+1312${2_000_000 + who * 37}`) ?? assert.fail('not a number')
}

function nameOf(who: number): string {
  return `Zq${who}Quill`
}
