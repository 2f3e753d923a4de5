import { z } from 'zod'

import type { RestAnswer, TwilioRest } from './rest.ts'
import type { CarrierAccount } from '#ports/carrier.ts'

export const LIST_TIMEOUT_MS = 10_000
const PAGE_ITEMS = 200
/** 10,000 entries: what a busy line has in the week that is looked back on after an absence. */
const PAGES_MAX = 50

/** Twilio's clock and ours may differ by so much. */
export const CLOCK_SKEW_MS = 60_000

export type Listed<Item> =
  | { kind: 'items'; items: Item[] }
  /** A page could not be had; `answer` says why. */
  | { kind: 'failed'; answer: RestAnswer }
  /** There is more than we read in one go. */
  | { kind: 'too-many' }

type ListQuery<Item extends z.ZodType> = {
  account: CarrierAccount
  /** The name of the list below the account, such as `Messages`. */
  resource: string
  /** The name of the array in the answer, such as `messages`. */
  key: string
  item: Item
  query: Readonly<Record<string, string>>
  timeoutMs: number
  /** True when nothing on later pages can matter, judged by one whole page. */
  isPast?: (items: z.infer<Item>[]) => boolean
}

/** Reads a list of the account page by page. The address of the next page is only followed inside the account's own resources. */
export async function listPages<Item extends z.ZodType>(rest: TwilioRest, list: ListQuery<Item>): Promise<Listed<z.infer<Item>>> {
  const { account, timeoutMs } = list
  const path = `/2010-04-01/Accounts/${encodeURIComponent(account.accountSid)}/${list.resource}.json`
  const page = z.object({ [list.key]: z.array(list.item), next_page_uri: z.string().nullish() })
  const items: z.infer<Item>[] = []
  let query: Readonly<Record<string, string>> = { ...list.query, PageSize: String(PAGE_ITEMS) }
  for (let pageNumber = 0; pageNumber < PAGES_MAX; pageNumber += 1) {
    // Each page is named by the one before it.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await rest({ account, product: 'api', method: 'GET', path, query, timeoutMs })
    if (answer.kind !== 'answered' || answer.status !== 200) return { kind: 'failed', answer }
    const parsed = page.safeParse(answer.body)
    if (!parsed.success) return { kind: 'failed', answer: { ...answer, body: undefined } }
    // The schema above says so; its computed key is only too much for the type.
    const found = parsed.data[list.key] as z.infer<Item>[]
    items.push(...found)
    const next = parsed.data['next_page_uri']
    if (typeof next !== 'string' || next === '' || (list.isPast?.(found) ?? false)) return { kind: 'items', items }
    const nextQuery = queryOfPage(next, path)
    if (nextQuery === null) return { kind: 'failed', answer: { ...answer, body: undefined } }
    query = nextQuery
  }
  return { kind: 'too-many' }
}

/** The query of the next page, null when its address leads anywhere else than to the same list. */
function queryOfPage(uri: string, path: string): Record<string, string> | null {
  const placeholder = 'http://same-origin.invalid'
  if (!URL.canParse(uri, placeholder)) return null
  const { pathname, searchParams } = new URL(uri, placeholder)
  return decodedOrNull(pathname) === decodedOrNull(path) ? Object.fromEntries(searchParams) : null
}

function decodedOrNull(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

/** Twilio's times are RFC 2822; null when absent or unreadable. */
export const carrierTime = z
  .string()
  .nullish()
  .transform((text) => {
    const epochMs = Date.parse(text ?? '')
    return Number.isFinite(epochMs) ? epochMs : null
  })

/** A point in time as Twilio's list filters take it: whole seconds, UTC. */
export function filterTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`
}
