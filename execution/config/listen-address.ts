export const PORT_DEFAULT = 3000
export const PORT_MAX = 65_535
export const HOST_DEFAULT = '127.0.0.1'

export type ListenAddress = { host: string; port: number }

/**
 * Where the product listens, from `HOST` and `PORT`; null when one of them is not usable. It stands apart from the other settings, and
 * without zod, because the supervisor needs it and must stay small; what is wrong with a bad value is said once, by `loadConfig`.
 */
export function readListenAddress(source: Record<string, string | undefined> = process.env): ListenAddress | null {
  const port = parsePort(source['PORT']?.trim() || String(PORT_DEFAULT))
  const host = parseHost(source['HOST']?.trim() || HOST_DEFAULT)
  return port === null || host === null ? null : { host, port }
}

/** A TCP port from 1 to 65535 written in digits; null for anything else. 0 is refused: nobody could know the address to call. */
export function parsePort(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null
  const port = Number(text)
  return port >= 1 && port <= PORT_MAX ? port : null
}

/** A host name or a bare IP address (IPv6 without brackets); null for anything else, such as an address with a scheme. */
export function parseHost(text: string): string | null {
  const isName = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text)
  const isIpv6 = /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/.test(text)
  return isName || isIpv6 ? text : null
}

/** The address as a URL without a path: `http://127.0.0.1:3000`, `http://[::1]:3000`. */
export function addressUrl({ host, port }: ListenAddress): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
