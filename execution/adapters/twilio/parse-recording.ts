import { z } from 'zod'

import { accountOf, addressIfGiven, malformed, seconds, sid } from './webhook-fields.ts'
import { cutAt, plainText, shown } from './plain-text.ts'
import { TEXT_CHARACTERS_MAX } from './parse-text.ts'
import { trustedOrEmpty } from './trusted-url.ts'
import type { WebhookFields } from './webhook-fields.ts'
import type { ParsedWebhook } from '#ports/carrier.ts'

const recording = z.object({
  CallSid: sid,
  From: addressIfGiven,
  To: addressIfGiven,
  RecordingSid: sid,
  RecordingUrl: z.preprocess((value) => value ?? '', z.string()),
  RecordingDuration: seconds,
  RecordingStatus: z.string().optional(),
})

/** The caller finished the voicemail on the line. */
export function parseRecorded(fields: WebhookFields, isTrustedUrl: (url: string) => boolean): ParsedWebhook {
  const parsed = recording.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  return voicemail(parsed.data, fields, isTrustedUrl)
}

/**
 * The recording is ready. It comes for every voicemail, also when the caller hung up and `recorded` never comes; the event key is the
 * same for both, so the second is a replay. From and To are not sent with it.
 */
export function parseRecording(fields: WebhookFields, isTrustedUrl: (url: string) => boolean): ParsedWebhook {
  const parsed = recording.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const status = parsed.data.RecordingStatus ?? 'completed'
  if (status === 'completed') return voicemail(parsed.data, fields, isTrustedUrl)
  return { kind: 'ignored', accountSid: accountOf(fields), reason: `the recording status ${shown(status)} brings no voicemail` }
}

const transcription = z.object({
  CallSid: sid,
  From: addressIfGiven,
  To: addressIfGiven,
  RecordingSid: sid,
  TranscriptionStatus: z.preprocess((value) => value ?? '', z.string()),
  TranscriptionText: z.preprocess((value) => value ?? '', z.string()),
})

/** What was said in a voicemail, or that nobody could make it out. The words are a stranger's: cleaned and cut like a text. */
export function parseTranscribed(fields: WebhookFields): ParsedWebhook {
  const parsed = transcription.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const { CallSid: callSid, From: from, To: to, RecordingSid: recordingSid, TranscriptionStatus: status } = parsed.data
  const words = cutAt(plainText(parsed.data.TranscriptionText), TEXT_CHARACTERS_MAX).trim()
  return {
    kind: 'event',
    id: `${callSid}:transcribed:${recordingSid}`,
    accountSid: accountOf(fields),
    event: {
      kind: 'voicemail-transcribed',
      callSid,
      from,
      to,
      recordingSid,
      text: status === 'completed' && words !== '' ? words : null,
    },
  }
}

function voicemail(read: z.infer<typeof recording>, fields: WebhookFields, isTrustedUrl: (url: string) => boolean): ParsedWebhook {
  const { CallSid: callSid, From: from, To: to, RecordingSid: recordingSid, RecordingDuration: durationSeconds } = read
  const recordingUrl = trustedOrEmpty(read.RecordingUrl, isTrustedUrl)
  return {
    kind: 'event',
    id: `${callSid}:recorded:${recordingSid}`,
    accountSid: accountOf(fields),
    event: { kind: 'voicemail-recorded', callSid, from, to, recordingSid, recordingUrl, durationSeconds },
  }
}
