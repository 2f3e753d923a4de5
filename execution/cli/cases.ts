import { parseArgs } from 'node:util'
import { toIso } from '#core/values/instant.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { CorrectionRow } from '#ports/results.ts'
import type { Page } from '#ports/store.ts'
import type { Surroundings } from './ledger.ts'
import { withStore } from './with-store.ts'

const ROWS_AT_ONCE = 200

export const CASES_HELP = `lead-agent cases: what people corrected, as labelled cases for the engine.

  cases --tenant ID        writes one line of JSON for each correction: the text, the field, what was read and what is right

They hold customers' words; keep them as you keep the database. Exit code: 0 fine, 2 the command could not run.
`

/** `lead-agent cases …`. Answers the exit code. */
export async function casesCommand(args: readonly string[], { out, err, env }: Surroundings): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...args], options: { tenant: { type: 'string' } }, strict: true })
    const tenantId = parseTenantId(values.tenant)
    if (tenantId === null) throw new Error('--tenant must name a business by its id, such as t_1234')
    return await withStore(env, async (store) => {
      const record = await store.transaction(tenantId, (tx) => tx.tenant.find())
      if (record === null) throw new Error(`there is no business ${tenantId} in the database`)
      const { trade, timezone } = record.policy
      let cursor: string | null = null
      do {
        const query: { limit: number; cursor: string | null } = { limit: ROWS_AT_ONCE, cursor }
        const page: Page<CorrectionRow> = await store.transaction(tenantId, (tx) => tx.corrections.list(query))
        for (const row of page.items) out.write(`${JSON.stringify(caseOf(row, trade, timezone))}\n`)
        cursor = page.nextCursor
      } while (cursor !== null)
      return 0
    })
  } catch (error) {
    err.write(`cases: ${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

/** In the words of `lead-agent read`, so that a line can be fed to it: `text`, `trade`, `timezone`. */
function caseOf({ id, at, field, was, words, value, body }: CorrectionRow, trade: string, timezone: string) {
  return { id, text: body, trade, timezone, correctedAt: toIso(at), field, was, words, expected: value }
}
