import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, Refusal } from './api.ts'
import { listen, type Change } from './live.ts'

/** What a screen knows of an answer. `ready` with `refusal` is an older answer that could not be refreshed. */
export type Loaded<Answer> = {
  data: Answer | null
  refusal: Refusal | null
  /** When `data` arrived, epoch milliseconds. */
  at: number
  reload: () => void
}

/**
 * Loads `path` and loads it again when the business tells of a change that `concerns` this screen. A change that arrives while an answer
 * is under way leads to one more question, so that the last state is always shown.
 */
export function useLoaded<Answer>(path: string, live?: { tenantId: string; concerns?: (change: Change) => boolean }): Loaded<Answer> {
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
      const next = await answerOf<Answer>(path)
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

async function answerOf<Answer>(path: string): Promise<{ data: Answer | null; refusal: Refusal | null }> {
  try {
    return { data: await ask<Answer>(path), refusal: null }
  } catch (error) {
    return { data: null, refusal: error instanceof Refusal ? error : new Refusal(0, 'unknown', 'This could not be loaded.') }
  }
}
