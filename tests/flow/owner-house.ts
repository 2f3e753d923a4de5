import assert from 'node:assert/strict'
import { join } from 'node:path'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import type { Directive } from '#core/conversation/directive.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { DirectiveLibrary } from '#ports/directives.ts'
import type { LeadRow } from '#ports/store.ts'
import { MONDAY_MORNING, openHouse, phone, type House } from './house.ts'

export const CALLER = '+13125550142'
export const OWNER = '+12175550101'
export const SECOND = '+12175550103'
export const SHOP = '+12175550102'
export const MENU = /1 call {2}2 book it {2}3 I take over {2}4 not a lead {2}5 later$/

const OURS = loadDirectives(join(import.meta.dirname, '..', '..', 'directives'))

/** The steps of our own ladder, each half a minute after the one before, so that no test has to live through a quarter of an hour. */
const QUICK_LADDER: DirectiveLibrary = {
  ...OURS,
  hash: OURS.hash,
  forTrade: (trade) => quick(OURS.forTrade(trade)),
  forTenant: (trade, overrides) => quick(OURS.forTenant(trade, overrides)),
}

function quick(directive: Directive): Directive {
  return { ...directive, ladder: directive.ladder.map((step, place) => ({ ...step, afterMs: place * 30_000 })) }
}

export type OwnerHouse = {
  house: House
  policy: TenantPolicy
  /** Bodies of the texts that arrived at a number, oldest first. */
  textsTo(e164: string): string[]
  /** A customer writes; then time for our answer. */
  write(from: string, ...bodies: string[]): Promise<void>
  /** One of the business's people writes; answers what they got back. */
  say(body: string, from?: string): Promise<string[]>
  lead(from?: string): Promise<LeadRow>
  /** Numbers that we rang ourselves, in order. */
  rang(): string[]
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }>
}

/** The whole house with an owner and a second phone that nobody answers unless a test says so. */
export async function openOwnerHouse(changes: Partial<TenantPolicy> & { id?: string } = {}, startMs = MONDAY_MORNING): Promise<OwnerHouse> {
  const house = await openHouse({ startMs, replacements: async () => ({ directives: QUICK_LADDER }) })
  const policy = await house.addTenant({ fallbackPhone: phone(SECOND), fallbackPhoneVerified: true, fallbackName: 'Pat', ...changes })
  house.carrier.setPhone(OWNER, { kind: 'no-answer' })
  house.carrier.setPhone(SECOND, { kind: 'no-answer' })
  const textsTo = (e164: string) => house.carrier.handset(e164).inbox.map((text) => text.body)
  return {
    house,
    policy,
    textsTo,
    async write(from, ...bodies) {
      for (const body of bodies) {
        house.carrier.sendTextFromHandset({ from, to: SHOP, body })
        // One after another: a burst is answered as one.
        // oxlint-disable-next-line no-await-in-loop
        await house.pass(8_000)
      }
    },
    async say(body, from = OWNER) {
      const before = textsTo(from).length
      house.carrier.sendTextFromHandset({ from, to: SHOP, body })
      await house.pass(8_000)
      return textsTo(from).slice(before)
    },
    async lead(from = CALLER) {
      const { items } = await house.app.store.transaction(policy.tenantId, (tx) => tx.leads.list({ limit: 50, cursor: null }))
      const found = items.find((item) => item.phone === from)
      assert.ok(found, `no lead of ${from}`)
      return found
    },
    rang: () =>
      house.carrier
        .events()
        .filter((event) => event.kind === 'leg' && event.detail['step'] === 'started' && event.detail['direction'] === 'outbound-api')
        .map((event) => String(event.detail['to'])),
    async post(path, body, headers = {}) {
      const response = await house.app.server.inject({
        method: 'POST',
        url: `/api/v1/tenants/${policy.tenantId}${path}`,
        headers: { authorization: 'Bearer operator', 'content-type': 'application/json', ...headers },
        payload: JSON.stringify(body),
      })
      await house.pass(2_000)
      return { status: response.statusCode, body: response.json() }
    },
  }
}

export const FLOOD = 'a pipe burst, water is pouring through the kitchen ceiling!! 412 Oak St Springfield 62704'

/** Four texts that make a complete, ordinary lead. */
export const SINK = ['my kitchen sink is clogged', '412 Oak St Springfield 62704', 'Dana Miller', 'tomorrow morning'] as const
