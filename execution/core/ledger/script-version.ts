/**
 * Names the wording of `core/calls/spoken.ts`, so that an entry says which announcement a caller heard. A test holds the words to this
 * version: whoever changes a sentence gives it a new one.
 */
export const SCRIPT_VERSION = '2026-11-22.1'

/** A business's own recording has its own wording, told apart by its address. */
export function scriptVersionOf(messageAudioUrl: string | null): string {
  return messageAudioUrl === null ? SCRIPT_VERSION : `recording:${messageAudioUrl}`
}
