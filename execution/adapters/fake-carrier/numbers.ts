import type { SidMaker } from './sids.ts'

export type HttpMethod = 'GET' | 'POST'

/** One of our own numbers, as Twilio keeps it (IncomingPhoneNumber). Null is a field that was never set. */
export type ProvisionedNumber = {
  sid: string
  accountSid: string
  e164: string
  friendlyName: string
  createdAt: number
  updatedAt: number
  voiceUrl: string | null
  voiceMethod: HttpMethod
  voiceFallbackUrl: string | null
  voiceFallbackMethod: HttpMethod
  voiceCallerIdLookup: boolean
  statusCallback: string | null
  statusCallbackMethod: HttpMethod
  smsUrl: string | null
  smsMethod: HttpMethod
  smsFallbackUrl: string | null
  smsFallbackMethod: HttpMethod
  messagingServiceSid: string | null
}

/** A Messaging Service: once a number belongs to one, texts to the number are announced here and not at the number's own address. */
export type MessagingService = {
  sid: string
  accountSid: string
  inboundRequestUrl: string | null
  statusCallback: string | null
  useInboundWebhookOnNumber: boolean
  /** Announces opt-out words to the product as `OptOutType`. */
  advancedOptOut: boolean
}

/** What is asked for when a number is provisioned. */
export type NumberRequest = Pick<ProvisionedNumber, 'accountSid' | 'e164'> &
  Partial<Omit<ProvisionedNumber, 'sid' | 'accountSid' | 'e164' | 'createdAt' | 'updatedAt'>>

export type NumberBook = {
  provision(request: NumberRequest): ProvisionedNumber
  provisionService(service: Pick<MessagingService, 'accountSid'> & Partial<MessagingService>): MessagingService
  byE164(e164: string): ProvisionedNumber | null
  bySid(sid: string): ProvisionedNumber | null
  service(sid: string | null): MessagingService | null
  /** Numbers of an account, the newest first. */
  ofAccount(accountSid: string): readonly ProvisionedNumber[]
  ofService(serviceSid: string): readonly ProvisionedNumber[]
  release(sid: string): void
}

/** Keeps numbers and services in memory. A number provisioned again keeps its SID and takes over the new settings. */
export function createNumberBook(parts: { now: () => number; newSid: SidMaker }): NumberBook {
  const numbers = new Map<string, ProvisionedNumber>()
  const sidToE164 = new Map<string, string>()
  const services = new Map<string, MessagingService>()
  const serviceNumbers = (serviceSid: string) => [...numbers.values()].filter((number) => number.messagingServiceSid === serviceSid)

  function provision(request: NumberRequest): ProvisionedNumber {
    if (!/^\+[1-9]\d{7,14}$/.test(request.e164)) throw new Error(`number "${request.e164}" is not E.164, such as +12175550102`)
    const now = parts.now()
    const earlier = numbers.get(request.e164)
    const number: ProvisionedNumber = {
      ...(earlier ?? blankNumber(request, parts.newSid('PN'), now)),
      ...withoutUndefined(request),
      updatedAt: now,
    }
    numbers.set(number.e164, number)
    sidToE164.set(number.sid, number.e164)
    return number
  }

  return {
    provision,
    provisionService(request) {
      const service: MessagingService = {
        sid: parts.newSid('MG'),
        inboundRequestUrl: null,
        statusCallback: null,
        useInboundWebhookOnNumber: false,
        advancedOptOut: false,
        ...request,
      }
      services.set(service.sid, service)
      return service
    },
    byE164: (e164) => numbers.get(e164) ?? null,
    bySid: (sid) => numbers.get(sidToE164.get(sid) ?? '') ?? null,
    service: (sid) => (sid === null ? null : (services.get(sid) ?? null)),
    ofAccount: (accountSid) => [...numbers.values()].filter((number) => number.accountSid === accountSid).toReversed(),
    ofService: serviceNumbers,
    release(sid) {
      numbers.delete(sidToE164.get(sid) ?? '')
      sidToE164.delete(sid)
    },
  }
}

function blankNumber(request: NumberRequest, sid: string, now: number): ProvisionedNumber {
  return {
    sid,
    accountSid: request.accountSid,
    e164: request.e164,
    friendlyName: request.e164,
    createdAt: now,
    updatedAt: now,
    voiceUrl: null,
    voiceMethod: 'POST',
    voiceFallbackUrl: null,
    voiceFallbackMethod: 'POST',
    voiceCallerIdLookup: false,
    statusCallback: null,
    statusCallbackMethod: 'POST',
    smsUrl: null,
    smsMethod: 'POST',
    smsFallbackUrl: null,
    smsFallbackMethod: 'POST',
    messagingServiceSid: null,
  }
}

function withoutUndefined<T extends object>(settings: T): T {
  // Only keys with the value undefined are dropped, so every remaining property has its declared type.
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T
}

const TOLL_FREE_AREAS: ReadonlySet<string> = new Set(['800', '833', '844', '855', '866', '877', '888'])

/** True for a toll-free number of the North American plan. */
export function isTollFree(e164: string): boolean {
  return e164.startsWith('+1') && TOLL_FREE_AREAS.has(e164.slice(2, 5))
}
