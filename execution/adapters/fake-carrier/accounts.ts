/** A Twilio account of the fake; a subaccount names its parent, whose credentials are good for it as well. */
export type CarrierAccount = { accountSid: string; authToken: string; parentSid?: string; friendlyName?: string }

export type AccountBook = {
  add(account: CarrierAccount): void
  find(accountSid: string): CarrierAccount | null
  /** Like `find`, for an account that must exist: throws otherwise. */
  get(accountSid: string): CarrierAccount
  /** The account whose credentials these are (the value of an `Authorization` header), or null. */
  authenticate(authorization: string | undefined): CarrierAccount | null
  /** True when credentials of `caller` may act on `accountSid`. */
  mayAct(caller: CarrierAccount, accountSid: string): boolean
}

/** Keeps accounts in memory. An account with the same SID replaces the earlier one, which is how a token is rotated. */
export function createAccountBook(accounts: readonly CarrierAccount[]): AccountBook {
  const bySid = new Map<string, CarrierAccount>()

  function add(account: CarrierAccount): void {
    if (!/^AC[0-9a-fA-F]{32}$/.test(account.accountSid)) {
      throw new Error(`accountSid "${account.accountSid}" must be AC and 32 hexadecimal digits`)
    }
    bySid.set(account.accountSid, account)
  }

  for (const account of accounts) add(account)
  const find = (accountSid: string) => bySid.get(accountSid) ?? null
  return {
    add,
    find,
    get(accountSid) {
      const account = find(accountSid)
      if (account === null) throw new Error(`the fake carrier has no account ${accountSid}; pass it in "accounts" or add it`)
      return account
    },
    authenticate(authorization) {
      const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1]
      if (encoded === undefined) return null
      const [sid = '', ...token] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
      const account = find(sid)
      return account !== null && account.authToken === token.join(':') ? account : null
    },
    mayAct: (caller, accountSid) => caller.accountSid === accountSid || find(accountSid)?.parentSid === caller.accountSid,
  }
}
