/** How grave one finding is. `unseen`: not ours to see, so no alarm. `unknown`: could not be asked just now, so it is asked again. */
export type FindingState = 'ok' | 'unseen' | 'warn' | 'down' | 'unknown'

/** Which part of the way a finding is about: the number at the carrier, our public address, or a missed call decided now. */
export type TestedPart = 'number' | 'address' | 'call'

/** `subject`: the number or address that it is about. `detail`: what was found instead, in words. */
export type Finding = { code: FindingCode; subject: string | null; detail: string | null }

type Meaning = {
  part: TestedPart
  state: FindingState
  /** Another need of the business tells of it already, so it raises no alarm of its own. */
  toldElsewhere?: true
  /** `{subject}` and `{detail}` are put in. */
  sentence: string
  /** What a person does about it; null: nothing. */
  todo: string | null
}

const RING_ONCE = 'Ring the number once to be sure.'
const SET_ADDRESSES = 'Set the addresses of the number at the carrier to those that Setup shows.'

/** Everything that a self-test can find, in the order in which it is told. */
export const FINDINGS = {
  line_leads_here: { part: 'number', state: 'ok', sentence: 'Calls and texts to {subject} come to us.', todo: null },
  line_missing: {
    part: 'number',
    state: 'down',
    toldElsewhere: true,
    sentence: 'There is no phone number yet.',
    todo: 'Give the business a number.',
  },
  line_absent: {
    part: 'number',
    state: 'down',
    sentence: '{subject} is no longer in the account at the carrier, so its calls do not reach us.',
    todo: 'Look for the number at the carrier, or take it out of the business.',
  },
  line_voice_elsewhere: {
    part: 'number',
    state: 'down',
    sentence: 'Calls to {subject} go to {detail}, not to us.',
    todo: SET_ADDRESSES,
  },
  line_texts_elsewhere: {
    part: 'number',
    state: 'down',
    sentence: 'Texts to {subject} go to {detail}, not to us: no answer of a customer arrives.',
    todo: SET_ADDRESSES,
  },
  line_status_elsewhere: {
    part: 'number',
    state: 'warn',
    sentence: 'The carrier tells {detail}, not us, when a call to {subject} has ended: some missed calls are seen minutes late.',
    todo: SET_ADDRESSES,
  },
  line_voice_unseen: {
    part: 'number',
    state: 'unseen',
    sentence: 'Calls to {subject} go through {detail}, which we cannot look into.',
    todo: RING_ONCE,
  },
  line_texts_unseen: {
    part: 'number',
    state: 'unseen',
    sentence: 'Texts to {subject} go through {detail}, which we cannot look into.',
    todo: 'Text the number once to be sure.',
  },
  account_missing: {
    part: 'number',
    state: 'down',
    sentence: 'The account at the carrier is missing here, so calls are refused and no text leaves.',
    todo: 'Enter the account of the carrier.',
  },
  account_refused: {
    part: 'number',
    state: 'down',
    sentence: 'The carrier refuses our account and token, so no text leaves.',
    todo: 'Enter the account and its present auth token.',
  },
  account_inactive: {
    part: 'number',
    state: 'down',
    sentence: 'The account at the carrier is {detail}, so calls do not arrive.',
    todo: 'Sign in at the carrier and open the account again.',
  },
  carrier_silent: {
    part: 'number',
    state: 'unknown',
    sentence: 'The carrier could not be asked where the number leads.',
    todo: null,
  },
  address_reached: { part: 'address', state: 'ok', sentence: 'Our public address answers, and signatures hold.', todo: null },
  address_unsigned: {
    part: 'address',
    state: 'down',
    sentence: 'Signatures do not hold at {subject}: what the carrier sends is refused.',
    todo: 'Check that PUBLIC_URL is the address from outside, and that the proxy changes neither path nor body.',
  },
  address_strange: {
    part: 'address',
    state: 'down',
    sentence: 'Something else answers at {subject} ({detail}): calls get nothing from us.',
    todo: 'Check PUBLIC_URL, DNS and the proxy in front of this server.',
  },
  address_silent: {
    part: 'address',
    state: 'down',
    sentence: 'Our public address {subject} cannot be reached: {detail}.',
    todo: 'Check DNS, certificate and proxy of PUBLIC_URL.',
  },
  address_doubtful: {
    part: 'address',
    state: 'unknown',
    sentence: 'Our public address {subject} could not be reached: {detail}. It is tried again in a few minutes.',
    todo: null,
  },
  address_from_outside: {
    part: 'address',
    state: 'unseen',
    sentence: 'This machine does not reach {subject} itself ({detail}), but the carrier did within the last day.',
    todo: null,
  },
  call_answered: { part: 'call', state: 'ok', sentence: 'A missed call at this hour is answered, with your name.', todo: null },
  call_unanswered: {
    part: 'call',
    state: 'down',
    sentence: 'A missed call at this hour would hear nothing.',
    todo: 'Look at hours and messages in Setup.',
  },
  call_broken: {
    part: 'call',
    state: 'down',
    sentence: 'The carrier could not play what a caller hears: {detail}.',
    todo: 'Look at the spoken message in Setup.',
  },
  call_unnamed: {
    part: 'call',
    state: 'warn',
    sentence: 'The spoken message does not say the name of the business.',
    todo: 'Look at the spoken message in Setup.',
  },
  call_recording: {
    part: 'call',
    state: 'unseen',
    sentence: 'Callers hear your own recording, which we cannot check for your name.',
    todo: null,
  },
  text_ready: { part: 'call', state: 'ok', sentence: 'The first text may leave at this hour.', todo: null },
  text_waits: { part: 'call', state: 'ok', sentence: 'The first text would wait: {detail}', todo: null },
  text_absent: {
    part: 'call',
    state: 'down',
    sentence: 'No text would follow a missed call.',
    todo: 'Look at hours and messages in Setup.',
  },
  text_long: {
    part: 'call',
    state: 'warn',
    sentence: 'The first text has {detail} parts, and each one costs.',
    todo: 'Make the first text shorter.',
  },
  text_held: { part: 'call', state: 'warn', toldElsewhere: true, sentence: 'No first text would leave: {detail}', todo: null },
  text_limited: {
    part: 'call',
    state: 'warn',
    sentence: 'The first text would wait: {detail}',
    todo: 'Raise the limit in Setup if this is not what you want.',
  },
  text_refused: {
    part: 'call',
    state: 'down',
    sentence: 'No first text would leave: {detail}',
    todo: 'Look at the business and its messages in Setup.',
  },
  owner_unverified: {
    part: 'call',
    state: 'warn',
    toldElsewhere: true,
    sentence: 'Alerts reach nobody: the owner’s phone is missing or not verified.',
    todo: 'Enter and verify the owner’s phone.',
  },
  store_closed: {
    part: 'call',
    state: 'down',
    sentence: 'Nothing can be written down on this server, so no call is kept.',
    todo: 'Look at the disk of DATA_DIR.',
  },
} as const satisfies Readonly<Record<string, Meaning>>

export type FindingCode = keyof typeof FINDINGS

/** What a finding means, without its words put in. */
export function meaningOf({ code }: Finding): Meaning {
  return FINDINGS[code]
}

/** The finding as a person reads it. */
export function sentenceOf(finding: Finding): string {
  return meaningOf(finding)
    .sentence.replace('{subject}', finding.subject ?? 'the number')
    .replace('{detail}', finding.detail ?? 'nowhere')
}

/** A finding about nothing in particular, unless told otherwise. */
export function finding(code: FindingCode, about: { subject?: string | null; detail?: string | null } = {}): Finding {
  return { code, subject: about.subject ?? null, detail: about.detail ?? null }
}
