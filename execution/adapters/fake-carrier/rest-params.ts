import type { RestParams } from './rest-answer.ts'
import { RestRefusal } from './rest-answer.ts'

/** The form of one parameter. `code` is Twilio's error for a value of the wrong form; 20001 where Twilio documents none. */
export type ParamRule = { form: ParamForm; code?: number; list?: true; mayBeEmpty?: true }

export type ParamForm =
  | 'text'
  | 'phone'
  | 'url'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date-time'
  | { sid: string }
  | { values: readonly string[] }

export type ParamRules = Readonly<Record<string, ParamRule>>

const INVALID = 20001

/**
 * Reads form or query parameters by the rules of one operation. Refuses unknown names and values of the wrong form, since both
 * are mistakes of the product even where Twilio would let some pass.
 */
export function readParams(rules: ParamRules, given: URLSearchParams): RestParams {
  const values = new Map<string, string[]>()
  for (const [name, value] of given) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined) throw new RestRefusal(400, INVALID, `Unknown parameter: ${name}`)
    const earlier = values.get(name)
    if (earlier !== undefined && rule.list !== true) throw new RestRefusal(400, INVALID, `Parameter ${name} is given more than once`)
    if (!(value === '' && rule.mayBeEmpty === true) && !hasForm(value, rule.form)) {
      throw new RestRefusal(400, rule.code ?? INVALID, `Invalid parameter ${name}: ${value.slice(0, 100)}`)
    }
    if (earlier === undefined) values.set(name, [value])
    else earlier.push(value)
  }
  return {
    one: (name) => values.get(name)?.[0] ?? null,
    all: (name) => values.get(name) ?? [],
  }
}

/** True for a phone number that can exist: E.164, and within +1 one that the North American plan allows. */
export function isDialable(value: string): boolean {
  if (!/^\+[1-9]\d{6,14}$/.test(value)) return false
  return !value.startsWith('+1') || /^\+1[2-9]\d{2}[2-9]\d{6}$/.test(value)
}

function hasForm(value: string, form: ParamForm): boolean {
  if (typeof form === 'object') return 'sid' in form ? new RegExp(`^${form.sid}[0-9a-fA-F]{32}$`).test(value) : form.values.includes(value)
  switch (form) {
    case 'text':
      return true
    case 'phone':
      return isDialable(value)
    case 'url':
      return isPublicUrl(value)
    case 'integer':
      return /^-?\d{1,15}$/.test(value)
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(value)
    case 'boolean':
      return value === 'true' || value === 'false'
    case 'date-time':
      return isDateTime(value)
    default:
      return form satisfies never
  }
}

function isPublicUrl(value: string): boolean {
  if (/\s/.test(value) || !URL.canParse(value)) return false
  const url = new URL(value)
  return (url.protocol === 'http:' || url.protocol === 'https:') && !url.hostname.includes('_')
}

function isDateTime(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value) && Number.isFinite(Date.parse(value))
}
