import type { Intent, ReadingContext } from '#core/qualification/reading.ts'
import type { IntentEvidence } from './read-intent.ts'
import type { UrgencyReading } from './read-urgency.ts'
import type { Scope } from './scope.ts'

/** What the rules made of a text, before anybody weighs it. */
export type RuleFindings = {
  /** The intent by the rules if nothing were dangerous. */
  calmIntent: Intent
  urgency: UrgencyReading
  evidence: IntentEvidence
  scope: Scope
  context: ReadingContext
  hasName: boolean
  hasWish: boolean
  isQuestion: boolean
  words: number
}

/** The findings of the rules as features of the judge, each with the mark `R`. */
export function ruleFeatures(found: RuleFindings): string[] {
  const { calmIntent, urgency, evidence, context } = found
  const { cues, affirm } = evidence
  const features = [
    `R intent ${calmIntent}`,
    `R intent ${calmIntent} ${context.asked ?? 'nothing'}`,
    `R urgency ${urgency.urgency}`,
    `R affirm ${affirm}`,
    `R length ${Math.min(4, Math.floor(found.words / 5))} ${calmIntent}`,
  ]
  if (found.isQuestion) features.push(`R question ${calmIntent}`)
  const flags = {
    emergency: urgency.urgency === 'emergency',
    safety: urgency.safety,
    resolved: urgency.resolved,
    trouble: urgency.hasTrouble,
    need: urgency.hasNeed,
    service: evidence.hasService,
    place: evidence.hasPlace,
    name: found.hasName,
    wish: found.hasWish,
  }
  const on = Object.entries(flags)
    .filter(([, is]) => is)
    .map(([name]) => name)
  for (const name of on) features.push(`R ${name}`, `R ${name} ${calmIntent}`)
  for (const cue of cues.all()) {
    features.push(`R cue ${cue}`)
    if (cues.count(cue) > 1) features.push(`R cues ${cue}`)
    for (const name of on) features.push(`R cue ${cue} ${name}`)
    for (const other of cues.all()) if (cue < other) features.push(`R cue ${cue} ${other}`)
  }
  for (const label of urgency.troubles.keys()) features.push(`R told ${label}`)
  return features
}
