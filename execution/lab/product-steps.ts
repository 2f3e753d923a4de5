import type { Reason } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { ConversationEvent, Timer } from '#core/event.ts'
import { clockWords } from '#core/explain/clock-words.ts'
import { SENTENCES } from '#core/explain/sentences.ts'
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
  return reasons.map(({ code, facts }) => {
    const sentence = SENTENCES[code] ?? null
    return { code, sentence: typeof sentence === 'function' ? sentence(facts ?? {}) : sentence }
  })
}

const SUBJECT_WORDS: Readonly<Record<string, string>> = {
  'send-sms': 'a text to the customer',
  'tell-owner': 'an alert to the owner',
  'text-staff': 'a text to the owner or staff',
  'call-person': 'a call to the owner or staff',
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
  'voicemail-transcribed': 'the carrier has written the voicemail down',
  'voicemail-read': 'the voicemail is understood',
  'call-ended': 'the call is over',
  'sms-received': 'the customer texts',
  'timer-due': 'a moment to look again has come',
  'caller-looked-up': 'the kind of line is known',
  'texts-read': 'the texts are understood',
  'sms-failed': 'a text could not be delivered',
  'sms-asked': 'a person or program asks for a text',
  'person-took-over': 'a person takes over',
  'person-released': 'a person lets the assistant go on',
  'reading-refined': 'a language model has read again',
  'opt-out-recorded': 'staff heard that the customer wants no texts',
  'opt-out-undone': 'the operator takes an opt-out back',
  'consent-recorded': 'staff writes down what the customer agreed to',
  'person-acted': 'the owner or staff does something about the lead',
  'person-picked-up': 'the owner or staff picked up',
  'person-key-pressed': 'a key of the owner or staff',
  'person-call-ended': 'the call to the owner or staff is over',
  'alert-raised': 'an alert reaches the owner’s desk',
  'lead-settled': 'the desk hears what became of a lead',
  'visit-chosen': 'the desk hears which time a customer chose',
  'digest-due': 'the summary of the day is due',
  'person-corrected': 'a person puts a field right',
  'inquiry-received': 'somebody asks for help through a form',
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
  escalation: 'has anybody taken the emergency?',
  'bundle-due': 'what has gathered for the owner?',
  'alert-again': 'the owner wanted to hear of it again',
  digest: 'is it time for the summary of the day?',
}

function effectWords({ effect, notBefore }: PlannedEffect, { zone, tzdata }: Zone): string {
  const when = notBefore === null ? '' : `, not before ${clockWords(notBefore, zone, tzdata)}`
  switch (effect.kind) {
    case 'send-sms':
      return `Text to the customer (${effect.smsKind})${when}: “${effect.body}”`
    case 'tell-owner':
      return `Alert to the owner (${effect.alert})${when}: “${effect.body}”`
    case 'text-staff':
      return `Text to the owner or staff${when}: “${effect.body}”`
    case 'call-person':
      return 'Ring the owner or staff'
    case 'send-code':
      return 'Sign-in code'
    case 'look-up-caller':
      return 'Ask what kind of line this is'
    case 'read-texts':
      return `Understand ${effect.texts.length === 1 ? 'the text' : `${effect.texts.length} texts together`}`
    case 'start-timer':
      return `Look again${when}: ${TIMER_WORDS[effect.timer.kind]}`
    case 'fetch-media':
      return effect.media === 'voicemail' ? 'Fetch the voicemail' : 'Fetch the picture'
    case 'remove-media':
      return 'Take old voicemails and pictures away'
    case 'read-calendar':
      return 'Read the other calendar'
    case 'run-workflow':
      return `Tell the slow processes outside (${effect.event.type})`
    default:
      return effect satisfies never
  }
}
