/** One HTTP request that the carrier makes to the product. `body` is empty for GET. */
export type OutgoingRequest = { url: string; method: 'GET' | 'POST'; headers: Readonly<Record<string, string>>; body: string }

/** The product's answer. Header names in lower case. */
export type OutgoingResponse = { status: number; headers: Readonly<Record<string, string>>; body: string }

/** Carries webhooks. Throws when there is no answer; a `ConnectFailure` when not even a connection was made. */
export type Delivery = (request: OutgoingRequest) => Promise<OutgoingResponse>

/** No connection was made, so the request was certainly not processed. Twilio tries these once more. */
export class ConnectFailure extends Error {
  override name = 'ConnectFailure'
}

/** Twilio waits 15 s in all for an answer (error 11200/11205, 2026). */
export const WEBHOOK_TIMEOUT_MS = 15_000

const CONNECT_ERROR_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Real HTTP, redirects left to the caller, given up after Twilio's 15 s. */
export async function deliverOverHttp(request: OutgoingRequest): Promise<OutgoingResponse> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
      ...(request.method === 'POST' ? { body: request.body } : {}),
    })
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
  } catch (error) {
    if (isConnectError(error)) throw new ConnectFailure(`no connection to ${new URL(request.url).host}`, { cause: error })
    throw error
  }
}

function isConnectError(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null
  return typeof code === 'string' && CONNECT_ERROR_CODES.has(code)
}
