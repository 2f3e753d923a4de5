import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { systemClock } from '#adapters/clock/system-clock.ts'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { createTwilioRegistration } from '#adapters/twilio/registration/twilio-registration.ts'
import { registrationSettings } from '#adapters/twilio/registration/event-address.ts'
import { keyedHash, REGISTRATION_EVENTS } from '#adapters/keyed-hash/keyed-hash.ts'
import type { Config } from '#config/config.ts'
import type { ApplicationProblem } from '#core/registration/check-application.ts'
import type { RegistrationView } from '#core/registration/registration-view.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import { createRegistrar, type Registrar } from '#flow/registration/registrar.ts'
import { createTenants } from '#flow/tenants.ts'
import type { Store } from '#ports/store.ts'
import { applicationDraft, applicationSchema } from '#contract/application.ts'
import { withStore } from './with-store.ts'

type Output = { write(text: string): unknown }
type Surroundings = { out: Output; err: Output; env?: Record<string, string | undefined> }

export const A2P_HELP = `lead-agent a2p: registers a business's numbers with the US carriers, so that it may text.

  a2p draft  --tenant ID                an application to fill in, with what is known already
  a2p submit --tenant ID --file F.json  takes the application, new or mended, and does what can be done now
  a2p resume --tenant ID                goes on after a stop or a crash; asks the carrier what has become of things
             [--again]                  ... and hands a rejected one in again although nothing was mended
             [--code]                   ... and has the code texted to a sole proprietor once more
  a2p status --tenant ID [--json]       how it stands, what must be mended and by whom

A brand and a campaign cost money. They are made once, and mended where they are. The database is the one of DATA_DIR and DATABASE_URL.
Exit code: 0 fine, 1 a person must mend something, 2 the command could not run.
`

const OPTIONS = {
  tenant: { type: 'string' },
  file: { type: 'string' },
  again: { type: 'boolean' },
  code: { type: 'boolean' },
  json: { type: 'boolean' },
} as const
type Options = { tenant?: string | undefined; file?: string | undefined; again?: boolean; code?: boolean; json?: boolean }

/** Timers of the clock do not keep a process alive; somebody waits for this one. */
const KEEP_ALIVE_MS = 10_000

/** `lead-agent a2p …`. Answers the exit code. */
export async function a2pCommand(args: readonly string[], { out, err, env }: Surroundings): Promise<number> {
  const awake = setInterval(() => {}, KEEP_ALIVE_MS)
  try {
    const { positionals, values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true })
    const [action] = positionals
    if (action === undefined || !Object.hasOwn(ACTIONS, action)) {
      err.write(A2P_HELP)
      return 2
    }
    return await withRegistrar(values, env, (opened) => (ACTIONS[action] ?? status)(opened, values, out))
  } catch (error) {
    err.write(`a2p: ${wordsOf(error)}\n`)
    return 2
  } finally {
    clearInterval(awake)
  }
}

type Opened = { registrar: Registrar; tenantId: TenantId; policy: TenantPolicy }
type Action = (opened: Opened, options: Options, out: Output) => Promise<number>

const ACTIONS: Readonly<Record<string, Action>> = { draft, submit, resume, status }

async function draft({ policy }: Opened, _options: Options, out: Output): Promise<number> {
  out.write(`${JSON.stringify(applicationDraft(policy), null, 2)}\n`)
  return 0
}

async function submit(opened: Opened, options: Options, out: Output): Promise<number> {
  if (options.file === undefined) throw new Error('--file must name the application; "a2p draft" writes one to fill in')
  const application = applicationSchema.parse(jsonOf(options.file))
  const answer = await opened.registrar.submit(opened.tenantId, application)
  switch (answer.kind) {
    case 'taken':
      return goOn(opened, options, out)
    case 'problems':
      out.write(problemLines(answer.problems))
      return 1
    case 'under-review':
      throw new Error('the registration is under review or approved, and nothing was rejected; a change would restart it. See "a2p status"')
    case 'attested':
      throw new Error('the operator vouches for the numbers of this business; set registration.kind to "managed" first')
    case 'no-tenant':
      throw new Error(`there is no business ${opened.tenantId} in the database`)
    default:
      return answer satisfies never
  }
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${wordsOf(error)}`, { cause: error })
  }
}

async function resume(opened: Opened, options: Options, out: Output): Promise<number> {
  const { registrar, tenantId } = opened
  const view = await known(opened)
  const mustMend = view.mend.some(({ mender }) => mender === 'business')
  if (mustMend && options.again !== true) {
    out.write(`${textOf(view)}\nNothing was asked: submit the mended application, or resume with --again to hand in the same.\n`)
    return 1
  }
  if (options.code === true) await registrar.ask(tenantId, 'code')
  await registrar.ask(tenantId, view.mend.length > 0 ? 'again' : 'look')
  return goOn(opened, options, out)
}

async function status(opened: Opened, options: Options, out: Output): Promise<number> {
  const view = await known(opened)
  out.write(options.json === true ? `${JSON.stringify(view, null, 2)}\n` : `${textOf(view)}\n`)
  return view.mend.length === 0 ? 0 : 1
}

/** Does what can be done now. The rest is done by the running product, or by the next `resume`. */
async function goOn(opened: Opened, options: Options, out: Output): Promise<number> {
  const { kind } = await opened.registrar.advance(opened.tenantId)
  if (kind === 'no-account')
    out.write(
      'Written down. No account at the carrier is known here: the running product goes on, or set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.\n',
    )
  if (kind === 'busy') out.write('Another process has the next request, or its answer was lost; resume in a few minutes.\n')
  return status(opened, options, out)
}

async function known({ registrar, tenantId }: Opened): Promise<RegistrationView> {
  const view = await registrar.status(tenantId)
  if (view === null) throw new Error(`${tenantId} has no registration; "a2p draft" and "a2p submit" begin one`)
  return view
}

function textOf(view: RegistrationView): string {
  const pieces = Object.entries(view.pieces).map(([name, sid]) => `  ${name.padEnd(16)}${sid}`)
  const mend = view.mend.map(
    ({ code, mender, words, fields, said }) =>
      `  [${mender}] ${code ?? ''} ${words}${fields.length === 0 ? '' : `\n      change: ${fields.join(', ')}`}${said === null ? '' : `\n      the carrier says: ${said}`}`,
  )
  const { textsPerSecond, segmentsPerDay } = view.pacing
  const history = view.history.slice(0, 10).map(({ at, did, outcome, note }) => `  ${at}  ${did}: ${note ?? outcome}`)
  return [
    `${view.status}: ${view.words}`,
    ...(mend.length === 0 ? [] : ['To mend:', ...mend]),
    `${view.tier}: ${textsPerSecond} texts a second, ${segmentsPerDay ?? 'no known number of'} segments a day`,
    ...view.numbers.map(({ e164, added }) => `  ${e164} ${added ? 'is in the messaging service' : 'is not added yet'}`),
    ...(pieces.length === 0 ? [] : ['At the carrier:', ...pieces]),
    ...(view.underWay === null ? [] : [`Asked and not answered yet: ${view.underWay}`]),
    'Lately:',
    ...history,
  ].join('\n')
}

function problemLines(problems: readonly ApplicationProblem[]): string {
  return `Not submitted. Mend the application:\n${problems.map(({ field, words }) => `  ${field}: ${words}`).join('\n')}\n`
}

function wordsOf(error: unknown): string {
  if (error instanceof z.ZodError) return `the application does not fit:\n${z.prettifyError(error)}`
  return error instanceof Error ? error.message : String(error)
}

async function withRegistrar(options: Options, env: Surroundings['env'], work: (opened: Opened) => Promise<number>): Promise<number> {
  const tenantId = parseTenantId(options.tenant)
  if (tenantId === null) throw new Error('--tenant must name a business by its id, such as t_1234')
  return withStore(env, async (store, { config, secretKey }) => {
    const record = await store.transaction(tenantId, (tx) => tx.tenant.find())
    if (record === null) throw new Error(`there is no business ${tenantId} in the database`)
    return work({ registrar: registrarOf(config, secretKey, store), tenantId, policy: record.policy })
  })
}

function registrarOf(config: Config, secretKey: Uint8Array, store: Store): Registrar {
  const clock = systemClock()
  const hash = keyedHash(secretKey, REGISTRATION_EVENTS)
  const ignore = (): void => {}
  return createRegistrar({
    store,
    clock,
    tenants: createTenants(store, config.twilioAccount),
    directives: loadDirectives(join(import.meta.dirname, '..', '..', 'directives')),
    parentAccount: config.twilioAccount,
    measures: {
      eventReceived: ignore,
      missedToText: ignore,
      textSettled: ignore,
      effectFailed: ignore,
      ownerTold: ignore,
      modelAsked: ignore,
      workflowTold: ignore,
    },
    registration: createTwilioRegistration({ apiBaseUrl: config.twilioApiBaseUrl, random: () => 0.5, now: () => clock.now() }),
    settingsOf: (tenantId) => registrationSettings(config.publicUrl, tenantId, hash),
  })
}
