import type { OneTimeCode } from '#core/one-time-code.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { Page, PageQuery } from './store.ts'

/** What belongs to the installation and not to one tenant: who may come in, who is in, and who did what. */
export interface AccessTransaction {
  readonly sessions: SessionRepository
  readonly codes: CodeRepository
  readonly passkeys: PasskeyRepository
  readonly operator: OperatorRepository
  readonly audit: AuditRepository
  /** Every business that this verified phone belongs to, by name. */
  membershipsOf(phone: PhoneNumber): Promise<Membership[]>
}

export type MemberRole = 'owner' | 'staff'

export type Membership = { tenantId: TenantId; tenantName: string; role: MemberRole; name: string }

/** A person of one tenant. `verified`: codes may be texted to this phone. */
export type Member = { phone: PhoneNumber; role: MemberRole; name: string; verified: boolean; createdAt: Instant }

/** The people of one tenant. The owner is part of the tenant's policy and changes only with it. */
export interface MemberRepository {
  list(): Promise<Member[]>
  saveStaff(staff: { phone: PhoneNumber; name: string }, at: Instant): Promise<void>
  /** False when there was no such staff. */
  removeStaff(phone: PhoneNumber): Promise<boolean>
}

/** A browser that is signed in. Only a hash of its token is kept; `phone` is null for the operator. */
export type SessionRow = {
  tokenHash: string
  phone: PhoneNumber | null
  createdAt: Instant
  expiresAt: Instant
}

export interface SessionRepository {
  add(row: SessionRow): Promise<void>
  find(tokenHash: string): Promise<SessionRow | null>
  remove(tokenHash: string): Promise<void>
  /** Ends every session of the operator, as a new password must. */
  removeOperators(): Promise<void>
  removeExpired(at: Instant): Promise<void>
}

/** What is kept about one phone that asked for sign-in codes; `person` is a keyed hash of the number, so that strangers' numbers are not collected. */
export type CodeRow = { person: string; kept: OneTimeCode | null; askedAt: Instant[] }

export interface CodeRepository {
  find(person: string): Promise<CodeRow | null>
  save(row: CodeRow, at: Instant): Promise<void>
  removeOlderThan(at: Instant): Promise<void>
}

/** An authenticator of the operator. `publicKey` is COSE, base64url. */
export type PasskeyRow = {
  id: string
  name: string
  publicKey: string
  counter: number
  transports: string[]
  createdAt: Instant
  lastUsedAt: Instant | null
}

export interface PasskeyRepository {
  add(row: PasskeyRow): Promise<void>
  find(id: string): Promise<PasskeyRow | null>
  list(): Promise<PasskeyRow[]>
  used(id: string, counter: number, at: Instant): Promise<void>
  /** False when there was none. */
  remove(id: string): Promise<boolean>
}

export interface OperatorRepository {
  /** A PHC string of argon2id; null while no password is set. */
  password(): Promise<string | null>
  savePassword(phc: string, at: Instant): Promise<void>
}

export type AuditRow = {
  id: string
  at: Instant
  role: string
  name: string
  tenantId: string | null
  act: string
  subject: string | null
  reason: string | null
  status: number
}

export interface AuditRepository {
  add(row: AuditRow): Promise<void>
  list(query: PageQuery): Promise<Page<AuditRow>>
}
