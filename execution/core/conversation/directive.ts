import type { Act, StandIn } from '#core/conversation/act.ts'
import type { LadderStep } from '#core/escalation/ladder.ts'
import type { Asked, Language, Trade } from '#core/qualification/reading.ts'

/** What the assistant may say, in one language. Texts hold `{placeholders}` that are filled from tenant facts and captured fields only. */
export type DirectiveTexts = Readonly<Record<Act | StandIn, string>>

/** A standard operating procedure as the core needs it: which things to ask, in which order, and the words for every act. */
export type Directive = {
  trade: Trade
  /** Identifies the exact version: a hash over the Markdown files it came from. */
  hash: string
  /** What to find out, in order; `photo` only when the trade wants one. */
  ask: readonly Asked[]
  /** Where the work is done: `visit` needs a street, `shop` is content with a ZIP. */
  place: 'visit' | 'shop'
  /** The canonical words for a service and how a customer reads them. Others are never repeated to a customer. */
  services: Readonly<Record<string, Readonly<Record<Language, string>>>>
  texts: Readonly<Record<Language, DirectiveTexts>>
  /** What is done, and when, until somebody accepts an emergency. The first step is the owner's text. */
  ladder: readonly LadderStep[]
}
