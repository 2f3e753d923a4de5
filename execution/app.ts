import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createCalendarReader } from '#adapters/calendars/calendar-reader.ts'
import { writeFeed } from '#adapters/calendars/write-feed.ts'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { embeddedModel } from '#adapters/embedded-engine/embedded-model.ts'
import { fileJournal } from '#adapters/journal/file-journal.ts'
import { createMediaFiles } from '#adapters/media-files/media-files.ts'
import { createMetrics } from '#adapters/metrics/prometheus.ts'
import { createN8n } from '#adapters/n8n/n8n.ts'
import { argon2idPasswords } from '#adapters/passwords/argon2id.ts'
import { createTwilio } from '#adapters/twilio/twilio.ts'
import { createTwilioRegistration } from '#adapters/twilio/registration/twilio-registration.ts'
import { createTwilioWebhooks } from '#adapters/twilio/twilio-webhooks.ts'
import { createPasskeys } from '#adapters/webauthn/passkeys.ts'
import { stepOfPath, webhookAddresses } from '#adapters/twilio/webhook-addresses.ts'
import { registrationEventsKey, registrationEventsUrl, registrationSettings } from '#adapters/twilio/registration/event-address.ts'
import { isSameHash, keyedHash, PHONE_CODES, REGISTRATION_EVENTS, SIGN_IN } from '#adapters/keyed-hash/keyed-hash.ts'
import type { KeyedHash } from '#core/one-time-code.ts'
import type { Config } from '#config/config.ts'
import type { Secrets } from '#config/secrets.ts'
import { zoneSelfTest } from '#core/compliance/zone-self-test.ts'
import { STALE_MS } from '#core/self-test/when-due.ts'
import { plus } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import { createAbsences } from '#flow/absences.ts'
import { createDispatcher, type Dispatcher } from '#flow/dispatch.ts'
import { createEventDispatcher, type EventDispatcher } from '#flow/dispatch-events.ts'
import type { FlowParts, Measures } from '#flow/parts.ts'
import { createRegistrar, type Registrar, type RegistrationParts } from '#flow/registration/registrar.ts'
import { createReader } from '#flow/reader.ts'
import type { SelfTests } from '#flow/self-test/self-tests.ts'
import { createJournalTaker } from '#flow/journal-taker.ts'
import { createSweep, type Sweep } from '#flow/sweep.ts'
import { createTenants } from '#flow/tenants.ts'
import { closeServer } from '#http/close-server.ts'
import { createLiveHub } from '#http/api/live-hub.ts'
import { createServer } from '#http/server.ts'
import type { CalendarReader } from '#ports/booking.ts'
import { createAttemptLimits } from '#http/sign-in/attempt-limits.ts'
import { createSessions } from '#http/sign-in/sessions.ts'
import type { Carrier } from '#ports/carrier.ts'
import type { Clock } from '#ports/clock.ts'
import type { DirectiveLibrary } from '#ports/directives.ts'
import type { GuardedModel } from '#ports/language-model.ts'
import type { Lab } from '#ports/lab.ts'
import type { ReachUs } from '#ports/self-test.ts'
import type { Store } from '#ports/store.ts'
import type { Workflows } from '#ports/workflows.ts'
import { openGuardedModel } from './open-language-model.ts'
import { openSelfTests } from './open-self-tests.ts'
import { openStore } from './open-store.ts'

/** What a test or the lab may put in place of the real thing. Everything else is built from the configuration. */
export type Replacements = {
  clock: Clock
  store?: Store
  carrier?: Carrier
  workflows?: Workflows
  calendars?: CalendarReader
  model?: (clock: Clock) => GuardedModel
  directives?: DirectiveLibrary
  /** Why the newest edit of the procedures is not in use; null when it is. */
  directiveProblems?: () => string | null
  lab?: Lab | null
  /** By which clock sessions last and events are signed; the lab's own time jumps. */
  sessionClock?: Clock
  /** Looks on at what is committed. */
  watchStore?: (store: Store) => Store
  /** Hears of every fault; the main program writes them to the log. */
  onFault: (where: string, error: unknown) => void
  restarts?: number
  /** False: somebody else advances the registrations with the carriers. */
  registers?: boolean
  /** How self-tests ask our own public address. */
  reachUs?: ReachUs
  /** False: nobody tests the businesses each morning. */
  selfTests?: boolean
}

export type App = {
  server: FastifyInstance
  store: Store
  dispatcher: Dispatcher
  /** Tells slow processes outside of events; null when there are none. */
  eventDispatcher: EventDispatcher | null
  sweep: Sweep
  /** Registers businesses with the US carriers. */
  registrar: Registrar
  /** Tests each business's way in, every morning and when asked. */
  selfTests: SelfTests
  parts: FlowParts
  /** Frees what a dead process had claimed, takes up the journal and starts working. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** The composition root: the only place that knows every part. */
export async function buildApp(config: Config, secrets: Secrets, replacements: Replacements): Promise<App> {
  const { clock, onFault, sessionClock = clock } = replacements
  const metrics = createMetrics()
  const answers = { waiting: 0 }
  const base = await openParts(config, secrets, replacements, measuresOf(metrics, onFault), answers)
  const { store, directives } = base
  const reader = createReader(base)
  const dispatcher = createDispatcher({ ...base, reader })
  const eventDispatcher = base.workflows === null ? null : createEventDispatcher(base)
  const eventsHash = keyedHash(secrets.encryptionKey, REGISTRATION_EVENTS)
  const registrar = registrarOf(config, eventsHash, base)
  const parts: FlowParts = { ...base, reader, nudge: () => dispatcher.nudge() }
  const journalTaker = createJournalTaker(parts, fileJournal(config.dataDir))
  const sweep = createSweep({ ...parts, journalTaker })
  metrics.restarts.set(replacements.restarts ?? 0)
  const selfTests = openSelfTests(config, parts, replacements.reachUs, (result) => metrics.selfTests.inc({ result }))
  const live = createLiveHub(store, clock)
  const server = await createServer({
    ...parts,
    journalTaker,
    ...webhookParts(config),
    ...registrationParts(config, registrar, eventsHash),
    rejected: (why) => metrics.rejected.inc({ why }),
    selfTestReached: () => metrics.selfTestsReached.inc(),
    answers,
    writeFeed,
    feedToken: (tenantId) => createHmac('sha256', secrets.encryptionKey).update(`calendar feed v1 ${tenantId}`).digest('hex').slice(0, 40),
    directiveLibrary: directives,
    directiveProblems: replacements.directiveProblems ?? (() => null),
    ...signInParts(config, secrets, { ...parts, clock: sessionClock }),
    live,
    selfTests,
    labScreen: replacements.lab ?? null,
    readiness: () => store.check().catch(() => false),
    metricsText: () => metricsText(metrics, store, clock),
  })
  return {
    server,
    store,
    dispatcher,
    eventDispatcher,
    sweep,
    registrar,
    selfTests,
    parts,
    async start() {
      tellOfStaleZones(clock, onFault)
      await sweep.start()
      if (replacements.registers !== false) registrar.sweep.start()
      if (replacements.selfTests !== false) selfTests.start()
      dispatcher.nudge()
      eventDispatcher?.start()
    },
    async stop() {
      const swept = sweep.stop()
      registrar.sweep.stop()
      selfTests.stop()
      live.closeAll()
      await closeServer(server.server, clock)
      await server.close()
      await swept
      await dispatcher.stop()
      await eventDispatcher?.stop()
      await reader.stop()
      await store.close()
    },
  }
}

/** Everything that outlives a single event and knows nothing of the flow. */
async function openParts(
  config: Config,
  secrets: Secrets,
  replacements: Replacements,
  measures: Measures,
  answers: { readonly waiting: number },
) {
  const { clock } = replacements
  const store = await storeOf(config, secrets, replacements)
  return {
    store,
    clock,
    carrier: replacements.carrier ?? createTwilio({ apiBaseUrl: config.twilioApiBaseUrl, random: Math.random, now: () => clock.now() }),
    engine: embeddedModel,
    model: replacements.model === undefined ? await openGuardedModel(config.ai, clock) : replacements.model(clock),
    directives: replacements.directives ?? loadDirectives(join(import.meta.dirname, '..', 'directives')),
    media: createMediaFiles(config.dataDir),
    calendars: replacements.calendars ?? createCalendarReader({ allowInside: config.mode === 'lab', tzdata: clock.tzdata }),
    workflows: replacements.workflows ?? (config.n8n === null ? null : createN8n(config.n8n, replacements.sessionClock ?? clock)),
    tenants: createTenants(store, config.twilioAccount),
    absences: createAbsences(store),
    measures,
    parentAccount: config.twilioAccount,
    publicUrl: config.publicUrl,
    codeHash: keyedHash(secrets.encryptionKey, PHONE_CODES),
    keyedHash: keyedHash(secrets.encryptionKey, SIGN_IN),
    lab: config.mode === 'lab',
    waitingAnswers: () => answers.waiting,
  }
}

function registrationParts({ publicUrl }: Config, registrar: Registrar, eventsHash: KeyedHash) {
  return {
    registrar,
    isRegistrationKey: (tenantId: TenantId, presented: string) => isSameHash(presented, registrationEventsKey(tenantId, eventsHash)),
    registrationEventsUrl: (tenantId: TenantId) => registrationEventsUrl(publicUrl, tenantId, eventsHash),
    isRegistrationRefused: async (tenantId: TenantId) => ((await registrar.status(tenantId))?.mend.length ?? 0) > 0,
  }
}

function webhookParts(config: Config) {
  const { twilioApiBaseUrl: apiBaseUrl, transcribes } = config
  return { webhooks: createTwilioWebhooks({ apiBaseUrl, transcribes }), stepOfPath, webhookAddresses }
}

function signInParts(config: Config, secrets: Secrets, parts: FlowParts) {
  return {
    sessions: createSessions({ ...parts, operatorToken: secrets.operatorToken }),
    limits: createAttemptLimits(parts.clock),
    passwords: argon2idPasswords,
    operatorPassword: secrets.operatorPassword ?? null,
    passkeys: createPasskeys(config.publicUrl),
  }
}

function registrarOf(config: Config, hash: KeyedHash, parts: Omit<RegistrationParts, 'registration' | 'settingsOf'>): Registrar {
  const { clock } = parts
  return createRegistrar({
    ...parts,
    registration: createTwilioRegistration({ apiBaseUrl: config.twilioApiBaseUrl, random: Math.random, now: () => clock.now() }),
    settingsOf: (tenantId) => registrationSettings(config.publicUrl, tenantId, hash),
  })
}

async function storeOf(config: Config, secrets: Secrets, { store, watchStore }: Replacements): Promise<Store> {
  const opened = store ?? (await openStore(config.database, secrets.encryptionKey, { serves: true }))
  return watchStore?.(opened) ?? opened
}

/** Zone data that is behind the law does not stop the product, but somebody must know (`compliance` 4.6). */
function tellOfStaleZones(clock: Clock, onFault: Replacements['onFault']): void {
  for (const { zone, got, expected } of zoneSelfTest(clock.tzdata)) {
    onFault('zone-data', new Error(`${zone} is at ${got} where ${expected} is right: proactive texts to its area codes are refused`))
  }
}

async function metricsText(metrics: ReturnType<typeof createMetrics>, store: Store, clock: Clock): Promise<string> {
  const depth = await store.acrossTenants.outboxDepth()
  for (const [state, rows] of Object.entries(depth)) metrics.outbox.set({ state }, rows)
  metrics.untested.set(await store.acrossTenants.countUntested(plus(clock.now(), -STALE_MS)))
  metrics.memory.set(process.memoryUsage.rss())
  return metrics.registry.metrics()
}

function measuresOf(metrics: ReturnType<typeof createMetrics>, onFault: Replacements['onFault']): Measures {
  return {
    eventReceived: (kind, repeated) => metrics.events.inc({ kind, repeated: String(repeated) }),
    missedToText: (milliseconds) => metrics.missedToText.observe(milliseconds / 1_000),
    textSettled: (outcome, smsKind) => metrics.texts.inc({ outcome, kind: smsKind }),
    modelAsked: (outcome) => metrics.models.inc({ outcome }),
    workflowTold: (outcome, type) => metrics.workflows.inc({ outcome, type }),
    ownerTold: (alert) => metrics.alerts.inc({ alert }),
    effectFailed: (where, error) => {
      metrics.faults.inc({ where })
      onFault(where, error)
    },
  }
}
