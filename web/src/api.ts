import { signal } from '@preact/signals'
import type { Session } from './shapes.ts'

/** Who is signed in; null until the first answer. Every change to the server carries its token. */
export const session = signal<Session | null>(null)

const ANSWER_MS = 15_000

/** Why an operator looks at customers' words, in the operator's own; asked for once per visit, and written down by the server at each look. */
export const reason = signal<string | null>(null)

/** What the server refused, in words for a person. `code` is stable, `status` 0 means that nothing answered. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, words: string) {
    super(words)
    this.name = 'Refusal'
    this.status = status
    this.code = code
  }
}

export type Asking = { method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: unknown; headers?: Record<string, string> }

/** Changes that are under way, by what they ask for. */
const underWay = new Map<string, Promise<unknown>>()

/**
 * Asks the API. Rejects only with a `Refusal`; a session that has ended shows the sign-in screen. The same change asked for again while it is under way,
 * as by a second tap, is the one change.
 */
export async function ask<Answer>(path: string, asking: Asking = {}): Promise<Answer> {
  const { method = 'GET', body } = asking
  if (method === 'GET') return askOnce(path, asking)
  const wording = `${method} ${path} ${JSON.stringify(body)}`
  const change = underWay.get(wording) ?? askWithToken<Answer>(path, asking).finally(() => underWay.delete(wording))
  underWay.set(wording, change)
  // The same question has an answer of the same shape.
  return change as Promise<Answer>
}

/** A sign-in in another tab gives this one a new token; with the old one nothing was done yet. */
async function askWithToken<Answer>(path: string, asking: Asking): Promise<Answer> {
  try {
    return await askOnce(path, asking)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'csrf_token_missing') throw error
    await loadSession()
    return askOnce(path, asking)
  }
}

async function askOnce<Answer>(path: string, asking: Asking): Promise<Answer> {
  const { method = 'GET', body, headers = {} } = asking
  const current = session.value
  const token = method !== 'GET' && current?.signedIn === true ? { 'x-csrf-token': current.csrfToken } : {}
  const why = reason.value === null ? {} : { 'x-reason': encodedWords(reason.value) }
  const content = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(path, {
    method,
    headers: { accept: 'application/json', ...content, ...token, ...why, ...headers },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => {
    throw new Refusal(0, 'no_answer', navigator.onLine ? 'The server did not answer.' : 'You are offline.')
  })
  const text = await response.text()
  const answer = parsed(text)
  if (!response.ok) throw refusalOf(response.status, answer)
  // The server builds every answer from the schema that this type is inferred from.
  return answer as Answer
}

/** A voicemail or picture with the operator's reason; null when it is refused or nothing answers. */
export async function fetchFile(path: string): Promise<Blob | null> {
  const why = reason.value === null ? {} : { 'x-reason': encodedWords(reason.value) }
  const response = await fetch(path, { headers: why, signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => null)
  return response?.ok === true ? response.blob() : null
}

/** A whole business is read and written in one go. */
const MOVE_MS = 120_000
const MOVE_KEY = 'lead-agent-move-key'

/** Takes a business out of this installation: its file, and the key that opens what is sealed in it. Rejects only with a `Refusal`. */
export async function takeOut(tenantId: string, why: string): Promise<{ file: Blob; key: string }> {
  const response = await moved(tenantPath(tenantId, '/move-out'), { 'x-reason': encodedWords(why) }, null)
  return { file: await response.blob(), key: response.headers.get(MOVE_KEY) ?? '' }
}

/** Takes a business in from the file and the key of another installation. Rejects only with a `Refusal`. */
export async function takeIn(file: Blob, key: string): Promise<void> {
  await moved('/api/v1/tenants/import', { [MOVE_KEY]: key, 'content-type': 'application/x-ndjson' }, file)
}

async function moved(path: string, headers: Record<string, string>, body: Blob | null): Promise<Response> {
  const token = session.value?.signedIn === true ? { 'x-csrf-token': session.value.csrfToken } : {}
  const asking = { method: 'POST', headers: { ...token, ...headers }, body, signal: AbortSignal.timeout(MOVE_MS) }
  const response = await fetch(path, asking).catch(() => {
    throw new Refusal(0, 'no_answer', navigator.onLine ? 'The server did not answer.' : 'You are offline.')
  })
  if (!response.ok) throw refusalOf(response.status, parsed(await response.text()))
  return response
}

/** Header values are Latin-1; letters beyond it lose their marks rather than the request. */
function encodedWords(words: string): string {
  return words.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, '')
}

/** Where a business's part of the API begins. */
export function tenantPath(tenantId: string, rest = ''): string {
  return `/api/v1/tenants/${encodeURIComponent(tenantId)}${rest}`
}

/** Asks who is signed in, at the start and after signing in or out. */
export async function loadSession(): Promise<void> {
  session.value = await ask<Session>('/api/v1/session')
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function refusalOf(status: number, answer: unknown): Refusal {
  const { code, detail, title } = fieldsOf(answer)
  if (status === 401 && session.value?.signedIn === true) session.value = { signedIn: false, lab: session.value.lab }
  return new Refusal(status, code ?? 'unknown', detail ?? title ?? `The server answered ${status}.`)
}

function fieldsOf(answer: unknown): { code?: string; detail?: string; title?: string } {
  if (typeof answer !== 'object' || answer === null) return {}
  const fields = Object.entries(answer).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(fields)
}
