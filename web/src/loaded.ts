import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, Refusal } from './api.ts'
import { listen, type Change } from './live.ts'
import type { Page } from './shapes.ts'

/** What a screen knows of an answer. `ready` with `refusal` is an older answer that could not be refreshed. */
export type Loaded<Answer> = {
  data: Answer | null
  refusal: Refusal | null
  /** When `data` arrived, epoch milliseconds. */
  at: number
  reload: () => void
}

/** The business whose changes lead to a new question, and which of them. */
type Live = { tenantId: string; concerns?: (change: Change) => boolean }

/**
 * Loads `path` and loads it again when the business tells of a change that `concerns` this screen. A change that arrives while an answer
 * is under way leads to one more question, so that the last state is always shown.
 */
export function useLoaded<Answer>(path: string, live?: Live, read: (path: string) => Promise<Answer> = ask): Loaded<Answer> {
  const [state, setState] = useState<{ path: string; data: Answer | null; refusal: Refusal | null; at: number }>(empty(path))
  const run = useRef<() => void>(() => {})
  useEffect(() => {
    let isGone = false
    let isAsking = false
    let askAgain = false
    const load = async (): Promise<void> => {
      if (isAsking) {
        askAgain = true
        return
      }
      isAsking = true
      const next = await answerOf(() => read(path))
      isAsking = false
      if (isGone) return
      setState((last) => ({ path, data: next.data ?? (last.path === path ? last.data : null), refusal: next.refusal, at: Date.now() }))
      if (askAgain) {
        askAgain = false
        void load()
      }
    }
    run.current = () => void load()
    void load()
    const stop = live === undefined ? () => {} : listen(live.tenantId, (change) => live.concerns?.(change) !== false && void load())
    return () => {
      isGone = true
      stop()
    }
  }, [path, live?.tenantId])
  const shown = state.path === path ? state : empty<Answer>(path)
  return { data: shown.data, refusal: shown.refusal, at: shown.at, reload: () => run.current() }
}

function empty<Answer>(path: string): { path: string; data: Answer | null; refusal: Refusal | null; at: number } {
  return { path, data: null, refusal: null, at: 0 }
}

/** The most that a list gives at once. */
const PAGE_MAX = 200

/** The items of a list, asked for page by page, until one `isOver`. One that moved from one page to another meanwhile stands there once. */
export async function wholeList<Item extends { id: string }>(path: string, isOver = (_item: Item) => false): Promise<Item[]> {
  const items = new Map<string, Item>()
  let cursor: string | null = null
  do {
    const place: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: Page<Item> = await ask(`${path}${path.includes('?') ? '&' : '?'}limit=${PAGE_MAX}${place}`)
    const last = page.items.findIndex(isOver)
    for (const item of last < 0 ? page.items : page.items.slice(0, last)) items.set(item.id, item)
    cursor = last < 0 ? page.nextCursor : null
  } while (cursor !== null)
  return [...items.values()]
}

async function answerOf<Answer>(read: () => Promise<Answer>): Promise<{ data: Answer | null; refusal: Refusal | null }> {
  try {
    return { data: await read(), refusal: null }
  } catch (error) {
    return { data: null, refusal: error instanceof Refusal ? error : new Refusal(0, 'unknown', 'This could not be loaded.') }
  }
}
