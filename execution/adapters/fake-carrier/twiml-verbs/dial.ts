import type { CallContext, VerbHandler } from '../call-context.ts'
import { CONTINUE } from '../call-context.ts'
import type { Leg } from '../call-leg.ts'
import { LegEnded, durationSeconds } from '../call-leg.ts'
import { answerLeg, finishLeg, hangUp } from '../call-lifecycle.ts'
import { callParams } from '../call-params.ts'
import type { DialNoun, DialPlan } from '../dial-plan.ts'
import { readDial } from '../dial-plan.ts'
import type { RingEnding } from '../ring-phone.ts'
import { ringPhone } from '../ring-phone.ts'

/** What the action is told. `child` is the leg that counts: the one connected, or the last one tried. */
type DialResult = {
  status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'
  bridged: boolean
  child: Leg | null
  recordingUrl: string | null
}

/** How one called telephone ended. `declined`: picked up, and hung up in its own document. `connected`: talked to the caller. */
type ChildEnding = Exclude<RingEnding, 'answered'> | 'declined' | 'connected'

/**
 * `<Dial>`: rings one or more telephones and connects the first that is ready: picked up, and through its whisper document when it
 * has one. With an action, nothing after the verb is carried out.
 */
export const dial: VerbHandler = async (context, leg, verb, page) => {
  const plan = readDial(verb, page)
  if (!plan.answerOnBridge || leg.answeredAt !== null) answerLeg(context, leg)
  const result = await untilDialed(context, leg, plan)
  if (plan.action === null) return CONTINUE
  return { kind: 'document', source: { kind: 'url', ...plan.action, params: resultParams(result) } }
}

async function untilDialed(context: CallContext, leg: Leg, plan: DialPlan): Promise<DialResult> {
  const attempt = createAttempt(context, leg, plan)
  try {
    return await leg.until(attempt.start)
  } catch (error) {
    if (error instanceof LegEnded) reportToAction(context, leg, plan, attempt.resultWhenAbandoned())
    throw error
  }
}

/** The caller has gone: the action is told when there was a conversation, otherwise only when the options say so. */
function reportToAction(context: CallContext, leg: Leg, plan: DialPlan, result: DialResult): void {
  if (plan.action === null || (!result.bridged && !context.voice.actionAfterAbandon)) return
  const account = context.accounts.get(leg.accountSid)
  const params = { ...callParams(leg), ...resultParams(result) }
  context.callbacks({ account, channel: 'voice', ...plan.action, params, callSid: leg.callSid })
}

function createAttempt(context: CallContext, parent: Leg, plan: DialPlan) {
  const children: Leg[] = []
  let connected: Leg | null = null
  let over = false

  function start(resolve: (result: DialResult) => void): () => void {
    const endings = plan.sequential ? oneByOne() : Promise.all(plan.nouns.map(ringOne))
    context.spawn(
      endings.then((all) => {
        if (over) return
        over = true
        const recordingUrl = connected === null ? null : keepRecording(context, connected, plan)
        resolve({ status: dialStatus(context, all), bridged: connected !== null, child: lastChild(), recordingUrl })
      }),
    )
    return cancel
  }

  async function oneByOne(): Promise<ChildEnding[]> {
    const endings: ChildEnding[] = []
    for (const noun of plan.nouns) {
      if (over || connected !== null) break
      endings.push(await ringOne(noun))
    }
    return endings
  }

  async function ringOne(noun: DialNoun): Promise<ChildEnding> {
    const child = openChild(context, parent, plan, noun)
    if (child === null) return 'failed'
    children.push(child)
    const ending = await ringPhone(context, child, plan.ringMs)
    if (ending !== 'answered') return ending
    // Without a whisper the first to pick up wins: that is how one voicemail can swallow the call of everybody.
    if (noun.whisper === null) return await connect(child)
    const whispered = await context.interpret(child, { kind: 'url', ...noun.whisper, params: {} })
    if (whispered === 'over') return connected === null ? 'declined' : 'canceled'
    return await connect(child)
  }

  async function connect(child: Leg): Promise<ChildEnding> {
    if (over || connected !== null || child.endedAt !== null) {
      finishLeg(context, child, 'completed')
      return 'canceled'
    }
    connected = child
    cancelOthers(child)
    await talk(context, parent, child, plan)
    return 'connected'
  }

  function cancelOthers(winner: Leg | null): void {
    for (const child of children) {
      if (child !== winner) finishLeg(context, child, child.answeredAt === null ? 'canceled' : 'completed')
    }
  }

  function cancel(): void {
    over = true
    cancelOthers(null)
  }

  const lastChild = () => connected ?? children.at(-1) ?? null
  return { start, resultWhenAbandoned: () => abandoned(connected !== null, lastChild()) }
}

function abandoned(bridged: boolean, child: Leg | null): DialResult {
  return { status: bridged ? 'completed' : 'no-answer', bridged, child, recordingUrl: null }
}

function openChild(context: CallContext, parent: Leg, plan: DialPlan, noun: DialNoun): Leg | null {
  const from = plan.callerId ?? parent.from
  const problem = dialProblem(context, parent, { from, to: noun.to })
  if (problem !== null) {
    context.log.alert({ ...problem, callSid: parent.callSid })
    return null
  }
  return context.openLeg({
    accountSid: parent.accountSid,
    direction: 'outbound-dial',
    from,
    to: noun.to,
    parent,
    forwardedFrom: null,
    phoneNumberSid: null,
    callback: noun.callback,
    fallback: null,
  })
}

function dialProblem(context: CallContext, parent: Leg, ends: { from: string; to: string }): { code: number; message: string } | null {
  if (!/^\+[1-9]\d{7,14}$/.test(ends.to)) return { code: 13223, message: `<Dial>: "${ends.to}" is not a phone number in E.164` }
  const mayShow =
    ends.from === parent.from || ends.from === parent.to || context.numbers.byE164(ends.from)?.accountSid === parent.accountSid
  return mayShow ? null : { code: 13214, message: `<Dial>: "${ends.from}" may not be shown as caller id` }
}

/** The conversation lasts until one party hangs up, or the time limit; resolves when the called leg has ended. */
function talk(context: CallContext, parent: Leg, child: Leg, plan: DialPlan): Promise<void> {
  answerLeg(context, parent)
  parent.bridged = true
  child.bridged = true
  context.log.add({ kind: 'leg', callSid: child.callSid, detail: { step: 'connected', with: parent.callSid } })
  parent.later(parent.plan.talkMs, () => {
    if (child.endedAt === null) hangUp(context, parent)
  })
  child.later(Math.min(child.plan.talkMs, plan.timeLimitMs), () => hangUp(context, child))
  return new Promise((resolve) => {
    child.whenEnded(() => {
      parent.bridged = false
      resolve()
    })
  })
}

function dialStatus(context: CallContext, endings: readonly ChildEnding[]): DialResult['status'] {
  if (endings.includes('connected')) return 'completed'
  if (endings.includes('declined')) return context.voice.declinedWhisperStatus
  for (const status of ['no-answer', 'busy', 'canceled'] as const) if (endings.includes(status)) return status
  return 'failed'
}

function keepRecording(context: CallContext, child: Leg, plan: DialPlan): string | null {
  if (!plan.records) return null
  const { accountSid, callSid, answeredAt, createdAt } = child
  const startedAt = answeredAt ?? createdAt
  return context.recordings.urlOf(
    context.recordings.add({ accountSid, callSid, startedAt, seconds: durationSeconds(child), source: 'DialVerb', says: null }),
  )
}

function resultParams(result: DialResult): Record<string, string> {
  return {
    DialCallStatus: result.status,
    DialBridged: String(result.bridged),
    ...(result.child === null ? {} : { DialCallSid: result.child.callSid }),
    ...(result.child === null || result.child.answeredAt === null ? {} : { DialCallDuration: String(durationSeconds(result.child)) }),
    ...(result.recordingUrl === null ? {} : { RecordingUrl: result.recordingUrl }),
  }
}
