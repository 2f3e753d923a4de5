import type { SpokenSettings } from '#core/calls/message-settings.ts'

/**
 * Names the wording of `core/calls/spoken.ts`, so that an entry says which announcement a caller heard. A test holds the words to this
 * version: whoever changes a sentence gives it a new one.
 */
export const SCRIPT_VERSION = '2026-11-22.1'

/** A business's own recording has its own wording, told apart by its address; its own opening stands before the words of the version. */
export function scriptVersionOf({ audioUrl, opening }: Pick<SpokenSettings, 'audioUrl' | 'opening'>): string {
  if (audioUrl !== null) return `recording:${audioUrl}`
  return opening === null ? SCRIPT_VERSION : `${SCRIPT_VERSION} after "${opening}"`
}
