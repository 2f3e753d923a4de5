import type { CarrierAccount } from './accounts.ts'
import { createAccountBook } from './accounts.ts'
import { accountRoutes } from './accounts-rest.ts'
import type { VoiceOptions } from './call-context.ts'
import { createCallbackSender } from './callbacks.ts'
import type { CallHandle, InboundCall } from './calls.ts'
import { createCallBook } from './calls.ts'
import { callRoutes } from './calls-rest.ts'
import type { CarrierClock } from './clock.ts'
import type { DeliveryOptions } from './delivery.ts'
import { PROMPT_DELIVERY, createTextDelivery } from './delivery.ts'
import type { CarrierEvent } from './event-log.ts'
import { createEventLog } from './event-log.ts'
import type { FaultBook } from './faults.ts'
import { createFaultBook } from './faults.ts'
import type { Handset } from './handsets.ts'
import { createHandsetBook } from './handsets.ts'
import type { Delivery } from './http-delivery.ts'
import { deliverOverHttp } from './http-delivery.ts'
import type { HttpFace } from './http-face.ts'
import { listenForRest } from './http-face.ts'
import type { HandsetText } from './inbound-text.ts'
import { createInboundTexts } from './inbound-text.ts'
import { lookupRoutes } from './lookup-rest.ts'
import { mediaRoutes } from './media-rest.ts'
import { messageRoutes } from './messages-rest.ts'
import type { MessagingService, NumberRequest, ProvisionedNumber } from './numbers.ts'
import { createNumberBook } from './numbers.ts'
import { numberRoutes } from './numbers-rest.ts'
import { createOptOutFilter } from './opt-out.ts'
import type { PhonePersona } from './personas.ts'
import { createRecordingBook } from './recordings.ts'
import { recordingRoutes } from './recordings-rest.ts'
import type { RestAnswer, RestRequest } from './rest-answer.ts'
import { createRegistry, type RegistrationDesk } from './registration/registry.ts'
import { registrationRoutes } from './registration/registration-routes.ts'
import { createRestRouter } from './rest-router.ts'
import { createSeededRandom } from './seeded-random.ts'
import { createSidMaker } from './sids.ts'
import { sendReplyWith } from './text-reply.ts'
import type { TextRecord } from './text-records.ts'
import { createTextBook } from './text-records.ts'
import { createWebhookSender } from './webhooks.ts'

export type FakeCarrierOptions = {
  clock: CarrierClock
  /** Every id, delay and accident follows from it. */
  seed: number
  accounts: readonly CarrierAccount[]
  /** How webhooks travel; real HTTP unless given. */
  deliver?: Delivery
  voice?: Partial<VoiceOptions>
  delivery?: Partial<DeliveryOptions>
  /** How many events are kept for looking at. */
  eventCapacity?: number
}

/** The telephone network and Twilio's side of HTTP, in memory. */
export type FakeCarrier = {
  rest(request: RestRequest): Promise<RestAnswer>
  /** Opens the HTTP face; `origin` belongs into `TWILIO_API_BASE_URL`. */
  listen(port?: number, host?: string): Promise<HttpFace>
  addAccount(account: CarrierAccount): void
  provisionNumber(number: NumberRequest): ProvisionedNumber
  provisionMessagingService(service: Pick<MessagingService, 'accountSid'> & Partial<MessagingService>): MessagingService
  /** Describes a telephone of the outside world. */
  registerHandset(handset: Pick<Handset, 'e164'> & Partial<Omit<Handset, 'inbox'>>): Handset
  handset(e164: string): Handset
  /** How the telephone at a number behaves from now on when rung. */
  setPhone(e164: string, phone: PhonePersona): void
  placeCall(call: InboundCall): CallHandle
  sendTextFromHandset(text: HandsetText): string
  /** Texts of an account as the carrier keeps them, the newest first. */
  texts(accountSid: string): readonly TextRecord[]
  faults: FaultBook
  /** The reviewers of brands, campaigns and toll-free numbers. */
  registration: RegistrationDesk
  events(afterId?: number): readonly CarrierEvent[]
  subscribe(listener: (event: CarrierEvent) => void): () => void
  /** What Twilio's debugger would show. */
  alerts(): readonly CarrierEvent[]
  close(): Promise<void>
}

const VOICE_DEFAULTS: VoiceOptions = {
  abandonedStatus: 'no-answer',
  actionAfterAbandon: false,
  declinedWhisperStatus: 'completed',
  playMs: 8_000,
}

const TWILIO_ORIGIN = 'https://api.twilio.com'

/** Builds a carrier. It knows the product only through signed webhooks, and the product knows it only through REST. */
export function createFakeCarrier(options: FakeCarrierOptions): FakeCarrier {
  const faces = new Set<HttpFace>()
  const origin = () => [...faces][0]?.origin ?? TWILIO_ORIGIN
  const network = createNetwork(options, origin)
  const { accounts, numbers, handsets, texts, log, faults } = network
  const delivery = createTextDelivery({ ...network, options: { ...PROMPT_DELIVERY, ...options.delivery }, receive: receiveIfOurs })
  const receiveText = createInboundTexts({ ...network, origin, sendReply: sendReplyWith({ ...network, delivery }) })
  const calls = createCallBook({ ...network, voice: { ...VOICE_DEFAULTS, ...options.voice } })

  /** A number may have been released while a text was on its way. */
  function receiveIfOurs(text: HandsetText): void {
    if (numbers.byE164(text.to) !== null) receiveText(text)
  }

  const rest = createRestRouter({
    ...network,
    routes: [
      ...messageRoutes({ ...network, delivery }),
      ...mediaRoutes(texts),
      ...callRoutes({ calls, numbers }),
      ...numberRoutes(numbers),
      ...recordingRoutes(network.recordings),
      ...lookupRoutes({ handsets, origin }),
      ...accountRoutes(network.now()),
      ...registrationRoutes(network),
    ],
  })

  return {
    rest,
    async listen(port = 0, host = '127.0.0.1') {
      const face = await listenForRest(rest, port, host)
      faces.add(face)
      return face
    },
    addAccount: accounts.add,
    provisionNumber(number) {
      accounts.get(number.accountSid)
      return numbers.provision(number)
    },
    provisionMessagingService: numbers.provisionService,
    registerHandset: handsets.register,
    handset: handsets.get,
    setPhone: (e164, phone) => {
      handsets.register({ e164, phone })
    },
    placeCall: calls.place,
    sendTextFromHandset: receiveText,
    texts: (accountSid) => texts.list(accountSid, {}),
    faults,
    registration: network.registry.desk,
    events: log.events,
    subscribe: log.subscribe,
    alerts: () => log.events().filter((event) => event.kind === 'alert'),
    async close() {
      await Promise.all([...faces].map((face) => face.close()))
      faces.clear()
    },
  }
}

/** What calls and texts share: the clock, chance, the books, and the way to the product. */
function createNetwork(options: FakeCarrierOptions, origin: () => string) {
  const { clock } = options
  const now = () => clock.now()
  // Ids, accidents and delays each have a stream of their own: one more id must not change which texts arrive late.
  const ids = createSeededRandom(options.seed)
  const newSid = createSidMaker(ids)
  const faults = createFaultBook(createSeededRandom(options.seed + 2))
  const handsets = createHandsetBook()
  const log = createEventLog({ now, ...(options.eventCapacity === undefined ? {} : { capacity: options.eventCapacity }) })
  const webhooks = createWebhookSender({ clock, deliver: options.deliver ?? deliverOverHttp, random: ids, log, faults })

  function spawn(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      log.alert({ code: 20500, message: `the fake carrier itself failed: ${message}` })
    })
  }

  return {
    clock,
    now,
    log,
    newSid,
    faults,
    webhooks,
    spawn,
    random: createSeededRandom(options.seed + 1),
    callbacks: createCallbackSender({ webhooks, log, spawn }),
    accounts: createAccountBook(options.accounts),
    numbers: createNumberBook({ now, newSid }),
    handsets,
    optOuts: createOptOutFilter(),
    texts: createTextBook({ now, newSid }),
    recordings: createRecordingBook({ newSid, origin }),
    registry: createRegistry({ clock, seed: options.seed, handsets }),
  }
}
