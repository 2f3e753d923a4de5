import { CAPTURED_FIELDS, type CapturedView } from '#contract/dashboard.ts'
import type { Intake } from '#core/conversation/intake.ts'

const UNQUOTED = { words: null, messageId: null, start: null, end: null } as const

/**
 * Each field with the words that it was read from, or without any when they were let go of. A field whose words do not stand in the text that it
 * names is left out: nothing is shown as the customer's that the customer did not write. `bodyOf` answers the text of a message, null when it is gone.
 */
export function presentCaptured(intake: Intake, bodyOf: (messageId: string) => string | null): CapturedView[] {
  return CAPTURED_FIELDS.flatMap((field): CapturedView[] => {
    const captured = intake.slots[field]
    if (captured === null) return []
    const { value, words, messageSid } = captured
    if (messageSid === null) return [{ field, value, ...UNQUOTED, enteredBy: 'person' }]
    const body = bodyOf(messageSid)
    if (words === null || body === null) return [{ field, value, ...UNQUOTED, enteredBy: 'customer' }]
    const start = body.indexOf(words)
    if (start < 0) return []
    return [{ field, value, words, messageId: messageSid, start, end: start + words.length, enteredBy: 'customer' }]
  })
}
