import { isQualified, nextQuestion } from '#core/qualification/next-question.ts'
import type { Reason } from '#core/decision.ts'
import type { Act } from './act.ts'
import { answerOutsider } from './answer-outsider.ts'
import {
  afterwardsAct,
  answerOrNull,
  approvedAnswer,
  askedOnTheWay,
  beforeQuestion,
  emergencyLead,
  helpAct,
  isNoWorkOfOurs,
  jobSeekerAct,
  notedOrAccepted,
  passesWordsOn,
  quoteAct,
  priceOnTheWay,
  questionAct,
  thanksFor,
  type Situation,
} from './choose-act.ts'
import { answerOffer, callOff, offerOtherTime, withOffer } from './arrange-visit.ts'
import { pendingQuestion, photoQuestion, placeQuestion } from './follow-question.ts'
import type { HandOverWhy, Intake, SlotName } from './intake.ts'
import { closed, everyWord, KEEPS_THE_PERSON, reopened, sayOnly, silent, takenUp, type Plan } from './end-turn.ts'
import type { News } from './take-in.ts'
import type { Step, TurnEffect } from './turn.ts'

/** Turns without anything new before a person is asked to look: nobody is kept talking to a machine, no machine to ours. */
const TURNS_WITHOUT_NEWS_MAX = 4

/**
 * Chooses what to say and do, in this order of precedence: an opt-out silences, a crisis reaches a person, an emergency pages the
 * owner, then the burst's topic. Nothing here words a text.
 */
export function respond(situation: Situation): Step {
  return { ...planOf(situation), answer: approvedAnswer(situation) }
}

function planOf(situation: Situation): Plan {
  const { intake, news } = situation
  if (news.optOut) return optedOut(situation)
  if (news.crisis) return crisis(situation)
  if (news.emergency) return emergency({ ...situation, intake: takenUp(reopened(intake)) })
  if (!news.words && news.changed.length === 0) return silent(intake, everyWord(intake), { code: 'nothing_to_answer' })
  const isCustomer = intake.slots.problem !== null
  const arranged = answersOffer(news.topic) ? answerOffer(situation) : null
  if (arranged !== null) return withPrice(arranged, situation)
  if (isNoWorkOfOurs(situation)) return handOver(situation, 'not-offered', 'service-not-offered')
  const outsider = answerOutsider(situation)
  if (outsider !== null) return outsider
  switch (news.topic) {
    case 'opt_out':
    case 'other':
      return silent(intake, [], { code: 'nothing_to_answer' })
    case 'wrong_number':
      return closed(situation, 'close-wrong-number', [{ kind: 'suppress', why: 'wrong-number' }])
    case 'job_seeker':
      return isCustomer ? goOn(situation, 'answer-question') : closed(situation, jobSeekerAct(situation.facts), [])
    case 'vendor_spam':
      return isCustomer ? goOn(situation, 'answer-question') : closed(situation, 'close-vendor', [])
    case 'bot_question':
      return goOn(situation, 'answer-bot-question')
    case 'human_please':
      return handOver(situation, 'human-please', 'answer-person-please')
    case 'help':
      return { ...sayOnly(intake, helpAct(situation.facts)), follow: pendingQuestion(situation) }
    case 'complaint':
      return handOver(situation, 'complaint', 'acknowledge-complaint')
    case 'existing_job':
      return existingJob(situation)
    case 'reschedule':
      // Before anything is booked, another time is only a better answer to "when?".
      return rescheduled(situation)
    case 'cancel_appointment':
      return canceled(situation)
    case 'quote':
      return goOn(situation, quoteAct(situation))
    case 'question':
      return goOn(situation, questionAct(situation))
    case 'smalltalk':
      return goOn(situation, priceOnTheWay(situation) ?? askedOnTheWay(situation) ?? 'smalltalk')
    case 'book':
    case 'emergency_help':
      return goOn(situation, priceOnTheWay(situation) ?? askedOnTheWay(situation) ?? thanksFor(situation))
    default:
      return news.topic satisfies never
  }
}

/** Whoever settles a time and names a price in the same breath hears what holds about prices too. */
function withPrice(plan: Plan, situation: Situation): Plan {
  const act = priceOnTheWay(situation)
  return act === null || plan.extra !== null ? plan : { ...plan, extra: { act, asked: null } }
}

/** A burst about something else is no answer to an offer, whatever times it names. */
function answersOffer(topic: News['topic']): boolean {
  return topic === 'book' || topic === 'smalltalk' || topic === 'reschedule' || topic === 'question' || topic === 'existing_job'
}

/** Before anything is booked, another time is only a better answer to "when?". */
function rescheduled(situation: Situation): Plan {
  const { intake, news } = situation
  const other = offerOtherTime(situation)
  if (other !== null) return other
  // Who has told us of a trouble a moment ago and is asked for more means that visit.
  const isAboutThis = intake.status === 'open' && intake.slots.problem !== null && !news.changed.includes('problem')
  return isAboutThis || (intake.slots.problem !== null && news.changed.includes('preferredTime'))
    ? goOn(situation, 'acknowledge')
    : handOver(situation, 'reschedule', 'acknowledge-reschedule')
}

/** The owner hears of it either way; a visit of ours is called off at once, so that its time is free for others. */
function canceled(situation: Situation): Plan {
  const effects = callOff(situation)
  const { intake } = situation
  // Who takes back a request that the owner has not heard of takes nothing from anybody.
  if (isUnheard(intake)) return closed(situation, 'smalltalk', [])
  if (effects.length === 0) return handOver(situation, 'cancel', 'acknowledge-cancel')
  const plan = handOver(situation, 'cancel', 'visit-canceled')
  return { ...plan, effects: [...effects, ...plan.effects] }
}

function isUnheard(intake: Intake): boolean {
  return intake.status === 'open' && intake.slots.problem !== null && intake.toldOwnerAt === null && intake.pagedAt === null
}

/** Whoever has told us of a problem asks about that ("when is somebody here?"); whoever has not asks about a job of long ago. */
function existingJob(situation: Situation): Plan {
  const { intake, news } = situation
  const isAboutThis = intake.slots.problem !== null && !news.changed.includes('problem')
  const isUntold = intake.status !== 'open' && intake.toldOwnerAt === null
  if (!isAboutThis || isUntold) return handOver(situation, 'existing-job', 'acknowledge-existing-job')
  if (intake.pagedAt !== null) return goOn(situation, notedOrAccepted(intake))
  if (news.asks !== null) return goOn(situation, questionAct(situation))
  return goOn(situation, intake.status === 'open' ? 'note-words' : 'acknowledge-existing-job')
}

/** Not a word more to them; but an emergency in the same breath is still an emergency. */
function optedOut({ intake, news, at }: Situation): Plan {
  const suppress: TurnEffect = { kind: 'suppress', why: 'opt-out' }
  const pages = news.emergency && intake.pagedAt === null
  const next: Intake = { ...intake, status: 'closed', asked: null, pagedAt: pages ? at : intake.pagedAt }
  return silent(next, pages ? [{ kind: 'page-owner' }, suppress] : [suppress], { code: 'opted_out' })
}

/** A person in danger from themselves comes before the trade; an emergency in the same words still pages. */
function crisis(situation: Situation): Plan {
  const { intake, news, at } = situation
  if (!news.emergency || intake.pagedAt !== null) return handOver(situation, 'crisis', 'crisis')
  const step = handOver({ ...situation, intake: { ...intake, urgency: 'emergency', pagedAt: at } }, 'crisis', 'crisis')
  return { ...step, effects: [{ kind: 'page-owner' }, ...step.effects] }
}

function emergency(situation: Situation): Plan {
  const { intake, news, directive, at } = situation
  const isFirst = intake.pagedAt === null
  const paged: Intake = { ...intake, urgency: 'emergency', pagedAt: intake.pagedAt ?? at }
  const alarm: TurnEffect = isFirst ? { kind: 'page-owner' } : { kind: 'update-owner', fields: [...news.changed, 'words'] }
  const lead = emergencyLead(intake, news, isFirst)
  const question = nextQuestion(paged, directive, false)
  const reasons: Reason[] = [{ code: isFirst ? 'paged_owner' : 'paged_already', facts: { safety: news.safety } }]
  if (paged.status === 'open' && isQualified(paged, directive)) {
    const told: Intake = { ...paged, status: 'qualified', toldOwnerAt: at, qualifiedAt: at }
    const effects: TurnEffect[] = isFirst ? [alarm, { kind: 'tell-owner' }] : [{ kind: 'tell-owner' }]
    return { intake: told, lead, follow: question, extra: null, effects, reasons: [...reasons, { code: 'qualified' }] }
  }
  if (paged.status === 'open' && question === null) {
    const step = handOver({ ...situation, intake: paged }, 'incomplete', lead)
    return { ...step, effects: isFirst ? [alarm, ...step.effects] : step.effects, reasons: [...reasons, ...step.reasons] }
  }
  return { intake: paged, lead, follow: question, extra: null, effects: [alarm], reasons }
}

/** The ordinary turn: deal with what was said, then ask the next thing, pass the lead on, or be quiet. */
function goOn(situation: Situation, lead: Act): Plan {
  const { intake, news } = situation
  switch (intake.status) {
    case 'open':
      return ask(situation, lead)
    case 'handed_over':
      return resumed(situation, lead) ?? afterwards(situation, lead)
    case 'qualified':
      return afterwards(situation, lead)
    case 'closed':
      if (news.need && isRealNeed(intake)) return goOn({ ...situation, intake: reopened(intake) }, lead)
      return sayOnly(intake, lead === 'answer-bot-question' ? lead : null)
    default:
      return intake.status satisfies never
  }
}

/** Whoever asked for work goes on about work ("can I come by tomorrow?") until a thing that needs it, or haste, is named. */
function isRealNeed({ slots, urgency, timesSaid }: Intake): boolean {
  const askedForWork = (timesSaid['close-job-seeker'] ?? 0) + (timesSaid['close-job-seeker-no-phone'] ?? 0) > 0
  return !askedForWork || slots.service !== null || urgency === 'urgent' || urgency === 'emergency'
}

function ask(situation: Situation, lead: Act): Plan {
  const { intake, news, directive } = situation
  const toldElse = intake.asked === 'name' && news.changed.length > 0 && !news.changed.includes('name')
  const digressed = toldElse || news.asks !== null || news.remark || (news.topic !== 'book' && news.topic !== 'emergency_help')
  const untimed = intake.asked === 'time' && (news.asks === 'other' || news.changed.some((field) => ANSWERS_ELSE.includes(field)))
  const question = nextQuestion(intake, directive, digressed, untimed)
  if (news.topic === 'smalltalk' && question?.asked !== 'problem' && knowsNothing(intake))
    return silent(intake, [], { code: 'nothing_but_small_talk' })
  const isEnough = question === null || intake.urgency === 'emergency' || intake.area === 'out'
  if (isQualified(intake, directive) && isEnough) return qualified(situation, lead)
  if (intake.turnsWithoutNews >= TURNS_WITHOUT_NEWS_MAX) return handOver(situation, 'no-progress', answerOrNull(lead))
  if (question === null) return handOver(situation, 'incomplete', answerOrNull(lead))
  const effects = news.topic === 'smalltalk' ? [] : everyWord(intake)
  return { intake, lead: beforeQuestion(lead, question, situation), follow: question, extra: null, effects, reasons: [] }
}

/** Fields that answer another question than "when?". */
const ANSWERS_ELSE: readonly SlotName[] = ['name', 'street', 'city', 'zip', 'callbackPhone']

/** Asked what is wrong and thanked for asking: that is a machine, or a finger that slipped. It gets no further question. */
function knowsNothing({ slots }: Intake): boolean {
  return Object.values(slots).every((slot) => slot === null)
}

function qualified(situation: Situation, lead: Act): Plan {
  const { intake, directive, at } = situation
  const told: Intake = { ...intake, status: 'qualified', toldOwnerAt: at, qualifiedAt: at }
  const isEmergency = intake.pagedAt !== null && intake.urgency === 'emergency'
  const confirm = isEmergency ? notedOrAccepted(intake) : intake.area === 'out' ? 'out-of-area' : 'confirm-qualified'
  // The confirmation thanks them and says that the owner has it all.
  const answer = lead === 'note-words' ? null : lead === 'acknowledge-question' ? 'answer-question' : answerOrNull(lead)
  const photo = intake.area === 'out' ? null : photoQuestion(told, directive)
  const question = isEmergency ? nextQuestion(told, directive, false) : photo
  const effects: TurnEffect[] = [{ kind: 'tell-owner' }]
  const reasons: Reason[] = [{ code: 'qualified' }]
  if (answer !== null)
    return withOffer({ intake: told, lead: answer, follow: { act: confirm, asked: null }, extra: question, effects, reasons }, situation)
  return withOffer({ intake: told, lead: confirm, follow: question, extra: null, effects, reasons }, situation)
}

/**
 * A lead that was passed on for want of something and is complete now is a lead like any other; and whoever complained or called off and
 * then tells of a trouble is asked what the owner needs for it. Who wants a person keeps the person.
 */
function resumed(situation: Situation, lead: Act): Plan | null {
  const { intake, news, directive } = situation
  if (intake.qualifiedAt !== null || intake.handedOver.some((why) => KEEPS_THE_PERSON.includes(why))) return null
  const open: Situation = { ...situation, intake: { ...intake, status: 'open' } }
  const lacked = intake.handedOver.every((why) => why === 'incomplete' || why === 'no-progress' || why === 'went-quiet')
  if (lacked && news.changed.length > 0 && isQualified(intake, directive)) return qualified(open, lead)
  return !lacked && news.need && news.changed.includes('problem') ? ask(open, lead) : null
}

/** The owner has the lead. New facts are passed on; thanks and questions are answered; nothing starts again. */
function afterwards(situation: Situation, lead: Act): Plan {
  const { intake, news } = situation
  const effects = updates(intake, news)
  const act = afterwardsAct(situation, lead)
  const owesWords = passesWordsOn(act) || (intake.pagedAt !== null && news.topic !== 'smalltalk')
  const said = owesWords && effects.length === 0 ? [{ kind: 'update-owner' as const, fields: ['words' as const] }] : effects
  return {
    intake: { ...intake, asked: null },
    lead: act,
    follow: null,
    extra: null,
    effects: said,
    reasons: [{ code: 'passed_on_already' }],
  }
}

function updates(intake: Intake, news: News): TurnEffect[] {
  if (intake.toldOwnerAt === null) return []
  const fields = [...news.changed, ...(news.noted ? ['note' as const] : [])]
  return fields.length === 0 ? [] : [{ kind: 'update-owner', fields }]
}

/** A person takes over. The same reason is not given twice: then the new words are an update. */
function handOver(situation: Situation, why: HandOverWhy, act: Act | null): Plan {
  const { intake, news, at } = situation
  if (intake.handedOver.includes(why)) {
    const effects: TurnEffect[] = [{ kind: 'update-owner', fields: [...news.changed, 'words'] }]
    const lead = why === 'crisis' ? act : 'already-passed-on'
    const still: Intake = { ...intake, status: 'handed_over', asked: null }
    return { intake: still, lead, follow: null, extra: null, effects, reasons: [{ code: 'handed_over_already', facts: { why } }] }
  }
  const next: Intake = { ...intake, status: 'handed_over', handedOver: [...intake.handedOver, why], toldOwnerAt: at, asked: null }
  const isEnd = why === 'incomplete' || why === 'no-progress'
  const lead = isEnd ? (act ?? 'pass-on-incomplete') : act
  const follow = isEnd && act !== null ? { act: 'pass-on-incomplete' as const, asked: null } : placeQuestion(next, situation)
  return {
    intake: next,
    lead,
    follow,
    extra: null,
    effects: [{ kind: 'hand-over', why }],
    reasons: [{ code: 'handed_over', facts: { why } }],
  }
}
