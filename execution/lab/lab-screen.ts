import type { FakeCarrier } from '#adapters/fake-carrier/fake-carrier.ts'
import { wishForOwner } from '#core/conversation/plain-time.ts'
import type { PreferredTime } from '#core/qualification/reading.ts'
import { instant, toIso } from '#core/values/instant.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import type { Clock } from '#ports/clock.ts'
import type { Lab, LabText, LabView } from '#ports/lab.ts'
import type { LeadRow } from '#ports/store.ts'
import type { App } from '../app.ts'
import { CALLERS, choiceOf, MODES, OWNERS } from './choices.ts'
import { allWeek, customerNumber, DEMO_NUMBER, DEMO_OWNER_PHONE, DEMO_TENANT } from './demo-business.ts'
import { labProblem } from './lab-problem.ts'
import { stepOf } from './step-words.ts'

const TEXT_MAX_CHARACTERS = 1_600
const STEPS_MAX = 400

export type LabScreen = Lab & { attach(app: App): void }

/** What the lab page shows and does. Everything goes the way that a real call and a real text go: over the carrier's webhooks. */
export function labScreen(carrier: FakeCarrier, account: CarrierAccount, clock: Clock): LabScreen {
  let app: App | null = null
  let customers = clock.now() % 90

  const customer = () => customerNumber(customers)
  const running = (): App => {
    if (app === null) throw labProblem('The lab is still starting; try again in a moment.')
    return app
  }

  return {
    attach(started) {
      app = started
    },
    async nextCustomer() {
      customers += 1
    },
    async ring(choice) {
      const caller = choiceOf(CALLERS, choice.caller)
      const owner = choiceOf(OWNERS, choice.owner)
      const mode = choiceOf(MODES, choice.mode)
      if (caller === null || owner === null || mode === null) throw labProblem(`Choose ${namesOf([CALLERS, OWNERS, MODES])}.`)
      await setMode(running(), mode.id === 'evening' ? 'evening' : mode.id === 'night' ? 'night' : 'day')
      carrier.registerHandset({ e164: customer(), kind: caller.kind })
      carrier.setPhone(DEMO_OWNER_PHONE, owner.persona)
      const from = caller.withheld ? '+266696687' : customer()
      return { callSid: carrier.placeCall({ from, to: DEMO_NUMBER, caller: caller.persona }).callSid }
    },
    async text(body) {
      if (body.trim() === '' || body.length > TEXT_MAX_CHARACTERS) throw labProblem(`A text has 1 to ${TEXT_MAX_CHARACTERS} characters.`)
      carrier.sendTextFromHandset({ from: customer(), to: DEMO_NUMBER, body })
    },
    view: (since) => viewOf(running(), carrier, account, customer(), since),
  }
}

async function setMode(app: App, mode: 'day' | 'evening' | 'night'): Promise<void> {
  await app.parts.store.transaction(DEMO_TENANT, async (tx) => {
    const record = await tx.tenant.find()
    if (record !== null) await tx.tenant.save({ ...record.policy, hours: allWeek(mode) }, app.parts.clock.now())
  })
  app.parts.tenants.forget(DEMO_TENANT)
}

async function viewOf(app: App, carrier: FakeCarrier, account: CarrierAccount, customer: string, since: number): Promise<LabView> {
  const found = await app.parts.store.transaction(DEMO_TENANT, async (tx) => {
    const tenant = await tx.tenant.find()
    const conversation = await tx.conversations.find(customer)
    const lead = conversation?.lead === undefined || conversation.lead === null ? null : await tx.leads.find(conversation.lead.id)
    return { tenant, conversation, lead }
  })
  const missedAt = found.conversation?.calls.find((call) => call.missedAt !== null)?.missedAt ?? null
  const sentAt = found.conversation?.history.automatedAt[0] ?? null
  return {
    business: {
      id: DEMO_TENANT,
      name: found.tenant?.policy.name ?? '',
      number: DEMO_NUMBER,
      customer,
      timezone: found.tenant?.policy.timezone ?? '',
    },
    choices: { callers: CALLERS.map(plain), owners: OWNERS.map(plain), modes: MODES.map(plain) },
    steps: carrier
      .events(since)
      .flatMap((event) => stepOf(event) ?? [])
      .slice(-STEPS_MAX),
    texts: textsOf(carrier, account, customer),
    lead: found.lead === null ? null : leadFields(found.lead),
    textsAfterSeconds: missedAt === null || sentAt === null ? null : Math.max(0, sentAt - missedAt) / 1_000,
  }
}

function textsOf(carrier: FakeCarrier, account: CarrierAccount, customer: string): LabText[] {
  return carrier
    .texts(account.accountSid)
    .filter((text) => text.to === customer || text.from === customer || text.to === DEMO_OWNER_PHONE)
    .map((text): LabText => {
      const side = text.to === DEMO_OWNER_PHONE ? 'owner' : text.direction === 'inbound' ? 'customer' : 'business'
      return { at: toIso(instant(text.createdAt)), side, body: text.body }
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

function namesOf(lists: readonly (readonly { id: string }[])[]): string {
  return lists.map((list) => list.map((choice) => choice.id).join(' | ')).join(', and ')
}
