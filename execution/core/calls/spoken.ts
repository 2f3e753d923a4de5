import type { HoursMode } from '#core/hours/business-hours.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Spoken } from '#core/reply.ts'
import { openingWords, spokenSettings, type SpokenSettings } from './message-settings.ts'

/**
 * The sentences that are spoken, after `compliance` 2.2: the text is announced before it is sent, so that the announcement
 * can stand as notice; recording is announced before it happens (all-party-consent states).
 */

const RECORDED = 'You can also leave a message after the tone; it will be recorded and transcribed.'

/** The message for a missed caller who will get a text. */
export function missedMessage(policy: TenantPolicy, options: { emergencyKey: boolean; mode?: HoursMode }): Spoken {
  const emergency = options.emergencyKey ? ' If this is an emergency, press 1 now.' : ''
  const settings = spokenSettings(policy, options.mode ?? 'day')
  return spoken(
    settings,
    `${openingWords(settings.opening, policy)}${emergency} To help you faster, our automated assistant will send a text ` +
      `to this number about your request. Message and data rates may apply, and you can reply STOP at any time. ` +
      `If you'd rather not get a text, press 9 now. ${RECORDED}`,
  )
}

/** For a caller who has opted out: no recording of the business, which would announce a text; nothing is announced, a key press is a new consent (`compliance` 1.3 rule 11). */
export function optedOutMessage(policy: TenantPolicy): Spoken {
  return plain(
    `Thanks for calling ${policy.name}. We can't take your call right now. Press 1 to receive a text about your request. ${RECORDED}`,
  )
}

/** For a caller whom no text can reach. */
export function voicemailMessage(policy: TenantPolicy): Spoken {
  const settings = spokenSettings(policy, 'voicemail')
  return spoken(
    settings,
    `${openingWords(settings.opening, policy)} Please leave your name, your number and what you need after the tone. ` +
      `The message will be recorded and transcribed, and passed on at once.`,
  )
}

/**
 * For a caller whom we may not text now: no text is announced, and the tenant's own recording is not played because it may announce one. What the caller
 * leaves is all that the owner will have, so the message asks for it.
 */
export function noTextsMessage(policy: TenantPolicy, options: { emergencyKey: boolean }): Spoken {
  const emergency = options.emergencyKey ? ' If this is an emergency, press 1 now.' : ''
  return plain(
    `Thanks for calling ${policy.name}. We can't take your call right now.${emergency} Please leave your name, your number and what you need after the tone. ` +
      `The message will be recorded and transcribed, and passed on at once.`,
  )
}

/** After key 9. */
export function declinedMessage(policy: TenantPolicy): Spoken {
  return plain(`All right, no text. ${RECORDED} Thank you for calling ${policy.name}.`)
}

/** Before the on-call phone rings in a night emergency. Says only what is being done, never that somebody comes. */
export function pleaseHold(policy: TenantPolicy): Spoken {
  return plain(`Please hold while ${policy.name} rings the person on call.`)
}

/** The on-call phone was not answered by a person. */
export function onCallNotReached(): Spoken {
  return plain(
    'We could not reach the person on call yet, and we have sent them a message marked as an emergency. If anyone is in danger, hang up and call 9 1 1. ' +
      'You can leave a message after the tone; it will be recorded and transcribed.',
  )
}

/** Whispered to the owner, so that a mailbox cannot take the call. */
export function whisper(policy: TenantPolicy, emergency: boolean): Spoken {
  return plain(`${emergency ? 'Emergency call' : 'Call'} for ${policy.name}. Press 1 to accept.`)
}

function spoken({ voice, audioUrl }: SpokenSettings, text: string): Spoken {
  return { text, language: 'en-US', audioUrl, ...(voice === null ? {} : { voice }) }
}

function plain(text: string): Spoken {
  return { text, language: 'en-US', audioUrl: null }
}
