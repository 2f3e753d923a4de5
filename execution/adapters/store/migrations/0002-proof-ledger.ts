import type { EngineSql } from '../engine-sql.ts'

/**
 * The proof ledger: entries that can only be added, a key per person, opt-outs that outlive an erasure. Hashes and sealed parts are texts, because the
 * engine's driver makes a new buffer of every blob that it reads, which costs more than the bytes saved.
 */
export function proofLedger({ text, integer, table, keyedTable, growsOnly }: EngineSql): string[] {
  return [
    `create table ledger (
  tenant_id ${text} not null,
  sequence ${integer} not null,
  at ${integer} not null,
  kind ${text} not null,
  person ${text},
  facts ${text} not null,
  sealed ${text},
  prev_hash ${text} not null,
  hash ${text} not null,
  primary key (tenant_id, sequence)
) ${table}`,
    'create index ledger_of_person on ledger (tenant_id, person, kind, sequence) where person is not null',
    ...growsOnly({ table: 'ledger', owner: 'tenant_id', sequence: 'sequence' }),
    `create table ledger_heads (
  tenant_id ${text} not null primary key,
  sealed_key ${text} not null,
  sequence ${integer} not null,
  hash ${text} not null
) ${keyedTable}`,
    `create table ledger_people (
  tenant_id ${text} not null,
  person ${text} not null,
  seed ${text} not null,
  primary key (tenant_id, person)
) ${keyedTable}`,
    `create table suppressions (
  tenant_id ${text} not null,
  person ${text} not null,
  since ${integer} not null,
  rule ${text},
  primary key (tenant_id, person)
) ${keyedTable}`,
  ]
}
