import type { DecidedWith } from '#core/replay/decide-event.ts'
import type { SnapshotRepository } from '#ports/store.ts'
import { fromJson } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'
import { sha256 } from '../sha256.ts'

/** The policy and the directive of a business change rarely and are read into memory once, so their text and hash are kept by identity. */
const KNOWN = new WeakMap<object, { content: string; hash: string }>()

/** What decisions were made with. Parts that rarely change are rows of their own, so that a row per mode of the day stays small. */
export class SqlSnapshots implements SnapshotRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async keep(using: DecidedWith): Promise<string> {
    const { policy, directive, ...rest } = using
    const parts = { policy: textOf(policy), directive: textOf(directive) }
    const content = JSON.stringify({ policy: parts.policy.hash, directive: parts.directive.hash, rest })
    const hash = sha256(content)
    if (await this.#isKept(hash)) return hash
    for (const part of Object.values(parts)) {
      if (!(await this.#isKept(part.hash))) await this.#add(part.hash, part.content)
    }
    await this.#add(hash, content)
    return hash
  }

  async find(hash: string): Promise<DecidedWith | null> {
    const content = await this.#content(hash)
    if (content === null) return null
    const { policy, directive, rest } = fromJson<Kept>(content)
    const [policyText, directiveText] = [await this.#content(policy), await this.#content(directive)]
    if (policyText === null || directiveText === null) return null
    return { ...rest, policy: fromJson<DecidedWith['policy']>(policyText), directive: fromJson<DecidedWith['directive']>(directiveText) }
  }

  async #isKept(hash: string): Promise<boolean> {
    return (await this.#scope.first(IS_KEPT, { tenant_id: this.#scope.tenantId, hash })) !== null
  }

  async #content(hash: string): Promise<string | null> {
    const row = await this.#scope.first(FIND, { tenant_id: this.#scope.tenantId, hash })
    return row?.content ?? null
  }

  async #add(hash: string, content: string): Promise<void> {
    await this.#scope.run(ADD, { tenant_id: this.#scope.tenantId, hash, content })
  }
}

type Kept = { policy: string; directive: string; rest: Omit<DecidedWith, 'policy' | 'directive'> }

function textOf(value: object): { content: string; hash: string } {
  const known = KNOWN.get(value)
  if (known !== undefined) return known
  const content = JSON.stringify(value)
  const made = { content, hash: sha256(content) }
  KNOWN.set(value, made)
  return made
}

const IS_KEPT = hot<{ tenant_id: string; hash: string }>()((db, param) =>
  db.selectFrom('snapshots').select('hash').where('tenant_id', '=', param.tenant_id).where('hash', '=', param.hash),
)

const FIND = hot<{ tenant_id: string; hash: string }>()((db, param) =>
  db.selectFrom('snapshots').select('content').where('tenant_id', '=', param.tenant_id).where('hash', '=', param.hash),
)

const ADD = hot<Schema['snapshots']>()((db, param) =>
  db.insertInto('snapshots').values({ tenant_id: param.tenant_id, hash: param.hash, content: param.content }),
)
