import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { guardModel } from '#adapters/guarded-model/guard-model.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { instant } from '#core/values/instant.ts'
import { erasePerson } from '#flow/ledger/erase-person.ts'
import type { ModelAnswer, ModelRequest } from '#ports/language-model.ts'
import type { DecisionRow, LeadRow } from '#ports/store.ts'
import { openHouse, phone, type House } from './house.ts'
import { hangs, proposes, scriptedModel, type ScriptedModel } from './scripted-model.ts'

const CALLER = '+13125550142'
const OWNER = '+12175550101'
const SHOP = '+12175550102'
const ACCOUNT_SID = `AC${'a'.repeat(32)}`
const houses: House[] = []

after(async () => {
  for (const opened of houses) await opened.close()
})

/** A house with this model in which the caller was missed and has our first text. */
async function houseWith(model: ScriptedModel, deadlineMs = 1_000, changes: Partial<TenantPolicy> = {}) {
  const house = await openHouse({ replacements: async () => ({ model: (clock) => guardModel(model, { clock, deadlineMs }) }) })
  houses.push(house)
  const policy = await house.addTenant(changes)
  house.carrier.setPhone(OWNER, { kind: 'declines' })
  house.carrier.placeCall({ from: CALLER, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  await house.pass(30_000)
  return { house, policy }
}

async function write(house: House, body: string, waitMs = 8_000): Promise<void> {
  house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body })
  await house.pass(waitMs)
}

const textsTo = (house: House, e164: string) => house.carrier.handset(e164).inbox.map((text) => text.body)

async function leadOf(house: House, { tenantId }: TenantPolicy): Promise<LeadRow> {
  const { items } = await house.app.store.transaction(tenantId, (tx) => tx.leads.list({ limit: 10, cursor: null }))
  assert.ok(items[0])
  return items[0]
}

async function decisionsOf(house: House, { tenantId }: TenantPolicy): Promise<DecisionRow[]> {
  return (await house.app.store.transaction(tenantId, (tx) => tx.decisions.list({ limit: 200, cursor: null }))).items
}

/** What the newest decision with this code says. */
async function factsOf(house: House, policy: TenantPolicy, code: string): Promise<Record<string, unknown> | undefined> {
  const reasons = (await decisionsOf(house, policy)).flatMap((decision) => decision.reasons)
  return reasons.find((reason) => reason.code === code)?.facts
}

async function spentMicros(house: House, { tenantId }: TenantPolicy): Promise<number> {
  return (await house.app.store.transaction(tenantId, (tx) => tx.usage.since(instant(0)))).costMicros
}

test('with a model that hangs the reply leaves within a second and a half of the text, and the decision says why', async () => {
  const { house, policy } = await houseWith(scriptedModel(hangs))
  const sentMs = house.clock.now()
  await write(house, 'my sink is clogged')
  const reply = house.carrier.texts(ACCOUNT_SID).find((text) => text.to === CALLER && text.createdAt > sentMs)
  assert.ok(reply)
  assert.ok(reply.createdAt - sentMs <= 1_500, `${reply.createdAt - sentMs} ms`)
  assert.deepEqual(await factsOf(house, policy, 'read_by'), { engine: 'embedded', fallback: 'timeout' })
})

test('a model in time adds a name that our own engine does not know, and the decision says who read', async () => {
  const model = scriptedModel(({ text }) => proposes(text, { intent: 'book' }, { name: 'zyxa qworp' }))
  const { house, policy } = await houseWith(model)
  await write(house, "sink is clogged and won't drain. ask for zyxa qworp when you get there")
  assert.equal((await leadOf(house, policy)).name, 'zyxa qworp')
  assert.deepEqual(await factsOf(house, policy, 'read_by'), { engine: 'scripted', fallback: null })
})

test('a late answer refines the lead and its score, and texts nobody', async () => {
  let answer: (of: ModelAnswer) => void = () => {}
  const model = scriptedModel(() => new Promise((resolve) => (answer = resolve)))
  const { house, policy } = await houseWith(model)
  const text = 'hmm the zyxa qworp thing by the wall'
  await write(house, text)
  const before = await leadOf(house, policy)
  const texts = [textsTo(house, CALLER).length, textsTo(house, OWNER).length]
  answer(proposes(text, { intent: 'emergency_help', urgency: 'emergency', safety: true }, { name: 'zyxa qworp' }))
  await house.app.parts.reader.settled()
  await house.pass(60_000)
  const lead = await leadOf(house, policy)
  assert.deepEqual([before.name, lead.name, lead.urgency, lead.safety], [null, 'zyxa qworp', 'emergency', true])
  assert.ok(lead.score > before.score)
  assert.deepEqual([textsTo(house, CALLER).length, textsTo(house, OWNER).length], texts)
  assert.deepEqual(await factsOf(house, policy, 'lead_refined'), { fields: 'name', urgency: 'emergency', safety: true })
})

test('a late answer about somebody who was erased meanwhile leaves no trace', async () => {
  let answer: (of: ModelAnswer) => void = () => {}
  const { house, policy } = await houseWith(scriptedModel(() => new Promise((resolve) => (answer = resolve))))
  const text = 'sink is clogged, zyxa qworp'
  await write(house, text)
  await house.pass(60_000 - 10_000)
  const erased = await erasePerson(house.app.parts, policy.tenantId, phone(CALLER), 'test')
  assert.equal(erased.kind, 'erased')
  answer(proposes(text, {}, { name: 'zyxa qworp' }))
  await house.app.parts.reader.settled()
  // Neither the lead nor an event, which would hold the words.
  const subjects = (await decisionsOf(house, policy)).map(({ subject }) => subject)
  assert.ok(!subjects.includes('reading-refined'), subjects.join(' '))
})

test('a late answer after STOP changes nothing', async () => {
  let answer: (of: ModelAnswer) => void = () => {}
  const { house, policy } = await houseWith(scriptedModel(() => new Promise((resolve) => (answer = resolve))))
  const text = 'hmm the zyxa qworp thing by the wall'
  await write(house, text)
  const late = answer
  await write(house, 'STOP')
  late(proposes(text, {}, { name: 'zyxa qworp' }))
  await house.app.parts.reader.settled()
  assert.deepEqual([(await leadOf(house, policy)).status, (await leadOf(house, policy)).name], ['opted_out', null])
})

test('STOP is not shown to a model, and a model that says STOP is not believed', async () => {
  const model = scriptedModel(({ text }) => proposes(text, { intent: 'opt_out' }))
  const { house, policy } = await houseWith(model)
  await write(house, 'my sink is clogged')
  assert.equal((await leadOf(house, policy)).status, 'open')
  const before = model.requests.length
  await write(house, 'STOP')
  assert.equal(model.requests.length, before)
  assert.equal((await leadOf(house, policy)).status, 'opted_out')
})

test('every text of a burst is shown to the model once, with what was asked and nothing but the words', async () => {
  const model = scriptedModel(({ text }) => proposes(text, {}))
  const { house } = await houseWith(model)
  await write(house, 'my sink is clogged', 300)
  await write(house, 'since tuesday', 300)
  await write(house, 'its bad')
  assert.deepEqual(
    model.requests.map(({ text }) => text),
    ['my sink is clogged', 'since tuesday', 'its bad'],
  )
  const told = JSON.stringify(model.requests)
  for (const secret of [CALLER, OWNER, SHOP, 'Ace Plumbing', 'Sam']) assert.ok(!told.includes(secret), secret)
})

test('the day the provider is down the product works, and after some failures it is not even asked', async () => {
  const model = scriptedModel(() => ({ kind: 'failed', reason: '503', costMicros: 0 }))
  const { house, policy } = await houseWith(model)
  for (const body of [
    'my sink is clogged',
    '412 Oak St, Springfield 62704',
    'Dana Miller',
    'tomorrow morning',
    'thanks',
    'also the toilet runs',
    'bye',
  ]) {
    await write(house, body)
  }
  const lead = await leadOf(house, policy)
  assert.deepEqual([lead.status, lead.name, lead.street], ['qualified', 'Dana Miller', '412 Oak St'])
  assert.ok(textsTo(house, OWNER).some((alert) => alert.includes('NEW LEAD')))
  assert.equal(model.requests.length, 5)
  const fallbacks = (await decisionsOf(house, policy)).flatMap(({ reasons }) => reasons.filter(({ code }) => code === 'read_by'))
  assert.deepEqual(new Set(fallbacks.map(({ facts }) => facts?.['fallback'])), new Set(['error', 'open-circuit']))
})

test('what a call costs is counted, late ones too, and a bill beyond belief is cut', async () => {
  let answer: ((_: ModelAnswer) => void) | null = null
  const model = scriptedModel(({ text }: ModelRequest) => {
    if (text.includes('late')) return new Promise((resolve) => (answer = resolve))
    return proposes(text, {}, {}, text.includes('absurd') ? 1e15 : 1_234)
  })
  const { house, policy } = await houseWith(model)
  const cost = async (body: string) => {
    // The text itself costs the same every time.
    const before = await spentMicros(house, policy)
    await write(house, body)
    return (await spentMicros(house, policy)) - before
  }
  const plain = await cost('ok x')
  const absurd = await cost('ok absurd')
  assert.equal(absurd - plain, 100_000 - 1_234)
  const late = await cost('ok late')
  assert.ok(answer !== null)
  const settle: (_: ModelAnswer) => void = answer
  settle(proposes('ok late', {}, {}, 1_234))
  await house.app.parts.reader.settled()
  assert.ok(late < plain)
})

test('over its share of the budget a tenant gets the embedded engine, and its texts still leave', async () => {
  const model = scriptedModel(({ text }) => proposes(text, {}))
  const limits = { requestsPerMinute: 20, textsPerHour: 1_000, textsPerDay: 10_000, monthlyBudgetCents: 100 }
  const { house, policy } = await houseWith(model, 1_000, { limits })
  const used = { requests: 0, texts: 0, segments: 0, costMicros: 750_000 }
  await house.app.store.transaction(policy.tenantId, (tx) => tx.usage.add(instant(house.clock.now()), used))
  const before = textsTo(house, CALLER).length
  await write(house, 'my sink is clogged')
  assert.equal(model.requests.length, 0)
  assert.equal(textsTo(house, CALLER).length, before + 1)
  assert.deepEqual(await factsOf(house, policy, 'read_by'), { engine: 'embedded', fallback: 'budget' })
})

test('a wording that only adds courtesy goes out; one that promises, or comes when time is short, does not', async () => {
  let wording = (draft: string) => `Thank you! ${draft}`
  const model = scriptedModel(
    ({ text }) => proposes(text, {}),
    ({ text }) => wording(text),
  )
  const { house, policy } = await houseWith(model, 3_000)
  await write(house, 'my sink is clogged')
  assert.match(textsTo(house, CALLER).at(-1) ?? '', /^Thank you! /)
  wording = (draft) => `${draft} We will be there at 5 for $20, guaranteed.`
  await write(house, '412 Oak St')
  assert.doesNotMatch(textsTo(house, CALLER).at(-1) ?? '', /\$|guarant|there at/)
  assert.ok(await factsOf(house, policy, 'wording_refused'))

  const hurried = scriptedModel(
    ({ text }) => proposes(text, {}),
    ({ text }) => `Thank you! ${text}`,
  )
  const { house: other } = await houseWith(hurried, 1_000)
  await write(other, 'my sink is clogged')
  assert.equal(hurried.rewordRequests.length, 0)
})

test('in an emergency no word is left to a model', async () => {
  const model = scriptedModel(
    ({ text }) => proposes(text, {}),
    ({ text }) => `Thank you! ${text}`,
  )
  const { house } = await houseWith(model, 3_000)
  await write(house, 'i smell gas in the basement')
  assert.equal(model.rewordRequests.length, 0)
  assert.doesNotMatch(textsTo(house, CALLER).at(-1) ?? '', /^Thank you!/)
})
