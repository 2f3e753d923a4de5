/** Longest address of a recording or picture that we keep. */
const MEDIA_URL_CHARACTERS_MAX = 1_024

/**
 * Says whether an address that came with a webhook may ever be asked with the account's credentials: Twilio's own hosts over https, or
 * the origin that stands in for them (`TWILIO_API_BASE_URL`). Everything else would let a stranger make us call addresses of his choice.
 */
export function trustedUrlRule(apiBaseUrl: string | null): (url: string) => boolean {
  const standIn = apiBaseUrl === null ? null : new URL(apiBaseUrl).origin
  return (url) => {
    if (!URL.canParse(url)) return false
    const { origin, protocol, hostname, port, username, password } = new URL(url)
    if (username !== '' || password !== '') return false
    if (origin === standIn) return true
    return protocol === 'https:' && port === '' && TWILIO_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
  }
}

/** '' in place of an address that must not be fetched: the media are known to exist, their carrier id still finds them. */
export function trustedOrEmpty(url: string, isTrustedUrl: (url: string) => boolean): string {
  return url.length <= MEDIA_URL_CHARACTERS_MAX && isTrustedUrl(url) ? url : ''
}

/** `api.twilio.com` serves media and redirects to the second. */
const TWILIO_DOMAINS = ['twilio.com', 'twiliocdn.com']
