import { appendFile, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Journal, JournalEntry } from '#ports/journal.ts'

/** One JSON line per event; a line that a crash cut short is skipped when reading. */
export function fileJournal(folder: string): Journal {
  const file = join(folder, 'journal.jsonl')
  const taking = join(folder, 'journal.taking.jsonl')
  let queue: Promise<unknown> = Promise.resolve()

  /** Writes and drains one after another, so that no line is lost between them. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = queue.then(work, work)
    queue = turn.catch(() => {})
    return turn
  }

  return {
    append: (entry) =>
      inTurn(async () => {
        await appendFile(file, `${JSON.stringify(entry)}\n`)
        const handle = await open(file, 'r')
        await handle.sync().finally(() => handle.close())
      }),
    drain: (take) =>
      inTurn(async () => {
        const left = await readLines(taking)
        const fresh = await rename(file, `${taking}.new`).then(
          () => readLines(`${taking}.new`),
          () => [],
        )
        const entries = [...left, ...fresh]
        const kept: JournalEntry[] = []
        for (const entry of entries) await take(entry).catch(() => kept.push(entry))
        for (const entry of kept) await appendFile(file, `${JSON.stringify(entry)}\n`)
        await rm(taking, { force: true })
        await rm(`${taking}.new`, { force: true })
        return entries.length - kept.length
      }),
  }
}

async function readLines(path: string): Promise<JournalEntry[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    try {
      // The lines are our own, written by `append`; a torn last line does not parse.
      return line === '' ? [] : [JSON.parse(line) as JournalEntry]
    } catch {
      return []
    }
  })
}
