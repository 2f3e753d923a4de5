import type { CallerPersona, PhonePersona } from '#adapters/fake-carrier/personas.ts'
import type { SeededRandom } from '#adapters/fake-carrier/seeded-random.ts'
import type { TextsBack } from '#adapters/fake-carrier/handsets.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { phone, testPolicy } from '../flow/house.ts'

export const TENANTS = 4

/** What callers write back, one entry per text of ours. */
const SCRIPTS: readonly TextsBack[] = [
  [],
  ['my kitchen sink is clogged', '412 Oak St Springfield 62704', 'Dana Miller', 'tomorrow morning'],
  ['water heater is leaking all over the basement!!', '9 Elm Street', 'Bob'],
  ['STOP'],
  ['stop texting me please'],
  ['a pipe burst, water is pouring through the ceiling!!', '77 Lake Dr', 'Ann Lee', 'hurry please!!'],
  ['who is this?', 'STOP'],
  ['how much for a new faucet', 'Maria Lopez, 18 Pine Ave 62703', 'friday after 3'],
  ['STOP', 'START'],
  ['are you a bot', 'ok then. toilet is running', '77 Lake Dr', 'Jo', 'whenever'],
]

/** What owners answer to alerts, one after another. The last shop's never looks at the phone. */
const OWNER_SCRIPTS: readonly (readonly string[])[] = [
  ['1', '3', '2', 'got it', '4', 'list', 'resume'],
  ['3', 'call', 'what is this', '2', '1'],
  ['4', '2', 'on it', 'help'],
  [],
]

/** Answers alerts in turn, a bundle with its letter, and every question with Y. */
export function ownerAnswers(place: number): (lastText: string) => string | null {
  const script = OWNER_SCRIPTS[place] ?? []
  let answers = 0
  return (lastText) => {
    if (script.length === 0) return null
    if (lastText.endsWith('Y = yes') || lastText.includes('? Y = yes')) return 'Y'
    if (!/LEAD|EMERGENCY|PLEASE CALL|MISSED CALL|VOICEMAIL/.test(lastText)) return null
    const answer = script[answers % script.length] ?? null
    answers += 1
    const letter = /Letter first, such as ([A-Z])1/.exec(lastText)?.[1]
    return letter === undefined || answer === null ? answer : `${letter} ${answer}`
  }
}

export type Business = { policy: TenantPolicy; ownerPhone: string; number: string }

/** A few businesses that differ in everything that decides a call. */
export function businesses(): Business[] {
  return Array.from({ length: TENANTS }, (_, place) => {
    const number = phone(`+1217555020${place}`)
    const ownerPhone = phone(`+1217555030${place}`)
    const policy = testPolicy(`t_sim${place}`, {
      name: `Shop ${['One', 'Two', 'Three', 'Four'][place] ?? place}`,
      numbers: [{ e164: number, topology: place === 1 ? 'forwarded' : 'dial-first' }],
      ownerPhone,
      fallbackPhone: place === 2 ? phone('+12175550399') : null,
      hours: place === 3 ? { week: {} } : testPolicy('t_any').hours,
      limits: { requestsPerMinute: 1_000, textsPerHour: 1_000_000, textsPerDay: 1_000_000, monthlyBudgetCents: 100_000_000 },
    })
    return { policy, ownerPhone, number }
  })
}

export type PlannedCall = {
  business: Business
  from: string
  caller: CallerPersona
  owner: PhonePersona
  kind: 'mobile' | 'landline'
  /** Since the call before, in milliseconds. */
  afterMs: number
}

/** Callers belong to one business each, so that a row about a stranger's caller shows at once. Some of them ring again and again. */
export function planCall(random: SeededRandom, shops: readonly Business[], callersPerShop: number): PlannedCall {
  const place = random.between(0, shops.length - 1)
  const business = shops[place]
  if (business === undefined) throw new Error('there is no such business')
  const person = random.between(0, callersPerShop - 1)
  const withheld = random.chance(0.04)
  return {
    business,
    from: withheld ? '+266696687' : callerNumber(place, person),
    caller: pick(random, CALLERS),
    owner: pick(random, OWNERS),
    kind: isLandline(person) ? 'landline' : 'mobile',
    afterMs: random.between(200, 40_000),
  }
}

export function callerNumber(place: number, person: number): string {
  return `+1312${String(2_000_000 + place * 1_000_000 + person).padStart(7, '0')}`
}

/** What this person writes back, one entry per text of ours. */
export function scriptOf(person: number): TextsBack {
  return SCRIPTS[person % SCRIPTS.length] ?? []
}

export function isLandline(person: number): boolean {
  return person % 17 === 5
}

const CALLERS: readonly CallerPersona[] = [
  { kind: 'waits', talkMs: 20_000 },
  { kind: 'waits', talkMs: 20_000 },
  { kind: 'hangs-up-while-ringing', afterMs: 700 },
  { kind: 'hangs-up-while-ringing', afterMs: 6_000 },
  { kind: 'hangs-up-at-message' },
  { kind: 'leaves-voicemail', seconds: 7 },
  { kind: 'presses', key: '9', afterMs: 9_000 },
  { kind: 'presses', key: '1', afterMs: 3_000, talkMs: 20_000 },
]

const OWNERS: readonly PhonePersona[] = [
  { kind: 'no-answer' },
  { kind: 'declines' },
  { kind: 'answers', talkMs: 20_000 },
  { kind: 'answers-no-key', hangUpAfterMs: 30_000 },
  { kind: 'voicemail', afterMs: 9_000 },
  { kind: 'slow-press' },
  { kind: 'switched-off' },
]

function pick<Item>(random: SeededRandom, items: readonly Item[]): Item {
  const item = items[random.between(0, items.length - 1)]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}
