import { z } from 'zod'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { SelfTests } from '#flow/self-test/self-tests.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { WebhookAddressesOf } from '#ports/carrier.ts'
import type { DirectiveLibrary } from '#ports/directives.ts'
import { ApiProblem } from '../errors.ts'
import type { PasskeyParts } from '../sign-in/passkey-routes.ts'
import type { LiveHub } from './live-hub.ts'

export type ApiParts = PasskeyParts & {
  /** The secret part of a business's calendar feed. */
  feedToken: (tenantId: string) => string
  directiveLibrary: DirectiveLibrary
  /** Why the newest edit of the procedures is not in use, a line each; null when it is. */
  directiveProblems: () => string | null
  webhookAddresses: WebhookAddressesOf
  live: LiveHub
  selfTests: Pick<SelfTests, 'test'>
  /** True while the carriers want something mended before they register this business. */
  isRegistrationRefused(tenantId: TenantId): Promise<boolean>
}

export const tenantParams = z.object({ tenantId: z.string() })

/** The tenant of the address, or `tenant_not_found`. */
export async function tenantOf(parts: Pick<FlowParts, 'tenants'>, id: string): Promise<KnownTenant> {
  const tenantId = parseTenantId(id)
  const tenant = tenantId === null ? null : await parts.tenants.find(tenantId)
  if (tenant === null) throw new ApiProblem('tenant_not_found')
  return tenant
}
