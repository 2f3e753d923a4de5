import type { Directive } from '#core/conversation/directive.ts'
import type { Trade } from '#core/qualification/reading.ts'

/** The standard operating procedures, parsed and checked. Same trade, same answer until reloaded. */
export interface Directives {
  forTrade(trade: Trade): Directive
}
