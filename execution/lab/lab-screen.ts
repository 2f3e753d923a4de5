import type { CallHandle } from '#adapters/fake-carrier/calls.ts'
import type { FakeCarrier } from '#adapters/fake-carrier/fake-carrier.ts'
import { wishForOwner } from '#core/conversation/plain-time.ts'
import { modeAt } from '#core/hours/mode-at.ts'
import type { PreferredTime } from '#core/qualification/reading.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { instant, toIso } from '#core/values/instant.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import type { Lab, LabPhone, LabText, LabView } from '#ports/lab.ts'
import type { LeadRow } from '#ports/store.ts'
import type { App } from '../app.ts'
import { CALLERS, choiceOf, OWNERS } from './choices.ts'
import { jumpTarget, JUMPS } from './clock-jumps.ts'
import { customerNumber, DEMO_NUMBER, DEMO_OWNER_PHONE, DEMO_TENANT } from './demo-business.ts'
import type { LabClock } from './lab-clock.ts'
import { createLabFaults, FAULTS } from './lab-faults.ts'
import type { LabLog } from './lab-log.ts'
import type { LabNumbers } from './lab-numbers.ts'
import { labProblem } from './lab-problem.ts'

const TEXT_MAX_CHARACTERS = 1_600
/** Somebody who gets no answer rings again so soon. */
const REDIAL_EVERY_MS = 2_000
/** What callers without a number are shown as (facts of the carrier: `+266696687` spells ANONYMOUS). */
const WITHHELD = '+266696687'

export type LabParts = {
  carrier: FakeCarrier
  account: CarrierAccount
  clock: LabClock
  log: LabLog
  numbers: LabNumbers
  app: () => App | null
}

/** What the lab page shows and does. Everything goes the way that a real call and a real text go: over the carrier's webhooks. */
export function labScreen(parts: LabParts): Lab {
  const { carrier, clock, numbers } = parts
  const faults = createLabFaults(carrier, clock.after, numbers.misdirect)
  let customers = clock.now() % 90
  let call: CallHandle | null = null

  const customer = () => customerNumber(customers)
  const running = (): App => parts.app() ?? refuse('The lab is still starting; try again in a moment.')
  const live = (): CallHandle => (call !== null && isLive(call) ? call : refuse('There is no call right now. Ring the business first.'))

  return {
    async nextCustomer() {
      customers += 1
    },
    async ring(choice) {
      const caller = choiceOf(CALLERS, choice.caller) ?? refuse(`Choose the caller: ${namesOf(CALLERS)}.`)
      const owner = choiceOf(OWNERS, choice.owner) ?? refuse(`Choose the owner: ${namesOf(OWNERS)}.`)
      carrier.registerHandset({ e164: customer(), kind: caller.kind })
      carrier.setPhone(DEMO_OWNER_PHONE, owner.persona)
      const from = caller.withheld ? WITHHELD : customer()
      const place = () => carrier.placeCall({ from, to: DEMO_NUMBER, caller: caller.persona })
      call = place()
      for (let redial = 1; redial <= caller.redials; redial += 1) clock.after(redial * REDIAL_EVERY_MS, () => (call = place()))
      return { callSid: call.callSid }
    },
    async press(key) {
      if (!live().press(key)) throw labProblem('Nobody listens for a key right now.')
    },
    async hangUp() {
      live().hangUp()
    },
    async text(body, from) {
      if (body.trim() === '' || body.length > TEXT_MAX_CHARACTERS) throw labProblem(`A text has 1 to ${TEXT_MAX_CHARACTERS} characters.`)
      carrier.sendTextFromHandset({ from: from === 'owner' ? DEMO_OWNER_PHONE : customer(), to: DEMO_NUMBER, body })
    },
    async jump(to) {
      const app = running()
      const target = jumpTarget(to, await demoPolicy(app), clock.now(), clock.tzdata)
      if (choiceOf(JUMPS, to) === null) throw labProblem(`Choose where to jump: ${namesOf(JUMPS)}.`)
      if (target === null) throw labProblem('The hours of this business never come to that. Change them in Setup.')
      clock.jumpTo(target)
      app.dispatcher.nudge()
    },
    async inject(fault) {
      if (!faults.inject(fault)) throw labProblem(`Choose a fault: ${namesOf(FAULTS)}.`)
    },
    freeNumber: () => numbers.free(running()),
    async testCall(tenantId) {
      const id = parseTenantId(tenantId)
      const number = id === null ? null : await numbers.connect(running(), id)
      if (number === null) throw labProblem('This business has no number of the built-in phone network yet.')
      customers += 1
      carrier.registerHandset({ e164: customer(), kind: 'mobile' })
      return { callSid: carrier.placeCall({ from: customer(), to: number, caller: { kind: 'waits' } }).callSid }
    },
    view: (since) => viewOf(parts, running(), { customer: customer(), call, faults: faults.waiting() }, since),
  }
}

type Moment = { customer: string; call: CallHandle | null; faults: LabView['faults'] }

async function viewOf(
  { carrier, account, clock, log }: LabParts,
  app: App,
  { customer, call, faults }: Moment,
  since: number,
): Promise<LabView> {
  const found = await app.parts.store.transaction(DEMO_TENANT, async (tx) => {
    const conversation = await tx.conversations.find(customer)
    const lead = conversation?.lead === undefined || conversation.lead === null ? null : await tx.leads.find(conversation.lead.id)
    return { conversation, lead }
  })
  const { name, timezone, hours } = await demoPolicy(app)
  const now = clock.now()
  const missedAt = found.conversation?.calls.find((one) => one.missedAt !== null)?.missedAt ?? null
  const sentAt = found.conversation?.history.automatedAt[0] ?? null
  return {
    business: { id: DEMO_TENANT, name, number: DEMO_NUMBER, customer, ownerPhone: DEMO_OWNER_PHONE, timezone },
    clock: { now: toIso(now), isAhead: clock.aheadMs() > 0, mode: modeAt(hours, timezone, now, clock.tzdata) },
    choices: { callers: CALLERS.map(plain), owners: OWNERS.map(plain), jumps: JUMPS.map(plain), faults: FAULTS.map(plain) },
    faults,
    call: call === null ? null : { callSid: call.callSid, isLive: isLive(call), heard: log.spokenOn(call.callSid) },
    steps: log.steps(since),
    texts: textsOf(carrier, account, customer),
    lead: found.lead === null ? null : leadFields(found.lead),
    textsAfterSeconds: missedAt === null || sentAt === null ? null : Math.max(0, sentAt - missedAt) / 1_000,
  }
}

async function demoPolicy(app: App): Promise<TenantPolicy> {
  const tenant = await app.parts.tenants.find(DEMO_TENANT)
  return tenant?.policy ?? refuse('The demo business is gone: remove the data folder and start again.')
}

function isLive(call: CallHandle): boolean {
  const { status } = call.summary()
  return status === 'queued' || status === 'ringing' || status === 'in-progress'
}

function textsOf(carrier: FakeCarrier, account: CarrierAccount, customer: string): LabText[] {
  const phoneOf = (number: string | null): LabPhone | null =>
    number === DEMO_OWNER_PHONE ? 'owner' : number === customer ? 'customer' : null
  return carrier
    .texts(account.accountSid)
    .flatMap(({ from, to, body, status, createdAt }): LabText[] => {
      const [sender, receiver] = [phoneOf(from), phoneOf(to)]
      const phone = sender ?? receiver
      return phone === null ? [] : [{ at: toIso(instant(createdAt)), phone, isMine: sender !== null, body, status }]
    })
    .toReversed()
}

function leadFields(lead: LeadRow): Record<string, string | null> {
  const { status, urgency, intent, service, name, street, city, zip, preferredTime } = lead
  // The column holds what the store wrote of the same type.
  const time = preferredTime === null ? null : wishForOwner(JSON.parse(preferredTime) as PreferredTime)
  return { status, urgency, intent, problem: service, name, street, city, zip, 'preferred time': time }
}

function plain(choice: { id: string; words: string }): { id: string; words: string } {
  return { id: choice.id, words: choice.words }
}

function namesOf(list: readonly { id: string }[]): string {
  return list.map((choice) => choice.id).join(', ')
}

function refuse(message: string): never {
  throw labProblem(message)
}
