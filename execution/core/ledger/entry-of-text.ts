import type { Reason } from '#core/decision.ts'
import type { Effect, Outcome } from '#core/effect.ts'
import type { GateAnswer } from '#core/gate.ts'
import { toIso, type Instant } from '#core/values/instant.ts'
import type { Json, JsonObject } from './canonical-json.ts'
import type { LedgerKind, NewLedgerEntry } from './ledger-entry.ts'
import { openReasons, personalReasons } from './open-reasons.ts'

type TextEffect = Extract<Effect, { kind: 'send-sms' | 'text-staff' }>

/** What became of one text that was to leave: the gate's answer in that moment and, when it was tried, what the carrier said. */
export type SettledText = {
  effect: TextEffect
  effectId: string
  at: Instant
  /** The customer whom it is for or about; null when their number is withheld. */
  person: string | null
  /** The number that it goes to. */
  to: string | null
  answer: GateAnswer
  outcome: Outcome<{ carrierId: string; segments: number | null }> | null
  /** Tries so far, this one included. */
  attempts: number
  /** No further try follows. */
  last: boolean
  /** The newest consent entry of the person when the gate was asked. */
  consentEntry: number | null
}

/**
 * The entry of a text that was sent, put off, refused or lost sight of. Null for a try that failed and will be repeated: the entry of the
 * last try counts them. The words of an alert to the owner speak of a customer and are kept elsewhere; only the fact of it is here.
 */
export function entryOfText(settled: SettledText): NewLedgerEntry | null {
  const { effect, at, person, to, effectId, answer, outcome } = settled
  if (outcome?.kind === 'retry' && !settled.last) return null
  const reasons = outcome === null || outcome.kind === 'done' ? answer.reasons : [...answer.reasons, carrierReason(outcome)]
  return {
    kind: kindOf(settled),
    at,
    person,
    facts: factsOf(settled, reasons),
    personal:
      person === null
        ? null
        : {
            body: effect.kind === 'send-sms' ? effect.body : null,
            carrierId: outcome?.kind === 'done' ? outcome.value.carrierId : null,
            e164: to,
            effectId,
            words: personalReasons(reasons),
          },
  }
}

/** The entry of a text that an outsider asked for and that may never leave. */
export function entryOfRefusedRequest(asked: {
  smsKind: string
  to: string
  body: string
  answer: GateAnswer
  at: Instant
}): NewLedgerEntry {
  const { smsKind, to, body, answer, at } = asked
  const facts = { subject: 'sms-asked', smsKind, answer: answer.kind, reasons: openReasons(answer.reasons), gate: gateOf(answer) }
  return { kind: 'decision', at, person: to, facts, personal: { body, e164: to, words: personalReasons(answer.reasons) } }
}

/** The entry of a delivery report that names a fault: the text was taken by the carrier and did not arrive. */
export function entryOfReport(report: {
  smsKind: string
  errorCode: number
  status: string
  person: string | null
  to: string
  messageId: string
  carrierId: string
  at: Instant
}): NewLedgerEntry {
  const { smsKind, errorCode, status, person, to, messageId, carrierId, at } = report
  const facts = { subject: 'sms-report', smsKind, outcome: status, errorCode }
  return { kind: 'outcome', at, person, facts, personal: person === null ? null : { e164: to, effectId: messageId, carrierId } }
}

/** In the order of their names, as the ledger writes them. */
function factsOf({ effect, outcome, answer, attempts, consentEntry }: SettledText, reasons: readonly Reason[]): JsonObject {
  return {
    alert: effect.kind === 'text-staff' ? effect.alert : null,
    answer: answer.kind,
    attempts,
    consentEntry,
    errorCode: outcome?.kind === 'refused' || outcome?.kind === 'retry' ? outcome.code : null,
    gate: gateOf(answer),
    outcome: outcome?.kind ?? null,
    reasons: openReasons(reasons),
    segments: outcome?.kind === 'done' ? outcome.value.segments : null,
    smsKind: effect.kind === 'send-sms' ? effect.smsKind : 'owner_alert',
    subject: effect.kind,
    until: answer.kind === 'wait' ? toIso(answer.until) : null,
  }
}

/** What the rules were asked with and by which version; null when the rules were not asked (a text that was found at the carrier). */
function gateOf(answer: GateAnswer): Json {
  if (answer.evidence === null) return null
  const { classes, zones, localTimes, jurisdictions, ruleVersion, facts } = answer.evidence
  return { classes: [...classes], facts, jurisdictions: [...jurisdictions], localTimes: [...localTimes], ruleVersion, zones: [...zones] }
}

function carrierReason(outcome: Exclude<SettledText['outcome'], null | { kind: 'done' }>): Reason {
  return { code: `carrier_${outcome.kind}`, facts: { why: outcome.reason } }
}

function kindOf({ answer, outcome }: SettledText): LedgerKind {
  if (answer.kind !== 'do' || outcome === null) return 'decision'
  return outcome.kind === 'done' ? 'send' : 'outcome'
}
