import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, Refusal } from '../api.ts'

/** What `/lab/view` answers (`execution/ports/lab.ts`). */
export type LabChoice = { id: string; words: string }
export type LabStep = { order: number; at: string; kind: string; words: string }
export type LabText = { at: string; side: 'business' | 'customer' | 'owner'; body: string }
export type LabView = {
  business: { id: string; name: string; number: string; customer: string; timezone: string }
  choices: { callers: LabChoice[]; owners: LabChoice[]; modes: LabChoice[] }
  steps: LabStep[]
  texts: LabText[]
  lead: Record<string, string | null> | null
  textsAfterSeconds: number | null
}

export type Lab = { view: LabView | null; steps: LabStep[]; trouble: string | null; refresh: () => void }

/** Calls go step by step within seconds, so the screen asks this often. */
const POLL_MS = 700

/** Watches the lab while the screen is open. Steps come only once each and are kept here. */
export function useLab(): Lab {
  const [view, setView] = useState<LabView | null>(null)
  const [steps, setSteps] = useState<LabStep[]>([])
  const [trouble, setTrouble] = useState<string | null>(null)
  const refresh = useRef(() => {})
  useEffect(() => {
    let isGone = false
    let timer = 0
    let last = 0
    const look = async (): Promise<void> => {
      clearTimeout(timer)
      try {
        const next = await ask<LabView>(`/lab/view?since=${last}`)
        if (isGone) return
        last = next.steps.reduce((most, { order }) => Math.max(most, order), last)
        setView(next)
        if (next.steps.length > 0)
          setSteps((known) => [...known, ...next.steps.filter(({ order }) => known.every((step) => step.order !== order))])
        setTrouble(null)
      } catch (error) {
        if (!isGone) setTrouble(error instanceof Refusal ? error.message : 'The lab does not answer.')
      }
      if (!isGone) timer = window.setTimeout(() => void look(), POLL_MS)
    }
    refresh.current = () => void look()
    void look()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [])
  return { view, steps, trouble, refresh: () => refresh.current() }
}
