import type { PasskeyRow } from './access.ts'

/** What passes between us and a browser's authenticator (WebAuthn Level 3); opaque to everybody but the adapter. */
export type WebAuthnJson = Record<string, unknown>

export type NewPasskey = Pick<PasskeyRow, 'id' | 'publicKey' | 'counter' | 'transports'>

/** Passkeys: the operator's authenticator signs a challenge of ours. */
export interface Passkeys {
  /** Why passkeys cannot work at this address, as a sentence; null when they can. */
  readonly unavailable: string | null
  registrationOptions(known: readonly PasskeyRow[]): Promise<{ challenge: string; options: WebAuthnJson }>
  /** Null when the answer does not fit the challenge, the address or the rules. */
  checkRegistration(answer: WebAuthnJson, challenge: string): Promise<NewPasskey | null>
  signInOptions(): Promise<{ challenge: string; options: WebAuthnJson }>
  /** The id of the passkey that an answer names; null when it names none. */
  idOf(answer: WebAuthnJson): string | null
  /** The new counter of the authenticator; null when the signature is not that passkey's. */
  checkSignIn(answer: WebAuthnJson, challenge: string, passkey: PasskeyRow): Promise<{ counter: number } | null>
}
