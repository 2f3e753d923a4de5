import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { WebhookAddressesOf } from '#ports/carrier.ts'
import type { DirectiveLibrary } from '#ports/directives.ts'
import { ApiProblem } from '../errors.ts'

export type ApiParts = FlowParts & {
  operatorToken: string
  /** The secret part of a business's calendar feed. */
  feedToken: (tenantId: string) => string
  directiveLibrary: DirectiveLibrary
  /** Why the newest edit of the procedures is not in use, a line each; null when it is. */
  directiveProblems: () => string | null
  webhookAddresses: WebhookAddressesOf
  /** Signed in by cookie in the browser; bearer tokens are checked here. */
  isSignedIn: (request: FastifyRequest) => boolean
}

export const tenantParams = z.object({ tenantId: z.string() })

/** The tenant of the address, or `tenant_not_found`. */
export async function tenantOf(parts: Pick<FlowParts, 'tenants'>, id: string): Promise<KnownTenant> {
  const tenantId = parseTenantId(id)
  const tenant = tenantId === null ? null : await parts.tenants.find(tenantId)
  if (tenant === null) throw new ApiProblem('tenant_not_found')
  return tenant
}
