/** What the lab's screen can do: ring a business through the built-in carrier and watch what happens. Exists in lab mode only. */
export interface Lab {
  /** Everything the screen shows; steps up to `since` are left out because the screen has them. */
  view(since: number): Promise<LabView>
  /** Rings the demo business. Choices that do not exist reject with a message that names those that do. */
  ring(choice: { caller: string; owner: string }): Promise<{ callSid: string }>
  /** The caller of the call under way presses a key, or hangs up. */
  press(key: string): Promise<void>
  hangUp(): Promise<void>
  /** A handset sends a text to the business. */
  text(body: string, from: LabPhone): Promise<void>
  /** The next call comes from somebody who never called before. */
  nextCustomer(): Promise<void>
  /** Moves the lab's time on. */
  jump(to: string): Promise<void>
  /** Something goes wrong on the way between the product and the carrier. */
  inject(fault: string): Promise<void>
  /** A number of the built-in carrier that no business has. */
  freeNumber(): Promise<string>
  /** Lets the built-in carrier know the numbers of a business, and rings the first of them as somebody who never called before. */
  testCall(tenantId: string): Promise<{ callSid: string }>
}

export type LabChoice = { id: string; words: string }

export type LabPhone = 'customer' | 'owner'

/** What stands behind a step. */
export type LabDetail =
  | { kind: 'request'; method: string; path: string; params: { name: string; value: string }[] }
  | { kind: 'answer'; status: number; tookMs: number; body: string }
  /** What the product made of something: why, and what it put into its outbox. */
  | { kind: 'decision'; reasons: LabReason[]; effects: string[] }

export type LabReason = { code: string; sentence: string | null }

export type LabSource = 'phones' | 'carrier' | 'product' | 'fault'

export type LabStep = { order: number; at: string; source: LabSource; words: string; detail: LabDetail | null }

/** `isMine`: sent from the phone on whose screen it stands. `status` is the carrier's word for where it is. */
export type LabText = { at: string; phone: LabPhone; isMine: boolean; body: string; status: string }

/** The last call. `heard`: what the caller was told so far. */
export type LabCall = { callSid: string; isLive: boolean; heard: { order: number; text: string }[] }

export type LabView = {
  business: { id: string; name: string; number: string; customer: string; ownerPhone: string; timezone: string }
  clock: { now: string; isAhead: boolean; mode: 'day' | 'evening' | 'night' }
  choices: { callers: LabChoice[]; owners: LabChoice[]; jumps: LabChoice[]; faults: LabChoice[] }
  /** Faults that wait for their moment or are going on. */
  faults: LabChoice[]
  call: LabCall | null
  steps: LabStep[]
  texts: LabText[]
  lead: Record<string, string | null> | null
  textsAfterSeconds: number | null
}

/** What the lab rejects with when a choice does not exist or a text is empty; the message says what is wrong and what would be right. */
export type LabProblem = Error & { name: 'LabProblem' }
