import type { CallerPersona, PhonePersona } from '#adapters/fake-carrier/personas.ts'
import type { LabChoice } from '#ports/lab.ts'

type Caller = LabChoice & {
  persona: CallerPersona
  kind: 'mobile' | 'landline'
  withheld: boolean
  /** Rings again so many times, and each call is given up after a moment. */
  redials: number
}
type Owner = LabChoice & { persona: PhonePersona }

const MOBILE = { kind: 'mobile', withheld: false, redials: 0 } as const
const GIVES_UP: CallerPersona = { kind: 'hangs-up-while-ringing', afterMs: 1_000 }

const BURST = 'Hi, this is Maria Lopez. A pipe burst and water is coming through the ceiling. 412 Oak Street in Springfield. Please hurry.'
const COLD = 'Hello, this is Bob Ray at 9 Elm Street. There is no hot water this morning. Please call me back.'

/** Who calls. */
export const CALLERS: readonly Caller[] = [
  { id: 'waits', words: 'a mobile, listens', persona: { kind: 'waits' }, ...MOBILE },
  { id: 'hangs-up', words: 'a mobile, gives up ringing', persona: { kind: 'hangs-up-while-ringing', afterMs: 3_000 }, ...MOBILE },
  {
    id: 'voicemail',
    words: 'a mobile, leaves a voicemail: a burst pipe',
    persona: { kind: 'leaves-voicemail', seconds: 8, says: BURST },
    ...MOBILE,
  },
  { id: 'key-1', words: 'a mobile, presses 1', persona: { kind: 'presses', key: '1', afterMs: 3_000 }, ...MOBILE },
  { id: 'key-9', words: 'a mobile, presses 9: no text', persona: { kind: 'presses', key: '9', afterMs: 3_000 }, ...MOBILE },
  { id: 'landline', words: 'a landline', persona: { kind: 'leaves-voicemail', seconds: 6, says: COLD }, ...MOBILE, kind: 'landline' },
  { id: 'withheld', words: 'a withheld number', persona: { kind: 'leaves-voicemail', seconds: 6 }, ...MOBILE, withheld: true },
  { id: 'storm', words: 'a mobile, rings five times', persona: GIVES_UP, ...MOBILE, redials: 4 },
]

/** How the owner's phone behaves. */
export const OWNERS: readonly Owner[] = [
  { id: 'declines', words: 'declines the call', persona: { kind: 'declines', afterMs: 1_500 } },
  { id: 'no-answer', words: 'lets it ring', persona: { kind: 'no-answer' } },
  { id: 'answers', words: 'answers and presses 1', persona: { kind: 'answers', afterMs: 2_000, pressAfterMs: 4_000, talkMs: 5_000 } },
  { id: 'voicemail', words: 'has the mailbox pick up', persona: { kind: 'voicemail', afterMs: 3_000 } },
  { id: 'switched-off', words: 'has the phone off', persona: { kind: 'switched-off' } },
]

/** The choice with this id, or null. */
export function choiceOf<Choice extends LabChoice>(choices: readonly Choice[], id: string): Choice | null {
  return choices.find((choice) => choice.id === id) ?? null
}
