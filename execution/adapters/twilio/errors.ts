/** What a fault obliges us to do. Twilio marks no code as lasting or passing; the choice is ours, on the side of not texting. */
export type FaultAction =
  /** Not processed, or blocked for a while: the same text may go out later. */
  | 'retry-later'
  /** It may have happened: look in the carrier's list before anything else. */
  | 'reconcile'
  /** No text to this number any more. */
  | 'suppress'
  /** No text to this number until it writes to us. */
  | 'suppress-until-they-write'
  /** No text, but calls are fine. */
  | 'mark-landline'
  /** Nothing of this tenant may go out; a person must act at once. */
  | 'stop-tenant'
  /** All texts of the tenant wait for the carrier: the day's allowance is used up, or a number is still being set up. */
  | 'hold'
  /** A setting is wrong; the text is lost unless a person repairs it. */
  | 'alert'
  /** This text never again; the next one may go. */
  | 'never'

export type Fault = {
  action: FaultAction
  /** Soonest next try for `retry-later` and `hold`; null when nothing is tried again by itself. */
  afterMs: number | null
  /** What happened and what to do, for the operator. */
  words: string
}

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** What an unlisted code means: fail closed, tell a person, do not try again. */
export const UNLISTED_FAULT: Fault = {
  action: 'alert',
  afterMs: null,
  words: 'a fault that we do not know; look the code up in the Twilio console',
}

/**
 * What Twilio's error code obliges us to do, whether it came as the answer to sending or in a delivery report. Source: Twilio's error
 * dictionary and messaging guides (2023 to 2026); the actions are ours.
 */
export function meaningOf(code: number | null): Fault {
  return (code === null ? undefined : FAULTS.get(code)) ?? UNLISTED_FAULT
}

const FAULTS: ReadonlyMap<number, Fault> = new Map<number, Fault>([
  // Answers to sending.
  [20003, { action: 'stop-tenant', afterMs: null, words: 'the account SID or auth token is wrong or was changed; enter the current one' }],
  [20005, { action: 'stop-tenant', afterMs: null, words: 'the Twilio account is not active; see its state in the console' }],
  [20404, { action: 'alert', afterMs: null, words: 'Twilio does not know the thing asked for; check the account SID' }],
  [20429, { action: 'retry-later', afterMs: 1 * SECOND_MS, words: 'too many requests at once; it was not processed' }],
  [20500, { action: 'reconcile', afterMs: null, words: 'Twilio failed inside; the text may have been sent' }],
  [20503, { action: 'reconcile', afterMs: null, words: 'Twilio was not available; the text may have been sent' }],
  [21211, { action: 'suppress', afterMs: null, words: 'the number is not valid' }],
  [21217, { action: 'suppress', afterMs: null, words: 'the number does not seem to be valid' }],
  [21408, { action: 'alert', afterMs: null, words: 'texts to this region are switched off; see the geo permissions in the console' }],
  [21602, { action: 'alert', afterMs: null, words: 'a text without words; this is a fault of ours' }],
  [21603, { action: 'alert', afterMs: null, words: 'a text without a sender; set a number or a messaging service' }],
  [21604, { action: 'alert', afterMs: null, words: 'a text without a receiver; this is a fault of ours' }],
  [21606, { action: 'alert', afterMs: null, words: 'the sending number is not one of this account, or cannot send texts' }],
  [21610, { action: 'suppress', afterMs: null, words: 'the person has opted out at Twilio; never send from another number instead' }],
  [21611, { action: 'retry-later', afterMs: 1 * MINUTE_MS, words: 'the queue of the sending number is full' }],
  [21612, { action: 'alert', afterMs: null, words: 'the sender cannot reach this receiver' }],
  [21614, { action: 'suppress', afterMs: null, words: 'the number is not a mobile number' }],
  [21617, { action: 'alert', afterMs: null, words: 'the text is longer than 1,600 characters; this is a fault of ours' }],
  [21619, { action: 'alert', afterMs: null, words: 'a text without words; this is a fault of ours' }],
  [21620, { action: 'alert', afterMs: null, words: 'the address of a picture is not valid' }],
  [21623, { action: 'alert', afterMs: null, words: 'more pictures than one text may hold' }],
  [21703, { action: 'alert', afterMs: null, words: 'the messaging service has no number; add one' }],
  [21704, { action: 'alert', afterMs: null, words: 'the messaging service has no number for this receiver; add one' }],
  [21705, { action: 'alert', afterMs: null, words: 'the messaging service does not exist; check its SID' }],
  // Delivery reports; some come as answers to sending as well.
  [30001, { action: 'retry-later', afterMs: 1 * MINUTE_MS, words: 'the queue overflowed; send more slowly' }],
  [30002, { action: 'stop-tenant', afterMs: null, words: 'the Twilio account is suspended' }],
  [30003, { action: 'retry-later', afterMs: 2 * HOUR_MS, words: 'the phone is off or out of reach; once or twice more, then leave it' }],
  [30004, { action: 'suppress-until-they-write', afterMs: null, words: 'the receiver or the carrier blocks our texts' }],
  [30005, { action: 'suppress', afterMs: null, words: 'the number does not exist any more' }],
  [30006, { action: 'mark-landline', afterMs: null, words: 'a landline, or a carrier that takes no texts' }],
  [30007, { action: 'never', afterMs: null, words: 'filtered as unwanted; look at the wording and the links before sending more' }],
  [
    30008,
    {
      action: 'retry-later',
      afterMs: 30 * MINUTE_MS,
      words: 'the carrier failed without saying why; once more, a cluster may be hidden filtering',
    },
  ],
  [30022, { action: 'retry-later', afterMs: 1 * MINUTE_MS, words: 'faster than the campaign allows, or too many to one number' }],
  [
    30023,
    {
      action: 'hold',
      afterMs: 1 * HOUR_MS,
      words: 'the allowance of the day at T-Mobile is used up; it is renewed at midnight, Pacific time',
    },
  ],
  [30026, { action: 'alert', afterMs: null, words: '70 % of the allowance of the day at T-Mobile is used up' }],
  [
    30027,
    {
      action: 'hold',
      afterMs: 1 * HOUR_MS,
      words: 'the allowance of the day at T-Mobile is used up; it is renewed at midnight, Pacific time',
    },
  ],
  [30032, { action: 'stop-tenant', afterMs: null, words: 'the toll-free number is not verified' }],
  [30033, { action: 'stop-tenant', afterMs: null, words: 'the campaign is suspended; sending through another one would be a violation' }],
  [30034, { action: 'stop-tenant', afterMs: null, words: 'the number does not belong to an approved campaign' }],
  [
    30035,
    {
      action: 'hold',
      afterMs: 1 * HOUR_MS,
      words: 'the number is still being set up with the carriers, up to a day; do not remove it and add it again',
    },
  ],
  [30036, { action: 'never', afterMs: null, words: 'it could not be delivered in its time' }],
  [30410, { action: 'reconcile', afterMs: null, words: 'the provider did not answer; look, then once more' }],
  [30450, { action: 'retry-later', afterMs: 1 * HOUR_MS, words: 'blocked for a while as possible fraud; look for a burst of texts' }],
  [30453, { action: 'retry-later', afterMs: 1 * HOUR_MS, words: 'blocked for a while as possible fraud; look for a burst of texts' }],
  [30454, { action: 'retry-later', afterMs: 1 * HOUR_MS, words: 'a limit of the account blocks texts for a while' }],
  [30500, { action: 'reconcile', afterMs: null, words: 'Twilio failed inside; look, then once more' }],
  [30610, { action: 'retry-later', afterMs: 1 * HOUR_MS, words: 'Twilio held it back: quiet hours where the receiver is' }],
  [30640, { action: 'suppress', afterMs: null, words: 'a known litigator; never text' }],
  // Faults of texts that came in.
  [30009, { action: 'never', afterMs: null, words: 'a part of a received text was lost; treat it as incomplete' }],
  [30039, { action: 'suppress-until-they-write', afterMs: null, words: 'two machines answered each other and Twilio broke the loop' }],
])
