declare const tenantIdBrand: unique symbol

/** Names one business. Letters, digits, `_` and `-`, 3 to 64 characters; safe in an address and in a log line. */
export type TenantId = string & { readonly [tenantIdBrand]: true }

/** Reads a tenant id; null when the text could not be one. */
export function parseTenantId(text: string | null | undefined): TenantId | null {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{3,64}$/.test(text) ? (text as TenantId) : null
}
