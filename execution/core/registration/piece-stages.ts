import type { BundleName, PieceName } from './piece.ts'
import { pieceFor } from './pieces.ts'
import type { BundleState, RegistrationRecord } from './record.ts'
import type { Next, Stage, StageFacts } from './stage.ts'
import { policiesFor } from './trust-policies.ts'

/** A piece that exists and says what the application says: made once, changed in place ever after. */
export function pieceStage(name: PieceName): Stage {
  return (facts) => makeOrChange(name, facts, true)
}

/** The request that brings a piece in line with the application; null when it is. Throws when an earlier stage has not done its part. */
export function makeOrChange(name: PieceName, { record, settings }: StageFacts, mayChange: boolean): Next | null {
  const piece = pieceFor(name, record, settings)
  if (piece === null) throw new Error(`the ${name} was reached before the things that it needs`)
  const made = record.made[name]
  if (made === undefined) return { kind: 'step', step: { kind: 'make', name, piece } }
  if (!mayChange || made.sent === JSON.stringify(piece)) return null
  return { kind: 'step', step: { kind: 'change', name, sid: made.sid, piece } }
}

/** A bundle with everything in it, found compliant and handed in. Its review runs beside that of the brand, so nobody waits here (facts 12.2 step 11). */
export function bundleStage(bundle: BundleName, members: readonly PieceName[]): Stage {
  return (facts) => {
    const { record } = facts
    const own = makeOrChange(bundle, facts, true)
    if (own !== null) return own
    const bundleSid = sidOf(record, bundle)
    const state = record.bundles[bundle]
    const wanted = [...members.map((name) => sidOf(record, name)), ...(bundle === 'profile' ? [record.primaryProfileSid ?? ''] : [])]
    const missing = wanted.find((sid) => !state.assigned.includes(sid))
    if (missing !== undefined) return { kind: 'step', step: { kind: 'assign', bundle, bundleSid, objectSid: missing } }
    if (mustBeEvaluated(record, state, members)) {
      const policies = policiesFor(record.application.business.ein !== null)
      const policySid = (bundle === 'profile' ? policies.profile : policies.messaging).sid
      return { kind: 'step', step: { kind: 'evaluate', bundle, bundleSid, policySid } }
    }
    const isHandedIn = state.handedInRevision !== null && state.handedInRevision >= (state.evaluatedRevision ?? 0)
    return isHandedIn ? null : { kind: 'step', step: { kind: 'hand-in', bundle, bundleSid } }
  }
}

/** Never evaluated, something in it has changed since, or it was rejected and a person has done something about it. */
function mustBeEvaluated(record: RegistrationRecord, state: BundleState, members: readonly PieceName[]): boolean {
  const { evaluatedRevision, handedInRevision, status } = state
  if (evaluatedRevision === null) return true
  const changedRevision = Math.max(...members.map((name) => record.made[name]?.revision ?? 0))
  if (changedRevision > evaluatedRevision) return true
  return status === 'twilio-rejected' && record.revision > (handedInRevision ?? 0) && evaluatedRevision <= (handedInRevision ?? 0)
}

function sidOf(record: RegistrationRecord, name: PieceName): string {
  const made = record.made[name]
  if (made === undefined) throw new Error(`the ${name} was needed before it was made`)
  return made.sid
}
