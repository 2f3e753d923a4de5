import { instant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'

/** An instant column that may be empty. */
export function instantOrNull(value: number | null): Instant | null {
  return value === null ? null : instant(value)
}

/** A JSON column. Only the store's own repositories write it, from a `Value`, so what is read back is one. */
export function fromJson<Value>(text: string): Value {
  return JSON.parse(text) as Value
}
