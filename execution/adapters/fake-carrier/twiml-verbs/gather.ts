import type { CallContext, Page, VerbHandler, VerbResult } from '../call-context.ts'
import { CONTINUE, methodOf, numberOf } from '../call-context.ts'
import type { Leg, LegInput } from '../call-leg.ts'
import { scheduleInputs } from '../call-lifecycle.ts'
import { beginMessage } from '../listen.ts'
import { resolveUrl } from '../resolve-url.ts'
import type { XmlElement } from '../twiml-parse.ts'
import { TwimlProblem } from '../twiml-schema.ts'
import { playMs } from './play.ts'
import { sayMs } from './say.ts'

/** What a menu heard. */
type Heard = { digits: string; finishedOnKey: string; speech: string | null }

const NOTHING: Heard = { digits: '', finishedOnKey: '', speech: null }

/**
 * `<Gather>`: plays what is inside it while it listens; the first key breaks the playing off. With a result, or with
 * `actionOnEmptyResult`, the action takes over; without one the document goes on.
 */
export const gather: VerbHandler = async (context, leg, verb, page) => {
  const promptMs = await promptDuration(context, leg, verb, page)
  leg.check()
  beginMessage(context, leg)
  const heardPromise = leg.until<Heard>((resolve) => hearKeys(context, leg, { verb, promptMs, resolve }))
  if (!leg.metGather) {
    leg.metGather = true
    scheduleInputs(context, leg, leg.plan.inputsAtFirstGather)
  }
  const heard = await heardPromise
  const isEmpty = heard.digits === '' && heard.speech === null
  if (isEmpty && verb.attributes['actionOnEmptyResult'] !== 'true') return CONTINUE
  return toAction(verb, page, heard)
}

async function promptDuration(context: CallContext, leg: Leg, verb: XmlElement, page: Page): Promise<number> {
  let ms = 0
  for (const child of verb.children) {
    context.log.add({
      kind: 'verb',
      callSid: leg.callSid,
      detail: { verb: child.name, inside: 'Gather', ...child.attributes, text: child.text },
    })
    if (child.name === 'Say') ms += sayMs(child)
    else if (child.name === 'Play') ms += await playMs(context, leg, child, page)
    else ms += numberOf(child, 'length', 1) * 1_000
  }
  return ms
}

function hearKeys(
  context: CallContext,
  leg: Leg,
  menu: { verb: XmlElement; promptMs: number; resolve: (heard: Heard) => void },
): () => void {
  const { verb, promptMs, resolve } = menu
  const takes = (verb.attributes['input'] ?? 'dtmf').split(' ')
  const numDigits = numberOf(verb, 'numDigits', Number.POSITIVE_INFINITY)
  const finishOnKey = verb.attributes['finishOnKey'] ?? '#'
  const timeoutMs = numberOf(verb, 'timeout', 5) * 1_000
  let digits = ''

  const startTimer = (ms: number) => context.clock.after(ms, () => done({ ...NOTHING, digits }))
  let timer = startTimer(promptMs + timeoutMs)

  function done(heard: Heard): void {
    disarm()
    resolve(heard)
  }

  function disarm(): void {
    timer.cancel()
    leg.setInputListener(null)
  }

  leg.setInputListener((input: LegInput) => {
    if ('speech' in input) {
      if (takes.includes('speech')) done({ ...NOTHING, speech: input.speech })
      return
    }
    if (!takes.includes('dtmf')) return
    if (finishOnKey !== '' && finishOnKey.includes(input.key)) return done({ ...NOTHING, digits, finishedOnKey: input.key })
    digits += input.key
    if (digits.length >= numDigits) return done({ ...NOTHING, digits })
    // The key has broken off the prompt, and the wait for the next key begins.
    timer.cancel()
    timer = startTimer(timeoutMs)
  })
  return disarm
}

function toAction(verb: XmlElement, page: Page, heard: Heard): VerbResult {
  const action = verb.attributes['action'] ?? page.url
  if (action === null) throw new TwimlProblem(11100, '<Gather> without an action, in TwiML that has no address')
  const params: Record<string, string> =
    heard.speech === null
      ? { Digits: heard.digits, FinishedOnKey: heard.finishedOnKey }
      : { SpeechResult: heard.speech, Confidence: '0.92' }
  return { kind: 'document', source: { kind: 'url', url: resolveUrl(action, page), method: methodOf(verb), params } }
}
