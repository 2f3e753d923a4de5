import type { RestAnswer, RestCall } from '../rest-answer.ts'
import { jsonAnswer, RestRefusal } from '../rest-answer.ts'
import type { ParamRules } from '../rest-params.ts'

const PAGE_SIZE_DEFAULT = 50
const PAGE_SIZE_MAX = 1_000

export const V1_PAGE: ParamRules = { PageSize: { form: 'integer' }, Page: { form: 'integer' }, PageToken: { form: 'text' } }

/** One page of a list as Twilio's newer interfaces answer it: items under `key`, addresses under `meta`. `url` is the list's own, without query. */
export function v1Page<Item>(
  call: RestCall,
  list: { key: string; url: string; items: readonly Item[]; present: (item: Item) => unknown },
): RestAnswer {
  const size = within(call, 'PageSize', PAGE_SIZE_DEFAULT, 1, PAGE_SIZE_MAX)
  const page = within(call, 'Page', 0, 0, 1_000_000)
  const start = page * size
  const urlOf = (number: number) => `${list.url}?PageSize=${size}&Page=${number}${number > 0 ? `&PageToken=PA${number}` : ''}`
  return jsonAnswer(200, {
    [list.key]: list.items.slice(start, start + size).map(list.present),
    meta: {
      page,
      page_size: size,
      first_page_url: urlOf(0),
      previous_page_url: page > 0 ? urlOf(page - 1) : null,
      url: urlOf(page),
      next_page_url: start + size < list.items.length ? urlOf(page + 1) : null,
      key: list.key,
    },
  })
}

function within(call: RestCall, name: string, byDefault: number, min: number, max: number): number {
  const value = Number(call.params.one(name) ?? byDefault)
  if (value < min || value > max) throw new RestRefusal(400, 20001, `${name} must be ${min} to ${max}`)
  return value
}

/** A time as these interfaces write it. */
export function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
