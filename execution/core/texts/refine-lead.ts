import { capture, higherUrgency } from '#core/qualification/capture.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { Decision } from '#core/decision.ts'
import type { ReadText } from '#core/event.ts'
import { nothing } from '#core/planning.ts'

/**
 * A model's answer that came after the reply: the lead knows more and its score is another, and nobody is texted. Only gaps are filled, because
 * what was said since then is newer; urgency and danger only rise.
 */
export function refineLead(event: { leadId: string; texts: ReadText[] }, conversation: Conversation): Decision {
  const { lead } = conversation
  if (lead === null || lead.id !== event.leadId || lead.status === 'opted_out') return nothing(conversation, { code: 'too_late_to_refine' })
  let { intake } = lead
  const filled: string[] = []
  for (const text of event.texts) {
    const taken = capture(intake, text)
    const gaps = Object.entries(taken.slots).filter(([name]) => Reflect.get(intake.slots, name) === null)
    const slots = { ...intake.slots, ...Object.fromEntries(gaps) }
    filled.push(...gaps.filter(([, value]) => value !== null).map(([name]) => name))
    intake = {
      ...intake,
      slots,
      urgency: higherUrgency(intake.urgency, text.reading.urgency),
      safety: intake.safety || text.reading.safety,
      intent: text.reading.intent === 'emergency_help' ? text.reading.intent : (intake.intent ?? text.reading.intent),
    }
  }
  const { urgency, safety } = intake
  const reason = { code: 'lead_refined', facts: { fields: filled.join(' '), urgency, safety } }
  return nothing({ ...conversation, lead: { ...lead, intake } }, reason)
}
