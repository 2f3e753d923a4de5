import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, Refusal } from '../api.ts'

/** What `/lab/view` answers; tests/e2e/web-product.test.ts holds it to `execution/ports/lab.ts` by using it. */
export type LabChoice = { id: string; words: string }
export type LabPhone = 'customer' | 'owner'
export type LabDetail =
  | { kind: 'request'; method: string; path: string; params: { name: string; value: string }[] }
  | { kind: 'answer'; status: number; tookMs: number; body: string }
  | { kind: 'decision'; reasons: { code: string; sentence: string | null }[]; effects: string[] }
export type LabSource = 'phones' | 'carrier' | 'product' | 'fault'
export type LabStep = { order: number; at: string; source: LabSource; words: string; detail: LabDetail | null }
export type LabText = { at: string; phone: LabPhone; isMine: boolean; body: string; status: string }
export type LabCall = { callSid: string; isLive: boolean; heard: { order: number; text: string }[] }
export type LabView = {
  business: { id: string; name: string; number: string; customer: string; ownerPhone: string; timezone: string }
  clock: { now: string; isAhead: boolean; mode: 'day' | 'evening' | 'night' }
  choices: { callers: LabChoice[]; owners: LabChoice[]; jumps: LabChoice[]; faults: LabChoice[] }
  faults: LabChoice[]
  call: LabCall | null
  steps: LabStep[]
  texts: LabText[]
  lead: Record<string, string | null> | null
  textsAfterSeconds: number | null
}

export type Lab = { view: LabView | null; steps: LabStep[]; trouble: string | null; refresh: () => void }

/** What every part of the lab is given. */
export type LabPartProps = { view: LabView; refresh: () => void }

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
