import { z } from 'zod'
import { LEDGER_KINDS } from '#core/ledger/ledger-entry.ts'

const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })
const phone = z.string().regex(/^\+[1-9]\d{7,14}$/, 'must be an E.164 number such as +12175550100')
const json = z.unknown()

export const ledgerEntrySchema = z
  .object({
    sequence: z.number().meta({ description: '1, 2, 3 … per business, without gaps' }),
    at: isoTime,
    kind: z.enum(LEDGER_KINDS),
    person: z.string().nullable().meta({ description: 'Keyed pseudonym of the person whom the entry is about' }),
    facts: z.record(z.string(), json),
    personal: z
      .record(z.string(), json)
      .nullable()
      .meta({ description: 'Number, words, ids; null when there is none or the person was erased' }),
    personalState: z.enum(['none', 'readable', 'destroyed']),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'LedgerEntry' })

/** `entry` names the first entry with which something is wrong. */
export const ledgerVerdictSchema = z
  .union([
    z.object({ ok: z.literal(true), entries: z.number(), head: z.string() }),
    z.object({ ok: z.literal(false), entry: z.number(), problem: z.string() }),
  ])
  .meta({
    id: 'LedgerVerdict',
    description: 'Whether the chain of entries is whole. Note `head` elsewhere to be able to show that it was not made anew.',
  })

export const evidenceQuerySchema = z.object({ number: phone })

export const evidencePackSchema = z
  .object({
    title: z.string(),
    business: z.object({ id: z.string(), name: z.string(), mailingAddress: z.string().nullable(), phone: z.string().nullable() }),
    number: z.string(),
    madeAt: isoTime,
    person: z.string().nullable(),
    ledger: ledgerVerdictSchema,
    summary: z.object({
      consents: z.number(),
      revocations: z.number(),
      sent: z.number(),
      notSent: z.number(),
      optedOutSince: isoTime.nullable(),
      erasedAt: isoTime.nullable(),
    }),
    entries: z.array(
      z.object({
        sequence: z.number(),
        at: isoTime,
        kind: z.string(),
        facts: z.record(z.string(), json),
        personal: json,
        prevHash: z.string(),
        hash: z.string(),
      }),
    ),
    notes: z.array(z.string()),
  })
  .meta({ id: 'EvidencePack' })

export const newErasureSchema = z.object({ phone }).meta({ id: 'NewErasure' })

export const erasureSchema = z
  .object({
    erased: z.object({
      conversations: z.number(),
      leads: z.number(),
      calls: z.number(),
      messages: z.number(),
      events: z.number(),
      alerts: z.number(),
    }),
    keyDestroyed: z.boolean().meta({ description: 'false: the ledger had nothing personal about this number' }),
    suppressionKept: z.boolean().meta({ description: 'They had opted out; that stays, as a keyed hash of the number' }),
    filesRewritten: z.boolean().meta({
      description: 'false: the database file is large; traces may stay in its free space until `lead-agent ledger rewrite` was run',
    }),
    entry: z.number(),
    head: z.string(),
  })
  .meta({ id: 'Erasure' })
