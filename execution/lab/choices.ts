import type { CallerPersona, PhonePersona } from '#adapters/fake-carrier/personas.ts'
import type { LabChoice } from '#ports/lab.ts'

type Caller = LabChoice & { persona: CallerPersona; kind: 'mobile' | 'landline'; withheld: boolean }
type Owner = LabChoice & { persona: PhonePersona }

/** Who calls. */
export const CALLERS: readonly Caller[] = [
  { id: 'waits', words: 'listens to the message', persona: { kind: 'waits' }, kind: 'mobile', withheld: false },
  {
    id: 'hangs-up',
    words: 'hangs up while it rings',
    persona: { kind: 'hangs-up-while-ringing', afterMs: 3_000 },
    kind: 'mobile',
    withheld: false,
  },
  { id: 'voicemail', words: 'leaves a voicemail', persona: { kind: 'leaves-voicemail', seconds: 8 }, kind: 'mobile', withheld: false },
  {
    id: 'key-1',
    words: 'presses 1 (an emergency, at night)',
    persona: { kind: 'presses', key: '1', afterMs: 3_000 },
    kind: 'mobile',
    withheld: false,
  },
  {
    id: 'key-9',
    words: 'presses 9 (no text, please)',
    persona: { kind: 'presses', key: '9', afterMs: 3_000 },
    kind: 'mobile',
    withheld: false,
  },
  { id: 'landline', words: 'calls from a landline', persona: { kind: 'leaves-voicemail', seconds: 6 }, kind: 'landline', withheld: false },
  { id: 'withheld', words: 'withholds the number', persona: { kind: 'leaves-voicemail', seconds: 6 }, kind: 'mobile', withheld: true },
]

/** How the owner's phone behaves. */
export const OWNERS: readonly Owner[] = [
  { id: 'declines', words: 'declines the call', persona: { kind: 'declines', afterMs: 1_500 } },
  { id: 'no-answer', words: 'does not hear it', persona: { kind: 'no-answer' } },
  { id: 'answers', words: 'answers and presses 1', persona: { kind: 'answers', afterMs: 2_000, pressAfterMs: 4_000, talkMs: 5_000 } },
  { id: 'voicemail', words: 'has the mailbox pick up', persona: { kind: 'voicemail', afterMs: 3_000 } },
  { id: 'switched-off', words: 'has the phone off', persona: { kind: 'switched-off' } },
]

export const MODES: readonly LabChoice[] = [
  { id: 'day', words: 'by day: the owner is rung first' },
  { id: 'evening', words: 'in the evening: the fallback phone is rung' },
  { id: 'night', words: 'at night: straight to the assistant' },
]

/** The choice with this id, or null. */
export function choiceOf<Choice extends LabChoice>(choices: readonly Choice[], id: string): Choice | null {
  return choices.find((choice) => choice.id === id) ?? null
}
