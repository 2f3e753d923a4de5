/** A form as it arrived: repeated fields are lists. */
export type Form = Readonly<Record<string, string | string[]>>

export type Fault = { status: number; code: number; message: string }

/** A demand that Twilio's OpenAPI files do not make; `code` is Twilio's error for it. */
export type Rule = { code: number; message: string; isBroken: (form: Form) => boolean }

export function hasAny(form: Form, names: string[]): boolean {
  return names.some((name) => textOf(form, name) !== '')
}

export function hasAll(form: Form, names: string[]): boolean {
  return names.every((name) => textOf(form, name) !== '')
}

export function textOf(form: Form, name: string): string {
  return [form[name] ?? ''].flat().join('')
}

export function isOfLength(form: Form, name: string, min: number, max: number): boolean {
  const { length } = textOf(form, name)
  return length >= min && length <= max
}

/** An absent value is within any bounds. */
export function isWithin(form: Form, name: string, min: number, max: number): boolean {
  const text = textOf(form, name)
  return text === '' || (/^\d+$/.test(text) && Number(text) >= min && Number(text) <= max)
}
