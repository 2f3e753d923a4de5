import { randomBytes } from 'node:crypto'
import type { InquiryDoubt } from '#core/inquiries/inquiry.ts'
import { DAY_MS, type Instant, SECOND_MS } from '#core/values/instant.ts'
import type { FlowParts } from '#flow/parts.ts'
import { same } from '../sign-in/sessions.ts'

/** Nobody reads the words and types a number and a problem in less (chosen). */
export const FILL_MS_MIN = 3 * SECOND_MS

/** A page that stood open for longer is read again before it is sent (chosen). */
const PASS_LASTS_MS = DAY_MS

const NONCE_BYTES = 12
const MAC_CHARACTERS = 32

type Parts = Pick<FlowParts, 'keyedHash'>

/** What a shown form carries and brings back: when it was shown, with which words, and a number of its own that makes a second click the same inquiry. */
export function newPass(parts: Parts, formKey: string, version: string, at: Instant): string {
  const opened = `${at.toString(36)}.${randomBytes(NONCE_BYTES).toString('base64url')}`
  return `${opened}.${macOf(parts, formKey, version, opened)}`
}

export type ReadPass = {
  /** Names the inquiry; the same pass is the same inquiry. */
  key: string
  doubt: InquiryDoubt | null
}

/** What a pass that came back is worth. `version`: of the words that came back with it. */
export function readPass(parts: Parts, formKey: string, version: string, pass: string, at: Instant): ReadPass {
  const [openedAt = '', nonce = '', mac = ''] = pass.split('.')
  const opened = `${openedAt}.${nonce}`
  if (!same(mac, macOf(parts, formKey, version, opened)))
    return { key: `unknown ${randomBytes(NONCE_BYTES).toString('hex')}`, doubt: 'no_pass' }
  const age = at - Number.parseInt(openedAt, 36)
  return { key: opened, doubt: age < FILL_MS_MIN ? 'too_fast' : age > PASS_LASTS_MS ? 'old_pass' : null }
}

function macOf({ keyedHash }: Parts, formKey: string, version: string, opened: string): string {
  return keyedHash(`form pass v1|${formKey}|${version}|${opened}`).slice(0, MAC_CHARACTERS)
}
