import type { Role } from '#contract/session.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { Membership } from '#ports/access.ts'

/** Who asks. Memberships are read with every request, so that whoever is removed is out at once. */
export type Identity = {
  /** `intake`: a program with an intake key of one business, in which it may do one thing. */
  role: Role | 'intake'
  name: string
  phone: PhoneNumber | null
  memberships: Membership[]
  /** The browser's session; null for the operator's bearer token. */
  session: { tokenHash: string; csrfToken: string; expiresAt: Instant } | null
}

declare module 'fastify' {
  // Fastify's own way of typing what `decorateRequest` adds.
  interface FastifyRequest {
    identity: Identity | null
  }
}

/** The operator. */
export function operatorIdentity(session: Identity['session']): Identity {
  return { role: 'operator', name: 'Operator', phone: null, memberships: [], session }
}

/** A program that brings leads to one business. */
export function intakeIdentity(name: string): Identity {
  return { role: 'intake', name: `${name} (intake key)`, phone: null, memberships: [], session: null }
}

/** A person of one or more businesses; null when there is none left. */
export function memberIdentity(phone: PhoneNumber, memberships: Membership[], session: Identity['session']): Identity | null {
  const [first] = memberships
  if (first === undefined) return null
  const role = memberships.some((membership) => membership.role === 'owner') ? 'owner' : 'staff'
  return { role, name: first.name, phone, memberships, session }
}
