import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DAY_MS, HOUR_MS, plus, SECOND_MS } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { SessionRow } from '#ports/access.ts'
import { memberIdentity, operatorIdentity, type Identity } from './identity.ts'

/** An owner's phone stays signed in for a month; who may see every business signs in anew each half day. */
const MEMBER_SESSION_MS = 30 * DAY_MS
const OPERATOR_SESSION_MS = 12 * HOUR_MS
const TOKEN_BYTES = 32

export type Sessions = {
  /** Who asks, by bearer token or cookie; null for a stranger, and for a request that another site made. */
  identify(request: FastifyRequest): Promise<Identity | null>
  /** Signs the browser in: null phone for the operator. */
  start(reply: FastifyReply, phone: PhoneNumber | null): Promise<Identity | null>
  end(reply: FastifyReply, session: NonNullable<Identity['session']>): Promise<void>
  /** True while the session and the right to this tenant last; asked by what stays open. */
  isStillIn(identity: Identity, tenantId: string): Promise<boolean>
  isOperatorToken(token: string): boolean
}

type Parts = Pick<FlowParts, 'store' | 'clock' | 'publicUrl'> & { operatorToken: string }

/** Sessions in the database. The cookie holds a random token, the database its hash, and the CSRF token follows from the token itself. */
export function createSessions(parts: Parts): Sessions {
  const { store, clock, operatorToken } = parts
  const secure = parts.publicUrl.startsWith('https:')
  // The prefix makes browsers refuse the cookie from a subdomain or without https (RFC 6265bis, section 4.1.3).
  const cookie = secure ? '__Host-lead_agent_session' : 'lead_agent_session'
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const

  async function read(token: string): Promise<Identity | null> {
    const at = clock.now()
    const row = await store.access((tx) => tx.sessions.find(hashOf(token)))
    return row === null || row.expiresAt <= at ? null : identityOf(row, csrfTokenOf(token))
  }

  async function identityOf(row: SessionRow, csrfToken: string): Promise<Identity | null> {
    const { phone, tokenHash, expiresAt } = row
    const session = { tokenHash, csrfToken, expiresAt }
    if (phone === null) return operatorIdentity(session)
    return memberIdentity(phone, await store.access((tx) => tx.membershipsOf(phone)), session)
  }

  return {
    async identify(request) {
      const { authorization } = request.headers
      if (authorization !== undefined) return same(authorization, `Bearer ${operatorToken}`) ? operatorIdentity(null) : null
      const token = request.cookies[cookie]
      return token === undefined || !isFromHere(request) ? null : read(token)
    },
    async start(reply, phone) {
      const at = clock.now()
      const token = randomBytes(TOKEN_BYTES).toString('base64url')
      const lasts = phone === null ? OPERATOR_SESSION_MS : MEMBER_SESSION_MS
      const row = { tokenHash: hashOf(token), phone, createdAt: at, expiresAt: plus(at, lasts) }
      const identity = await identityOf(row, csrfTokenOf(token))
      if (identity === null) return null
      await store.access(async (tx) => {
        await tx.sessions.removeExpired(at)
        await tx.sessions.add(row)
      })
      reply.setCookie(cookie, token, { ...options, maxAge: lasts / SECOND_MS })
      return identity
    },
    async end(reply, session) {
      await store.access((tx) => tx.sessions.remove(session.tokenHash))
      reply.clearCookie(cookie, options)
    },
    async isStillIn({ session, phone }, tenantId) {
      if (session === null) return true
      return store.access(async (tx) => {
        const row = await tx.sessions.find(session.tokenHash)
        if (row === null || row.expiresAt <= clock.now()) return false
        return phone === null || (await tx.membershipsOf(phone)).some((membership) => membership.tenantId === tenantId)
      })
    },
    isOperatorToken: (token) => same(token, operatorToken),
  }
}

/** The CSRF token belongs to one session: a page that cannot read the cookie cannot know it. */
function csrfTokenOf(token: string): string {
  return createHmac('sha256', token).update('csrf v1').digest('base64url')
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Browsers say where a request comes from; one from another site is not ours, whatever cookie it carries. */
function isFromHere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}

/** Compares in a time that tells nothing of where the two differ. */
export function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
