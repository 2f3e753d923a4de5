import { hot } from '../hot-query.ts'
import type { LedgerTable, Schema } from '../schema.ts'

type OfPerson = { tenant_id: string; person: string }

export const HEAD = hot<{ tenant_id: string }>()((db, param) =>
  db.selectFrom('ledger_heads').selectAll().where('tenant_id', '=', param.tenant_id),
)

export const ADD_HEAD = hot<Schema['ledger_heads']>()((db, param) =>
  db
    .insertInto('ledger_heads')
    .values({ tenant_id: param.tenant_id, sealed_key: param.sealed_key, sequence: param.sequence, hash: param.hash }),
)

export const MOVE_HEAD = hot<{ tenant_id: string; sequence: number; hash: string }>()((db, param) =>
  db.updateTable('ledger_heads').set({ sequence: param.sequence, hash: param.hash }).where('tenant_id', '=', param.tenant_id),
)

export const ADD = hot<LedgerTable>()((db, param) =>
  db.insertInto('ledger').values({
    tenant_id: param.tenant_id,
    sequence: param.sequence,
    at: param.at,
    kind: param.kind,
    person: param.person,
    facts: param.facts,
    sealed: param.sealed,
    prev_hash: param.prev_hash,
    hash: param.hash,
  }),
)

export const AFTER = hot<{ tenant_id: string; sequence: number; limit: number }>()((db, param) =>
  db
    .selectFrom('ledger')
    .selectAll()
    .where('tenant_id', '=', param.tenant_id)
    .where('sequence', '>', param.sequence)
    .orderBy('sequence')
    .limit(param.limit),
)

/** The numbers come from the index of persons; asked for whole rows at once, the engine would rather read the tenant's whole ledger. */
export const OF_PERSON = hot<OfPerson>()((db, param) =>
  db
    .selectFrom('ledger')
    .selectAll()
    .where('tenant_id', '=', param.tenant_id)
    .where('sequence', 'in', (eb) =>
      eb
        .selectFrom('ledger as of_person')
        .select('of_person.sequence')
        .where('of_person.tenant_id', '=', param.tenant_id)
        .where('of_person.person', '=', param.person),
    )
    .orderBy('sequence'),
)

export const NEWEST_OF_PERSON = hot<OfPerson & { kind: string }>()((db, param) =>
  db
    .selectFrom('ledger')
    .select((eb) => eb.fn.max<number | null>('sequence').as('sequence'))
    .where('tenant_id', '=', param.tenant_id)
    .where('person', '=', param.person)
    .where('kind', '=', param.kind),
)

export const PERSON = hot<OfPerson>()((db, param) =>
  db.selectFrom('ledger_people').select('seed').where('tenant_id', '=', param.tenant_id).where('person', '=', param.person),
)

export const ADD_PERSON = hot<Schema['ledger_people']>()((db, param) =>
  db.insertInto('ledger_people').values({ tenant_id: param.tenant_id, person: param.person, seed: param.seed }),
)

export const REMOVE_PERSON = hot<OfPerson>()((db, param) =>
  db.deleteFrom('ledger_people').where('tenant_id', '=', param.tenant_id).where('person', '=', param.person),
)
