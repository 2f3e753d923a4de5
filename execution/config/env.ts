import { z } from 'zod'
import { HOST_DEFAULT, parseHost, parsePort, PORT_DEFAULT, PORT_MAX } from './listen-address.ts'

/** Past this, counted from the customer's text, the embedded engine answers instead of the model. Chosen: a reply that feels immediate. */
export const AI_DEADLINE_MS_DEFAULT = 1_000
/** Below this no remote model can answer, and every call would be paid for in vain. */
const AI_DEADLINE_MS_MIN = 200
/** Leaves a second of the 10 s promise for the embedded engine and the carrier. */
const AI_DEADLINE_MS_MAX = 9_000

/** NIST SP 800-63B (2025), section 3.1.1.2: a password that stands alone has at least 15 characters. */
export const PASSWORD_LENGTH_MIN = 15

export const AI_PROVIDERS = ['embedded', 'gravity', 'openai', 'anthropic', 'openai-compatible'] as const
export type AiProvider = (typeof AI_PROVIDERS)[number]

/** One thing wrong with the environment: which variable, and what to do about it. */
export type Problem = { name: string; text: string }

/** The environment as typed values; undefined where a variable is not set and has no default of its own. */
export type Env = { readonly [Name in keyof typeof variables]: z.infer<(typeof variables)[Name]> }

/**
 * Reads the product's variables. Text is trimmed and an empty value counts as not set, because compose files and shells pass unset
 * variables as empty ones. A value that cannot be used is left out of `env` and put into `problems`, so that all problems are told together.
 */
export function readEnv(source: Record<string, string | undefined>): { env: Partial<Env>; problems: Problem[] } {
  const env: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const [name, schema] of Object.entries(variables)) {
    const text = source[name]?.trim() || undefined
    const result = schema.safeParse(text)
    if (result.success) env[name] = result.data
    else problems.push({ name, text: `${name} ${shown(name, text)}: ${result.error.issues[0]?.message}` })
  }
  // The loop above gave each name the output of its own schema.
  return { env: env as Partial<Env>, problems }
}

/** The names of all variables, in the order of the reference page. */
export function variableNames(): string[] {
  return Object.keys(variables)
}

function shown(name: string, text: string | undefined): string {
  if (text === undefined) return 'is missing'
  return isSecret(name) ? 'is not usable' : `is "${text}"`
}

/** Secrets must not reach a log through an error message. An address may carry a password, so the database counts as one. */
function isSecret(name: string): boolean {
  return /TOKEN|SECRET|KEY|PASSWORD|DATABASE_URL/.test(name)
}

/** A schema over the text of a variable: `read` answers null for text that cannot be used, and `must` says what to write instead. */
function text<Value>(read: (value: string) => Value | null, must: string) {
  return z.string().transform((value, context) => {
    const result = read(value)
    if (result !== null) return result
    context.addIssue({ code: 'custom', message: must })
    return z.NEVER
  })
}

const port = text(parsePort, `it must be a whole number from 1 to ${PORT_MAX}, for example PORT=3000`)
const host = text(parseHost, 'it must be a host name or an IP address without scheme or port, for example HOST=127.0.0.1')
const publicUrl = text(
  readBaseUrl,
  'it must be the http or https address that Twilio calls, without query, fragment or password, for example PUBLIC_URL=https://leads.example.com',
)
const origin = text(readOrigin, 'it must be an http or https origin without a path, for example TWILIO_API_BASE_URL=http://127.0.0.1:4010')
const aiUrl = text(
  readBaseUrl,
  'it must be an http or https address without query or fragment, for example AI_BASE_URL=http://127.0.0.1:11434/v1',
)
const tokenPrice = text(
  (value) => (/^\d{1,4}(\.\d{1,4})?$/.test(value) ? Number(value) : null),
  'it must be US dollars per million tokens as on the price list of the provider, for example 0.25',
)
const outputMappingText = text(
  readJsonRecord,
  'it must be a JSON object that says where the labels stand in the output, for example {"intent":"prediction.label"}',
)
const webhookUrl = text(
  readWebUrl,
  'it must be an http or https address, for example N8N_WEBHOOK_URL=https://n8n.example.com/webhook/lead-events',
)
const database = text(readDatabaseUrl, 'it must begin with sqlite: or postgres://, for example DATABASE_URL=sqlite:./data/lead-agent.db')
const accountSid = text(
  matching(/^AC[0-9A-Za-z]+$/),
  'it must be the Account SID, which begins with AC; it is on the first page of the Twilio console',
)
const secretText = text(matching(/^[\x21-\x7e]+$/), 'it must be printable characters without spaces; copy it again')
const encryptionText = text(
  matching(/^[\x20-\x7e]{16,}$/),
  'it must have at least 16 printable characters; leave it out to have one generated',
)
const passwordText = text(
  (value) => (value.length >= PASSWORD_LENGTH_MIN ? value : null),
  `it must have at least ${PASSWORD_LENGTH_MIN} characters, or leave it out and run: lead-agent operator password`,
)
const deadline = text(
  (value) => readWholeNumber(value, AI_DEADLINE_MS_MIN, AI_DEADLINE_MS_MAX),
  `it must be whole milliseconds from ${AI_DEADLINE_MS_MIN} to ${AI_DEADLINE_MS_MAX}, for example AI_DEADLINE_MS=${AI_DEADLINE_MS_DEFAULT}`,
)

function oneOf<const Words extends readonly string[]>(words: Words) {
  return text((value): Words[number] | null => words.find((word) => word === value) ?? null, `it must be one of ${words.join(', ')}`)
}

/** Every variable the product reads. `docs/reference-environment.md` describes them for people. */
const variables = {
  PORT: port.optional().transform((value) => value ?? PORT_DEFAULT),
  HOST: host.optional().transform((value) => value ?? HOST_DEFAULT),
  PUBLIC_URL: publicUrl.optional(),
  DATA_DIR: text((value) => value, '').optional(),
  DATABASE_URL: database.optional(),
  SQLITE_SYNCHRONOUS: oneOf(['NORMAL', 'FULL']).optional(),
  LEAD_AGENT_MODE: oneOf(['lab', 'live']).optional(),
  LEAD_AGENT_OPERATOR_TOKEN: secretText.optional(),
  LEAD_AGENT_SECRET_KEY: encryptionText.optional(),
  LEAD_AGENT_OPERATOR_PASSWORD: passwordText.optional(),
  TWILIO_ACCOUNT_SID: accountSid.optional(),
  TWILIO_AUTH_TOKEN: secretText.optional(),
  TWILIO_API_BASE_URL: origin.optional(),
  VOICEMAIL_TRANSCRIPTS: oneOf(['carrier', 'off']).optional(),
  AI_PROVIDER: oneOf(AI_PROVIDERS).optional(),
  AI_MODEL: text(matching(/^\S+$/), 'it must be one model name without spaces').optional(),
  AI_API_KEY: secretText.optional(),
  AI_BASE_URL: aiUrl.optional(),
  AI_DEADLINE_MS: deadline.optional(),
  AI_REPHRASE: oneOf(['off', 'on']).optional(),
  AI_PRICE_INPUT: tokenPrice.optional(),
  AI_PRICE_OUTPUT: tokenPrice.optional(),
  AI_OUTPUT_MAPPING: outputMappingText.optional(),
  N8N_WEBHOOK_URL: webhookUrl.optional(),
  N8N_SIGNING_SECRET: secretText.optional(),
}

function matching(pattern: RegExp): (value: string) => string | null {
  return (value) => (pattern.test(value) ? value : null)
}

function readWholeNumber(value: string, min: number, max: number): number | null {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN
  return number >= min && number <= max ? number : null
}

/** Which keys it may have is checked where it is used. */
function readJsonRecord(value: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(value)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : null
  } catch {
    return null
  }
}

/** Keeps the text as written (signatures are computed over it), only without slashes at the end. */
function readBaseUrl(value: string): string | null {
  const url = parseWebUrl(value)
  if (url === null || /[?#]/.test(value)) return null
  return value.replace(/\/+$/, '')
}

function readOrigin(value: string): string | null {
  const url = parseWebUrl(value)
  return url === null || url.pathname !== '/' || /[?#]/.test(value) ? null : url.origin
}

function readWebUrl(value: string): string | null {
  return parseWebUrl(value) === null ? null : value
}

function parseWebUrl(value: string): URL | null {
  const url = /^https?:\/\//i.test(value) ? URL.parse(value) : null
  return url === null || url.username !== '' || url.password !== '' ? null : url
}

function readDatabaseUrl(value: string): { kind: 'sqlite'; path: string } | { kind: 'postgres'; url: string } | null {
  if (/^postgres(ql)?:\/\//.test(value)) return URL.canParse(value) ? { kind: 'postgres', url: value } : null
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(value)?.[1]
  return path === undefined ? null : { kind: 'sqlite', path }
}
