import { toIso, type Instant } from '#core/values/instant.ts'
import { brandTierOf } from './brand-tier.ts'
import type { FailureReason } from './failure.ts'
import { nextStep } from './next-step.ts'
import { pace, type Pacing } from './pacing.ts'
import type { HistoryEntry, RegistrationRecord } from './record.ts'
import type { RegistrationSettings } from './registration-settings.ts'
import { CODE_LASTS_MS, tierOf } from './review-stages.ts'
import { standingOf } from './standing.ts'
import { stepName } from './step.ts'
import type { WaitsFor } from './stage.ts'

/** A registration for people. Holds no tax number and no address of a person. */
export type RegistrationView = {
  status: 'none' | 'pending' | 'approved'
  /** One sentence: what is happening, or what must be done. */
  words: string
  /** What a person must mend; empty when nothing. */
  mend: readonly FailureReason[]
  route: string
  tier: string
  revision: number
  /** Ids at the carrier. */
  pieces: Readonly<Record<string, string>>
  numbers: readonly { e164: string; added: boolean }[]
  pacing: Pacing
  nextLookAt: string | null
  /** What was sent or asked and waits for its answer; null when nothing. */
  underWay: string | null
  givenUp: readonly { name: string; sid: string }[]
  /** Newest first. */
  history: readonly (Omit<HistoryEntry, 'at'> & { at: string })[]
}

export function registrationView(record: RegistrationRecord, at: Instant, settings: RegistrationSettings): RegistrationView {
  const next = nextStep(record, at, settings)
  const { status } = standingOf(record, at, settings)
  return {
    status,
    words: wordsOf(next, record),
    mend: next.kind === 'mend' ? next.failure.reasons : [],
    route: record.application.route,
    tier: record.application.route === 'toll-free' ? 'toll-free' : brandTierOf(record.application),
    revision: record.revision,
    pieces: Object.fromEntries(Object.entries(record.made).map(([name, { sid }]) => [name, sid])),
    numbers: record.application.numbers.map((e164) => ({ e164, added: record.addedNumbers.includes(e164) })),
    pacing: pace(tierOf(record)),
    nextLookAt: next.kind === 'step' ? null : toIso(next.kind === 'done' || next.kind === 'mend' || next.kind === 'wait' ? next.until : at),
    underWay: record.underWay === null ? null : `${stepName(record.underWay.step)}, since ${toIso(record.underWay.since)}`,
    givenUp: record.givenUp,
    history: record.history.toReversed().map((entry) => ({ ...entry, at: toIso(entry.at) })),
  }
}

function wordsOf(next: ReturnType<typeof nextStep>, record: RegistrationRecord): string {
  switch (next.kind) {
    case 'step':
      return `Under way; next: ${stepName(next.step)}.`
    case 'wait':
      return next.waitsFor === 'code' ? codeWords(record) : WAITS[next.waitsFor]
    case 'mend':
      return `The ${next.failure.what} was refused. Mend what is listed, then submit again; if nothing is to be mended, resume.`
    case 'done':
      return record.application.mock ? 'The rehearsal is complete; a mock brand registers nothing.' : 'Approved.'
    default:
      return next satisfies never
  }
}

const WAITS: Readonly<Record<Exclude<WaitsFor, 'code'>, string>> = {
  'brand-review': 'The brand is under review; minutes to days.',
  'campaign-review': 'The campaign is under review; usually 10 to 15 working days.',
  'verification-review': 'The toll-free number is under review; usually 3 to 5 working days.',
  'number-settling': 'The campaign is approved; the carriers need up to a day to know its numbers.',
  carrier: 'The carrier could not be asked; it is tried again.',
}

function codeWords({ code }: RegistrationRecord): string {
  if (code.sentAt === null) return 'The carrier texts a code to the mobile phone of the proprietor, who answers that text.'
  const until = toIso((code.sentAt + CODE_LASTS_MS) as Instant)
  return `The carrier has texted a code to the mobile phone of the proprietor, who answers that text by ${until}. "lead-agent a2p resume --code" sends another.`
}
