import { DatabaseSync } from 'node:sqlite'
import { newConversation } from '#core/conversation/conversation.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import { demoBusiness } from '#execution/lab/demo-business.ts'

export const TENANTS = 1_000
export const TEXTS_PER_LEAD = 5
/** A year, ending now in the eyes of the charts. */
const YEAR_MS = 365 * 86_400_000
const ENDS_AT = Date.parse('2026-11-22T18:00:00Z')
/** Of each business's leads the newest so many still need somebody; their conversations are read by the first screen. */
const NEEDED_PER_TENANT = 60

export function tenantName(place: number): string {
  return `t_${String(place).padStart(4, '0')}`
}

/** Fills an empty, migrated file: rows in the order of time, businesses in turn, indexes made at the end. */
export function fillLists(path: string, leads: number): void {
  const db = new DatabaseSync(path)
  db.exec(
    'pragma journal_mode = delete; pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -400000; pragma temp_store = memory',
  )
  const indexes = db
    .prepare(
      "select name, sql from sqlite_schema where type = 'index' and sql is not null and tbl_name in ('leads', 'messages', 'calls', 'decisions', 'alerts')",
    )
    .all()
  for (const { name } of indexes) db.exec(`drop index ${String(name)}`)
  db.exec('begin')
  tenants(db)
  rows(db, leads)
  days(db)
  conversations(db, leads)
  for (const { sql } of indexes) db.exec(String(sql))
  db.exec('commit; analyze')
  db.close()
}

function tenants(db: DatabaseSync): void {
  const insert = db.prepare('insert into tenants (tenant_id, policy, created_at, updated_at) values (?, ?, ?, ?)')
  const member = db.prepare("insert into members (tenant_id, phone, role, name, verified, created_at) values (?, ?, 'owner', 'Sam', 1, ?)")
  for (let place = 0; place < TENANTS; place += 1) {
    const policy = {
      ...demoBusiness('America/Chicago'),
      tenantId: parseTenantId(tenantName(place)),
      name: `Business ${place}`,
      numbers: [],
    }
    insert.run(tenantName(place), JSON.stringify(policy), ENDS_AT - YEAR_MS + place, ENDS_AT)
    member.run(tenantName(place), `+1217556${String(place).padStart(4, '0')}`, ENDS_AT)
  }
}

const TENANT = `printf('t_%04d', n % ${TENANTS})`
const KEY = `printf('+1%010d', 3120000000 + n)`

/** One lead, its call, decisions, alert and texts for each number `n`, spread evenly over the year. */
function rows(db: DatabaseSync, leads: number): void {
  const at = `cast(${ENDS_AT - YEAR_MS} + n * ${YEAR_MS / leads} as integer)`
  const numbers = `with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n < ${leads - 1})`
  const needed = `n >= ${leads - NEEDED_PER_TENANT * TENANTS}`
  const need = `case when ${needed} then case n / ${TENANTS} % 10 when 0 then 'emergency' when 1 then 'talking' else 'ready' end end`
  db.exec(`${numbers} insert into leads (tenant_id, id, conversation_key, phone, status, intent, urgency, safety, service, name, street, city, zip,
    preferred_time, score, source, created_at, need, need_since) select ${TENANT}, printf('ld_%09d', n), ${KEY}, ${KEY}, case n % 3 when 0 then 'qualified' when 1 then 'closed' else 'open' end,
    'book', 'routine', 0, 'water heater', 'Dana Lee', printf('%d Oak St', n % 900), 'Springfield', '62701', '{"asap":true}', 60, 'call', ${at}, ${need},
    case when ${needed} then ${at} end from numbers`)
  db.exec(`${numbers} insert into calls select ${TENANT}, printf('CA%032x', n), ${KEY}, printf('ld_%09d', n), ${KEY}, '+12175550102', 'missed', 'day',
    ${at}, ${at} + 15000, ${at} + 30000, ${at} + 20000, null, null, null from numbers`)
  db.exec(
    `${numbers} insert into decisions (tenant_id, at, id, conversation_key, kind, subject, reasons) select ${TENANT}, ${at}, printf('CA%032x:ended', n), ${KEY}, 'event', 'call-ended', '[{"code":"missed"},{"code":"first_text"}]' from numbers`,
  )
  db.exec(`${numbers} insert into alerts select ${TENANT}, printf('al_%09d', n), ${at}, 'lead-qualified', 'NEW LEAD' || char(10) || 'Dana Lee, water heater', printf('ld_%09d', n), 'sent', null
    from numbers where n % 3 = 0`)
  for (let text = 0; text < TEXTS_PER_LEAD; text += 1) {
    const inbound = text % 2 === 1
    const [direction, kind, from, to] = inbound
      ? ['inbound', 'customer', KEY, "'+12175550102'"]
      : ['outbound', text === 0 ? 'instant_reply' : 'ai_reply', "'+12175550102'", KEY]
    const body = inbound
      ? 'My water heater stopped working, I am at 14 Oak St, can somebody come tomorrow morning?'
      : 'Thanks for reaching Ace Plumbing. What is the address, and is there water on the floor right now?'
    db.exec(`${numbers} insert into messages select ${TENANT}, printf('SM${text}%031x', n), ${KEY}, printf('ld_%09d', n), '${direction}', ${from}, ${to}, '${body}', '${kind}', '${inbound ? 'received' : 'delivered'}',
      printf('SM${text}%031x', n), null, 1, ${at} + ${text * 40_000}, ${at} + ${text * 40_000 + 200}, null, '[{"code":"send"}]' from numbers`)
  }
}

/** A year of days for the charts: the day's counts, how fast the texts were, and eight hours that cost something. */
function days(db: DatabaseSync): void {
  const numbers = `with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n < ${TENANTS * 366 - 1})`
  const day = `date(${ENDS_AT / 1_000} - (n / ${TENANTS}) * 86400, 'unixepoch')`
  db.exec(`${numbers} insert into result_days select ${TENANT}, ${day}, 3, 3, 2, 1, 1, 0, 0, 1 from numbers`)
  for (const tenths of [2, 3, 5]) db.exec(`${numbers} insert into result_speeds select ${TENANT}, ${day}, ${tenths}, 1 from numbers`)
  for (let hour = 0; hour < 8; hour += 1) {
    const at = `${ENDS_AT - (ENDS_AT % 3_600_000)} - (n / ${TENANTS}) * 86400000 - ${hour * 3_600_000}`
    db.exec(`${numbers} insert into usage select ${TENANT}, ${at}, 4, 2, 2, 25600 from numbers`)
  }
}

/** The whole state of the customers that the first screen and the newest leads show. */
function conversations(db: DatabaseSync, leads: number): void {
  const insert = db.prepare('insert into conversations (tenant_id, conversation_key, conversation, updated_at) values (?, ?, ?, ?)')
  for (let n = Math.max(0, leads - NEEDED_PER_TENANT * TENANTS); n < leads; n += 1) {
    const key = `+1${3_120_000_000 + n}`
    const at = instant(ENDS_AT - YEAR_MS + Math.trunc((n * YEAR_MS) / leads))
    const body = 'My water heater stopped working'
    const intake = newIntake('en')
    intake.slots.problem = { value: body, words: body, messageSid: `SM1${n.toString(16).padStart(31, '0')}`, at }
    const lead = {
      id: `ld_${String(n).padStart(9, '0')}`,
      status: 'qualified' as const,
      source: 'call' as const,
      createdAt: at,
      missedCalls: 1,
      intake,
    }
    const conversation = { ...newConversation(key, parsePhoneNumber(key)), lead }
    insert.run(tenantName(n % TENANTS), key, JSON.stringify(conversation), at)
  }
}
