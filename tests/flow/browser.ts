import { ACCOUNT, type House } from './house.ts'

export type Answer = { status: number; headers: Record<string, unknown>; text: string; json: Record<string, unknown> }

let browsers = 0

/** A browser with one cookie jar, as the product sees it: it sends its cookies and, for changes, the CSRF token that it was given. */
export class Browser {
  readonly #house: House
  readonly #cookies = new Map<string, string>()
  csrfToken = ''
  /** Limits are counted by address; each browser has its own unless a test says otherwise. */
  address: string
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }

  constructor(house: House) {
    this.#house = house
    browsers += 1
    this.address = `10.0.${Math.floor(browsers / 250)}.${1 + (browsers % 250)}`
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await this.#house.app.server.inject({
      method,
      url,
      remoteAddress: this.address,
      headers: {
        ...this.headers,
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(method === 'GET' || this.csrfToken === '' ? {} : { 'x-csrf-token': this.csrfToken }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    for (const { name, value } of response.cookies) {
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    const isJson = /^application\/(problem\+)?json/.test(String(response.headers['content-type'])) && response.body !== ''
    const json: Record<string, unknown> = isJson ? response.json() : {}
    if (typeof json['csrfToken'] === 'string') this.csrfToken = json['csrfToken']
    return { status: response.statusCode, headers: response.headers, text: response.body, json }
  }

  /** Signs in with a code that is read from the phone that it was texted to. */
  async signInWithCode(phone: string): Promise<Answer> {
    await this.ask('POST', '/api/v1/session/code', { phone })
    await this.#house.pass(1_000)
    return this.ask('POST', '/api/v1/session/code/check', { phone, code: codeOn(this.#house, phone) ?? '' })
  }

  /** Signs in by the link that the operator is given at the start. */
  async signInByLink(): Promise<void> {
    await this.ask('GET', '/sign-in?token=operator')
    await this.ask('GET', '/api/v1/session')
  }
}

/** The digits of the newest code on a phone; null when none came. */
export function codeOn(house: House, phone: string): string | null {
  const texts = house.carrier.texts(ACCOUNT.accountSid).filter((text) => text.to === phone)
  const codes = texts.flatMap((text) => /^(\d{6}) is your sign-in code/.exec(text.body)?.[1] ?? [])
  return codes[0] ?? null
}
