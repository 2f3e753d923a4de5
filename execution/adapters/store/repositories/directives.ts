import type { Instant } from '#core/values/instant.ts'
import type { DirectiveName, DirectiveOverride, DirectiveRepository } from '#ports/directives.ts'
import type { TenantScope } from '../query-scope.ts'

/** A business's own changes to the procedures, as Markdown. They were checked before they were saved. */
export class SqlDirectives implements DirectiveRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async list(): Promise<DirectiveOverride[]> {
    const rows = await this.#scope.db
      .selectFrom('directive_overrides')
      .select(['name', 'markdown'])
      .where('tenant_id', '=', this.#scope.tenantId)
      .orderBy('name')
      .execute()
    return rows.map(({ name, markdown }) => ({ name, markdown }))
  }

  async save(name: DirectiveName, markdown: string | null, at: Instant): Promise<void> {
    const tenantId = this.#scope.tenantId
    await this.#scope.db.deleteFrom('directive_overrides').where('tenant_id', '=', tenantId).where('name', '=', name).execute()
    if (markdown === null) return
    await this.#scope.db.insertInto('directive_overrides').values({ tenant_id: tenantId, name, markdown, updated_at: at }).execute()
  }
}
