import assert from 'node:assert/strict'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import type { TenantId } from '#core/values/tenant-id.ts'
import { openHouse, type House, type HouseOptions } from './house.ts'

/** Goal: what happens while the product is away, for minutes or a night, and after an old database has been put back: no lead lost, nobody texted against their will or twice. */

const CALLER = '+13125550142'
const OTHER = '+13125550143'
const OWNER = '+12175550101'
const SHOP = '+12175550102'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LEAK = 'My water heater is leaking a bit, 412 Oak St 62701'
const houses: House[] = []

after(async () => {
  for (const opened of houses) await opened.close()
})

type Opened = House & { tenantId: TenantId }

/** A business that has been served for a while, so that the carrier's list was read. */
async function open(options: HouseOptions = {}): Promise<Opened> {
  const opened = await openHouse(options)
  houses.push(opened)
  const { tenantId } = await opened.addTenant()
  opened.carrier.setPhone(OWNER, { kind: 'declines' })
  await opened.pass(20 * MINUTE)
  return Object.assign(opened, { tenantId })
}

async function away(opened: Opened, ms: number, meanwhile: () => void): Promise<void> {
  await opened.app.stop()
  opened.goDown()
  await opened.clock.advance(MINUTE)
  meanwhile()
  await opened.clock.advance(ms)
  await opened.restart()
}

function call(opened: Opened, from: string = CALLER): void {
  opened.carrier.placeCall({ from, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
}

function write(opened: Opened, body: string, from: string = CALLER): void {
  opened.carrier.sendTextFromHandset({ from, to: SHOP, body })
}

function textsTo(opened: Opened, e164: string): string[] {
  return opened.carrier.handset(e164).inbox.map(({ body }) => body)
}

/** What the two customers have on their phones. */
function bothInboxes(opened: Opened): string[][] {
  return [CALLER, OTHER].map((phone) => textsTo(opened, phone))
}

async function leads(opened: Opened) {
  return (await opened.app.store.transaction(opened.tenantId, (tx) => tx.leads.list({ limit: 50, cursor: null }))).items
}

for (const minutes of [12, 26, 120, 9 * 60]) {
  test(`somebody who called ${minutes} minutes before the product came back is a lead that the owner hears of, and gets no late text`, async () => {
    const opened = await open()
    await away(opened, minutes * MINUTE, () => call(opened))
    await opened.pass(5 * MINUTE)
    assert.equal((await leads(opened)).length, 1)
    assert.deepEqual(textsTo(opened, CALLER), [])
    const told = textsTo(opened, OWNER)
    assert.equal(told.length, 1, told.join('\n'))
    assert.match(told[0] ?? '', /^TEXT NOT DELIVERED: please call - Ace Plumbing\n\+13125550142/)
    call(opened)
    await opened.pass(5 * MINUTE)
    assert.match(textsTo(opened, CALLER).join('\n'), /^Ace Plumbing: Sorry we missed your call/, 'the next call gets its text')
  })
}

for (const [minutes, answers] of [
  [12, 1],
  [120, 0],
] as const) {
  test(`what somebody wrote ${minutes} minutes before is read, and answered ${answers} times`, async () => {
    const opened = await open()
    await away(opened, minutes * MINUTE, () => write(opened, LEAK))
    await opened.pass(5 * MINUTE)
    const [lead, ...others] = await leads(opened)
    assert.deepEqual([lead?.street, lead?.zip, others.length], ['412 Oak St', '62701', 0])
    assert.equal(textsTo(opened, CALLER).length, answers)
    const told = textsTo(opened, OWNER).join('\n')
    assert.match(told, /\+13125550142/)
    assert.match(told, /water heater is leaking/)
  })
}

test('who was promised an answer when the product went down is rung by the owner when it comes back too late', async () => {
  const opened = await open()
  opened.carrier.faults.add({ on: 'rest', path: '/Messages.json', method: 'POST', times: 2, action: { kind: 'status', status: 503 } })
  call(opened)
  await opened.clock.advance(6_000)
  write(opened, LEAK, OTHER)
  await away(opened, 40 * MINUTE, () => {})
  await opened.pass(5 * MINUTE)
  assert.deepEqual(bothInboxes(opened), [[], []])
  const told = textsTo(opened, OWNER).join('\n')
  assert.match(told, /TEXT NOT DELIVERED: please call(?: - Ace Plumbing\n|: )\+13125550142/)
  assert.match(told, /TEXT NOT DELIVERED: please call(?: - Ace Plumbing\n|: )\+13125550143/)
})

test('a STOP of the night is known before anything leaves in the morning', async () => {
  const opened = await open()
  call(opened)
  await opened.pass(2 * MINUTE)
  write(opened, LEAK)
  await away(opened, 3 * HOUR, () => write(opened, 'leave me alone, no more texts please'))
  const before = textsTo(opened, CALLER).length
  await opened.pass(30 * MINUTE)
  const { contact } = (await opened.app.store.transaction(opened.tenantId, (tx) => tx.conversations.find(CALLER))) ?? assert.fail('no talk')
  assert.notEqual(contact.suppressedAt, null)
  assert.equal(textsTo(opened, CALLER).length, before)
})

/** Copies the database as the page on backups says. */
function backUp({ dataDir }: House): void {
  const database = new DatabaseSync(join(dataDir, 'test.db'))
  database.exec(`vacuum into '${join(dataDir, 'backup.db')}'`)
  database.close()
}

/** The product ends, the copy takes the place of its database, and it starts again. */
async function putBack(opened: House): Promise<void> {
  await opened.app.stop()
  opened.goDown()
  for (const end of ['', '-wal', '-shm']) rmSync(join(opened.dataDir, `test.db${end}`), { force: true })
  copyFileSync(join(opened.dataDir, 'backup.db'), join(opened.dataDir, 'test.db'))
  await opened.restart()
}

test('after an old database was put back, who opted out since is known, and nobody gets again what they have', async () => {
  const opened = await open()
  backUp(opened)
  call(opened)
  await opened.pass(MINUTE)
  write(opened, LEAK)
  await opened.pass(2 * MINUTE)
  call(opened, OTHER)
  await opened.pass(2 * MINUTE)
  write(opened, 'please stop texting me', OTHER)
  await opened.pass(2 * HOUR)
  const before = bothInboxes(opened)
  assert.deepEqual(
    before.map((texts) => texts.length),
    [2, 2],
  )
  await putBack(opened)
  await opened.pass(HOUR)
  assert.deepEqual(bothInboxes(opened), before)
  const known = await opened.app.store.transaction(opened.tenantId, (tx) => tx.conversations.find(OTHER))
  assert.notEqual(known?.contact.suppressedAt, null)
})

test('callers and texts of the last minutes, which the old database does not know, are not answered a second time', async () => {
  const opened = await open()
  backUp(opened)
  await opened.pass(8 * MINUTE)
  call(opened)
  write(opened, LEAK, OTHER)
  await opened.pass(4 * MINUTE)
  const before = bothInboxes(opened)
  assert.deepEqual(
    before.map((texts) => texts.length),
    [1, 1],
  )
  await putBack(opened)
  await opened.pass(10 * MINUTE)
  assert.deepEqual(bothInboxes(opened), before)
  assert.equal((await leads(opened)).length, 2)
  opened.carrier.placeCall({ from: '+13125550144', to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(MINUTE)
  assert.equal(textsTo(opened, '+13125550144').length, 1)
})

test('a text that waited in a backup and has left since does not leave again', async () => {
  const opened = await open()
  const slow = opened.carrier.faults.add({
    on: 'rest',
    path: '/Messages.json',
    method: 'POST',
    times: 6,
    action: { kind: 'status', status: 503 },
  })
  await opened.pass(10 * MINUTE)
  call(opened)
  await opened.clock.advance(12_000)
  assert.equal((await opened.messages(opened.tenantId))[0]?.carrierId, null)
  backUp(opened)
  slow.remove()
  await opened.pass(12 * MINUTE)
  const before = bothInboxes(opened)
  assert.equal(before[0]?.length, 1)
  await putBack(opened)
  await opened.pass(10 * MINUTE)
  assert.deepEqual(bothInboxes(opened), before)
  const [text] = await opened.messages(opened.tenantId)
  assert.deepEqual([text?.kind, text?.status], ['instant_reply', 'delivered'])
  assert.doesNotMatch(textsTo(opened, OWNER).join('\n'), /NOT DELIVERED/)
})

test('nothing is texted before the carrier has said what happened meanwhile, and then at once', async () => {
  const opened = await open()
  await away(opened, HOUR, () => {
    write(opened, 'please stop texting me', OTHER)
    opened.carrier.faults.add({ on: 'rest', path: '/Messages.json', method: 'GET', times: 100, action: { kind: 'status', status: 503 } })
  })
  call(opened)
  call(opened, OTHER)
  await opened.pass(3 * MINUTE)
  assert.deepEqual(bothInboxes(opened), [[], []])
  opened.carrier.faults.clear()
  await opened.pass(MINUTE)
  assert.deepEqual(
    bothInboxes(opened).map((texts) => texts.length),
    [1, 0],
  )
})
