import type { CarrierAccount } from './accounts.ts'

/** One request to Twilio's REST interface. `path` carries the query; header names in lower case. */
export type RestRequest = { method: string; path: string; headers: Readonly<Record<string, string | undefined>>; body: string }

export type RestAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string | Uint8Array }

/** The carrier broke the connection without an answer; the request may or may not have been processed. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost'
  /** As Node names it, so that clients treat it like the real thing. */
  readonly code: 'ECONNRESET' | 'ETIMEDOUT'

  constructor(code: 'ECONNRESET' | 'ETIMEDOUT') {
    super(`the fake carrier broke the connection (${code})`)
    this.code = code
  }
}

/** A request that is refused, with Twilio's code; thrown by handlers, answered as Twilio's JSON. */
export class RestRefusal extends Error {
  override name = 'RestRefusal'
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** What a handler of one operation works with. Parameters have been checked against the operation's rules. */
export type RestCall = {
  /** The account the path names, or the caller's own where the path names none. */
  account: CarrierAccount
  /** Ids from the path. */
  ids: Readonly<Record<string, string>>
  params: RestParams
}

export type RestParams = {
  /** A parameter given once; null when absent. */
  one(name: string): string | null
  all(name: string): readonly string[]
}

export function jsonAnswer(status: number, value: unknown): RestAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

export function refusalAnswer(refusal: { status: number; code: number; message: string }): RestAnswer {
  const { status, code, message } = refusal
  return jsonAnswer(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })
}

/** 404 as Twilio words it. */
export function notFound(path: string): RestRefusal {
  return new RestRefusal(404, 20404, `The requested resource ${path.split('?', 1)[0]} was not found`)
}
