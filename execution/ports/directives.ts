import type { Directive } from '#core/conversation/directive.ts'
import type { Trade } from '#core/qualification/reading.ts'
import type { Instant } from '#core/values/instant.ts'

/** A file of the procedures: the three that serve every trade, or a trade's own. */
export type DirectiveName = 'agent' | 'escalation' | 'compliance' | Trade

/** A business's own version of one file: its front matter replaces ours, and each text that it names. */
export type DirectiveOverride = { name: DirectiveName; markdown: string }

/** One fault in a directive: where it is and what to do about it. */
export type DirectiveProblem = { file: string; line: number; problem: string }

/** The standard operating procedures, parsed and checked. Same arguments, same answer until reloaded. */
export interface Directives {
  forTrade(trade: Trade): Directive
  /** With the business's own changes; changes that no longer fit the procedures are left out as a whole. */
  forTenant(trade: Trade, overrides: readonly DirectiveOverride[]): Directive
}

/** The procedures with what is needed to look after them. */
export interface DirectiveLibrary extends Directives {
  /** Every problem that a business of this trade would have with these changes; empty when they may be used. */
  checkOverrides(trade: Trade, overrides: readonly DirectiveOverride[]): DirectiveProblem[]
  /** The Markdown of a file as it serves everybody. */
  source(name: DirectiveName): string
  /** Over all files: changes with every edit. */
  readonly hash: string
}

/** The business's own changes to the procedures. */
export interface DirectiveRepository {
  list(): Promise<DirectiveOverride[]>
  /** Creates or replaces; null takes the change back. */
  save(name: DirectiveName, markdown: string | null, at: Instant): Promise<void>
}
