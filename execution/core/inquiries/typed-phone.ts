import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'

/** A number as people type it into a form, `(217) 555-0142` or `+1 217 555 0142`, in E.164. Without a country it is one of the United States or Canada; null when it is none. */
export function typedPhone(text: string): PhoneNumber | null {
  const digits = text.replace(/[\s().\-–/]/gu, '')
  if (/^\+\d+$/.test(digits)) return parsePhoneNumber(digits)
  if (/^1?[2-9]\d{9}$/.test(digits)) return parsePhoneNumber(`+1${digits.slice(-10)}`)
  return null
}
