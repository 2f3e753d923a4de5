import { appendFile, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Journal, JournalEntry } from '#ports/journal.ts'
import type { TenantId } from '#core/values/tenant-id.ts'

/**
 * One JSON line per event in one file. What was taken is cut off by replacing the file as a whole, so a death at any moment leaves every entry
 * that was not taken; a line that a death cut short was never answered for, and is skipped.
 */
export function fileJournal(folder: string): Journal {
  const file = join(folder, 'journal.jsonl')
  let waiting: ReadonlySet<TenantId> = new Set()
  let queue: Promise<unknown> = Promise.resolve()
  let draining: Promise<number> | null = null

  /** One piece of work on the file after another. Taking is none: whoever must append meanwhile has a caller on the line. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = queue.then(work, work)
    queue = turn.catch(() => {})
    return turn
  }

  async function drain(take: (entry: JournalEntry) => Promise<void>): Promise<number> {
    const entries = await inTurn(() => readEntries(file))
    const kept = await notTaken(entries, take)
    await inTurn(async () => {
      const left = kept.length === entries.length ? await readEntries(file) : await cutOff(file, entries.length, kept)
      waiting = new Set(left.map(({ tenantId }) => tenantId))
    })
    return entries.length - kept.length
  }

  return {
    append(entry) {
      waiting = new Set([...waiting, entry.tenantId])
      return inTurn(async () => {
        // The line break in front ends a line that a death cut short.
        await appendFile(file, `\n${JSON.stringify(entry)}\n`)
        await syncToDisk(file)
      })
    },
    drain(take) {
      draining ??= drain(take).finally(() => {
        draining = null
      })
      return draining
    },
    holds: (tenantId) => waiting.has(tenantId),
  }
}

async function notTaken(entries: readonly JournalEntry[], take: (entry: JournalEntry) => Promise<void>): Promise<JournalEntry[]> {
  const kept: JournalEntry[] = []
  const held = new Set<TenantId>()
  for (const entry of entries) {
    const isTaken =
      !held.has(entry.tenantId) &&
      (await take(entry).then(
        () => true,
        () => false,
      ))
    if (isTaken) continue
    held.add(entry.tenantId)
    kept.push(entry)
  }
  return kept
}

/** Puts `kept` in the place of the first `count` entries and answers what the file holds then. */
async function cutOff(file: string, count: number, kept: readonly JournalEntry[]): Promise<JournalEntry[]> {
  const left = [...kept, ...(await readEntries(file)).slice(count)]
  const next = `${file}.next`
  const handle = await open(next, 'w')
  await handle
    .writeFile(left.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
    .then(() => handle.sync())
    .finally(() => handle.close())
  await rename(next, file)
  return left
}

async function syncToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r')
  await handle.sync().finally(() => handle.close())
}

async function readEntries(file: string): Promise<JournalEntry[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => {
    try {
      // The lines are our own, written by `append`; a torn one does not parse.
      return line === '' ? [] : [JSON.parse(line) as JournalEntry]
    } catch {
      return []
    }
  })
}
