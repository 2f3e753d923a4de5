import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ask, tenantPath } from './api.ts'
import type { Tenant } from './shapes.ts'

/** The business of the screen that is open; its zone is the one that times are shown in. */
const current = signal<Tenant | null>(null)

/** The business, or null until it is known. Screens may draw before: times are then in the browser's zone. */
export function useTenant(tenantId: string): Tenant | null {
  useEffect(() => {
    if (current.value?.id === tenantId) return
    ask<Tenant>(tenantPath(tenantId)).then(
      (tenant) => (current.value = tenant),
      () => {},
    )
  }, [tenantId])
  return current.value?.id === tenantId ? current.value : null
}

/** What Setup has saved counts at once. */
export function rememberTenant(tenant: Tenant): void {
  current.value = tenant
}
