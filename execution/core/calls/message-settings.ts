import { BANS, ON_THE_WAY } from '#core/conversation/banned-words.ts'
import type { HoursMode } from '#core/hours/business-hours.ts'

/** When a caller hears a message: by the mode of the hour, or because no text can reach them. */
export const SPOKEN_MOMENTS = ['day', 'evening', 'night', 'voicemail'] as const
export type SpokenMoment = HoursMode | 'voicemail'

/** Voices that speak English; the carrier's adapter knows them by its own names. */
export const VOICES = ['joanna', 'ruth', 'danielle', 'matthew', 'stephen', 'gregory'] as const
export type VoiceName = (typeof VOICES)[number]

/** What a business chose for one moment. Null: the standard. `audioUrl` is a recording of its own that is played in place of the words. */
export type SpokenSettings = { opening: string | null; voice: VoiceName | null; audioUrl: string | null }

export type TenantMessages = {
  spoken: Readonly<Partial<Record<SpokenMoment, SpokenSettings>>>
  /** The first text after a missed call, with `{business}`; null: the standard one. Only where US rules alone hold. */
  firstText: string | null
}

export const STANDARD_OPENING = "Thanks for calling {business}. We can't take your call right now."

/** About twenty seconds of speech before the announcement of the text; a caller who has hung up by then has heard nothing of it (chosen). */
export const OPENING_CHARACTERS_MAX = 300

/** What holds for a moment. A recording of the business for every hour stands in where the moment has none of its own; it announces a text, so never for a voicemail. */
export function spokenSettings(
  policy: { messages?: TenantMessages | null; messageAudioUrl: string | null },
  moment: SpokenMoment,
): SpokenSettings {
  const own = policy.messages?.spoken[moment]
  const audioUrl = own?.audioUrl ?? (moment === 'voicemail' ? null : policy.messageAudioUrl)
  return { opening: own?.opening ?? null, voice: own?.voice ?? null, audioUrl }
}

/** The opening with its placeholders filled. */
export function openingWords(opening: string | null, business: { name: string; ownerName: string | null }): string {
  return (opening ?? STANDARD_OPENING).replaceAll('{business}', business.name).replaceAll('{owner}', business.ownerName ?? 'the owner')
}

/** What keeps an opening from being spoken, each with what to do; empty when it may be. The sentences that the law asks for follow by themselves. */
export function openingProblems(opening: string): string[] {
  const problems: string[] = []
  if (!opening.includes('{business}')) problems.push('put {business} where the name belongs; callers must hear whom they reached')
  if (opening.length > OPENING_CHARACTERS_MAX)
    problems.push(
      `it has ${opening.length} characters; shorten it to ${OPENING_CHARACTERS_MAX}, or callers hang up before they hear of the text`,
    )
  const strange = [...opening.matchAll(/\{([^}]*)\}?/g)]
    .map(([whole]) => whole)
    .filter((whole) => whole !== '{business}' && whole !== '{owner}')
  if (strange.length > 0) problems.push(`${strange.join(' ')} is unknown; use {business} or {owner}`)
  if (/\b(?:press|dial)\s+(?:\d|one|two|three|nine|zero|pound|star)\b/i.test(opening))
    problems.push('leave keys out; our own sentences name the keys that work')
  if (/[<>]/.test(opening)) problems.push('leave out < and >; they are not spoken')
  for (const { problem, words } of [...BANS, ON_THE_WAY])
    if (NEVER_SPOKEN.includes(problem) && words.test(opening)) problems.push(`leave out ${problem}`)
  return problems
}

/** Only a person can promise, and nobody can tap a link in a call. */
const NEVER_SPOKEN = ['a guarantee', 'a link', ON_THE_WAY.problem]
