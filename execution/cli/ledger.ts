import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { systemClock } from '#adapters/clock/system-clock.ts'
import { onePagePdf } from '#adapters/pdf/one-page-pdf.ts'
import { sha256 } from '#adapters/store/sha256.ts'
import { evidencePage } from '#core/ledger/evidence-page.ts'
import { verifyExport } from '#core/ledger/export-line.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import { erasePerson } from '#flow/ledger/erase-person.ts'
import { exportLedger } from '#flow/ledger/export-ledger.ts'
import { gatherEvidence } from '#flow/ledger/gather-evidence.ts'
import { verifyLedger } from '#flow/ledger/verify-ledger.ts'
import type { Store } from '#ports/store.ts'
import { linesOf } from './lines-of.ts'
import { withStore } from './with-store.ts'

type Output = { write(text: string): unknown }

/** Where a command writes, and the environment that it reads: undefined for the process's own. */
export type Surroundings = { out: Output; err: Output; env?: Record<string, string | undefined> }

export const LEDGER_HELP = `lead-agent ledger: the tamper-evident record of consents, texts and decisions.

  ledger verify --tenant ID            checks a business's whole ledger
  ledger verify --file EXPORT.jsonl    checks an export alone: no keys, no database
         [--noted N:HASH]              ... and that entry N still has the hash that you noted
  ledger export --tenant ID            writes every entry as a line of JSON; personal parts stay sealed
  ledger evidence --tenant ID --number +1… [--json FILE] [--pdf FILE]
                                       all that is known about one number; the PDF has one page
  ledger erase --tenant ID --number +1…
                                       destroys a person's data and key; the ledger stays whole
  ledger rewrite                       rewrites the database file, so that erased data leaves no trace in its free space;
                                       needed after an erasure only when that said "filesRewritten": false

The database is the one of DATA_DIR and DATABASE_URL. Exit code: 0 fine, 1 something is wrong with the ledger, 2 the command could not run.
`

const OPTIONS = {
  tenant: { type: 'string' },
  file: { type: 'string' },
  noted: { type: 'string' },
  number: { type: 'string' },
  json: { type: 'string' },
  pdf: { type: 'string' },
} as const
type Environment = Surroundings['env']
type Options = { [Name in keyof typeof OPTIONS]?: string | undefined }

/** `lead-agent ledger …`. Answers the exit code. */
export async function ledgerCommand(args: readonly string[], { out, err, env }: Surroundings): Promise<number> {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true })
    const [action] = positionals
    switch (action) {
      case 'verify':
        return values.file === undefined ? await verifyStored(values, env, out) : verifyFile(values.file, values.noted, out)
      case 'export':
        return await withTenant(values, env, async ({ store, policy }) => {
          for await (const line of exportLedger(store, policy.tenantId)) out.write(`${line}\n`)
          return 0
        })
      case 'evidence':
        return await evidence(values, env, out)
      case 'erase':
        return await erase(values, env, out)
      case 'rewrite':
        return await withStore(env, async (store) => {
          await store.eraseTraces({ anySize: true })
          out.write('{"rewritten":true}\n')
          return 0
        })
      default:
        err.write(LEDGER_HELP)
        return 2
    }
  } catch (error) {
    err.write(`ledger: ${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

function verifyFile(file: string, noted: string | undefined, out: Output): number {
  const verdict = verifyExport(linesOf(file), sha256, noted === undefined ? null : notedOf(noted))
  out.write(`${JSON.stringify(verdict)}\n`)
  return verdict.ok ? 0 : 1
}

function notedOf(text: string): { sequence: number; hash: string } {
  const match = /^([1-9]\d*):([0-9a-f]{64})$/.exec(text)
  if (match?.[1] === undefined || match[2] === undefined)
    throw new Error(`--noted "${text}" must be an entry's number, a colon and its hash of 64 hexadecimal digits`)
  return { sequence: Number(match[1]), hash: match[2] }
}

function verifyStored(options: Options, env: Environment, out: Output): Promise<number> {
  return withTenant(options, env, async ({ store, policy }) => {
    const verdict = await verifyLedger(store, policy.tenantId)
    out.write(`${JSON.stringify(verdict)}\n`)
    return verdict.ok ? 0 : 1
  })
}

function evidence(options: Options, env: Environment, out: Output): Promise<number> {
  const number = numberOf(options)
  return withTenant(options, env, async ({ store, policy }) => {
    const clock = systemClock()
    const pack = await gatherEvidence({ store, clock }, policy, number)
    const text = `${JSON.stringify(pack, null, 2)}\n`
    if (options.json !== undefined) writeFileSync(options.json, text)
    if (options.pdf !== undefined) writeFileSync(options.pdf, await onePagePdf(evidencePage(pack), new Date(pack.madeAt)))
    if (options.json === undefined && options.pdf === undefined) out.write(text)
    else out.write(`${JSON.stringify({ entries: pack.entries.length, ledger: pack.ledger })}\n`)
    return pack.ledger.ok ? 0 : 1
  })
}

function erase(options: Options, env: Environment, out: Output): Promise<number> {
  const number = numberOf(options)
  return withTenant(options, env, async ({ store, policy }) => {
    const answer = await erasePerson({ store, clock: systemClock() }, policy.tenantId, number, 'command line')
    if (answer.kind === 'busy') throw new Error(`a text to or about ${number} is on its way; try again in a minute`)
    out.write(`${JSON.stringify(answer)}\n`)
    return 0
  })
}

type Opened = { store: Store; policy: TenantPolicy }

async function withTenant(options: Options, env: Environment, work: (opened: Opened) => Promise<number>): Promise<number> {
  const tenantId = parseTenantId(options.tenant)
  if (tenantId === null) throw new Error('--tenant must name a business by its id, such as t_1234')
  return withStore(env, async (store) => {
    const record = await store.transaction(tenantId, (tx) => tx.tenant.find())
    if (record === null) throw new Error(`there is no business ${tenantId} in the database`)
    return work({ store, policy: record.policy })
  })
}

function numberOf(options: Options): PhoneNumber {
  const number = parsePhoneNumber(options.number)
  if (number === null) throw new Error(`--number "${options.number ?? ''}" must be an E.164 number such as +12175550100`)
  return number
}
