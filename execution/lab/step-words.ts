import type { CarrierEvent } from '#adapters/fake-carrier/event-log.ts'
import { instant, toIso } from '#core/values/instant.ts'
import type { LabStep } from '#ports/lab.ts'

/** One event of the built-in carrier as a line that a person can read; null for what would only be noise. */
export function stepOf(event: CarrierEvent): LabStep | null {
  const words = wordsOf(event)
  return words === null ? null : { order: event.id, at: toIso(instant(event.at)), kind: event.kind, words }
}

function wordsOf({ kind, detail }: CarrierEvent): string | null {
  const word = (name: string) => {
    const value = detail[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  switch (kind) {
    case 'leg':
      return `Phone line ${word('to') || ''}: ${word('step')}${detail['status'] === undefined ? '' : ` (${word('status')})`}`.replace(
        '  ',
        ' ',
      )
    case 'call':
      return `Call: ${word('step')}`
    case 'verb':
      return verbWords(word('verb'), word('text'))
    case 'key':
      return `Key ${word('key')} pressed${detail['heard'] === false ? ' (nobody listened)' : ''}`
    case 'webhook':
      return detail['step'] === 'request'
        ? `Carrier asks the product: ${new URL(word('url')).pathname.split('/').slice(3).join('/')}`
        : null
    case 'text':
      return detail['direction'] === 'inbound' ? 'Customer texts the business' : `Text sent to ${word('to')}`
    case 'text-status':
      return detail['status'] === 'delivered' ? `Text delivered to ${word('to')}` : null
    case 'recording':
      return 'Voicemail recorded'
    case 'opt-out':
      return `Carrier acts on the word ${word('word')}`
    case 'fault':
      return `Fault on request: ${word('fault')}`
    case 'alert':
      return `Carrier alert ${word('code')}: ${word('message')}`
    case 'rest':
      return null
    default:
      return kind satisfies never
  }
}

function verbWords(verb: string, text: string): string {
  if (verb === 'Say') return `Caller hears: “${text}”`
  if (verb === 'Dial') return 'The owner’s phone is rung'
  return `Carrier carries out <${verb}>`
}
