import type { KeptWith } from '#core/replay/decide-event.ts'
import type { SnapshotRepository } from '#ports/inbox.ts'
import { fromJson } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'
import { sha256 } from '../sha256.ts'

/** The policy and the directive of a business change rarely and are read into memory once, so their text and hash are kept by identity. */
const KNOWN = new WeakMap<object, { content: string; hash: string }>()

/** What decisions were made with. Its parts change at different times, so each is a row of its own. */
export class SqlSnapshots implements SnapshotRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async keep(using: KeptWith): Promise<string> {
    const { policy, directive, diary, ...rest } = using
    const parts = [textOf(policy), textOf(directive), ...(diary === null ? [] : [textOf(diary)])]
    const [policyHash, directiveHash, diaryHash] = parts.map((part) => part.hash)
    const content = JSON.stringify({ policy: policyHash, directive: directiveHash, diary: diaryHash ?? null, rest })
    const hash = sha256(content)
    if (await this.#isKept(hash)) return hash
    for (const part of parts) {
      if (!(await this.#isKept(part.hash))) await this.#add(part.hash, part.content)
    }
    await this.#add(hash, content)
    return hash
  }

  async find(hash: string): Promise<KeptWith | null> {
    const content = await this.#content(hash)
    if (content === null) return null
    const { policy, directive, diary, rest } = fromJson<Names>(content)
    const [policyText, directiveText] = [await this.#content(policy), await this.#content(directive)]
    const diaryText = diary === null ? 'null' : await this.#content(diary)
    if (policyText === null || directiveText === null || diaryText === null) return null
    return {
      ...rest,
      policy: fromJson<KeptWith['policy']>(policyText),
      directive: fromJson<KeptWith['directive']>(directiveText),
      diary: fromJson<KeptWith['diary']>(diaryText),
    }
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

/** The hashes of the parts. */
type Names = { policy: string; directive: string; diary: string | null; rest: Omit<KeptWith, 'policy' | 'directive' | 'diary'> }

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
