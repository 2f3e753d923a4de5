/**
 * Goal: a workflow that is shipped can be imported, holds nobody's secret and asks the product only what its API has.
 * Method: the judge runs on the real files (no problem) and on copies with one planted violation each (exactly that one found).
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { judgeWorkflows, type Commands } from './judge-workflows.ts'
import { parseWorkflow, versionOf, type Workflow } from './workflow-file.ts'

const FOLDER = join(import.meta.dirname, 'workflows')
const TEXTS = new Map(globSync('*.json', { cwd: FOLDER }).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]))
// The committed description is compared with the schemas in a test of its own.
const { paths: COMMANDS } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'docs', 'openapi.json'), 'utf8')) as { paths: Commands }

const FOLLOW_UP = 'follow-up-silent-leads.json'
const RECORD = 'record-qualified-lead.json'
const RECEIVE = 'receive-events.json'

function shipped(): Map<string, Workflow> {
  return new Map([...TEXTS].map(([file, text]) => [file, parseWorkflow(text)]))
}

test('the workflows that are shipped have nothing wrong with them', () => {
  assert.ok(TEXTS.size >= 4, 'a judge who reads nothing finds nothing')
  assert.deepEqual(judgeWorkflows(shipped(), COMMANDS), [])
})

/** The shipped files with one text in one of them replaced, and the version made right again. */
function planted(file: string, from: string, to: string): Map<string, Workflow> {
  const text = TEXTS.get(file) ?? assert.fail(`there is no ${file}`)
  assert.ok(text.includes(from), `${file} does not say ${from}`)
  const changed = parseWorkflow(text.replace(from, to))
  return new Map([...shipped(), [file, { ...changed, versionId: versionOf(changed) }]])
}

const VIOLATIONS: [name: string, file: string, from: string, to: string, found: RegExp][] = [
  ['a path that the API lacks', FOLLOW_UP, '}}/messages', '}}/texts', /Ask for the text: the API has no POST .*\/texts$/],
  ['a method that the API lacks', FOLLOW_UP, '"method": "POST"', '"method": "PUT"', /Ask for the text: the API has no PUT/],
  ['a path below one that the API has', FOLLOW_UP, '/api/v1/tenants",', '/api/v1/tenants/all/of/them",', /Businesses: the API has no GET/],
  ['a text without a key', FOLLOW_UP, '"name": "Idempotency-Key"', '"name": "X-Key"', /needs an Idempotency-Key/],
  ['a text with an empty key', FOLLOW_UP, '"value": "=followup:{{ $json.leadId }}"', '"value": ""', /needs an Idempotency-Key/],
  ['an address that is no setting', RECORD, '={{ $json.crmUrl }}', 'https://crm.example.com/rows', /which is no address of a setting/],
  ["somebody's host", RECORD, 'crm.example.com', 'api.hubapi.com', /names the host api\.hubapi\.com/],
  ['a token in a header', RECORD, '={{ $json.eventId }}', 'Bearer abc', /looks like a secret/],
  ['a key in an expression', RECORD, '={{ $json.eventId }}', '0123456789abcdef0123456789abcdef', /looks like a secret/],
  ['a password in an address', RECORD, 'https://crm.example.com', 'https://me:pass@crm.example.com', /looks like a secret/],
  [
    'a node that nobody has proven',
    FOLLOW_UP,
    'n8n-nodes-base.splitOut',
    'n8n-nodes-base.twilio',
    /n8n-nodes-base\.twilio 1 is not proven/,
  ],
  ['a version that nobody has proven', RECORD, '"typeVersion": 4.2', '"typeVersion": 9', /httpRequest 9 is not proven/],
  ['code that reaches out', FOLLOW_UP, 'const since =', "const fs = require('fs'); const since =", /its code reaches out/],
  ['a connection to nowhere', RECORD, '"node": "Row"', '"node": "Rwo"', /"Rwo", which is no node/],
  [
    'a workflow that is not here',
    RECEIVE,
    '"value": "wfRecordLead0001"',
    '"value": "wfElsewhere00001"',
    /runs a workflow that is not here/,
  ],
  ['nobody told of a failure', RECORD, '"errorWorkflow": "wfTellOperator01"', '"errorWorkflow": "wfElsewhere00001"', /nobody is told/],
  ['a node id of another file', RECORD, '"id": "rl1"', '"id": "fu1"', /the node id fu1 is used twice/],
]

describe('a planted violation is found', () => {
  for (const [name, file, from, to, found] of VIOLATIONS) {
    test(name, () => {
      const problems = judgeWorkflows(planted(file, from, to), COMMANDS)
      assert.equal(problems.length, 1, `exactly one problem, not: ${problems.join(' | ')}`)
      assert.match(problems[0] ?? '', found)
    })
  }

  test('two workflows of one id', () => {
    const record = shipped().get(RECORD) ?? assert.fail()
    const twin = { ...record, nodes: record.nodes.map((node) => ({ ...node, id: `${node.id}b` })) }
    const problems = judgeWorkflows(new Map([...shipped(), ['twin.json', { ...twin, versionId: versionOf(twin) }]]), COMMANDS)
    assert.deepEqual(problems, [`the workflow id ${record.id} is used twice`])
  })

  test('a webhook without an id of its own, and a call without a credential', () => {
    const without = (file: string, field: 'webhookId' | 'credentials') => {
      const workflow = shipped().get(file) ?? assert.fail()
      const nodes = workflow.nodes.map((node) => ({ ...node, [field]: undefined }))
      const changed = JSON.stringify({ ...workflow, nodes })
      const parsed = parseWorkflow(changed)
      return judgeWorkflows(new Map([...shipped(), [file, { ...parsed, versionId: versionOf(parsed) }]]), COMMANDS)
    }
    assert.match(without(RECEIVE, 'webhookId').join(), /Event: a webhook needs a fixed webhookId$/)
    assert.match(without(RECORD, 'credentials').join(), /Add the row: a call needs the placeholder of a credential$/)
  })

  test('content that was changed under its old version', () => {
    const record = shipped().get(RECORD) ?? assert.fail()
    const problems = judgeWorkflows(new Map([...shipped(), [RECORD, { ...record, name: 'Another name' }]]), COMMANDS)
    assert.match(problems.join(), /its version is not that of its content/)
  })
})

describe('what an export adds is refused', () => {
  const refused: [name: string, from: string, to: string][] = [
    ['a run with its data', '"active": false,', '"active": false, "pinData": {},'],
    ['who made it', '"active": false,', '"active": false, "shared": [],'],
    ['a workflow that is switched on', '"active": false', '"active": true'],
    ['an id of another length', '"id": "wfRecordLead0001"', '"id": "wfRecord"'],
    ['a credential with its data', '"name": "CRM"', '"name": "CRM", "data": { "value": "x" }'],
  ]
  for (const [name, from, to] of refused)
    test(name, () => {
      const text = TEXTS.get(RECORD) ?? assert.fail()
      assert.ok(text.includes(from))
      assert.throws(() => parseWorkflow(text.replace(from, to)))
    })
})
