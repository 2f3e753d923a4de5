/**
 * The words that a caller hears, for the preview. They are the core's own (`execution/core/calls`), which a browser cannot import;
 * tests/web/spoken-message.test.ts holds the two together.
 */
export type SpokenMoment = 'day' | 'evening' | 'night' | 'voicemail'

export const STANDARD_OPENING = "Thanks for calling {business}. We can't take your call right now."

const RECORDED = 'You can also leave a message after the tone; it will be recorded and transcribed.'

/** What follows the opening by itself: the law asks for each of these sentences. */
export function announcement(moment: SpokenMoment): string {
  return moment === 'voicemail'
    ? 'Please leave your name, your number and what you need after the tone. The message will be recorded and transcribed, and passed on at once.'
    : `To help you faster, our automated assistant will send a text to this number about your request. Message and data rates may apply, and you can reply STOP at any time. ` +
        `If you'd rather not get a text, press 9 now. ${RECORDED}`
}

/** The whole message. An empty opening is the standard one. */
export function spokenMessage(business: { name: string; ownerName: string | null }, moment: SpokenMoment, opening: string): string {
  const words = opening.trim() === '' ? STANDARD_OPENING : opening.trim()
  const filled = words.replaceAll('{business}', business.name).replaceAll('{owner}', business.ownerName ?? 'the owner')
  return `${filled} ${announcement(moment)}`
}
