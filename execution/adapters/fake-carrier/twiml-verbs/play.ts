import type { CallContext, Page, VerbHandler } from '../call-context.ts'
import { CONTINUE, numberOf } from '../call-context.ts'
import type { Leg } from '../call-leg.ts'
import { listen } from '../listen.ts'
import { resolveUrl } from '../resolve-url.ts'
import type { XmlElement } from '../twiml-parse.ts'
import { TwimlProblem } from '../twiml-schema.ts'

const DIGIT_TONE_MS = 500
const ENDLESS_LOOPS = 1_000

/** `<Play>`: fetches a sound by GET and plays it. A sound that is not there, or is not audio, ends the call with an error. */
export const play: VerbHandler = async (context, leg, verb, page) => {
  const ms = await playMs(context, leg, verb, page)
  leg.check()
  await listen(context, leg, ms)
  return CONTINUE
}

/** Fetches the sound and tells how long it plays, in milliseconds, repetitions included. */
export async function playMs(context: CallContext, leg: Leg, verb: XmlElement, page: Page): Promise<number> {
  const loops = numberOf(verb, 'loop', 1)
  const digits = verb.attributes['digits']
  if (digits !== undefined) return digits.length * DIGIT_TONE_MS
  if (verb.text === '') return 0
  const url = resolveUrl(verb.text, page)
  const outcome = await context.webhooks({
    account: context.accounts.get(leg.accountSid),
    channel: 'voice',
    url,
    method: 'GET',
    params: {},
    callSid: leg.callSid,
  })
  if (outcome.kind === 'failed') throw new TwimlProblem(outcome.code, outcome.message)
  if (outcome.status !== 200) throw new TwimlProblem(11200, `HTTP status ${outcome.status} from ${url}`)
  if (!/^\s*(audio\/|application\/octet-stream)/i.test(outcome.contentType)) {
    throw new TwimlProblem(12300, `content type "${outcome.contentType}" from ${url} is not audio`)
  }
  return context.voice.playMs * (loops === 0 ? ENDLESS_LOOPS : loops)
}
