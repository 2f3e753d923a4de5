import type { Reason } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { ConversationEvent, Timer } from '#core/event.ts'
import { clockWords } from '#core/explain/clock-words.ts'
import { sentencesOf } from '#core/explain/reason-sentences.ts'
import type { LabReason } from '#ports/lab.ts'
import type { NewStep } from './carrier-steps.ts'
import type { Committed } from './watch-store.ts'

type Zone = { zone: string; tzdata: string }

/** What one commit of the product means: each event with its decision and its effects, then what the gate said in the moment of acting. */
export function stepsOfProduct({ events, decisions, effects, canceled }: Committed, zone: Zone): NewStep[] {
  const ofEvents = events.map(({ id, event }): NewStep => {
    const decision = decisions.find((one) => one.kind === 'event' && one.id === id)
    const planned = effects.filter((effect) => effect.id.startsWith(`${id}#`)).map((effect) => effectWords(effect.planned, zone))
    const taken =
      canceled.length === 0 ? [] : [`Taken back: ${canceled.length === 1 ? 'one waiting effect' : `${canceled.length} waiting effects`}`]
    return {
      source: 'product',
      words: `Decision on “${EVENT_WORDS[event.kind]}”`,
      detail: { kind: 'decision', reasons: labReasons(decision?.reasons ?? []), effects: [...planned, ...taken] },
    }
  })
  const gates = decisions.filter(({ kind }) => kind === 'gate')
  const ofGates = gates.map(({ subject, reasons }): NewStep => {
    const effectsOfGate = events.length > 0 ? [] : effects.map((effect) => effectWords(effect.planned, zone))
    return {
      source: 'product',
      words: `The gate, asked again for ${SUBJECT_WORDS[subject] ?? subject}`,
      detail: { kind: 'decision', reasons: labReasons(reasons), effects: effectsOfGate },
    }
  })
  return [...ofEvents, ...ofGates]
}

function labReasons(reasons: readonly Reason[]): LabReason[] {
  return reasons.map((reason) => ({ code: reason.code, sentence: sentencesOf([reason])[0] ?? null }))
}

const SUBJECT_WORDS: Readonly<Record<string, string>> = {
  'send-sms': 'a text to the customer',
  'tell-owner': 'an alert to the owner',
  'send-code': 'a sign-in code',
  'sms-asked': 'a text that was asked for',
}

const EVENT_WORDS: Record<ConversationEvent['kind'], string> = {
  'call-received': 'a call comes in',
  'ring-picked-up': 'somebody or something picked up the owner’s phone',
  'ring-key-pressed': 'a key on the owner’s phone',
  'ring-ended': 'the owner’s phone has stopped ringing',
  'message-played': 'the message was played',
  'caller-key-pressed': 'the caller pressed a key',
  'voicemail-recorded': 'a voicemail was left',
  'call-ended': 'the call is over',
  'sms-received': 'the customer texts',
  'timer-due': 'a moment to look again has come',
  'caller-looked-up': 'the kind of line is known',
  'texts-read': 'the texts are understood',
  'sms-failed': 'a text could not be delivered',
  'sms-asked': 'a person or program asks for a text',
  'person-took-over': 'a person takes over',
  'person-released': 'a person lets the assistant go on',
  'person-corrected': 'a person puts a field right',
  'visit-answered': 'the owner answers a wish for a visit',
  'visit-set': 'the owner agreed on a visit',
  'visit-canceled': 'the owner cancels a visit',
}

const TIMER_WORDS: Record<Timer['kind'], string> = {
  'call-overdue': 'did anybody say how the ringing ended?',
  'turn-due': 'has the customer paused typing?',
  'customer-quiet': 'has the customer stopped answering?',
  'look-up-overdue': 'is the kind of line known?',
  'hold-over': 'is the chosen time still held?',
  'visit-reminder': 'is the visit near?',
}

function effectWords({ effect, notBefore }: PlannedEffect, { zone, tzdata }: Zone): string {
  const when = notBefore === null ? '' : `, not before ${clockWords(notBefore, zone, tzdata)}`
  switch (effect.kind) {
    case 'send-sms':
      return `Text to the customer (${effect.smsKind})${when}: “${effect.body}”`
    case 'tell-owner':
      return `Alert to the owner (${effect.alert})${when}: “${effect.body}”`
    case 'send-code':
      return 'Sign-in code'
    case 'look-up-caller':
      return 'Ask what kind of line this is'
    case 'read-texts':
      return `Understand ${effect.texts.length === 1 ? 'the text' : `${effect.texts.length} texts together`}`
    case 'start-timer':
      return `Look again${when}: ${TIMER_WORDS[effect.timer.kind]}`
    case 'read-calendar':
      return 'Read the other calendar'
    default:
      return effect satisfies never
  }
}
