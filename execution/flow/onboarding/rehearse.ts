import { newConversation, type Conversation } from '#core/conversation/conversation.ts'
import { decide } from '#core/decide.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { ConversationEvent, ReadText } from '#core/event.ts'
import { nextOfMode } from '#core/hours/next-of-mode.ts'
import { type CallerAct, type RehearsalCaller, rehearsalCallers } from '#core/onboarding/rehearsal-callers.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { type Instant, MINUTE_MS, plus } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { factsOf } from '../business-facts.ts'
import type { FlowParts } from '../parts.ts'
import { answerRead, hearText } from './hear-text.ts'

/** `line`: what is spoken to the caller. `owner`: what the owner gets as a text. */
export type RehearsedLine = { by: 'caller' | 'line' | 'assistant' | 'owner'; at: Instant; words: string; isText: boolean }

export type Rehearsed = { id: string; title: string; startsAt: Instant; lines: RehearsedLine[]; outcome: string }

type RehearsalParts = Pick<FlowParts, 'clock' | 'engine' | 'directives'>

const BETWEEN_ACTS_MS = MINUTE_MS
/** Of the range kept for fiction. */
const CALLER = parsePhoneNumber('+12175550143')

/**
 * Five scripted callers through the very decisions of the live flow, as if this business were live. Pure but for the engine that reads:
 * nothing is stored, nothing is sent, no phone rings, and the gate of the moment is not asked.
 */
export async function rehearse(policy: TenantPolicy, parts: RehearsalParts): Promise<Rehearsed[]> {
  const live: TenantPolicy = { ...policy, status: 'active' }
  return Promise.all(rehearsalCallers(policy.trade).map((caller) => rehearseOne(caller, live, parts)))
}

async function rehearseOne(caller: RehearsalCaller, policy: TenantPolicy, parts: RehearsalParts): Promise<Rehearsed> {
  const { hours, timezone } = policy
  const now = parts.clock.now()
  const startsAt = nextOfMode(caller.mode, hours, timezone, now, parts.clock.tzdata) ?? now
  const isWithheld = caller.acts.some((act) => act.kind === 'rings' && act.withheld)
  const stage = new Stage(
    policy,
    parts,
    isWithheld ? newConversation('call:rehearsal', null) : newConversation(CALLER ?? 'caller', CALLER),
    startsAt,
  )
  for (const act of caller.acts) await stage.play(act)
  return { id: caller.id, title: caller.title, startsAt, lines: stage.lines, outcome: outcomeOf(stage.conversation, stage.lines) }
}

/** One rehearsed caller: the conversation as it grows, and what was said. */
class Stage {
  readonly lines: RehearsedLine[] = []
  conversation: Conversation
  readonly #policy: TenantPolicy
  readonly #parts: RehearsalParts
  #at: Instant
  #texts = 0

  constructor(policy: TenantPolicy, parts: RehearsalParts, conversation: Conversation, at: Instant) {
    this.#policy = policy
    this.#parts = parts
    this.conversation = conversation
    this.#at = at
  }

  async play(act: CallerAct): Promise<void> {
    if (act.kind === 'rings') this.#ring(act)
    else await this.#text(act.words)
    this.#at = plus(this.#at, BETWEEN_ACTS_MS)
  }

  #ring({ withheld, voicemailSeconds }: Extract<CallerAct, { kind: 'rings' }>): void {
    const call = { callSid: 'CA-rehearsal', from: withheld ? 'anonymous' : (CALLER ?? ''), to: this.#policy.numbers[0]?.e164 ?? '' }
    this.#say('caller', withheld ? 'Rings with the number withheld.' : 'Rings, and nobody picks up.', false)
    const received = this.#happen({ kind: 'call-received', forwardedFrom: null, ...call })
    if (this.conversation.lineTypeAskedAt !== null) this.#happen({ kind: 'caller-looked-up', lineType: 'mobile' })
    const missed =
      received.reply.kind === 'ring' ? this.#happen({ kind: 'ring-ended', status: 'no-answer', bridged: false, ...call }) : received
    if (missed.reply.kind === 'message') this.#say('line', missed.reply.spoken.text, false)
    if (missed.reply.kind === 'message') this.#happen({ kind: 'message-played', ...call })
    if (missed.reply.kind === 'record' && missed.reply.spoken !== null) this.#say('line', missed.reply.spoken.text, false)
    if (voicemailSeconds !== null) {
      this.#say('caller', `Leaves a voicemail of ${voicemailSeconds} seconds.`, false)
      this.#happen({
        kind: 'voicemail-recorded',
        recordingSid: 'RE-rehearsal',
        recordingUrl: '',
        durationSeconds: voicemailSeconds,
        ...call,
      })
    }
    this.#happen({ kind: 'call-ended', status: 'completed', durationSeconds: 30, ...call })
  }

  async #text(words: string): Promise<void> {
    this.#say('caller', words, true)
    this.#texts += 1
    const heard = hearText(words, `SM-rehearsal-${this.#texts}`, this.conversation, this.#context())
    this.conversation = heard.next
    for (const decision of heard.decisions) this.#tell(decision)
    if (heard.toRead === null) return
    const { asked, texts } = heard.toRead
    const { trade, timezone } = this.#policy
    const read: ReadText[] = await Promise.all(
      texts.map(async (text, place) => {
        const context = { trade, timezone, receivedAt: text.receivedAt, asked: place === 0 ? asked : null }
        return { ...text, reading: await this.#parts.engine.read(text.body, context) }
      }),
    )
    const answered = answerRead(read, this.#parts.engine.name, this.conversation, this.#context())
    this.conversation = answered.next
    this.#tell(answered)
  }

  #happen(event: ConversationEvent): Decision {
    const decision = decide(event, this.conversation, this.#context())
    this.conversation = decision.next
    this.#tell(decision)
    return decision
  }

  #tell({ effects }: Decision): void {
    for (const { effect } of effects) {
      if (effect.kind === 'send-sms') this.#say('assistant', effect.body, true)
      if (effect.kind === 'tell-owner') this.#say('owner', effect.body, true)
    }
  }

  #say(by: RehearsedLine['by'], words: string, isText: boolean): void {
    this.lines.push({ by, at: this.#at, words, isText })
  }

  #context(): DecideContext {
    const { directives, clock } = this.#parts
    const [policy, at, tzdata] = [this.#policy, this.#at, clock.tzdata]
    const directive = directives.forTrade(policy.trade)
    return {
      policy,
      directive,
      at,
      tzdata,
      textSlot: at,
      diary: null,
      facts: factsOf(policy, directive, at, tzdata),
    }
  }
}

function outcomeOf({ contact, lead, phone }: Conversation, lines: readonly RehearsedLine[]): string {
  if (contact.suppressedAt !== null) return 'No more texts go to this number. The lead is kept.'
  const told = lines.some(({ by }) => by === 'owner') ? 'You are told at once.' : 'You see it on the screen.'
  if (phone === null) return `A voicemail to listen to; no text can reach this caller. ${told}`
  if (lead?.intake.urgency === 'emergency') return `An emergency. ${told}`
  switch (lead?.status) {
    case 'qualified':
      return `A complete lead. ${told}`
    case 'handed_over':
      return `Handed to you. ${told}`
    default:
      return `A lead that the assistant goes on talking to. ${told}`
  }
}
