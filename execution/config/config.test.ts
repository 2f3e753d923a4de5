import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { ConfigError, loadConfig } from './config.ts'
import { variableNames } from './env.ts'

const TWILIO = { TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef', TWILIO_AUTH_TOKEN: 'token-of-the-account' }

function problemsOf(source: Record<string, string>): string[] {
  try {
    loadConfig(source)
  } catch (error) {
    assert(error instanceof ConfigError)
    return error.message.split('\n')
  }
  return []
}

test('an empty environment gives the lab on the loopback interface with SQLite in ./data and no model, workflows or account', () => {
  const dataDir = resolve('data')
  assert.deepEqual(loadConfig({}), {
    mode: 'lab',
    listen: { host: '127.0.0.1', port: 3000 },
    publicUrl: 'http://127.0.0.1:3000',
    dataDir,
    database: { kind: 'sqlite', path: `${dataDir}/lead-agent.db`, synchronous: 'NORMAL' },
    twilioAccount: null,
    twilioApiBaseUrl: null,
    transcribes: true,
    ai: null,
    n8n: null,
  })
})

test('an empty or blank variable counts as not set', () => {
  assert.deepEqual(loadConfig(Object.fromEntries(variableNames().map((name) => [name, '  ']))), loadConfig({}))
})

test('Twilio credentials switch to live, and the mode can be said outright', () => {
  assert.equal(loadConfig(TWILIO).mode, 'live')
  assert.deepEqual(loadConfig(TWILIO).twilioAccount, { accountSid: TWILIO.TWILIO_ACCOUNT_SID, authToken: TWILIO.TWILIO_AUTH_TOKEN })
  assert.equal(loadConfig({ ...TWILIO, LEAD_AGENT_MODE: 'lab' }).mode, 'lab')
  assert.equal(loadConfig({ LEAD_AGENT_MODE: 'live' }).mode, 'live')
})

test('the public address follows host and port unless it is set, and never ends in a slash', () => {
  assert.equal(loadConfig({ HOST: '::1', PORT: '8080' }).publicUrl, 'http://[::1]:8080')
  assert.equal(loadConfig({ PUBLIC_URL: 'https://Leads.example.com/agent//' }).publicUrl, 'https://Leads.example.com/agent')
})

test('the carrier address is an origin, whatever its scheme', () => {
  assert.equal(loadConfig({ TWILIO_API_BASE_URL: 'http://127.0.0.1:4010/' }).twilioApiBaseUrl, 'http://127.0.0.1:4010')
  assert.match(
    problemsOf({ TWILIO_API_BASE_URL: 'http://127.0.0.1:4010/2010-04-01' })[0] ?? '',
    /^TWILIO_API_BASE_URL is .* origin without a path/,
  )
  assert.match(problemsOf({ TWILIO_API_BASE_URL: 'api.twilio.com' })[0] ?? '', /http or https origin/)
})

test('the database is a file, by default inside DATA_DIR, or a PostgreSQL server', () => {
  assert.deepEqual(loadConfig({ DATA_DIR: '/srv/agent', SQLITE_SYNCHRONOUS: 'FULL' }).database, {
    kind: 'sqlite',
    path: '/srv/agent/lead-agent.db',
    synchronous: 'FULL',
  })
  assert.deepEqual(loadConfig({ DATABASE_URL: 'sqlite:///tmp/x.db' }).database, {
    kind: 'sqlite',
    path: '/tmp/x.db',
    synchronous: 'NORMAL',
  })
  const url = 'postgres://agent:secret@127.0.0.1:5432/agent'
  assert.deepEqual(loadConfig({ DATABASE_URL: url }).database, { kind: 'postgres', url })
})

test('a model needs what its provider cannot work without', () => {
  const openai = { AI_PROVIDER: 'openai', AI_MODEL: 'gpt', AI_API_KEY: 'sk-1' }
  assert.deepEqual(loadConfig(openai).ai, {
    provider: 'openai',
    model: 'gpt',
    apiKey: 'sk-1',
    baseUrl: null,
    deadlineMs: 1000,
    rewords: false,
    price: { input: 3, output: 15 },
    outputMapping: null,
  })
  assert.equal(loadConfig({ AI_PROVIDER: 'embedded', AI_API_KEY: 'left-over' }).ai, null)
  assert.equal(problemsOf({ AI_PROVIDER: 'anthropic' }).length, 2)
  assert.match(problemsOf({ AI_PROVIDER: 'gravity' })[0] ?? '', /^AI_API_KEY or AI_BASE_URL is missing while AI_PROVIDER is gravity/)
  assert.equal(loadConfig({ AI_PROVIDER: 'gravity', AI_BASE_URL: 'http://localhost:7000/' }).ai?.baseUrl, 'http://localhost:7000')
  assert.equal(loadConfig({ AI_PROVIDER: 'openai-compatible', AI_MODEL: 'm', AI_BASE_URL: 'http://localhost:11434/v1' }).ai?.apiKey, null)
})

test('what a model costs, how its output reads and whether it words replies can be said', () => {
  const gravity = { AI_PROVIDER: 'gravity', AI_BASE_URL: 'http://localhost:7000' }
  assert.deepEqual(loadConfig({ ...gravity, AI_OUTPUT_MAPPING: '{"intent":"label"}' }).ai?.outputMapping, { intent: 'label' })
  assert.match(problemsOf({ ...gravity, AI_OUTPUT_MAPPING: 'label' })[0] ?? '', /^AI_OUTPUT_MAPPING is "label": it must be a JSON object/)
  const local = { AI_PROVIDER: 'openai-compatible', AI_MODEL: 'm', AI_BASE_URL: 'http://localhost:11434/v1' }
  assert.deepEqual(loadConfig({ ...local, AI_PRICE_OUTPUT: '0.4' }).ai?.price, { input: 0, output: 0.4 })
  assert.equal(loadConfig({ ...local, AI_REPHRASE: 'on' }).ai?.rewords, true)
  assert.equal(problemsOf({ ...local, AI_PRICE_INPUT: '$3', AI_REPHRASE: 'yes' }).length, 2)
})

test("the vendor's own address of Gravity AI wants a key, a container does not", () => {
  const hosted = { AI_PROVIDER: 'gravity', AI_BASE_URL: 'https://enterprise.gravity-ai.com' }
  assert.match(problemsOf(hosted)[0] ?? '', /^AI_API_KEY is missing while AI_BASE_URL is an address of Gravity AI/)
  assert.equal(loadConfig({ ...hosted, AI_API_KEY: 'GAI-1' }).ai?.apiKey, 'GAI-1')
})

test('half of a pair names the other half', () => {
  assert.match(
    problemsOf({ TWILIO_ACCOUNT_SID: TWILIO.TWILIO_ACCOUNT_SID })[0] ?? '',
    /^TWILIO_AUTH_TOKEN is missing while TWILIO_ACCOUNT_SID is set/,
  )
  assert.match(problemsOf({ N8N_WEBHOOK_URL: 'http://localhost:5678/webhook/x' })[0] ?? '', /^N8N_SIGNING_SECRET is missing/)
})

test('all problems are told together, one line each, every line naming its variable and what to write', () => {
  const bad = {
    PORT: '70000',
    HOST: 'http://localhost',
    PUBLIC_URL: 'leads.example.com',
    DATABASE_URL: 'mysql://root:hidden-word@db/x',
    SQLITE_SYNCHRONOUS: 'OFF',
    LEAD_AGENT_MODE: 'production',
    TWILIO_ACCOUNT_SID: 'SK0123',
    TWILIO_AUTH_TOKEN: 'hidden word',
    AI_PROVIDER: 'skynet',
    AI_DEADLINE_MS: '6s',
    N8N_WEBHOOK_URL: 'localhost:5678',
  }
  const lines = problemsOf(bad)
  assert.deepEqual(
    lines.map((line) => line.split(' ')[0]),
    Object.keys(bad),
  )
  for (const line of lines) assert.match(line, /: it must /)
})

test('a problem with a secret never shows the secret', () => {
  const lines = problemsOf({
    TWILIO_AUTH_TOKEN: 'hidden word',
    AI_API_KEY: 'hidden word',
    LEAD_AGENT_SECRET_KEY: 'hidden',
    DATABASE_URL: 'mysql://x:hidden@y',
  })
  assert(lines.length >= 4)
  assert.doesNotMatch(lines.join('\n'), /hidden/)
})

test('ports outside 1 to 65535 and anything but digits are refused', () => {
  for (const port of ['0', '65536', '-1', '3000.5', '0x10', '1e3', 'http']) assert.equal(problemsOf({ PORT: port }).length, 1, port)
  for (const port of ['1', '65535']) assert.equal(loadConfig({ PORT: port }).listen.port, Number(port))
})

test('a short operator token is refused where others can reach the server, and accepted on the loopback interface', () => {
  assert.match(problemsOf({ HOST: '0.0.0.0', LEAD_AGENT_OPERATOR_TOKEN: 'short' })[0] ?? '', /^LEAD_AGENT_OPERATOR_TOKEN is too short/)
  assert.deepEqual(problemsOf({ LEAD_AGENT_OPERATOR_TOKEN: 'short' }), [])
})
