/** What the lab's screen can do: ring the demo business through the built-in carrier and watch what happens. Exists in lab mode only. */
export interface Lab {
  /** Everything the screen shows; steps up to `since` are left out because the screen has them. */
  view(since: number): Promise<LabView>
  /** Rings the demo business. Choices that do not exist reject with a message that names those that do. */
  ring(choice: { caller: string; owner: string; mode: string }): Promise<{ callSid: string }>
  /** The customer's handset sends a text to the business. */
  text(body: string): Promise<void>
  /** The next call comes from somebody who never called before. */
  nextCustomer(): Promise<void>
}

export type LabChoice = { id: string; words: string }

export type LabStep = { order: number; at: string; kind: string; words: string }

export type LabText = { at: string; side: 'business' | 'customer' | 'owner'; body: string }

export type LabView = {
  business: { id: string; name: string; number: string; customer: string; timezone: string }
  choices: { callers: LabChoice[]; owners: LabChoice[]; modes: LabChoice[] }
  steps: LabStep[]
  texts: LabText[]
  lead: Record<string, string | null> | null
  textsAfterSeconds: number | null
}

/** What the lab rejects with when a choice does not exist or a text is empty; the message says what is wrong and what would be right. */
export type LabProblem = Error & { name: 'LabProblem' }
