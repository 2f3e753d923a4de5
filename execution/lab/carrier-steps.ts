import type { CarrierEvent } from '#adapters/fake-carrier/event-log.ts'
import type { LabDetail, LabSource } from '#ports/lab.ts'

export type NewStep = { source: LabSource; words: string; detail: LabDetail | null }

/** One event of the built-in carrier as a line that a person can read, with what stands behind it; null for what would only be noise. */
export function stepOfCarrier({ kind, detail }: CarrierEvent): NewStep | null {
  const word = (name: string) => wordOf(detail[name])
  switch (kind) {
    case 'leg':
      return phones(`${word('to') === '' ? 'The line' : `The line to ${word('to')}`}: ${word('step')}${inBrackets(word('status'))}`)
    case 'call':
      return phones(`Call: ${word('step')}`)
    case 'verb':
      return phones(verbWords(word('verb'), word('text')))
    case 'key':
      return phones(`Key ${word('key')} pressed${detail['heard'] === false ? ' (nobody listened)' : ''}`)
    case 'webhook':
      return webhookStep(detail)
    case 'text':
      if (detail['discarded'] === true)
        return { source: 'carrier', words: 'The carrier keeps a text back: the number is blocked', detail: null }
      return phones(detail['direction'] === 'inbound' ? `${word('from')} texts the business` : `A text leaves for ${word('to')}`)
    case 'text-status':
      return { source: 'carrier', words: `Text to ${word('to')}: ${word('status')}${inBrackets(word('errorCode'))}`, detail: null }
    case 'recording':
      return phones(`A voicemail of ${word('seconds')} s is recorded`)
    case 'opt-out':
      return { source: 'carrier', words: `The carrier acts on the word ${word('word')}`, detail: null }
    case 'fault':
      return { source: 'fault', words: `Fault on request: ${FAULT_WORDS[word('fault')] ?? word('fault')}`, detail: null }
    case 'alert':
      return { source: 'fault', words: `The carrier warns (${word('code')}): ${word('message')}`, detail: null }
    case 'rest':
      return restStep(detail)
    default:
      return kind satisfies never
  }
}

/** What a caller on this line hears now; null when the event is none of speech. */
export function spokenBy({ kind, detail }: CarrierEvent): string | null {
  return kind === 'verb' && detail['verb'] === 'Say' && typeof detail['text'] === 'string' ? detail['text'] : null
}

const FAULT_WORDS: Readonly<Record<string, string>> = {
  duplicate: 'the webhook comes again',
  delay: 'the webhook is late',
  drop: 'the webhook is lost',
  reorder: 'the webhook is overtaken',
  'lose-answer': 'the answer is lost on the way',
  'time-out': 'no answer in time',
  status: 'the carrier is down',
  slow: 'the carrier is slow',
}

function phones(words: string): NewStep {
  return { source: 'phones', words, detail: null }
}

function webhookStep(detail: CarrierEvent['detail']): NewStep {
  const path = pathOf(wordOf(detail['url']))
  if (detail['step'] === 'request') {
    const method = wordOf(detail['method'])
    return {
      source: 'carrier',
      words: `Webhook: ${method} ${shortPath(path)}`,
      detail: { kind: 'request', method, path, params: paramsOf(detail['params']) },
    }
  }
  if (detail['step'] === 'response') {
    const [status, tookMs] = [Number(detail['status']), Number(detail['tookMs'])]
    const body = wordOf(detail['body'])
    return { source: 'product', words: `${answerWords(body)}, after ${tookMs} ms`, detail: { kind: 'answer', status, tookMs, body } }
  }
  return { source: 'fault', words: `No answer to ${shortPath(path)}: ${wordOf(detail['message'])}`, detail: null }
}

function answerWords(body: string): string {
  const verbs = [...body.matchAll(/<(Say|Play|Dial|Gather|Record|Hangup|Redirect|Reject)\b/g)].map(([, verb]) => verb)
  return verbs.length === 0 ? 'Answer: nothing to do' : `Answer: ${[...new Set(verbs)].join(', ')}`
}

function restStep(detail: CarrierEvent['detail']): NewStep {
  const [method, path] = [wordOf(detail['method']), wordOf(detail['path'])]
  const name = path.split('?')[0]?.split('/').slice(4).join('/') ?? path
  const params = [...new URLSearchParams(wordOf(detail['request']))].map(([key, value]) => ({ name: key, value }))
  return {
    source: 'product',
    words: `Asks the carrier: ${method} ${name === '' ? path : name}, answer ${wordOf(detail['status'])}`,
    detail: { kind: 'request', method, path, params },
  }
}

function verbWords(verb: string, text: string): string {
  if (verb === 'Say') return `Spoken: “${text}”`
  if (verb === 'Dial') return 'The owner’s phone is rung'
  return `The carrier carries out <${verb}>`
}

function paramsOf(params: unknown): { name: string; value: string }[] {
  if (typeof params !== 'object' || params === null) return []
  return Object.entries(params).map(([name, value]) => ({ name, value: wordOf(value) }))
}

/** `/twilio/t_demo/voice/dial` is `voice/dial` to whoever looks at one business. */
function shortPath(path: string): string {
  return path.split('/').slice(3).join('/') || path
}

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { pathname, search } = new URL(url)
  return pathname + search
}

function inBrackets(word: string): string {
  return word === '' ? '' : ` (${word})`
}

function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
