import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import type { Effect } from '#core/effect.ts'
import type { OutboxState } from '#ports/outbox.ts'
import { hot } from '../hot-query.ts'
import type { OutboxTable } from '../schema.ts'

/**
 * Written as literals: the engine uses a partial index only when it can see that the query implies the index's condition, and with parameters in
 * their place (also after `limit`) it prepares the statement anew each time that they are given, at several times the cost of running it.
 */
const [WAITING_STATE, CLAIMED_STATE, UNKNOWN_STATE] = [
  sql.lit('waiting' as const),
  sql.lit('claimed' as const),
  sql.lit('unknown' as const),
]
const UNFINISHED = [WAITING_STATE, CLAIMED_STATE, UNKNOWN_STATE]

/** Effects of this kind have no `due_at`, so the claim of all others never sees them, however many wait. */
export const EVENT_KIND = 'run-workflow' satisfies Effect['kind']
/** Written as a literal, like the states below. */
export const EVENT_LITERAL = sql.lit<typeof EVENT_KIND>(EVENT_KIND)

type OfRow = { tenant_id: string; id: string }
type OfLane = { tenant_id: string; conversation_key: string; lane: string }

export const ADD = hot<Required<Omit<Insertable<OutboxTable>, 'sequence'>>>()((db, param) =>
  db
    .insertInto('outbox')
    .values({
      tenant_id: param.tenant_id,
      id: param.id,
      conversation_key: param.conversation_key,
      effect_kind: param.effect_kind,
      sms_kind: param.sms_kind,
      effect: param.effect,
      state: param.state,
      not_before: param.not_before,
      due_at: param.due_at,
      created_at: param.created_at,
      cancel_key: param.cancel_key,
      once_key: param.once_key,
      lane: param.lane,
      attempts: param.attempts,
      tried_at: param.tried_at,
      was_unknown: param.was_unknown,
      lease_until: param.lease_until,
      place_at: param.place_at,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'once_key']).where('once_key', 'is not', null).doNothing()),
)

export const FIND = hot<OfRow>()((db, param) =>
  db.selectFrom('outbox').selectAll().where('tenant_id', '=', param.tenant_id).where('id', '=', param.id),
)

/** With many writers the row is held, so that nobody recovers it before it is put back. */
export const IS_CLAIMED = hot<OfRow>()((db, param, writers) =>
  db
    .selectFrom('outbox')
    .select('attempts')
    .where('tenant_id', '=', param.tenant_id)
    .where('id', '=', param.id)
    .where('state', '=', CLAIMED_STATE)
    .$if(writers === 'many', (select) => select.forUpdate()),
)

/** Any unfinished row of a lane. */
export const IN_LANE = hot<OfLane>()((db, param) =>
  db
    .selectFrom('outbox')
    .select('sequence')
    .where('tenant_id', '=', param.tenant_id)
    .where('conversation_key', '=', param.conversation_key)
    .where('lane', '=', param.lane)
    .where('state', 'in', UNFINISHED)
    .limit(sql.lit(1)),
)

/** The waiting rows of a conversation in the order in which they were added. With many writers they are held, so that nobody claims what is canceled. */
export const WAITING = hot<{ tenant_id: string; conversation_key: string }>()((db, param, writers) =>
  db
    .selectFrom('outbox')
    .select(['id', 'effect_kind', 'sms_kind', 'cancel_key'])
    .where('tenant_id', '=', param.tenant_id)
    .where('conversation_key', '=', param.conversation_key)
    // The engine does not see that waiting rows are unfinished ones, so both are said.
    .where('state', 'in', UNFINISHED)
    .where('state', '=', WAITING_STATE)
    .orderBy('sequence')
    .$if(writers === 'many', (select) => select.forUpdate()),
)

export const CANCEL = hot<OfRow>()((db, param) =>
  db
    .updateTable('outbox')
    .set({ state: 'canceled', due_at: null })
    .where('tenant_id', '=', param.tenant_id)
    .where('id', '=', param.id)
    .where('state', '=', WAITING_STATE)
    .returning(['id', 'conversation_key', 'lane']),
)

/** The instant of the first try stays: it is from then on that the carrier may have it. */
export const MARK_TRIED = hot<OfRow & { tried_at: number }>()((db, param) =>
  db
    .updateTable('outbox')
    .set((eb) => ({ tried_at: eb.fn.coalesce('tried_at', eb.val(param.tried_at)) }))
    .where('tenant_id', '=', param.tenant_id)
    .where('id', '=', param.id)
    .where('state', '=', CLAIMED_STATE),
)

/** A row that has ended stays as it ended. */
export const SETTLE = hot<OfRow & { state: OutboxState }>()((db, param) =>
  db
    .updateTable('outbox')
    .set({ state: param.state, due_at: null, lease_until: null, was_unknown: 0 })
    .where('tenant_id', '=', param.tenant_id)
    .where('id', '=', param.id)
    .where('state', 'in', UNFINISHED)
    .returning(['id', 'conversation_key', 'lane']),
)

/** A claimed row is the first of its lane, so it is due again at once; an event is never due to the claim of all others. A row that has ended must not come back to life. */
export const PUT_BACK = hot<OfRow & { state: OutboxState; not_before: number; place_at: number | null }>()((db, param) =>
  db
    .updateTable('outbox')
    .set((eb) => ({
      state: param.state,
      not_before: param.not_before,
      // Cast, because PostgreSQL takes a parameter beside a null for text.
      due_at: eb
        .case()
        .when('effect_kind', '=', EVENT_LITERAL)
        .then(null)
        .else(eb.cast<number>(eb.val(param.not_before), 'bigint'))
        .end(),
      lease_until: null,
      was_unknown: 0,
      place_at: param.place_at,
    }))
    .where('tenant_id', '=', param.tenant_id)
    .where('id', '=', param.id)
    .where('state', '=', CLAIMED_STATE),
)

/** Makes the first unfinished row of a lane due, unless it is claimed already. */
export const NEXT_IN_LANE = hot<OfLane>()((db, param) =>
  db
    .updateTable('outbox')
    .set((eb) => ({ due_at: eb.ref('not_before') }))
    .where('state', 'in', [WAITING_STATE, UNKNOWN_STATE])
    .where('sequence', '=', (eb) =>
      eb
        .selectFrom('outbox as of_lane')
        .select((min) => min.fn.min('of_lane.sequence').as('first'))
        .where('of_lane.tenant_id', '=', param.tenant_id)
        .where('of_lane.conversation_key', '=', param.conversation_key)
        .where('of_lane.lane', '=', param.lane)
        .where('of_lane.state', 'in', UNFINISHED),
    ),
)
