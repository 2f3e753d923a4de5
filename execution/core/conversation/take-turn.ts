import type { ReadText } from '#core/event.ts'
import type { Instant } from '#core/values/instant.ts'
import { areaOf } from '#core/qualification/service-area.ts'
import { isQualified } from '#core/qualification/next-question.ts'
import type { Act } from './act.ts'
import type { BusinessFacts } from './business-facts.ts'
import type { Directive } from './directive.ts'
import type { Asked } from '#core/qualification/reading.ts'
import type { Intake, SlotName } from './intake.ts'
import { respond } from './respond.ts'
import { notOffered, ruledService } from './service-rule.ts'
import { takeIn } from './take-in.ts'
import type { Step, Turn, TurnEffect } from './turn.ts'
import { wordReply, type Worded } from './word-reply.ts'

export type { BusinessFacts } from './business-facts.ts'
export type { Turn } from './turn.ts'

/** How often an act is said to one customer. Whoever asks whether this is a machine is always told. */
const SAID_MAX = 3
const SAID_MAX_OF: Partial<Record<Act, number>> = {
  smalltalk: 1,
  'already-passed-on': 2,
  'did-not-understand': 2,
  acknowledge: 20,
  'update-noted': 20,
  'answer-bot-question': 20,
  'answer-known': 8,
  crisis: 20,
}

/**
 * Takes one turn of the conversation: what a burst of texts changes, what to answer (once for the whole burst) and what the owner
 * must learn. Pure: the same arguments give the same turn, and none of them is changed. An empty `heard` means that the customer has
 * gone quiet: what is known is passed on and nothing is said.
 */
export function takeTurn(intake: Intake, heard: readonly ReadText[], facts: BusinessFacts, directive: Directive, at: Instant): Turn {
  if (heard.length === 0) return passOnWhatIsKnown(intake, directive, at)
  const taken = withService(withArea(takeIn(backAgain(intake), heard), facts), heard, facts)
  const step = withinLimits(respond({ intake: taken.intake, news: taken.news, facts, directive, at }))
  const isNewName = taken.news.changed.includes('name')
  const worded = wordReply({ step, facts, directive, at, isNewName })
  const next = worded === null ? step.intake : afterSaying(step.intake, worded, step.stillAsked)
  return {
    intake: next,
    replies: worded === null || worded.acts[0] === undefined ? [] : [{ act: worded.acts[0], text: worded.text }],
    asked: next.asked,
    effects: step.effects,
    reasons: [...taken.reasons, ...step.reasons, ...(worded?.reasons ?? [])],
  }
}

type Taken = ReturnType<typeof takeIn>

function withArea(taken: Taken, facts: BusinessFacts): Taken {
  const area = areaOf(taken.intake.slots, facts.serviceArea)
  if (area === (taken.intake.area ?? null)) return taken
  return { ...taken, intake: { ...taken.intake, area }, reasons: [...taken.reasons, { code: 'service_area', facts: { area } }] }
}

/** The owner's own words for a service come before ours, and decide whether it is offered. */
function withService(taken: Taken, heard: readonly ReadText[], { services }: BusinessFacts): Taken {
  const ruled = ruledService(heard, services)
  const isNew = ruled !== null && ruled.rule.name !== taken.intake.slots.service?.value
  const slots = isNew ? { ...taken.intake.slots, service: ruled.captured } : taken.intake.slots
  const named = ruled?.rule.name ?? taken.news.service
  const missing = notOffered(slots.service?.value ?? null, services)
  if (!isNew && missing === (taken.intake.notOffered ?? null) && named === taken.news.service) return taken
  const changed: SlotName[] = isNew && !taken.news.changed.includes('service') ? [...taken.news.changed, 'service'] : taken.news.changed
  const reasons = missing === null ? taken.reasons : [...taken.reasons, { code: 'service_not_offered', facts: { service: missing } }]
  return { intake: { ...taken.intake, slots, notOffered: missing }, news: { ...taken.news, changed, service: named }, reasons }
}

/** Whoever went quiet and writes again goes on where they stopped. */
function backAgain(intake: Intake): Intake {
  const onlyWentQuiet =
    intake.status === 'handed_over' && intake.handedOver.length > 0 && intake.handedOver.every((why) => why === 'went-quiet')
  return onlyWentQuiet ? { ...intake, status: 'open' } : intake
}

/** An act that was said often enough is left out; what is asked after it stays. */
function withinLimits(step: Step): Step {
  const { lead } = step
  if (lead === null) return step
  const isSaidUp = (step.intake.timesSaid[lead] ?? 0) >= (SAID_MAX_OF[lead] ?? SAID_MAX)
  return isSaidUp ? { ...step, lead: null, reasons: [...step.reasons, { code: 'said_often_enough', facts: { act: lead } }] } : step
}

/** `stillAsked`: what waits for its answer when these words ask nothing. */
export function afterSaying(intake: Intake, { acts, asked }: Worded, stillAsked: Asked | null = null): Intake {
  const timesSaid = { ...intake.timesSaid }
  for (const act of acts) timesSaid[act] = (timesSaid[act] ?? 0) + 1
  const timesAsked = asked === null ? intake.timesAsked : { ...intake.timesAsked, [asked]: (intake.timesAsked[asked] ?? 0) + 1 }
  return { ...intake, asked: asked ?? stillAsked, timesAsked, timesSaid, replies: intake.replies + 1 }
}

/** A customer who stops answering half-way is still a lead: the owner gets what there is. */
function passOnWhatIsKnown(intake: Intake, directive: Directive, at: Instant): Turn {
  const quiet = (of: Intake, turn: Partial<Turn>): Turn => ({ intake: of, replies: [], asked: of.asked, effects: [], reasons: [], ...turn })
  if (intake.status !== 'open' || intake.lastWords === null) return quiet(intake, { reasons: [{ code: 'nothing_to_pass_on' }] })
  if (isQualified(intake, directive)) {
    const told: Intake = { ...intake, status: 'qualified', toldOwnerAt: at, qualifiedAt: at }
    return quiet(told, { effects: [{ kind: 'tell-owner' }], reasons: [{ code: 'went_quiet' }, { code: 'qualified' }] })
  }
  const isAgain = intake.handedOver.includes('went-quiet')
  const handedOver = isAgain ? intake.handedOver : [...intake.handedOver, 'went-quiet' as const]
  const effect: TurnEffect = isAgain ? { kind: 'update-owner', fields: ['words'] } : { kind: 'hand-over', why: 'went-quiet' }
  const handed: Intake = { ...intake, status: 'handed_over', toldOwnerAt: at, handedOver }
  return quiet(handed, { effects: [effect], reasons: [{ code: 'went_quiet' }] })
}
