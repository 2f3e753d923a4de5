import { createHash } from 'node:crypto'
import { asOneLine, defaultConsentWords, missingIn } from '#core/inquiries/consent-words.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import type { FlowParts } from '#flow/parts.ts'
import { same } from '../sign-in/sessions.ts'

/** Enough that nobody finds the form of a business by trying. */
const SECRET_CHARACTERS = 16
const VERSION_CHARACTERS = 12

type Parts = Pick<FlowParts, 'keyedHash' | 'publicUrl'>

/** The public name of a business's form. It follows from the installation's key, so no table holds it. */
export function formKeyOf(parts: Pick<Parts, 'keyedHash'>, tenantId: TenantId): string {
  return `${tenantId}.${parts.keyedHash(`web form v1|${tenantId}`).slice(0, SECRET_CHARACTERS)}`
}

/** The business of a form; null for anything that is no form's name. */
export function tenantOfForm(parts: Pick<Parts, 'keyedHash'>, formKey: string): TenantId | null {
  const tenantId = parseTenantId(formKey.slice(0, Math.max(0, formKey.lastIndexOf('.'))))
  return tenantId !== null && same(formKey, formKeyOf(parts, tenantId)) ? tenantId : null
}

/** Where the form is, for people, for a page that shows it, and for its script. */
export function formAddresses({ keyedHash, publicUrl }: Parts, tenantId: TenantId): { url: string; scriptUrl: string } {
  const key = formKeyOf({ keyedHash }, tenantId)
  return { url: `${publicUrl}/form/${key}`, scriptUrl: `${publicUrl}/embed/${key}.js` }
}

export type FormWords = { words: string; version: string }

/** The words beside the box, as they are shown now: the business's own while they say what they must, else ours. */
export function wordsOfForm(policy: TenantPolicy): FormWords {
  const own = policy.webForm?.words ?? null
  const words = own !== null && missingIn(own, policy).length === 0 ? own : defaultConsentWords(policy)
  return versioned(words)
}

/** The name of a wording: the same words have the same name for ever. */
export function versioned(words: string): FormWords {
  const line = asOneLine(words)
  return { words: line, version: `form-${createHash('sha256').update(line).digest('hex').slice(0, VERSION_CHARACTERS)}` }
}
