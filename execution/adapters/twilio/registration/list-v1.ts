import { z } from 'zod'

import type { RestAnswer, TwilioRest } from '../rest.ts'
import type { CarrierAccount } from '#ports/carrier.ts'

const PAGE_ITEMS = '100'
/** A tenant's account holds a handful of such things; the parent's may hold a thousand. */
const PAGES_MAX = 20

type V1List<Item extends z.ZodType> = {
  account: CarrierAccount
  product: 'messaging' | 'trusthub'
  path: string
  /** The name of the array in the answer. */
  key: string
  item: Item
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  timeoutMs: number
}

export type V1Found<Item> =
  | { kind: 'found'; item: Item }
  | { kind: 'absent' }
  /** A page could not be had, or there are more than we read. */
  | { kind: 'failed'; answer: RestAnswer | null }

/**
 * The first item of a version-1 list that fits. Reads page by page; of the next page's address only the query is taken, so no answer can lead us
 * anywhere else with our credentials.
 */
export async function findInList<Item extends z.ZodType>(
  rest: TwilioRest,
  list: V1List<Item>,
  fits: (item: z.infer<Item>) => boolean,
): Promise<V1Found<z.infer<Item>>> {
  const { account, product, path, headers, timeoutMs } = list
  const page = z.object({ [list.key]: z.array(list.item), meta: z.object({ next_page_url: z.string().nullish() }).nullish() })
  let query: Readonly<Record<string, string>> = { ...list.query, PageSize: PAGE_ITEMS }
  for (let read = 0; read < PAGES_MAX; read += 1) {
    // Each page is named by the one before it.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await rest({ account, product, method: 'GET', path, query, timeoutMs, ...(headers === undefined ? {} : { headers }) })
    if (answer.kind !== 'answered' || answer.status !== 200) return { kind: 'failed', answer }
    const parsed = page.safeParse(answer.body)
    if (!parsed.success) return { kind: 'failed', answer: { ...answer, body: undefined } }
    // The schema above says so; its computed key is only too much for the type.
    const item = (parsed.data[list.key] as z.infer<Item>[]).find(fits)
    if (item !== undefined) return { kind: 'found', item }
    const next = (parsed.data['meta'] as { next_page_url?: string | null } | null | undefined)?.next_page_url ?? null
    if (next === null || next === '') return { kind: 'absent' }
    if (!URL.canParse(next)) return { kind: 'failed', answer: { ...answer, body: undefined } }
    query = Object.fromEntries(new URL(next).searchParams)
  }
  return { kind: 'failed', answer: null }
}
