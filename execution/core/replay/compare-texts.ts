import type { ReplayedEvent } from '#core/replay/replay-conversation.ts'
import type { Instant } from '#core/values/instant.ts'

/** A stored text of ours. Its id is that of its event and its place. */
export type StoredText = { id: string; body: string }

/** An event after which other texts were sent than a replay gives. */
export type Difference = { at: Instant; heard: string[]; was: string[]; now: string[] }

/**
 * Where a replay and what was sent part, in the order of the events. Texts that no event of the conversation planned (a tenant's limit that was
 * reached) are no part of a replay. Texts are compared unit by unit, each with the one at its place.
 */
export function compareTexts(events: readonly ReplayedEvent[], stored: readonly StoredText[]): Difference[] {
  const byId = new Map(stored.map((text) => [text.id, text.body]))
  const sentAfter = Map.groupBy(stored, (text) => eventIdOf(text.id))
  return events.flatMap(({ id, at, heard, texts }) => {
    const sent = sentAfter.get(id) ?? []
    const due = texts.filter((text) => byId.has(text.id) || !text.mayBeElsewhere)
    const same = sent.length === due.length && due.every((text) => byId.get(text.id) === text.body)
    if (same) return []
    return [{ at, heard, was: sent.toSorted(byPlace).map((text) => text.body), now: due.map((text) => text.body) }]
  })
}

function eventIdOf(textId: string): string {
  return textId.slice(0, textId.lastIndexOf('#'))
}

function byPlace(a: StoredText, b: StoredText): number {
  return placeOf(a) - placeOf(b)
}

function placeOf({ id }: StoredText): number {
  return Number(id.slice(id.lastIndexOf('#') + 1))
}
