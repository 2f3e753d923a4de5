import type { ParamRules, ParamRule } from './rest-params.ts'
import type { RestCall } from './rest-answer.ts'
import { RestRefusal } from './rest-answer.ts'

const PAGE_SIZE_DEFAULT = 50
const PAGE_SIZE_MAX = 1_000

export const PAGE_RULES: ParamRules = { PageSize: { form: 'integer' }, Page: { form: 'integer' }, PageToken: { form: 'text' } }

/** One page of a list in the envelope of Twilio's classic API, items under `key`. `path` is the list's own, without query. */
export function pageOf<T>(
  call: RestCall,
  input: { key: string; path: string; filters: readonly string[]; items: readonly T[]; present: (item: T) => unknown },
) {
  const size = numberIn(call, 'PageSize', { byDefault: PAGE_SIZE_DEFAULT, min: 1, max: PAGE_SIZE_MAX })
  const page = numberIn(call, 'Page', { byDefault: 0, min: 0, max: 1_000_000 })
  const start = page * size
  const shown = input.items.slice(start, start + size)
  const uri = (number: number) => `${input.path}?${queryOf(call, input.filters, { size, page: number })}`
  const hasNext = start + size < input.items.length
  return {
    first_page_uri: uri(0),
    uri: uri(page),
    next_page_uri: hasNext ? uri(page + 1) : null,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    page,
    page_size: size,
    start,
    end: Math.max(start, start + shown.length - 1),
    [input.key]: shown.map(input.present),
  }
}

/** A date filter and its two comparisons, as Twilio writes them: `DateSent`, `DateSent<`, `DateSent>`. */
export function dateRules(name: string): ParamRules {
  const rule: ParamRule = { form: 'date-time' }
  return { [name]: rule, [`${name}<`]: rule, [`${name}>`]: rule }
}

const DAY_MS = 86_400_000

/** The range that the date filters ask for, both ends included; null when they ask for nothing. The bare name is one UTC day. */
export function dateRange(call: RestCall, name: string): { fromMs: number; untilMs: number } | null {
  const at = (suffix: string) => {
    const value = call.params.one(name + suffix)
    return value === null ? null : Date.parse(value)
  }
  const day = at('')
  const from = at('>')
  const until = at('<')
  if (day !== null) {
    const startOfDay = Math.floor(day / DAY_MS) * DAY_MS
    return { fromMs: startOfDay, untilMs: startOfDay + DAY_MS - 1 }
  }
  if (from === null && until === null) return null
  return { fromMs: from ?? Number.NEGATIVE_INFINITY, untilMs: until ?? Number.POSITIVE_INFINITY }
}

function numberIn(call: RestCall, name: string, limits: { byDefault: number; min: number; max: number }): number {
  const value = Number(call.params.one(name) ?? limits.byDefault)
  if (value < limits.min || value > limits.max) throw new RestRefusal(400, 20001, `${name} must be ${limits.min} to ${limits.max}`)
  return value
}

function queryOf(call: RestCall, filters: readonly string[], paging: { size: number; page: number }): string {
  const query = new URLSearchParams()
  for (const name of filters) for (const value of call.params.all(name)) query.append(name, value)
  query.set('PageSize', String(paging.size))
  query.set('Page', String(paging.page))
  if (paging.page > 0) query.set('PageToken', `PA${paging.page}`)
  return query.toString()
}
