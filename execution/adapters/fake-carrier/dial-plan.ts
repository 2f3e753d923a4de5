import type { Page } from './call-context.ts'
import { methodOf, numberOf } from './call-context.ts'
import type { LegCallback, ProgressEvent } from './call-leg.ts'
import type { HttpMethod } from './numbers.ts'
import { resolveUrl } from './resolve-url.ts'
import type { XmlElement } from './twiml-parse.ts'

/** One telephone to ring. `whisper` is the document that the called person hears before being connected. */
export type DialNoun = { to: string; whisper: { url: string; method: HttpMethod } | null; callback: LegCallback | null }

/** What a `<Dial>` asks for, in milliseconds and absolute addresses. */
export type DialPlan = {
  nouns: readonly DialNoun[]
  ringMs: number
  timeLimitMs: number
  answerOnBridge: boolean
  sequential: boolean
  records: boolean
  callerId: string | null
  action: { url: string; method: HttpMethod } | null
}

/** Twilio adds about five seconds to the time-out asked for (Dial page, 2026). */
const RING_SLACK_MS = 5_000

/** Reads a `<Dial>` that the schema has passed. */
export function readDial(verb: XmlElement, page: Page): DialPlan {
  const { action, callerId, record } = verb.attributes
  const nouns = verb.children.map((number) => readNoun(number, page))
  return {
    nouns: nouns.length > 0 ? nouns : [{ to: verb.text, whisper: null, callback: null }],
    ringMs: numberOf(verb, 'timeout', 30) * 1_000 + RING_SLACK_MS,
    timeLimitMs: numberOf(verb, 'timeLimit', 14_400) * 1_000,
    answerOnBridge: verb.attributes['answerOnBridge'] === 'true',
    sequential: verb.attributes['sequential'] === 'true',
    records: record !== undefined && record !== 'do-not-record',
    callerId: callerId ?? null,
    action: action === undefined ? null : { url: resolveUrl(action, page), method: methodOf(verb) },
  }
}

const PROGRESS: readonly ProgressEvent[] = ['initiated', 'ringing', 'answered', 'completed']

function readNoun(number: XmlElement, page: Page): DialNoun {
  const { url, statusCallback, statusCallbackEvent } = number.attributes
  const asked = (statusCallbackEvent ?? 'completed').split(' ')
  return {
    to: number.text.replace(/[\s()-]/g, ''),
    whisper: url === undefined ? null : { url: resolveUrl(url, page), method: methodOf(number) },
    callback:
      statusCallback === undefined
        ? null
        : {
            url: resolveUrl(statusCallback, page),
            method: methodOf(number, 'statusCallbackMethod'),
            events: new Set(PROGRESS.filter((event) => asked.includes(event))),
          },
  }
}
