import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ConfigError } from './config.ts'
import { loadSecrets, OPERATOR_TOKEN_FILE, SECRET_KEY_FILE } from './secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'secrets-test-'))
after(() => rmSync(folder, { recursive: true }))

function mode(path: string): number {
  return statSync(path).mode & 0o777
}

test('the first start makes both secrets, private to the user, and later starts find them again', () => {
  const dataDir = join(folder, 'new', 'data')
  const first = loadSecrets(dataDir, {})
  assert.deepEqual(loadSecrets(dataDir, {}), first)
  assert.deepEqual(readdirSync(dataDir).sort(), [OPERATOR_TOKEN_FILE, SECRET_KEY_FILE])
  assert.equal(mode(join(dataDir, OPERATOR_TOKEN_FILE)), 0o600)
  assert.equal(mode(join(dataDir, SECRET_KEY_FILE)), 0o600)
  assert.equal(readFileSync(join(dataDir, OPERATOR_TOKEN_FILE), 'utf8').trim(), first.operatorToken)
  assert.match(first.operatorToken, /^[\w-]{43}$/)
  assert.equal(first.encryptionKey.length, 32)
})

test('two installations never share a secret', () => {
  const one = loadSecrets(join(folder, 'one'), {})
  const two = loadSecrets(join(folder, 'two'), {})
  assert.notEqual(one.operatorToken, two.operatorToken)
  assert.notDeepEqual(one.encryptionKey, two.encryptionKey)
})

test('secrets from the environment win and are not written down', () => {
  const dataDir = join(folder, 'given')
  const given = { LEAD_AGENT_OPERATOR_TOKEN: 'an-operator-token', LEAD_AGENT_SECRET_KEY: 'a secret key of some length' }
  const secrets = loadSecrets(dataDir, given)
  assert.equal(secrets.operatorToken, 'an-operator-token')
  assert.deepEqual(loadSecrets(join(folder, 'elsewhere'), given).encryptionKey, secrets.encryptionKey)
  assert.throws(() => readdirSync(dataDir), { code: 'ENOENT' })
})

test('a secret file that others can read is closed to them', () => {
  const dataDir = join(folder, 'open')
  loadSecrets(dataDir, {})
  const path = join(dataDir, SECRET_KEY_FILE)
  chmodSync(path, 0o644)
  loadSecrets(dataDir, {})
  assert.equal(mode(path), 0o600)
})

test('an emptied secret file stops the start instead of silently making a new key', () => {
  const dataDir = join(folder, 'emptied')
  loadSecrets(dataDir, {})
  writeFileSync(join(dataDir, SECRET_KEY_FILE), '\n')
  assert.throws(
    () => loadSecrets(dataDir, {}),
    (error) => error instanceof ConfigError && /secret-key is empty.*LEAD_AGENT_SECRET_KEY/.test(error.message),
  )
})

test('a data folder that cannot be made is named with the fix', () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  assert.throws(
    () => loadSecrets(join(file, 'data'), {}),
    /a-file\/data\/operator-token cannot be read or made .*make DATA_DIR writable, or set LEAD_AGENT_OPERATOR_TOKEN/,
  )
})
