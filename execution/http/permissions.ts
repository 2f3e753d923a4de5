/**
 * Who may do what. `anyone`: also without signing in. `carrier`: signed by the carrier, checked there. `signed-in`: any role.
 * `member`: owner or staff of the tenant in the address. `owner`: its owner. The operator may do everything that members may, and what is `operator`.
 * `intake`: its owner, or a program with one of its intake keys.
 */
export type Who = 'anyone' | 'carrier' | 'signed-in' | 'member' | 'owner' | 'intake' | 'operator'

export type Permission = {
  who: Who
  /** Shows what customers said: the operator's browser must give a reason, and it is written down. */
  words?: true
  /** False: no CSRF token, because the page that asks cannot have one; such a request must come from our own pages. */
  csrf?: false
}

/**
 * Every route of the server. A route that is missing here is refused, and a test names it. `HEAD` is as `GET`.
 * The table is the whole truth: handlers ask nothing about roles, except which fields of a business an owner may change.
 */
export const PERMISSIONS: Readonly<Record<string, Permission>> = {
  'GET /healthz': { who: 'anyone' },
  'GET /readyz': { who: 'anyone' },
  'GET /metrics': { who: 'anyone' },
  'GET /twilio/*': { who: 'carrier' },
  'POST /twilio/*': { who: 'carrier' },

  'GET /': { who: 'anyone' },
  'GET /sign-in': { who: 'anyone' },
  // The dashboard's screens are one page without anybody's data, and its files.
  'GET /b/*': { who: 'anyone' },
  'GET /operator': { who: 'anyone' },
  'GET /operator/*': { who: 'anyone' },
  'GET /lab': { who: 'anyone' },
  'GET /start': { who: 'anyone' },
  'GET /assets/*': { who: 'anyone' },
  'GET /icon.svg': { who: 'anyone' },
  'GET /icon-192.png': { who: 'anyone' },
  'GET /icon-512.png': { who: 'anyone' },
  'GET /icon-maskable-512.png': { who: 'anyone' },
  'GET /manifest.webmanifest': { who: 'anyone' },
  'GET /service-worker.js': { who: 'anyone' },
  // Whoever has the secret address: checked there.
  'GET /calendar/:tenantId/:file': { who: 'anyone' },
  // The form of a business, for whoever visits its website.
  'GET /form/:formKey': { who: 'anyone' },
  'POST /form/:formKey': { who: 'anyone' },
  'GET /form/:formKey/privacy': { who: 'anyone' },
  'POST /form/:formKey/inquiries': { who: 'anyone' },
  'OPTIONS /form/:formKey/inquiries': { who: 'anyone' },
  'GET /embed/:file': { who: 'anyone' },
  'GET /lab/view': { who: 'operator' },
  'POST /lab/ring': { who: 'operator', csrf: false },
  'POST /lab/text': { who: 'operator', csrf: false },
  'POST /lab/next-customer': { who: 'operator', csrf: false },
  'POST /lab/call': { who: 'operator' },
  'POST /lab/clock': { who: 'operator' },
  'POST /lab/fault': { who: 'operator' },
  'POST /lab/test-call': { who: 'operator' },
  'POST /lab/number': { who: 'operator' },

  'GET /api/v1/openapi.json': { who: 'anyone' },
  'GET /api/v1/session': { who: 'anyone' },
  'POST /api/v1/session/code': { who: 'anyone', csrf: false },
  'POST /api/v1/session/code/check': { who: 'anyone', csrf: false },
  'POST /api/v1/session/password': { who: 'anyone', csrf: false },
  'POST /api/v1/session/passkey/options': { who: 'anyone', csrf: false },
  'POST /api/v1/session/passkey': { who: 'anyone', csrf: false },
  'DELETE /api/v1/session': { who: 'signed-in' },
  'GET /api/v1/passkeys': { who: 'operator' },
  'POST /api/v1/passkeys': { who: 'operator' },
  'POST /api/v1/passkeys/options': { who: 'operator' },
  'DELETE /api/v1/passkeys/:passkeyId': { who: 'operator' },

  'GET /api/v1/audit': { who: 'operator' },
  'GET /api/v1/tenants': { who: 'operator' },
  'POST /api/v1/tenants': { who: 'operator' },
  'POST /api/v1/tenants/import': { who: 'operator' },
  'POST /api/v1/tenants/:tenantId/move-out': { who: 'operator', words: true },
  'POST /api/v1/tenants/:tenantId/move-back': { who: 'operator' },
  'POST /api/v1/onboarding': { who: 'operator' },
  'GET /api/v1/tenants/:tenantId': { who: 'member' },
  'PATCH /api/v1/tenants/:tenantId': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/pause': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/resume': { who: 'owner' },
  'GET /api/v1/tenants/:tenantId/setup': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/setup/confirm': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/setup/rehearsal': { who: 'owner' },
  'GET /api/v1/tenants/:tenantId/export': { who: 'owner', words: true },
  'GET /api/v1/tenants/:tenantId/staff': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/staff': { who: 'owner' },
  'DELETE /api/v1/tenants/:tenantId/staff/:phone': { who: 'owner' },

  'GET /api/v1/tenants/:tenantId/now': { who: 'member', words: true },
  'GET /api/v1/tenants/:tenantId/live': { who: 'member' },
  'GET /api/v1/tenants/:tenantId/self-test': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/self-test': { who: 'owner' },
  'GET /api/v1/tenants/:tenantId/results': { who: 'member' },
  'GET /api/v1/tenants/:tenantId/results.csv': { who: 'member' },
  'GET /api/v1/tenants/:tenantId/explain': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/setup/say-it-back': { who: 'member' },
  'GET /api/v1/tenants/:tenantId/setup/services': { who: 'member' },
  'GET /api/v1/tenants/:tenantId/booking': { who: 'member' },
  'PUT /api/v1/tenants/:tenantId/booking': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/calendars': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/calendars/test': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/calendars/:calendarId/test': { who: 'owner' },
  'DELETE /api/v1/tenants/:tenantId/calendars/:calendarId': { who: 'owner' },
  'GET /api/v1/tenants/:tenantId/calendar': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/calendar/closed-days': { who: 'member' },
  'DELETE /api/v1/tenants/:tenantId/calendar/closed-days/:date': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/leads/:leadId/book': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/leads/:leadId/visit/answer': { who: 'member' },
  'DELETE /api/v1/tenants/:tenantId/leads/:leadId/visit': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/leads': { who: 'intake' },
  'GET /api/v1/tenants/:tenantId/intake': { who: 'owner' },
  'PATCH /api/v1/tenants/:tenantId/intake/form': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/intake/keys': { who: 'owner' },
  'DELETE /api/v1/tenants/:tenantId/intake/keys/:keyId': { who: 'owner' },
  'GET /api/v1/tenants/:tenantId/leads': { who: 'member' },
  'GET /api/v1/tenants/:tenantId/leads/:leadId': { who: 'member', words: true },
  'PATCH /api/v1/tenants/:tenantId/leads/:leadId': { who: 'member', words: true },
  'POST /api/v1/tenants/:tenantId/leads/:leadId/take-over': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/leads/:leadId/release': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/leads/:leadId/acknowledge': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/leads/:leadId/call': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/leads/:leadId/outcome': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/leads/:leadId/texts': { who: 'member' },
  'GET /api/v1/directives': { who: 'operator' },
  'GET /api/v1/tenants/:tenantId/directives/:name': { who: 'member' },
  'PUT /api/v1/tenants/:tenantId/directives/:name': { who: 'owner' },
  'DELETE /api/v1/tenants/:tenantId/directives/:name': { who: 'owner' },
  'GET /api/v1/tenants/:tenantId/registration': { who: 'owner' },
  'PUT /api/v1/tenants/:tenantId/registration': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/registration/submit': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/registration/resume': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/consents': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/suppressions': { who: 'member' },
  'POST /api/v1/tenants/:tenantId/suppressions/undo': { who: 'operator' },
  'POST /api/v1/tenants/:tenantId/phones/verify': { who: 'owner' },
  'POST /api/v1/tenants/:tenantId/phones/confirm': { who: 'owner' },
  'GET /api/v1/tenants/:tenantId/messages': { who: 'member', words: true },
  'POST /api/v1/tenants/:tenantId/messages': { who: 'member' },
  'GET /api/v1/tenants/:tenantId/calls': { who: 'member' },
  'GET /api/v1/tenants/:tenantId/calls/:callId/recording': { who: 'member', words: true },
  'GET /api/v1/tenants/:tenantId/messages/:messageId/media/:place': { who: 'member', words: true },
  'GET /api/v1/tenants/:tenantId/decisions': { who: 'member' },
  'GET /api/v1/tenants/:tenantId/usage': { who: 'member' },
  'GET /api/v1/tenants/:tenantId/alerts': { who: 'member', words: true },
  'GET /api/v1/tenants/:tenantId/ledger': { who: 'owner', words: true },
  'GET /api/v1/tenants/:tenantId/ledger/verify': { who: 'owner' },
  'GET /api/v1/tenants/:tenantId/ledger/evidence': { who: 'owner', words: true },
  'POST /api/v1/tenants/:tenantId/erasures': { who: 'owner' },
}

/** The permission of a route; null: nobody may use it. */
export function permissionOf(method: string, route: string): Permission | null {
  const key = `${method === 'HEAD' ? 'GET' : method} ${route}`
  return Object.hasOwn(PERMISSIONS, key) ? (PERMISSIONS[key] ?? null) : null
}
