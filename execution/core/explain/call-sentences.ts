import type { CallState } from '#core/conversation/conversation.ts'
import type { Instant } from '#core/values/instant.ts'
import { clockWords, waitWords } from './clock-words.ts'

type Told = { at: Instant; sentence: string }
type Zone = { zone: string; tzdata: string }
type Text = { kind: string; sentAt: Instant | null }

/** What the timeline says of one call. `texts` are the business's texts to this caller; `voicemailSeconds` null: none was left. */
export function callSentences(call: CallState, texts: readonly Text[], voicemailSeconds: number | null, { zone, tzdata }: Zone): Told[] {
  const clock = (at: Instant) => clockWords(at, zone, tzdata)
  const told: Told[] = []
  if (call.missedAt === null) {
    const answered = call.stage === 'connected' || call.stage === 'accepted'
    told.push({ at: call.startedAt, sentence: answered ? `Call ${clock(call.startedAt)}, answered.` : `Call ${clock(call.startedAt)}.` })
  } else {
    const { missedAt } = call
    const first = texts.find((text) => text.kind === 'instant_reply' && text.sentAt !== null && text.sentAt >= missedAt)?.sentAt ?? null
    const text = first === null ? 'no text' : `text ${waitWords(first - missedAt)} later`
    told.push({ at: missedAt, sentence: `Missed call ${clock(missedAt)}, ${text}.` })
  }
  if (call.declinedTextAt !== null) told.push({ at: call.declinedTextAt, sentence: 'The caller pressed 9: no text.' })
  if (call.emergencyAt !== null) told.push({ at: call.emergencyAt, sentence: 'The caller pressed 1: an emergency.' })
  if (voicemailSeconds !== null)
    told.push({ at: call.endedAt ?? call.startedAt, sentence: `The caller left a voicemail of ${voicemailSeconds} s.` })
  return told
}
