import { createSeededRandom, type SeededRandom } from '#adapters/fake-carrier/seeded-random.ts'
import { DIRECTIVES_FOLDER } from '#execution/cli/directives.ts'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { BOOKING_DEFAULTS } from '#core/booking/booking.ts'
import type { ConversationEvent } from '#core/event.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { receive } from '#flow/receive.ts'
import type { Carrier } from '#ports/carrier.ts'
import { at, openHouse, type House } from '../flow/house.ts'
import { businesses, type Business } from '../simulation/world.ts'

/**
 * Thousands of conversations through the real flow, store and engine, with a carrier that answers at once in the place of a telephone network: a
 * replay starts from rows and not from webhooks.
 */

export type RecordedWorld = { house: House; shops: Business[]; databasePath: string }

/** Conversations that go on at the same time. */
const AT_ONCE = 50

/** Half-way the businesses change their name and their procedure: a replay must use what was true then. */
const RENAMED = ' and Sons'

const OPENINGS = [
  'my kitchen sink is clogged',
  'water heater is leaking all over the basement!!',
  'how much for a new faucet',
  'Hola, no tengo agua caliente',
  'are you a bot',
  'toilet is running non stop',
  'I smell gas in the kitchen',
  "j'ai une fuite sous l'évier",
  'wrong number',
  'stop texting me please',
  'looking for a job, are you hiring?',
  'I am driving right now, I will reply later',
] as const

const ANSWERS = [
  '412 Oak St, Springfield 62704',
  '9 Elm Street',
  'Dana Miller',
  'tomorrow morning works',
  'not sure',
  'friday after 3',
  'STOP',
  'HELP',
  'thanks',
  'can a person call me',
  'Maria Lopez, 18 Pine Ave 62703',
  'are you there??',
] as const

/** Every third person goes straight to a visit. */
const TO_A_VISIT = [
  'my kitchen sink is clogged',
  '412 Oak St, Springfield 62704',
  'Dana Miller',
  'tomorrow morning works',
  'the first one',
] as const

/** Makes so many conversations from a seed. The same seed makes the same texts. */
export async function recordConversations({ seed, conversations }: { seed: number; conversations: number }): Promise<RecordedWorld> {
  const random = createSeededRandom(seed)
  let databasePath = ''
  const house = await openHouse({
    seed,
    replacements: async (place) => {
      databasePath = place.databasePath
      return { carrier: promptCarrier(), directives: loadDirectives(DIRECTIVES_FOLDER) }
    },
  })
  // Half of them give out slots, so that what is free at an instant is part of what a replay needs.
  const shops = businesses().map((shop, place) => ({
    ...shop,
    policy: { ...shop.policy, booking: place % 2 === 0 ? BOOKING_DEFAULTS : null },
  }))
  for (const { policy } of shops) await house.addTenant({ ...policy, id: policy.tenantId })
  for (let first = 0; first < conversations; first += AT_ONCE) {
    if (first >= conversations / 2 && first - AT_ONCE < conversations / 2) await changeBusinesses(house, shops)
    const people = Array.from({ length: Math.min(AT_ONCE, conversations - first) }, (_, place) => ({
      shop: pick(random, shops),
      phone: `+1312${String(2_000_000 + first + place)}`,
    }))
    await talk(house, random, people)
  }
  await house.pass(20 * 60_000)
  return { house, shops, databasePath }
}

type Person = { shop: Business; phone: string }

/** Ids of the carrier tell nobody's number. */
function idOf({ phone }: Person): string {
  return phone.slice('+1312'.length)
}

async function talk(house: House, random: SeededRandom, people: readonly Person[]): Promise<void> {
  for (const person of people) await missedCall(house, person, `CA${idOf(person)}`)
  await house.pass(3_000)
  for (let round = 0; round < 5; round += 1) {
    for (const [place, person] of people.entries()) {
      if (place % 3 !== 0 && random.chance(0.2)) continue
      const straight = place % 3 === 0 ? TO_A_VISIT[round] : undefined
      const body = straight ?? (round === 0 ? pick(random, OPENINGS) : pick(random, ANSWERS))
      await happen(house, person, `SM${idOf(person)}-${round}`, textOf(person, `SM${idOf(person)}-${round}`, body))
      if (random.chance(0.1))
        await happen(house, person, `SM${idOf(person)}-${round}b`, textOf(person, `SM${idOf(person)}-${round}b`, 'please'))
      if (random.chance(0.03)) await missedCall(house, person, `CA${idOf(person)}-${round}-${place}`)
    }
    await house.pass(4_000)
  }
}

async function missedCall(house: House, person: Person, callSid: string): Promise<void> {
  const call = { callSid, from: person.phone, to: person.shop.number }
  await happen(house, person, `${callSid}:in`, { kind: 'call-received', forwardedFrom: null, ...call })
  await happen(house, person, `${callSid}:rung`, { kind: 'ring-ended', status: 'no-answer', bridged: false, ...call })
  await happen(house, person, `${callSid}:played`, { kind: 'message-played', ...call })
  await happen(house, person, `${callSid}:end`, { kind: 'call-ended', status: 'completed', durationSeconds: 20, ...call })
}

function textOf(person: Person, messageSid: string, body: string): ConversationEvent {
  return { kind: 'sms-received', messageSid, from: person.phone, to: person.shop.number, body, media: [], optOutType: null }
}

async function happen(house: House, { shop }: Person, id: string, event: ConversationEvent): Promise<void> {
  const { parts } = house.app
  const tenant = await parts.tenants.find(shop.policy.tenantId)
  if (tenant === null) throw new Error(`there is no ${shop.policy.tenantId}`)
  await receive(parts, tenant, { id, event })
}

async function changeBusinesses(house: House, shops: readonly Business[]): Promise<void> {
  for (const { policy } of shops) {
    const renamed: TenantPolicy = { ...policy, name: policy.name + RENAMED, ownerName: 'Alex' }
    const own = '---\ncovers: every trade\n---\n\n## Texts\n\n### ask-name\n\n- en: Whom shall I announce?\n'
    await house.app.store.transaction(policy.tenantId, async (tx) => {
      await tx.tenant.save(renamed, at(house))
      await tx.directives.save('agent', own, at(house))
    })
    house.app.parts.tenants.forget(policy.tenantId)
  }
}

function promptCarrier(): Carrier {
  let made = 0
  return {
    sendText: async () => ({ kind: 'done', value: { carrierId: `SMours${(made += 1)}`, segments: null, status: 'sent' } }),
    findText: async () => ({ kind: 'absent' }),
    placeCall: async () => ({ kind: 'done', value: { callSid: `CAours${(made += 1)}` } }),
    fetchMedia: async () => ({ kind: 'refused', reason: 'nothing is fetched here', code: null }),
    lookUpLineType: async () => ({ kind: 'done', value: 'mobile' }),
    listCalls: async () => ({ kind: 'done', value: [] }),
    listReceivedTexts: async () => ({ kind: 'done', value: [] }),
  }
}

function pick<Item>(random: SeededRandom, items: readonly Item[]): Item {
  const item = items[random.between(0, items.length - 1)]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}
