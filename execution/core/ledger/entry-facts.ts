import type { Json, JsonObject } from './canonical-json.ts'

/** The facts of a stored entry. Only ledger entries reach this, and their facts are always an object. */
export function factsOf(text: string): JsonObject {
  return JSON.parse(text) as JsonObject
}

/** What an event changed, as codes; empty for entries of another kind. */
export function changesOf(facts: JsonObject): string[] {
  const changes = facts['changes']
  return Array.isArray(changes) ? changes.filter((change) => typeof change === 'string') : []
}

export function textIn(object: Json | undefined, name: string): string | null {
  const value = objectIn(object)?.[name]
  return typeof value === 'string' ? value : null
}

export function objectIn(value: Json | undefined): JsonObject | null {
  // A JSON value that is an object and no list is a `JsonObject`.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}
