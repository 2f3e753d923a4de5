import { SPOKEN_MOMENTS, type SpokenMoment, spokenSettings } from '#core/calls/message-settings.ts'
import { missedMessage, voicemailMessage } from '#core/calls/spoken.ts'
import { firstTextBody } from '#core/compliance/message-texts.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'

/** A number of the range kept for fiction, to show the first text to. */
const SOMEBODY = '+12175550143'

const WHEN: Record<SpokenMoment, string> = {
  day: 'By day callers',
  evening: 'In the evening callers',
  night: 'At night callers',
  voicemail: 'Who withholds the number or calls from a landline',
}

/** What callers hear at every hour and get as the first text, word for word; moments that are alike are said once. */
export function saySpoken(policy: TenantPolicy): string[] {
  const said = new Map<string, string>()
  for (const moment of SPOKEN_MOMENTS) {
    const heard = heardAt(policy, moment)
    const before = said.get(heard)
    said.set(heard, before === undefined ? WHEN[moment] : `${before}, ${WHEN[moment].replace(/^[A-Z]/, (letter) => letter.toLowerCase())}`)
  }
  const heard = [...said].map(([words, when]) => `${when} hear${when.startsWith('Who') ? 's' : ''} ${words}`)
  return [...heard, `Then they get the text: “${firstTextBody(SOMEBODY, policy)}”`]
}

function heardAt(policy: TenantPolicy, moment: SpokenMoment): string {
  const { audioUrl, voice } = spokenSettings(policy, moment)
  const { text } = moment === 'voicemail' ? voicemailMessage(policy) : missedMessage(policy, { emergencyKey: false, mode: moment })
  if (audioUrl !== null) return `your recording ${audioUrl}, which must say: “${text}”`
  return `${voice === null ? '' : `${voice.charAt(0).toUpperCase()}${voice.slice(1)} say: `}“${text}”`
}
