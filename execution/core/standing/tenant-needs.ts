/** What can be the matter with a business, most pressing first. */
export const TENANT_NEEDS = [
  'emergency-waiting',
  'self-test-down',
  'owner-unreachable',
  'registration-refused',
  'texts-failing',
  'budget-reached',
  'registration-missing',
  'number-missing',
  'self-test-warn',
  'budget-near',
  'paused',
] as const
export type TenantNeed = (typeof TENANT_NEEDS)[number]

/** Alerts stay a sign of trouble for a day; emergencies that nobody took wait as long on the first screen. */
export const RECENT_MS = 86_400_000

/** From this part of the budget on the operator should know, before texts stop. */
const BUDGET_NEAR = 0.8

export type StandingFacts = {
  status: 'active' | 'paused'
  numbers: number
  ownerReachable: boolean
  registration: { kind: 'managed' | 'attested'; status: 'none' | 'pending' | 'approved'; refused: boolean }
  /** The built-in carrier asks for no registration. */
  lab: boolean
  openEmergencies: number
  /** Texts that the carrier refused for good, lately. */
  failedTexts: number
  /** What only the self-test knows to be bad. */
  selfTest: 'warn' | 'down' | null
  monthCostCents: number
  capCents: number
}

/** In the order of `TENANT_NEEDS`. */
export function tenantNeeds(facts: StandingFacts): TenantNeed[] {
  const { registration, monthCostCents, capCents } = facts
  const unregistered = !facts.lab && registration.kind === 'managed' && registration.status !== 'approved'
  const holds: Record<TenantNeed, boolean> = {
    'emergency-waiting': facts.openEmergencies > 0,
    'self-test-down': facts.selfTest === 'down',
    'owner-unreachable': !facts.ownerReachable,
    'registration-refused': unregistered && registration.refused,
    'texts-failing': facts.failedTexts > 0,
    'budget-reached': monthCostCents >= capCents,
    'registration-missing': unregistered && !registration.refused,
    'number-missing': facts.numbers === 0,
    'self-test-warn': facts.selfTest === 'warn',
    'budget-near': monthCostCents < capCents && monthCostCents >= capCents * BUDGET_NEAR,
    paused: facts.status === 'paused',
  }
  return TENANT_NEEDS.filter((need) => holds[need])
}

/** For people: one sentence for each need. */
export const NEED_SENTENCES: Readonly<Record<TenantNeed, string>> = {
  'emergency-waiting': 'An emergency waits and nobody has taken it.',
  'self-test-down': 'The self-test found that calls or texts do not reach us.',
  'owner-unreachable': 'Alerts reach nobody: the owner’s phone is missing or not verified.',
  'registration-refused': 'The carriers refused the registration: no text may leave until it is mended.',
  'texts-failing': 'Texts did not arrive in the last day.',
  'budget-reached': 'The budget of the month is used up: only emergencies and answers to STOP and HELP are texted.',
  'registration-missing': 'Calls are answered, but no text may leave before the carriers have approved the registration.',
  'number-missing': 'There is no phone number yet.',
  'self-test-warn': 'The self-test found something to look at.',
  'budget-near': 'Four fifths of the month’s budget are used.',
  paused: 'Paused: calls are answered and leads kept, and the assistant sends nothing.',
}

/** What keeps calls from coming or texts from leaving altogether; the rest only wants a look. */
const STOPS_TEXTS: readonly TenantNeed[] = [
  'self-test-down',
  'registration-refused',
  'registration-missing',
  'budget-reached',
  'number-missing',
  'paused',
]

/** The state of the business's own line: an emergency that waits is no fault of it. */
export function workingState(needs: readonly TenantNeed[]): { state: 'ok' | 'warn' | 'down'; need: TenantNeed | null } {
  const faults = needs.filter((need) => need !== 'emergency-waiting')
  const stop = faults.find((need) => STOPS_TEXTS.includes(need))
  if (stop !== undefined) return { state: 'down', need: stop }
  const [first] = faults
  return first === undefined ? { state: 'ok', need: null } : { state: 'warn', need: first }
}
