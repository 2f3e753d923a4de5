import { missedMessage } from '#core/calls/spoken.ts'
import { onCallPhones } from '#core/calls/ring-plan.ts'
import { firstTextBody } from '#core/compliance/message-texts.ts'
import type { Directive } from '#core/conversation/directive.ts'
import { sayHours } from '#core/explain/say-hours.ts'
import { nextOfMode } from '#core/hours/next-of-mode.ts'
import type { Asked } from '#core/qualification/reading.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'

const ASKED_WORDS: Record<Asked, string> = {
  problem: 'what is wrong',
  address: 'where',
  name: 'the name',
  time: 'when a visit would suit',
  photo: 'a photo',
  confirm_slot: 'whether the time is right',
}

/** A number of the range kept for fiction, to show the first text to. */
const SOMEBODY = '+12175550143'

/** The procedure of the trade, said back. */
export function sayProcedure(policy: TenantPolicy, directive: Directive, at: Instant, tzdata: string): string[] {
  const owner = policy.ownerName ?? 'you'
  const safety = directive.texts.en['emergency-safety'].replaceAll('{owner}', owner)
  return [
    `The assistant finds out, in this order: ${listed(directive.ask.map((asked) => ASKED_WORDS[asked]))}.`,
    `When it hears of danger to life, it says first: “${safety}”`,
    priceSentence(policy),
    alertSentence(policy, owner),
    nightSentence(policy, at, tzdata),
  ]
}

function priceSentence({ approvedFacts }: TenantPolicy): string {
  const count = approvedFacts?.length ?? 0
  const prices = count === 0 ? 'It never names a price' : `It names only what you let it say (${count} ${count === 1 ? 'fact' : 'facts'})`
  return `${prices}, never says what the cause is, and never promises that somebody comes.`
}

function alertSentence({ ownerPhone, ownerPhoneVerified }: TenantPolicy, owner: string): string {
  if (ownerPhone === null) return 'There is no mobile number for alerts yet, so leads only show on the screen.'
  return ownerPhoneVerified
    ? `${owner} gets a text on ${ownerPhone} for every lead, at once in an emergency.`
    : `${owner} gets alerts on ${ownerPhone} once that number has been checked with a code.`
}

function nightSentence(policy: TenantPolicy, at: Instant, tzdata: string): string {
  const hasNight = nextOfMode('night', policy.hours, policy.timezone, at, tzdata) !== null
  if (hasNight && onCallPhones(policy, '').length > 0)
    return 'At night a caller can press 1 in an emergency, and only then we ring your phone.'
  return isForwarded(policy)
    ? 'We never ring your phone, not even at night: callers hear the message and get a text, and you get the alerts.'
    : 'Your phone is rung for every call, around the clock.'
}

/** The hours said back. Where the carrier forwards calls, "we ring you first" would be wrong: the owner's own phone has rung already. */
export function sayRinging(policy: TenantPolicy, at: Instant, tzdata: string): string[] {
  const said = sayHours(policy.hours, policy.timezone, at, tzdata)
  return isForwarded(policy)
    ? [...said.slice(0, -1), 'Your own phone rings first, at every hour: a call comes to us only when you don’t pick up.']
    : said
}

function isForwarded({ numbers }: TenantPolicy): boolean {
  return numbers.every(({ topology }) => topology === 'forwarded')
}

/** What a missed caller hears and gets, word for word. */
export function sayMessages(policy: TenantPolicy): string[] {
  return [
    `Callers hear: “${missedMessage(policy, { emergencyKey: false }).text}”`,
    `Then they get the text: “${firstTextBody(SOMEBODY, policy)}”`,
    'Whoever withholds the number or calls from a landline is asked for a voicemail instead.',
  ]
}

/** Whether texts can leave, in words; `lab`: the built-in carrier asks for no registration. */
export function sayTexting(
  { registration, country, ownerPhoneVerified }: TenantPolicy,
  lab: boolean,
): { state: 'ready' | 'waiting'; sentences: string[] } {
  if (registration.kind === 'attested' || registration.status === 'approved' || country === 'CA')
    return { state: 'ready', sentences: ['Texts are allowed: the carriers know this business.'] }
  const waiting = [
    'US phone companies must know who texts before they let texts through. That takes days, sometimes weeks.',
    'Until they say yes, callers hear that you cannot come to the phone and are asked for a voicemail; nobody is promised a text.',
    ownerPhoneVerified
      ? 'Each of them is on your screen at once. We ring your phone about them within your hours, in an emergency at any hour, and one key calls them back.'
      : 'Each of them is on your screen at once. Once your phone has been checked with a code, we ring it about them too.',
    'With the yes texts begin by themselves, to customers and to you, and we stop ringing you about ordinary calls. You need not do anything.',
  ]
  return lab
    ? {
        state: 'ready',
        sentences: ['This is the lab: the built-in carrier lets every text through. With a real one it is like this:', ...waiting],
      }
    : { state: 'waiting', sentences: waiting }
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
