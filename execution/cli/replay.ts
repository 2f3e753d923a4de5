import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { readWithRevocation } from '#adapters/embedded-engine/embedded-model.ts'
import type { Difference, StoredText } from '#core/replay/compare-texts.ts'
import type { WhatIf } from '#core/replay/replay-conversation.ts'
import { toIso } from '#core/values/instant.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import { replayTenant } from '#flow/replay/replay-tenant.ts'
import type { DirectiveOverride } from '#ports/directives.ts'
import type { Store } from '#ports/store.ts'
import type { Surroundings } from './ledger.ts'
import { withStore } from './with-store.ts'

export const REPLAY_HELP = `lead-agent replay: decides past conversations again and compares the texts with those that were sent.

  replay --tenant ID [--conversation +1…]    byte for byte the same, or a diff and exit code 1
         [--with FOLDER]                     what these directives would have said, as a diff; the business's own versions stay on top
         [--engine embedded]                 reads the customers' words again with the engine of this version

With --with or --engine a difference is the answer and not a fault: the exit code is 0. Nothing is sent and nothing is changed.
The output names customers' numbers and words. The last line is JSON: how many, and a hash over all texts of the replay.
Exit code: 0 the same, 1 something differs or cannot be replayed, 2 the command could not run.
`

const OPTIONS = {
  tenant: { type: 'string' },
  conversation: { type: 'string' },
  with: { type: 'string' },
  engine: { type: 'string' },
} as const

type Asked = { tenantId: TenantId; conversation: string | null; folder: string | null; rereads: boolean }

export type ReplaySummary = {
  conversations: number
  events: number
  texts: number
  different: number
  /** Persons whose data was erased. */
  erased: number
  /** Begun under a version that did not keep what it decided with. */
  notRecorded: number
  /** SHA-256 over the replayed texts, conversation by conversation. */
  hash: string
  /** The same over the texts that were sent. */
  sentHash: string
}

/** `lead-agent replay …`. Answers the exit code. */
export async function replayCommand(args: readonly string[], { out, err, env }: Surroundings): Promise<number> {
  try {
    const asked = askedOf(args)
    return await withStore(env, async (store) => {
      const summary = await replayed(store, asked, (text) => out.write(text))
      out.write(`${JSON.stringify(summary)}\n`)
      const isQuestion = asked.folder !== null || asked.rereads
      return !isQuestion && (summary.different > 0 || summary.notRecorded > 0) ? 1 : 0
    })
  } catch (error) {
    err.write(`replay: ${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

function askedOf(args: readonly string[]): Asked {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true })
  const tenantId = parseTenantId(values.tenant)
  if (tenantId === null) throw new Error('--tenant must name a business by its id, such as t_1234')
  if (values.engine !== undefined && values.engine !== 'embedded')
    throw new Error(`--engine "${values.engine}" cannot be asked here: only "embedded" reads without an account and the same way each time`)
  const folder = values.with === undefined ? null : resolve(values.with)
  return { tenantId, conversation: values.conversation ?? null, folder, rereads: values.engine !== undefined }
}

/** Replays what was asked for, writing each difference as it is found. Throws when there is no such business or conversation. */
export async function replayed(store: Store, asked: Asked, write: (text: string) => unknown): Promise<ReplaySummary> {
  const found = await store.transaction(asked.tenantId, async (tx) => ({
    record: await tx.tenant.find(),
    overrides: await tx.directives.list(),
  }))
  if (found.record === null) throw new Error(`there is no business ${asked.tenantId} in the database`)
  const hashes = { now: createHash('sha256'), sent: createHash('sha256') }
  const sum = { conversations: 0, events: 0, texts: 0, different: 0, erased: 0, notRecorded: 0 }
  const whatIf = whatIfOf(asked, found.overrides)
  for await (const one of replayTenant(store, asked.tenantId, { conversation: asked.conversation, whatIf })) {
    sum.conversations += 1
    if (one.kind === 'erased') sum.erased += 1
    if (one.kind === 'not-recorded') sum.notRecorded += 1
    if (one.kind !== 'replayed') continue
    sum.events += one.events
    sum.texts += one.texts.length
    hashes.now.update(hashedLines(one.key, one.texts))
    hashes.sent.update(hashedLines(one.key, one.sent))
    if (one.differences.length === 0) continue
    sum.different += 1
    write(diffOf(one.key, one.differences))
  }
  if (asked.conversation !== null && sum.conversations === 0) throw new Error(`there is no conversation ${asked.conversation}`)
  return { ...sum, hash: hashes.now.digest('hex'), sentHash: hashes.sent.digest('hex') }
}

function whatIfOf({ folder, rereads }: Asked, overrides: readonly DirectiveOverride[]): WhatIf {
  const directives = folder === null ? null : loadDirectives(folder)
  return {
    ...(directives === null ? {} : { directiveFor: ({ policy }) => directives.forTenant(policy.trade, overrides) }),
    ...(rereads ? { read: (body, context) => readWithRevocation(body, context).reading } : {}),
  }
}

function hashedLines(key: string, texts: readonly StoredText[]): string {
  return texts.map(({ id, body }) => `${JSON.stringify([key, id, body])}\n`).join('')
}

function diffOf(key: string, differences: readonly Difference[]): string {
  const blocks = differences.map(({ at, heard, was, now }) => {
    const same = new Set(was.filter((body) => now.includes(body)))
    return [
      `@@ ${key} ${toIso(at)}`,
      ...heard.map((body) => prefixed('  customer: ', body)),
      ...was.filter((body) => !same.has(body)).map((body) => prefixed('- ', body)),
      ...now.filter((body) => !same.has(body)).map((body) => prefixed('+ ', body)),
    ].join('\n')
  })
  return `${blocks.join('\n')}\n`
}

function prefixed(prefix: string, body: string): string {
  return body
    .split('\n')
    .map((line) => prefix + line)
    .join('\n')
}
