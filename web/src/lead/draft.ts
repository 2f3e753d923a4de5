/** A text that is half written, and the key under which its wording was last sent: the same wording sent again is the same text. */
export type Draft = { body: string; sent: { body: string; key: string } | null }

const EMPTY: Draft = { body: '', sent: null }

/** What was typed for the lead at `path` and never sent. Kept in this tab: a call, a reload or the end of a session comes in between. */
export function draftOf(path: string): Draft {
  const kept = sessionStorage.getItem(nameOf(path))
  // Written by `keepDraft` alone, in this very tab.
  return kept === null ? EMPTY : (JSON.parse(kept) as Draft)
}

export function keepDraft(path: string, draft: Draft): void {
  if (draft.body === '') sessionStorage.removeItem(nameOf(path))
  else sessionStorage.setItem(nameOf(path), JSON.stringify(draft))
}

function nameOf(path: string): string {
  return `draft ${path}`
}
