/** How a telephone that we ring behaves. Times in milliseconds. */
export type PhonePersona =
  /** A person picks up, presses a key (1 unless told otherwise) and talks. */
  | { kind: 'answers'; afterMs?: number; pressAfterMs?: number; key?: string; talkMs?: number }
  /** A person picks up but finds the key only after the menu has run out. */
  | { kind: 'slow-press'; afterMs?: number; pressAfterMs?: number; key?: string; talkMs?: number }
  /** A person picks up, presses nothing and hangs up in the end. */
  | { kind: 'answers-no-key'; afterMs?: number; hangUpAfterMs?: number }
  /** A person taps "decline": the network reports busy. */
  | { kind: 'declines'; afterMs?: number }
  | { kind: 'no-answer' }
  /** The carrier's voicemail picks up, plays its greeting, records, and never presses a key. */
  | { kind: 'voicemail'; afterMs?: number; recordsMs?: number }
  /** Off or out of reach: the network cannot route the call. */
  | { kind: 'switched-off' }

/** How somebody who calls one of our numbers behaves. Times in milliseconds, seconds where named so. */
export type CallerPersona =
  /** Listens to the end of whatever is played. */
  | { kind: 'waits'; talkMs?: number }
  /** Gives up after this long, unless the owner has picked up by then. */
  | { kind: 'hangs-up-while-ringing'; afterMs: number }
  /** Hangs up once our own voice begins, or this long into it. */
  | { kind: 'hangs-up-at-message'; afterMs?: number }
  /** Speaks for `seconds` when recorded, then hangs up (or stays silent on the line). */
  | { kind: 'leaves-voicemail'; seconds: number; says?: string; afterwards?: 'hangs-up' | 'stays' }
  /** Presses a key this long after the first menu begins. */
  | { kind: 'presses'; key: string; afterMs: number; talkMs?: number }
  /** Answers the first menu by voice. */
  | { kind: 'says'; text: string; afterMs: number }

/** One key press or spoken phrase, this long after the moment it is counted from. */
export type PlannedInput = { afterMs: number; key: string } | { afterMs: number; speech: string }

/** What a person at one end of a call will do: the form in which every persona reaches the call machinery. */
export type PartyPlan = {
  /** What the network reports when this telephone is rung, and when. */
  ring: { outcome: 'answer' | 'busy' | 'no-answer' | 'failed'; afterMs: number }
  /** Hangs up this long after the start of the leg (callers) or after picking up (called), unless connected to a person by then. */
  hangUpAfterMs: number | null
  /** Hangs up this long after the first words or sounds played on this leg. */
  hangUpAtMessageMs: number | null
  inputsAfterAnswer: readonly PlannedInput[]
  inputsAtFirstGather: readonly PlannedInput[]
  /** What is spoken into a recording; null is silence. */
  voicemail: { ms: number; says: string | null; thenHangsUp: boolean } | null
  /** How long this party talks before hanging up, once connected. */
  talkMs: number
}

const PICK_UP_MS = 4_000
const PRESS_MS = 3_000
const SLOW_PRESS_MS = 45_000
const TALK_MS = 30_000
const CALLER_TALK_MS = 120_000
/** US carriers' voicemail picks up after about 25 s of ringing. */
const VOICEMAIL_PICK_UP_MS = 25_000
const VOICEMAIL_RECORDS_MS = 120_000
/** Nobody listens for ever: a document that never ends is left after this long. */
const CALLER_PATIENCE_MS = 600_000

const QUIET_PLAN: PartyPlan = {
  ring: { outcome: 'answer', afterMs: 0 },
  hangUpAfterMs: CALLER_PATIENCE_MS,
  hangUpAtMessageMs: null,
  inputsAfterAnswer: [],
  inputsAtFirstGather: [],
  voicemail: null,
  talkMs: CALLER_TALK_MS,
}

/** The plan of a telephone that is rung. */
export function phonePlan(persona: PhonePersona): PartyPlan {
  switch (persona.kind) {
    case 'answers':
    case 'slow-press': {
      const usualPressMs = persona.kind === 'answers' ? PRESS_MS : SLOW_PRESS_MS
      return {
        ...QUIET_PLAN,
        ring: { outcome: 'answer', afterMs: persona.afterMs ?? PICK_UP_MS },
        inputsAfterAnswer: [{ afterMs: persona.pressAfterMs ?? usualPressMs, key: persona.key ?? '1' }],
        talkMs: persona.talkMs ?? TALK_MS,
      }
    }
    case 'answers-no-key':
      return {
        ...QUIET_PLAN,
        ring: { outcome: 'answer', afterMs: persona.afterMs ?? PICK_UP_MS },
        hangUpAfterMs: persona.hangUpAfterMs ?? CALLER_PATIENCE_MS,
      }
    case 'declines':
      return { ...QUIET_PLAN, ring: { outcome: 'busy', afterMs: persona.afterMs ?? PICK_UP_MS } }
    case 'no-answer':
      return { ...QUIET_PLAN, ring: { outcome: 'no-answer', afterMs: Number.POSITIVE_INFINITY } }
    case 'voicemail': {
      const recordsMs = persona.recordsMs ?? VOICEMAIL_RECORDS_MS
      return {
        ...QUIET_PLAN,
        ring: { outcome: 'answer', afterMs: persona.afterMs ?? VOICEMAIL_PICK_UP_MS },
        hangUpAfterMs: recordsMs,
        talkMs: recordsMs,
      }
    }
    case 'switched-off':
      return { ...QUIET_PLAN, ring: { outcome: 'failed', afterMs: 0 } }
    default:
      return persona satisfies never
  }
}

/** The plan of somebody who calls us. */
export function callerPlan(persona: CallerPersona): PartyPlan {
  switch (persona.kind) {
    case 'waits':
      return { ...QUIET_PLAN, talkMs: persona.talkMs ?? CALLER_TALK_MS }
    case 'hangs-up-while-ringing':
      return { ...QUIET_PLAN, hangUpAfterMs: persona.afterMs }
    case 'hangs-up-at-message':
      return { ...QUIET_PLAN, hangUpAtMessageMs: persona.afterMs ?? 1_000 }
    case 'leaves-voicemail':
      return {
        ...QUIET_PLAN,
        voicemail: { ms: persona.seconds * 1_000, says: persona.says ?? null, thenHangsUp: persona.afterwards !== 'stays' },
      }
    case 'presses':
      return {
        ...QUIET_PLAN,
        inputsAtFirstGather: [{ afterMs: persona.afterMs, key: persona.key }],
        talkMs: persona.talkMs ?? CALLER_TALK_MS,
      }
    case 'says':
      return { ...QUIET_PLAN, inputsAtFirstGather: [{ afterMs: persona.afterMs, speech: persona.text }] }
    default:
      return persona satisfies never
  }
}
