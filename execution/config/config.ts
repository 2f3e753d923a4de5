import { join, resolve } from 'node:path'
import { EXIT_BAD_CONFIG } from '#core/supervision/after-end.ts'
import { AI_DEADLINE_MS_DEFAULT, readEnv } from './env.ts'
import type { AiProvider, Env, Problem } from './env.ts'
import { addressUrl } from './listen-address.ts'
import type { ListenAddress } from './listen-address.ts'

const DATA_DIR_DEFAULT = './data'
const DATABASE_FILE = 'lead-agent.db'
/** A token that an outsider may try must not be guessable; on the loopback interface only this machine can try. */
const EXPOSED_TOKEN_LENGTH_MIN = 16

/** Everything the product is told from outside. Secrets made by the product itself are in `secrets.ts`. A feature that is off is null. */
export type Config = {
  /** In `lab` the fake carrier stands in for Twilio and nothing leaves the machine. */
  mode: 'lab' | 'live'
  listen: ListenAddress
  /** What the outside calls us, without a slash at the end. Signatures are computed over it. */
  publicUrl: string
  /** Absolute path. */
  dataDir: string
  database: DatabaseConfig
  /** The parent account; null when there is none. A tenant may carry its own. */
  twilioAccount: TwilioAccountConfig | null
  /** One origin that receives every Twilio REST call; null for Twilio's own hosts. */
  twilioApiBaseUrl: string | null
  /** The carrier is asked to write voicemails down. */
  transcribes: boolean
  /** The language model that makes the embedded engine better; null when the embedded engine works alone. */
  ai: AiConfig | null
  n8n: { webhookUrl: string; signingSecret: string } | null
}

export type DatabaseConfig = { kind: 'sqlite'; path: string; synchronous: 'NORMAL' | 'FULL' } | { kind: 'postgres'; url: string }
export type TwilioAccountConfig = { accountSid: string; authToken: string }
export type AiConfig = {
  provider: Exclude<AiProvider, 'embedded'>
  /** Null where the provider needs none (a Gravity AI key belongs to one model). */
  model: string | null
  /** Null where the provider needs none (a container or a local server). */
  apiKey: string | null
  /** Null for the provider's own address. */
  baseUrl: string | null
  deadlineMs: number
  /** The model may word replies anew; every wording is verified. */
  rewords: boolean
  /** US dollars per million tokens, for the budget of a tenant; without effect for Gravity AI, which says what each job cost. */
  price: { input: number; output: number }
  /** Gravity AI: where the labels stand in the output of the model; null for our default. */
  outputMapping: Record<string, unknown> | null
}

/** The environment cannot be used. The message has one line per problem, each naming the variable and the fix; the process should end. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  /** The exit code that tells the supervisor not to try again. */
  readonly exitCode = EXIT_BAD_CONFIG
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.text).join('\n'))
    this.problems = problems
  }
}

/** Reads and checks the whole environment. Throws `ConfigError` with all problems at once. */
export function loadConfig(source: Record<string, string | undefined> = process.env): Config {
  const { env, problems } = readEnv(source)
  const broken = new Set(problems.map((problem) => problem.name))
  // A variable already reported is no reason for a second complaint about its neighbours.
  const more = combinationProblems(env).filter((problem) => !broken.has(problem.name))
  if (problems.length + more.length > 0) throw new ConfigError([...problems, ...more])
  // Without problems every variable was read.
  return buildConfig(env as Env)
}

function buildConfig(env: Env): Config {
  const listen = { host: env.HOST, port: env.PORT }
  const dataDir = resolve(env.DATA_DIR ?? DATA_DIR_DEFAULT)
  const twilioAccount = buildTwilioAccount(env)
  return {
    mode: env.LEAD_AGENT_MODE ?? (twilioAccount === null ? 'lab' : 'live'),
    listen,
    publicUrl: env.PUBLIC_URL ?? addressUrl(listen),
    dataDir,
    database: buildDatabase(env, dataDir),
    twilioAccount,
    twilioApiBaseUrl: env.TWILIO_API_BASE_URL ?? null,
    transcribes: env.VOICEMAIL_TRANSCRIPTS !== 'off',
    ai: buildAi(env),
    n8n: buildN8n(env),
  }
}

function buildTwilioAccount(env: Env): TwilioAccountConfig | null {
  if (env.TWILIO_ACCOUNT_SID === undefined || env.TWILIO_AUTH_TOKEN === undefined) return null
  return { accountSid: env.TWILIO_ACCOUNT_SID, authToken: env.TWILIO_AUTH_TOKEN }
}

function buildDatabase(env: Env, dataDir: string): DatabaseConfig {
  if (env.DATABASE_URL?.kind === 'postgres') return env.DATABASE_URL
  const synchronous = env.SQLITE_SYNCHRONOUS ?? 'NORMAL'
  return {
    kind: 'sqlite',
    path: env.DATABASE_URL === undefined ? join(dataDir, DATABASE_FILE) : resolve(env.DATABASE_URL.path),
    synchronous,
  }
}

/**
 * US dollars per million tokens when nobody says. Chosen on the dear side of what hosted models cost, so that a budget ends early rather than
 * late; a server of one's own costs nothing per token.
 */
const AI_PRICE_DEFAULTS = {
  gravity: { input: 0, output: 0 },
  openai: { input: 3, output: 15 },
  anthropic: { input: 3, output: 15 },
  'openai-compatible': { input: 0, output: 0 },
} as const satisfies Record<AiConfig['provider'], AiConfig['price']>

function buildAi(env: Env): AiConfig | null {
  if (env.AI_PROVIDER === undefined || env.AI_PROVIDER === 'embedded') return null
  return {
    provider: env.AI_PROVIDER,
    model: env.AI_MODEL ?? null,
    apiKey: env.AI_API_KEY ?? null,
    baseUrl: env.AI_BASE_URL ?? null,
    deadlineMs: env.AI_DEADLINE_MS ?? AI_DEADLINE_MS_DEFAULT,
    rewords: env.AI_REPHRASE === 'on',
    price: {
      input: env.AI_PRICE_INPUT ?? AI_PRICE_DEFAULTS[env.AI_PROVIDER].input,
      output: env.AI_PRICE_OUTPUT ?? AI_PRICE_DEFAULTS[env.AI_PROVIDER].output,
    },
    outputMapping: env.AI_OUTPUT_MAPPING ?? null,
  }
}

function buildN8n(env: Env): Config['n8n'] {
  if (env.N8N_WEBHOOK_URL === undefined || env.N8N_SIGNING_SECRET === undefined) return null
  return { webhookUrl: env.N8N_WEBHOOK_URL, signingSecret: env.N8N_SIGNING_SECRET }
}

/** What is wrong although each variable alone is fine. */
function combinationProblems(env: Partial<Env>): Problem[] {
  return [...pairProblems(env), ...aiProblems(env), ...exposureProblems(env)]
}

const PAIRS = [
  ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'copy it from the first page of the Twilio console'],
  ['TWILIO_AUTH_TOKEN', 'TWILIO_ACCOUNT_SID', 'copy it from the first page of the Twilio console'],
  ['N8N_WEBHOOK_URL', 'N8N_SIGNING_SECRET', 'events are always signed; set the secret that the n8n workflow checks'],
  ['N8N_SIGNING_SECRET', 'N8N_WEBHOOK_URL', 'set the address of the n8n webhook, or remove the secret'],
] as const

function pairProblems(env: Partial<Env>): Problem[] {
  return PAIRS.filter(([given, needed]) => env[given] !== undefined && env[needed] === undefined).map(([given, needed, fix]) => ({
    name: needed,
    text: `${needed} is missing while ${given} is set: ${fix}`,
  }))
}

/** What each provider cannot work without. Gravity AI: hosted by key, or the customer's container by address. */
const AI_NEEDS = {
  embedded: [],
  gravity: [['AI_API_KEY', 'AI_BASE_URL']],
  openai: [['AI_API_KEY'], ['AI_MODEL']],
  anthropic: [['AI_API_KEY'], ['AI_MODEL']],
  'openai-compatible': [['AI_BASE_URL'], ['AI_MODEL']],
} as const satisfies Record<AiProvider, readonly (readonly (keyof Env)[])[]>

function aiProblems(env: Partial<Env>): Problem[] {
  const provider = env.AI_PROVIDER ?? 'embedded'
  const missing = AI_NEEDS[provider]
    .filter((either) => either.every((name) => env[name] === undefined))
    .map((either) => ({
      name: either[0],
      text: `${either.join(' or ')} is missing while AI_PROVIDER is ${provider}: set it, or remove AI_PROVIDER to use the embedded engine`,
    }))
  return [...missing, ...gravityProblems(env)]
}

/** The vendor's own addresses want a key; any other address without a key is a container. */
function gravityProblems(env: Partial<Env>): Problem[] {
  const host = env.AI_PROVIDER === 'gravity' ? URL.parse(env.AI_BASE_URL ?? '')?.hostname : undefined
  const isVendor = host === 'gravity-ai.com' || host?.endsWith('.gravity-ai.com') === true
  if (!isVendor || env.AI_API_KEY !== undefined) return []
  const text = `AI_API_KEY is missing while AI_BASE_URL is an address of Gravity AI: set the key of the model's subscription, it begins with GAI-`
  return [{ name: 'AI_API_KEY', text }]
}

function exposureProblems(env: Partial<Env>): Problem[] {
  const token = env.LEAD_AGENT_OPERATOR_TOKEN
  if (token === undefined || env.HOST === undefined || isLoopback(env.HOST) || token.length >= EXPOSED_TOKEN_LENGTH_MIN) return []
  const text =
    `LEAD_AGENT_OPERATOR_TOKEN is too short for HOST=${env.HOST}, which others can reach: ` +
    `use at least ${EXPOSED_TOKEN_LENGTH_MIN} characters, or leave it out to have one generated`
  return [{ name: 'LEAD_AGENT_OPERATOR_TOKEN', text }]
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
