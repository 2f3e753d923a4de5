import type { CarrierAccount } from './accounts.ts'
import { rfc2822 } from './call-params.ts'
import { jsonAnswer } from './rest-answer.ts'
import type { RestRoute } from './rest-router.ts'

/** The Accounts resource, to read only: enough to find out whether credentials are good. */
export function accountRoutes(startedAt: number): readonly RestRoute[] {
  const path = '/2010-04-01/Accounts/{AccountSid}.json'
  return [{ method: 'GET', path, params: {}, handle: (call) => jsonAnswer(200, present(call.account, startedAt)) }]
}

/** The token is left out on purpose: the product has no business reading it back. */
function present(account: CarrierAccount, startedAt: number) {
  return {
    sid: account.accountSid,
    owner_account_sid: account.parentSid ?? account.accountSid,
    friendly_name: account.friendlyName ?? 'Fake account',
    status: 'active',
    type: 'Full',
    date_created: rfc2822(startedAt),
    date_updated: rfc2822(startedAt),
    uri: `/2010-04-01/Accounts/${account.accountSid}.json`,
    subresource_uris: {},
  }
}
