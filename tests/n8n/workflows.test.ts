/**
 * Goal: the workflows that are shipped do with a real n8n what `orchestration/README.md` says, and a dead n8n costs nothing but time.
 * Method: n8n as it comes from npm, the product in lab mode under its supervisor, a stand-in for somebody's CRM; callers of the built-in phone network.
 */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parseWorkflow, versionOf, type Workflow } from '../../orchestration/workflow-file.ts'
import { startLabProduct, type LabProduct } from '../e2e/lab-product.ts'
import { within } from '../e2e/open-world.ts'
import { installN8n } from './install-n8n.ts'
import { prepareN8n, type N8nServer } from './n8n-server.ts'
import { openStandInCrm, type StandInCrm } from './stand-in-crm.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'orchestration', 'workflows')
const SECRET = 'a-secret-of-the-workflows'
const TOKEN = 'an-operator-token-of-the-test'
const TENANT = 't_demo'
const [RECEIVE, RECORD, FOLLOW_UP] = ['wfReceiveEvents1', 'wfRecordLead0001', 'wfFollowUp000001']
/** Calls and texts take their own time in the lab: the owner declines, a burst of texts is waited for. */
const STEP_LIMIT_MS = 40_000
/** Longer than the waits between the tries while n8n was away. */
const DELIVERY_LIMIT_MS = 180_000

/** A nudge may leave from 20 hours after the call on. */
const HOURS_ON = 26

type Message = { id: string; direction: string; to: string; from: string; kind: string; createdAt: string }
type Lead = { id: string; phone: string; status: string; name: string | null; zip: string | null; createdAt: string }

let crm: StandInCrm
let n8n: N8nServer
let product: LabProduct

before(async () => {
  // Long steps that say nothing look like a test that hangs.
  const installed = await installN8n((line) => void process.stderr.write(`${line}\n`))
  crm = await openStandInCrm()
  n8n = await prepareN8n(installed)
  product = await startLabProduct({ N8N_WEBHOOK_URL: n8n.webhookUrl, N8N_SIGNING_SECRET: SECRET, LEAD_AGENT_OPERATOR_TOKEN: TOKEN })
  await n8n.install(settled(), [
    { id: 'credEventSecret1', name: 'Event secret', type: 'crypto', data: { hmacSecret: SECRET } },
    header('credProductToken', `Bearer ${TOKEN}`),
    header('credCrm000000001', 'Bearer of-the-crm'),
    header('credOperator0001', 'Bearer of-the-operator'),
  ])
  await n8n.start()
})
after(async () => {
  await product?.stop()
  await n8n?.close()
  await crm?.close()
})

const header = (id: string, value: string) => ({ id, name: id, type: 'httpHeaderAuth', data: { name: 'Authorization', value } })

/** In place of each morning. */
const OFTEN = { rule: { interval: [{ field: 'seconds', secondsInterval: 10 }] } }

/** The shipped files with the addresses of this test, and a follow-up asked for at once, for whoever has been silent for no time at all by n8n's own clock. */
function settled(): Workflow[] {
  return globSync('*.json', { cwd: FOLDER }).map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8')
      .replace('https://crm.example.com/rows', `${crm.origin}/rows`)
      .replace('https://operator.example.com/notes', `${crm.origin}/notes`)
      .replace('http://127.0.0.1:3000', product.origin)
      .replace('"value": 24', '"value": -72')
    const workflow = parseWorkflow(text)
    const nodes = workflow.nodes.map((node) => (node.type.endsWith('.scheduleTrigger') ? { ...node, parameters: OFTEN } : node))
    return { ...workflow, nodes, versionId: versionOf({ ...workflow, nodes }) }
  })
}

async function ask<Answer>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  const response = await fetch(product.origin + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  assert.ok(response.ok, `${method} ${path} answered ${response.status}: ${text}`)
  // The caller names the shape that the contract gives to this path.
  return JSON.parse(text) as Answer
}

const list = async <Item>(what: string) => (await ask<{ items: Item[] }>('GET', `/api/v1/tenants/${TENANT}/${what}?limit=200`)).items

/** Somebody new rings, the owner declines, and the first text has left; answers with their lead. */
async function missedCall(): Promise<Lead> {
  const known = new Set((await list<Lead>('leads')).map(({ id }) => id))
  if (known.size > 0) await ask('POST', '/lab/next-customer', {})
  await ask('POST', '/lab/ring', { caller: 'waits', owner: 'declines' })
  const lead = await within(STEP_LIMIT_MS, 'a lead', async () => (await list<Lead>('leads')).find(({ id }) => !known.has(id)))
  await within(STEP_LIMIT_MS, 'the first text', async () => (await textsTo(lead))[0])
  return lead
}

async function textsTo({ phone }: Lead): Promise<Message[]> {
  return (await list<Message>('messages')).filter(({ direction, to }) => direction === 'outbound' && to === phone)
}

/** Answers when it was answered. */
async function customerSays(lead: Lead, body: string): Promise<void> {
  const before = (await textsTo(lead)).length
  await ask('POST', '/lab/text', { body, from: 'customer' })
  await within(STEP_LIMIT_MS, `an answer to "${body}"`, async () => ((await textsTo(lead)).length > before ? true : undefined))
}

async function becomesQualified(name: string): Promise<Lead> {
  const lead = await missedCall()
  await customerSays(lead, `My kitchen sink is clogged. ${name}, 12 Oak St, Springfield 62701`)
  await customerSays(lead, 'Tomorrow morning')
  return within(STEP_LIMIT_MS, `${name} to be qualified`, async () => {
    const found = (await list<Lead>('leads')).find(({ id }) => id === lead.id)
    return found?.status === 'open' ? undefined : found
  })
}

const rowsOf = (lead: Lead) => crm.at('/rows').filter(({ body }) => body['leadId'] === lead.id)
const row = (lead: Lead) => within(DELIVERY_LIMIT_MS, 'the row in the CRM', () => rowsOf(lead)[0])
const succeeded = async (workflow: string) => (await n8n.executions(workflow)).filter(({ status }) => status === 'success').length

test('a caller who becomes a qualified lead is one row in the CRM', async () => {
  const lead = await becomesQualified('Dana Kim')
  const { key, authorization, body } = await row(lead)
  assert.match(key ?? '', /^evt_[0-9a-f]{32}$/)
  assert.equal(body['eventId'], key)
  assert.equal(authorization, 'Bearer of-the-crm')
  assert.deepEqual([body['tenantId'], body['phone'], body['name'], body['zip']], [TENANT, lead.phone, 'Dana Kim', '62701'])
  await within(STEP_LIMIT_MS, 'both events to be taken', async () => ((await succeeded(RECEIVE)) >= 2 ? true : undefined))
  assert.equal(await succeeded(RECORD), 1)
  assert.equal(rowsOf(lead).length, 1)
  assert.deepEqual(crm.at('/notes'), [])
})

test('whoever cannot sign, or sends again what was signed long ago, is refused and nothing happens', async () => {
  const rows = crm.at('/rows').length
  const body = JSON.stringify({
    id: 'evt_x',
    type: 'lead.qualified',
    version: 1,
    tenantId: 't_x',
    at: '',
    data: { leadId: 'ld_x', lead: {} },
  })
  const post = async (secret: string | null, agoSeconds = 0, sent = body) => {
    const timestamp = String(Math.floor(Date.now() / 1_000) - agoSeconds)
    const signature = secret === null ? '' : `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
    const headers = { 'content-type': 'application/json', 'x-lead-agent-timestamp': timestamp, 'x-lead-agent-signature': signature }
    return (await fetch(n8n.webhookUrl, { method: 'POST', headers, body: sent })).status
  }
  assert.deepEqual(
    [await post('another secret'), await post(null), await post(SECRET, 600), await post(SECRET, -600), await post(SECRET, 0, `${body} `)],
    [401, 401, 401, 401, 401],
  )
  assert.equal(crm.at('/rows').length, rows)
})

test('while the CRM is broken the operator is told, and the row arrives when it is mended', async () => {
  crm.breakDown(1)
  const lead = await becomesQualified('Lee Park')
  await row(lead)
  assert.equal(rowsOf(lead).length, 1)
  const note = await within(STEP_LIMIT_MS, 'a note to the operator', () => crm.at('/notes')[0])
  assert.match(String(note.body['text']), /The workflow "(Record a qualified lead|Receive events)" failed/)
})

test('with n8n killed the conversation goes on, and the event arrives when it is back', async () => {
  await n8n.kill()
  const lead = await becomesQualified('Ana Ruiz')
  assert.deepEqual(rowsOf(lead), [])
  await n8n.start()
  await row(lead)
  await within(DELIVERY_LIMIT_MS, 'every event to be told', async () => {
    const figures = await (await fetch(`${product.origin}/metrics`)).text()
    const done = [...figures.matchAll(/^lead_agent_workflow_events_total\{outcome="done",type="(.+)"\} (\d+)$/gm)]
    return done.some(([, type, count]) => type === 'lead.qualified' && Number(count) === 3) ? true : undefined
  })
  assert.equal(rowsOf(lead).length, 1)
})

test('a caller who never answered is asked about once, in a text that the product decides on', async () => {
  const lead = await missedCall()
  const followUps = async () => (await textsTo(lead)).filter(({ kind }) => kind === 'followup')
  const anotherRun = async () => {
    const known = await succeeded(FOLLOW_UP)
    await within(STEP_LIMIT_MS, 'two runs, one of them whole', async () => ((await succeeded(FOLLOW_UP)) >= known + 2 ? true : undefined))
  }
  await anotherRun()
  assert.deepEqual(await followUps(), [], 'asked for too early, it is refused, and that is a normal end')
  const refused = (await list<{ subject: string; reasons: { code: string }[] }>('decisions')).filter(
    ({ subject }) => subject === 'sms-asked',
  )
  assert.ok(refused.length > 0)
  // By the product's clock it is the next day; n8n's stays what it is.
  // oxlint-disable-next-line no-await-in-loop
  for (let hour = 0; hour < HOURS_ON; hour += 1) await ask('POST', '/lab/clock', { to: 'hour' })
  await within(STEP_LIMIT_MS, 'a follow-up', async () => (await followUps())[0])
  await anotherRun()
  assert.equal((await followUps()).length, 1)
  assert.deepEqual(
    (await n8n.executions(FOLLOW_UP)).filter(({ status }) => status === 'error'),
    [],
  )
})
