import { isIP } from 'node:net'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Passkeys, WebAuthnJson } from '#ports/passkeys.ts'

const NAME = 'Lead agent'
/** The one account that has passkeys. */
const OPERATOR = { userName: 'operator', userID: new TextEncoder().encode('operator') }

/** Passkeys for the address that people open. The library is loaded with the first use: most processes never need it. */
export function createPasskeys(publicUrl: string): Passkeys {
  const { hostname, origin } = new URL(publicUrl)
  const rpID = hostname
  return {
    unavailable: unavailableAt(publicUrl),
    async registrationOptions(known) {
      const { generateRegistrationOptions } = await webauthn()
      const options = await generateRegistrationOptions({
        rpName: NAME,
        rpID,
        ...OPERATOR,
        attestationType: 'none',
        excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      return { challenge: options.challenge, options: { ...options } }
    },
    async checkRegistration(answer, expectedChallenge) {
      const { verifyRegistrationResponse } = await webauthn()
      // The library checks every field itself and throws on what is not of this shape.
      const response = answer as unknown as RegistrationResponseJSON
      const result = await verifyRegistrationResponse({
        response,
        expectedChallenge,
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
      }).catch(() => null)
      if (result === null || !result.verified) return null
      const { id, publicKey, counter, transports } = result.registrationInfo.credential
      return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports: transports ?? [] }
    },
    async signInOptions() {
      const { generateAuthenticationOptions } = await webauthn()
      const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' })
      return { challenge: options.challenge, options: { ...options } }
    },
    idOf: (answer: WebAuthnJson) => (typeof answer['id'] === 'string' ? answer['id'] : null),
    async checkSignIn(answer, expectedChallenge, passkey) {
      const { verifyAuthenticationResponse } = await webauthn()
      // The library checks every field itself and throws on what is not of this shape.
      const response = answer as unknown as AuthenticationResponseJSON
      const credential = {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
        transports: passkey.transports,
      }
      const result = await verifyAuthenticationResponse({
        response,
        expectedChallenge,
        expectedOrigin: origin,
        expectedRPID: rpID,
        credential,
        requireUserVerification: true,
      }).catch(() => null)
      return result?.verified === true ? { counter: result.authenticationInfo.newCounter } : null
    },
  }
}

function webauthn() {
  return import('@simplewebauthn/server')
}

/** WebAuthn Level 3, section 5.1.3: the effective domain must be a domain, and the context must be secure. */
function unavailableAt(publicUrl: string): string | null {
  const { protocol, hostname } = new URL(publicUrl)
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0)
    return `Passkeys need a name in the address: open the product as http://localhost instead of ${hostname}.`
  if (protocol !== 'https:' && hostname !== 'localhost') return 'Passkeys need https.'
  return null
}
