/**
 * The words that a missed caller hears by day, for the preview. They are the core's own (`execution/core/calls/spoken.ts`), which a browser
 * cannot import; tests/web/spoken-message.test.ts holds the two together.
 */
export function spokenMessage(businessName: string): string {
  return (
    `Thanks for calling ${businessName}. We can't take your call right now. To help you faster, our automated assistant will send a text ` +
    `to this number about your request. Message and data rates may apply, and you can reply STOP at any time. ` +
    `If you'd rather not get a text, press 9 now. You can also leave a message after the tone; it will be recorded and transcribed.`
  )
}
