import type { AccountBook } from '../accounts.ts'
import type { NumberBook } from '../numbers.ts'
import type { RestRoute } from '../rest-router.ts'
import { addressRoutes } from './addresses-rest.ts'
import { brandRoutes } from './brands-rest.ts'
import { bundleRoutes } from './bundles-rest.ts'
import { campaignRoutes } from './campaigns-rest.ts'
import type { Registry } from './registry.ts'
import { serviceRoutes } from './services-rest.ts'
import { tollFreeRoutes } from './toll-free-rest.ts'
import { trustHubRoutes } from './trusthub-rest.ts'

/** Everything that registers a business: Trust Hub, brands, messaging services, campaigns, toll-free verifications. */
export function registrationRoutes(parts: { registry: Registry; accounts: AccountBook; numbers: NumberBook }): readonly RestRoute[] {
  const { registry } = parts
  return [
    ...trustHubRoutes(parts),
    ...bundleRoutes(parts),
    ...addressRoutes(registry),
    ...brandRoutes(registry),
    ...serviceRoutes(parts),
    ...campaignRoutes(registry),
    ...tollFreeRoutes(parts),
  ]
}
