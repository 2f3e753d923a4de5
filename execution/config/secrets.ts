import { hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './config.ts'

export const OPERATOR_TOKEN_FILE = 'operator-token'
export const SECRET_KEY_FILE = 'secret-key'
const SECRET_BYTES = 32
const ENCRYPTION_KEY_BYTES = 32
/** For the user who runs the product alone: beside the secrets lie customers' words. */
const PRIVATE_FILE = 0o600
export const PRIVATE_FOLDER = 0o700
const PERMISSION_BITS = 0o777

export type Secrets = {
  /** The bearer token that gives an operator's rights on `/api/v1`. */
  operatorToken: string
  /** 32 bytes that encrypt the credentials stored for tenants. Losing the source of this key loses those credentials. */
  encryptionKey: Uint8Array
  /** The operator's password for the browser, when the environment sets it; otherwise the one of `lead-agent operator password` counts. */
  operatorPassword?: string
}

/**
 * The product's own secrets: from the environment when set there, otherwise from files in `dataDir` that are generated at the first start
 * and never change. A value from the environment is not written down. Throws `ConfigError` when a file cannot be read or made.
 */
export function loadSecrets(dataDir: string, source: Record<string, string | undefined> = process.env): Secrets {
  const operatorToken = source['LEAD_AGENT_OPERATOR_TOKEN']?.trim() || keptSecret(dataDir, OPERATOR_TOKEN_FILE, 'LEAD_AGENT_OPERATOR_TOKEN')
  const secretKey = source['LEAD_AGENT_SECRET_KEY']?.trim() || keptSecret(dataDir, SECRET_KEY_FILE, 'LEAD_AGENT_SECRET_KEY')
  const operatorPassword = source['LEAD_AGENT_OPERATOR_PASSWORD']?.trim() || undefined
  const secrets = { operatorToken, encryptionKey: deriveEncryptionKey(secretKey) }
  return operatorPassword === undefined ? secrets : { ...secrets, operatorPassword }
}

/** HKDF (RFC 5869) makes 32 even bytes of a long secret of any spelling; the label keeps this key apart from any other use of the secret. */
function deriveEncryptionKey(secretKey: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secretKey, '', 'lead-agent stored credentials v1', ENCRYPTION_KEY_BYTES))
}

function keptSecret(dataDir: string, file: string, name: string): string {
  const path = join(dataDir, file)
  try {
    mkdirSync(dataDir, { recursive: true, mode: PRIVATE_FOLDER })
    const text = readOrCreate(path)
    if (text !== '') return text
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError([{ name, text: `${path} cannot be read or made (${reason}): make DATA_DIR writable, or set ${name}` }])
  }
  throw new ConfigError([
    { name, text: `${path} is empty: put the secret back from a backup, or delete the file to have a new one made, or set ${name}` },
  ])
}

function readOrCreate(path: string): string {
  const existing = readPrivate(path)
  if (existing !== null) return existing
  createOnce(path, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`)
  return readPrivate(path) ?? ''
}

/** Null when the file does not exist. A file that others could read is closed to them. */
function readPrivate(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim()
    if ((statSync(path).mode & PERMISSION_BITS) !== PRIVATE_FILE) chmodSync(path, PRIVATE_FILE)
    return text
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return null
    throw error
  }
}

/** A hard link appears whole or not at all and never replaces a file, so of two first starts at once one wins and both use its secret. */
function createOnce(path: string, text: string): void {
  const draft = `${path}.${process.pid}.draft`
  writeFileSync(draft, text, { mode: PRIVATE_FILE })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!isErrorCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
