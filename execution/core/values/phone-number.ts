declare const phoneNumberBrand: unique symbol

/** A phone number in E.164: a plus sign and 8 to 15 digits (ITU-T E.164, 2010). */
export type PhoneNumber = string & { readonly [phoneNumberBrand]: true }

/** Reads an E.164 number; null when the text is anything else (a word, a keypad spelling too short, a local form). */
export function parsePhoneNumber(text: string | null | undefined): PhoneNumber | null {
  return typeof text === 'string' && /^\+[1-9]\d{7,14}$/.test(text) ? (text as PhoneNumber) : null
}
