import { signal } from '@preact/signals'
import { tenantPath } from './api.ts'
import type { LiveEvent } from './shapes.ts'

/** Something of a business has changed; the screens that show it ask again. */
export type Change = LiveEvent

/** False while the browser is offline or the stream has been broken for a while. */
export const connected = signal(true)

/** A stream that is broken for less than this is not worth a banner: the browser is already trying again. */
const PATIENCE_MS = 4_000
/** After a refusal, such as of a server that is just starting, the browser never asks again by itself. */
const REOPEN_MS = 3_000

type Listener = (change: Change) => void
const listeners = new Set<Listener>()
let source: EventSource | null = null
let sourceOf = ''
let hasBroken = false
let brokenTimer = 0
let reopenTimer = 0

/** Listens to one business until the returned function is called. One stream serves all screens. */
export function listen(tenantId: string, listener: Listener): () => void {
  open(tenantId)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    // The next screen usually asks for the same stream within this turn.
    setTimeout(() => listeners.size === 0 && close(), 0)
  }
}

/** Watches the browser's own word on the network; called once at the start. */
export function watchNetwork(): void {
  const tell = () => {
    connected.value = navigator.onLine
    if (navigator.onLine) everythingMayHaveChanged()
  }
  addEventListener('online', tell)
  addEventListener('offline', tell)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && everythingMayHaveChanged())
  connected.value = navigator.onLine
}

function open(tenantId: string): void {
  if (source !== null && sourceOf === tenantId) return
  close()
  sourceOf = tenantId
  connect()
}

function connect(): void {
  const stream = new EventSource(tenantPath(sourceOf, '/live'))
  source = stream
  stream.addEventListener('open', () => {
    clearTimeout(brokenTimer)
    connected.value = navigator.onLine
    // What happened while the stream was broken was told to nobody.
    if (hasBroken) everythingMayHaveChanged()
    hasBroken = false
  })
  stream.addEventListener('error', () => {
    if (!hasBroken) brokenTimer = window.setTimeout(() => (connected.value = false), PATIENCE_MS)
    hasBroken = true
    if (stream.readyState === EventSource.CLOSED) reopenTimer = window.setTimeout(connect, REOPEN_MS)
  })
  stream.addEventListener('change', (event) => {
    const change = changeOf(event.data)
    if (change !== null) for (const listener of listeners) listener(change)
  })
}

function close(): void {
  source?.close()
  source = null
  hasBroken = false
  clearTimeout(brokenTimer)
  clearTimeout(reopenTimer)
}

function everythingMayHaveChanged(): void {
  const at = new Date().toISOString()
  for (const listener of listeners) listener({ kind: 'tenant', leadId: null, at })
}

function changeOf(data: unknown): Change | null {
  try {
    // Our own server's event, built from the type above; a field that is missing only makes a screen ask once more.
    return typeof data === 'string' ? (JSON.parse(data) as Change) : null
  } catch {
    return null
  }
}
