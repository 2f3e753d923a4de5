import type { Reading, ReadingContext } from '#core/qualification/reading.ts'

/** Reads one customer text. Must not have effects; may be called twice; rejects only when it cannot answer in time. */
export interface LanguageModel {
  readonly name: string
  read(text: string, context: ReadingContext, signal: AbortSignal): Promise<Reading>
}
