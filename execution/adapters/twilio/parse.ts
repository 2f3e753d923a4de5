import { parseAccept, parseRung, parseWhisper } from './parse-ring.ts'
import { parsePerson, parsePersonKey, parsePersonStatus } from './parse-person.ts'
import { parseKey, parsePlayed, parseVoice, parseVoiceStatus } from './parse-call.ts'
import { parseRecorded, parseRecording, parseTranscribed } from './parse-recording.ts'
import { parseRegistration } from './parse-registration.ts'
import { parseSms, parseSmsStatus } from './parse-text.ts'
import { readWebhookFields } from './webhook-fields.ts'
import type { ParsedWebhook, WebhookRequest, WebhookStep } from '#ports/carrier.ts'

/**
 * Understands a webhook whose signature was checked. Loose where Twilio is: it adds fields without notice. Never throws; a field that
 * we cannot do without is named in the answer. `isTrustedUrl` says which addresses may be fetched later with the account's credentials.
 * Parameters: Twilio, "TwiML for Programmable Voice" and "Messaging webhooks" (2026).
 */
export function parseWebhook(step: WebhookStep, request: WebhookRequest, isTrustedUrl: (url: string) => boolean): ParsedWebhook {
  if (step === 'registration') return parseRegistration(request)
  const read = readWebhookFields(request)
  if (read.kind === 'malformed') return read
  switch (step) {
    case 'voice':
      return parseVoice(read.fields)
    case 'whisper':
      return parseWhisper(read.fields)
    case 'accept':
      return parseAccept(read.fields)
    case 'rung':
      return parseRung(read.fields)
    case 'played':
      return parsePlayed(read.fields)
    case 'key':
      return parseKey(read.fields)
    case 'recorded':
      return parseRecorded(read.fields, isTrustedUrl)
    case 'recording':
      return parseRecording(read.fields, isTrustedUrl)
    case 'transcribed':
      return parseTranscribed(read.fields)
    case 'voice-status':
      return parseVoiceStatus(read.fields)
    case 'person':
      return parsePerson(read.fields)
    case 'person-key':
      return parsePersonKey(read.fields)
    case 'person-status':
      return parsePersonStatus(read.fields)
    case 'sms':
      return parseSms(read.fields, isTrustedUrl)
    case 'sms-status':
      return parseSmsStatus(read.fields)
    case 'self-test':
      return { kind: 'ignored', accountSid: read.fields.carrier['AccountSid'] ?? null, reason: 'a self-test reached us' }
    default:
      return step satisfies never
  }
}
