import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const COOKIE = 'lead_agent_session'
const SESSION_SECONDS = 30 * 24 * 60 * 60

export type SignIn = {
  isSignedIn(request: FastifyRequest): boolean
  /** The sign-in link carries the operator's token once; from then on a cookie that no script can read stands for it. */
  signInWith(token: string, reply: FastifyReply, secure: boolean): boolean
}

/** The operator's browser. The cookie holds a keyed hash, so that the token itself is in no cookie jar. */
export function signIn(operatorToken: string): SignIn {
  const ticket = createHmac('sha256', operatorToken).update('browser session v1').digest('hex')
  return {
    isSignedIn: (request) => same(cookieOf(request), ticket) && isSameSite(request),
    signInWith(token, reply, secure) {
      if (!same(token, operatorToken)) return false
      const flags = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${SESSION_SECONDS}${secure ? '; Secure' : ''}`
      reply.header('set-cookie', `${COOKIE}=${ticket}; ${flags}`)
      return true
    },
  }
}

function cookieOf(request: FastifyRequest): string {
  const pair = (request.headers.cookie ?? '').split(';').find((part) => part.trim().startsWith(`${COOKIE}=`))
  return pair?.split('=')[1]?.trim() ?? ''
}

/** Browsers say where a request comes from; one from another site is not ours, whatever cookie it carries. */
function isSameSite(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
