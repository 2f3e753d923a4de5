import type { CallContext, InterpretEnding, Page, VerbHandler } from './call-context.ts'
import type { DocumentSource, Leg } from './call-leg.ts'
import { LegEnded, LegRedirected } from './call-leg.ts'
import { answerLeg, finishLeg } from './call-lifecycle.ts'
import { callParams } from './call-params.ts'
import type { XmlElement } from './twiml-parse.ts'
import { TwimlProblem, parseTwiml } from './twiml-schema.ts'
import { dial } from './twiml-verbs/dial.ts'
import { gather } from './twiml-verbs/gather.ts'
import { hangup } from './twiml-verbs/hangup.ts'
import { pauseVerb } from './twiml-verbs/pause.ts'
import { play } from './twiml-verbs/play.ts'
import { record } from './twiml-verbs/record.ts'
import { redirect } from './twiml-verbs/redirect.ts'
import { reject } from './twiml-verbs/reject.ts'
import { say } from './twiml-verbs/say.ts'

/** A call that asks for this many documents is going round in circles. */
const DOCUMENTS_MAX = 200

const HANDLERS: Readonly<Record<string, VerbHandler>> = {
  Say: say,
  Play: play,
  Pause: pauseVerb,
  Gather: gather,
  Record: record,
  Dial: dial,
  Redirect: redirect,
  Reject: reject,
  Hangup: hangup,
}

/**
 * Fetches and carries out documents on a leg, one after another, in clock time. A document that cannot be fetched or read goes to
 * the leg's fallback address once; without one the person hears "an application error has occurred" and the leg ends.
 */
export async function interpret(context: CallContext, leg: Leg, first: DocumentSource): Promise<InterpretEnding> {
  let next: DocumentSource | null = first
  let mayFallBack = true
  for (let documents = 0; next !== null; documents += 1) {
    const source: DocumentSource = next
    try {
      if (documents >= DOCUMENTS_MAX) throw new TwimlProblem(12200, `more than ${DOCUMENTS_MAX} documents in one call`)
      next = await carryOut(context, leg, source)
    } catch (error) {
      if (error instanceof LegEnded) return 'over'
      if (error instanceof LegRedirected) next = error.source
      else if (error instanceof TwimlProblem) {
        next = afterProblem(context, leg, { problem: error, source, mayFallBack })
        mayFallBack = false
      } else throw error
    }
  }
  return leg.endedAt === null ? 'document-ended' : 'over'
}

async function carryOut(context: CallContext, leg: Leg, source: DocumentSource): Promise<DocumentSource | null> {
  const { verbs, page } = await fetchDocument(context, leg, source)
  leg.check()
  for (const verb of verbs) {
    const handler = HANDLERS[verb.name]
    if (handler === undefined) throw new TwimlProblem(12200, `<${verb.name}> is no verb`)
    if (verb.name === 'Dial' && leg.direction === 'outbound-dial') throw new TwimlProblem(12200, '<Dial> in the document of a <Number>')
    context.log.add({ kind: 'verb', callSid: leg.callSid, detail: { verb: verb.name, ...verb.attributes, text: verb.text } })
    const result = await handler(context, leg, verb, page)
    if (result.kind === 'document') return result.source
    if (result.kind === 'hang-up') return endCall(context, leg)
    leg.check()
  }
  return null
}

async function fetchDocument(
  context: CallContext,
  leg: Leg,
  source: DocumentSource,
): Promise<{ verbs: readonly XmlElement[]; page: Page }> {
  if (source.kind === 'twiml') return { verbs: parseTwiml(source.twiml, 'voice'), page: { url: null } }
  const outcome = await context.webhooks({
    account: context.accounts.get(leg.accountSid),
    channel: 'voice',
    url: source.url,
    method: source.method,
    params: { ...callParams(leg), ...source.params },
    callSid: leg.callSid,
  })
  if (outcome.kind === 'failed') throw new TwimlProblem(outcome.code, outcome.message)
  if (outcome.status !== 200) throw new TwimlProblem(11200, `HTTP status ${outcome.status} from ${source.url}`)
  if (!/^\s*(text|application)\/xml\s*(;|$)/i.test(outcome.contentType)) {
    throw new TwimlProblem(12300, `content type "${outcome.contentType}" from ${source.url}; a call needs text/xml`)
  }
  return { verbs: parseTwiml(outcome.body, 'voice'), page: { url: source.url } }
}

function afterProblem(
  context: CallContext,
  leg: Leg,
  failed: { problem: TwimlProblem; source: DocumentSource; mayFallBack: boolean },
): DocumentSource | null {
  const url = failed.source.kind === 'url' ? failed.source.url : 'the TwiML handed in'
  context.log.alert({ code: failed.problem.code, message: failed.problem.message, callSid: leg.callSid, url })
  if (leg.endedAt !== null) return null
  if (failed.mayFallBack && leg.fallback !== null) {
    return { kind: 'url', ...leg.fallback, params: { ErrorCode: String(failed.problem.code), ErrorUrl: url } }
  }
  context.log.add({ kind: 'call', callSid: leg.callSid, detail: { step: 'application error', code: failed.problem.code } })
  finishLeg(context, leg, leg.answeredAt === null ? 'failed' : 'completed')
  return null
}

function endCall(context: CallContext, leg: Leg): null {
  // Ending a call by <Hangup> answers it first: only <Reject> avoids that (Twilio, Hangup page, 2026).
  answerLeg(context, leg)
  finishLeg(context, leg, 'completed')
  return null
}
