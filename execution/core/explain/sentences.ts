import { carrierWords } from './carrier-words.ts'
import type { Reason } from '#core/decision.ts'

type Facts = NonNullable<Reason['facts']>

/** What an owner reads for one reason: words that a seventh-grader knows, no codes, no law books. Null: it adds nothing to what the others say. */
export type Sentence = string | ((facts: Facts) => string | null) | null

/** Every reason that a text or a call can have. A code that the source knows and this table does not turns a test red. */
export const SENTENCES: Readonly<Record<string, Sentence>> = {
  // What allows a text.
  consent_c1: 'They called you, and this text only answers that call.',
  consent_c1d: 'They called you and heard the message that told them to expect a text.',
  consent_c2: 'They wrote to you, left a voicemail or asked for service, and this text is part of that talk.',
  consent_c3: 'They agreed to get your texts.',
  consent_c4: 'They agreed in writing to get your offers.',
  consent_p: 'They are a customer of yours: you did a job for them.',
  send: 'Every rule that we check lets it go.',
  rules: null,
  found_at_carrier: 'The phone company already had this text, so we did not send it again.',
  asked_by_api: 'Somebody in your business, or a program of yours, asked for it.',
  first_text: (facts) =>
    facts['delayed'] === true
      ? 'It is the first answer to their missed call. Many people called at once, so it waits its turn.'
      : 'It is the first answer to their missed call.',
  inquiry_text: 'They asked for help through a form and agreed to get texts, so this answers it.',
  texts_rest: (facts) =>
    facts['why'] === 'tenant_paused'
      ? 'Your business is paused, so they heard of no text and could leave a voicemail.'
      : 'The phone companies have not approved your texts yet, so they heard of no text and could leave a voicemail.',
  help: 'They texted HELP, so they get your name and how to reach you.',
  opted_in_again: 'They asked to get your texts again.',
  consent_by_key: 'They pressed 1 on the phone to be texted.',

  // What the person wants.
  suppressed: 'They told us to stop. Nothing goes to them until they text START. You can still call them.',
  opted_out: (facts) =>
    facts['confirmed'] === true
      ? 'They asked for no more texts. They get one last text that says so, and then nothing.'
      : 'They asked for no more texts. Nothing more goes to them.',
  opt_out_doubt: 'They wrote something that may mean "stop". We stay quiet until you decide.',
  declined_text: 'They pressed 9 on the phone: no text for that call.',
  text_declined: 'They pressed 9 on the phone: no text for that call.',
  person_has_taken_over: 'You or your staff are writing to them now, so the assistant keeps out of it.',
  person_took_over: 'Somebody in your business took over this talk.',
  person_released: 'Somebody in your business gave this talk back to the assistant.',
  complaint_open: 'They have a complaint that is not settled, so we do not ask for a review.',
  conversation_closed: 'This request is closed, so we do not write again about it.',
  suppression_lifted: 'Somebody in your business took back their "stop" and wrote down why.',
  inquiry_received: (facts) => `They asked for help through ${String(facts['label'] ?? 'a form')}.`,
  no_consent_proof: (facts) => NO_PROOF[String(facts['why'] ?? '')] ?? 'Nothing shows that they agreed to get texts. Please call them.',
  doubtful_inquiry: 'This request may come from a machine, so nothing is texted. Please look at it.',
  words_against_texts: 'What they wrote may mean that they want no texts. Please call them.',
  texted_lately: 'They already have a first text of yours from the last 24 hours.',
  owner_told_of_inquiry: 'You were told of their request.',
  consent_recorded: 'Somebody in your business wrote down that they agreed.',

  // What the law says about agreement, time and number of texts.
  no_consent_class: 'We have nothing that shows they want this kind of text.',
  consent_expired: 'Their wish to hear from you is too old by now.',
  blocked_in_jurisdiction: 'The law where they live does not let us send this kind of text.',
  quiet_hours: 'It is too early or too late in the day, or a day of rest, where they live.',
  no_window_before_expiry: 'There was no allowed hour left before this text would be too old.',
  no_hours_for_kind: 'This kind of text may go at any hour.',
  too_late: 'It could not go in time, and a late text of this kind is worse than none.',
  too_early: 'It is too soon after the last talk for this kind of text.',
  cap_24h: 'They already got one text of this kind in the last 24 hours.',
  cap_7d: 'They already got three texts of this kind in the last seven days.',
  cap_90d: 'They already got six texts of this kind in the last 90 days.',
  cap_state_24h: 'Their state lets a machine send three texts a day, and they have had three.',
  cap_ai_day: 'The assistant has answered them 20 times today. It is time that you step in.',
  cap_ai_unanswered: 'They have not answered our last text yet, so we do not send another.',
  duplicate: 'The same text already went out, so we do not send it twice.',
  zone_data_unsafe: 'The clock data on this computer is too old to know what time it is where they live.',
  rules_missing: 'The rules could not be read, and without them nothing is sent.',

  // The kind of text and the number.
  kind_unknown: 'We do not know this kind of text.',
  kind_disabled: 'This product does not send ads.',
  number_invalid: 'This is not a phone number that we can read.',
  country_unsupported: 'The number is not in the United States or Canada.',
  not_textable: 'This number cannot get texts. It may be a landline or a toll-free number.',
  untextable: (facts) => UNTEXTABLE[String(facts['why'] ?? '')] ?? 'This number cannot get texts.',
  no_keyword: 'This text answers STOP, HELP or START, and they sent none of these.',
  no_booking: 'There is no visit that they agreed to.',
  no_lead: 'We know of no request from this caller.',

  // The words of the text.
  content_empty: 'The text has no words.',
  content_over_1600: 'The text has more than 1,600 characters, the most that a phone company takes. Make it shorter.',
  content_placeholder: 'The text still has a blank to fill in.',
  content_brand: 'The text does not say the name of your business.',
  content_ai_disclosure: 'The text does not say that a machine writes it.',
  content_stop: 'The text does not say how to stop the texts.',
  content_french: 'A first text to Quebec must also be in French.',
  content_t_id: 'A text to Canada must give your mailing address and phone number.',
  content_shortener: 'The text has a short link. Phone companies block those.',
  content_link: 'The text has a link that may not be in it.',
  content_shaft: 'The text has words that phone companies do not allow.',
  content_offer: 'The text has an offer, and they did not ask for one.',
  content_price: 'The text has a price, and a first answer may not.',
  content_emoji: 'The text has a picture sign, and a first answer may not where they live.',

  // Your own limits and those of the phone companies.
  sender_unregistered: 'The phone companies have not approved your number for texts yet.',
  tenant_moved: 'This business lives in another installation by now, so nothing leaves from this one.',
  tenant_paused: 'You have put the assistant on hold.',
  tenant_budget: 'Your budget for texts this month is used up.',
  tenant_cap_day: 'Your limit of texts for today is reached.',
  tenant_cap_hour: 'Your limit of texts for this hour is reached.',
  campaign_rate: 'The phone companies let your texts through one after another. This one waits its turn.',
  campaign_cap_day: 'The phone companies take only so many texts from you a day. This one waits until the next day.',
  deferred: null,
  rate_limited: 'More people called or wrote in a minute than your limit. Each one is kept.',
  rate_limited_too_long: 'So many people called at once that a text would come too late. You were told about this caller.',
  redial: 'They called again soon after. They already have our text.',

  // What the phone company said.
  no_carrier_account: 'Your account with the phone company is missing here.',
  owner_unknown: 'We do not have your phone number.',
  code_unverified: 'Nobody has asked for this code in the last ten minutes.',
  carrier_refused: (facts) => carrierWords(Number(facts['carrierCode'] ?? 0)),
  carrier_retry: 'The phone company could not take it right then. We try again.',
  carrier_unknown: 'The phone company did not answer. We look whether the text went out before we do anything else.',
  carrier_done: null,
  attempts_used_up: 'The phone company did not take it, and we have tried enough times. Please call them.',
  text_never_left: 'Our text to them could not go out, so you were told to call them.',
  text_failed: (facts) => carrierWords(Number(facts['errorCode'] ?? 0)),

  // Calls.
  ring: 'Your phone rang.',
  ring_on_call: 'The phone of whoever is on call rang.',
  ring_failed: 'Your phone could not be reached. Please check the number.',
  screening: 'Your phone was picked up, and we asked for key 1.',
  accepted: 'You took the call.',
  not_accepted: 'Your phone was picked up, but nobody pressed 1.',
  connected: 'You talked to them.',
  missed: 'You missed this call.',
  missed_already: null,
  message_played: 'They heard your message to the end.',
  voicemail: 'They left a voicemail.',
  voicemail_empty_or_known: null,
  nobody_on_call: 'Nobody is on call at this hour.',
  on_call_not_reached: 'Whoever is on call could not be reached.',
  key_without_meaning: null,
  call_known: null,
  awaiting_line_type: 'We wait a moment to learn whether this number can get texts.',
  timer_not_needed: null,

  // The talk with a customer.
  heard: 'They wrote to you.',
  reading: null,
  more_texts_arrived: 'They were still typing, so the answer waited.',
  answered: 'The assistant answered their text.',
  nothing_to_answer: 'Their text needed no answer.',
  nothing_but_small_talk: 'They only made small talk.',
  nothing_to_pass_on: null,
  said_often_enough: 'The assistant has said this enough times.',
  last_resort: 'The assistant did not understand, so it asked you to step in.',
  qualified: 'We know what they need, who they are and where. You were told.',
  went_quiet: 'They stopped answering, so you were told what we know.',
  handed_over: 'The assistant handed this talk to you.',
  handed_over_already: 'You already have this talk.',
  passed_on_already: 'You already have what they wrote.',
  paged_owner: 'It sounds like an emergency, so you were told at once.',
  paged_already: 'You already know of this emergency.',
  closed: 'The assistant closed this talk.',

  // Visits.
  slots_offered: 'We offered them times for a visit.',
  slot_held: 'We keep the time that they chose free for them.',
  slot_confirmed: 'They agreed to a time for the visit.',
  slot_taken: 'Somebody else took that time first.',
  no_slot_fits: 'You have no free time that fits what they asked for.',
  choice_unclear: 'We could not tell which of the times they meant.',
  confirmed_already: 'This visit was agreed before.',
  hold_over: 'They did not answer in time, so we let that time go.',
  reminder_due: 'It is time to remind them of the visit.',
  visit_confirmed: 'You agreed to the visit.',
  visit_declined: 'You said no to the visit.',
  declined: 'The time was not taken.',
  visit_canceled: 'The visit was called off.',
  field_refused: null,
  text_refused: 'The words that were written for this text were not safe, so the standard words went out.',
  'page-owner': 'You were told at once.',
  'tell-owner': 'You were told.',
  'update-owner': 'You were told what is new.',
  told_early: 'You were told what is known, while we still asked for the rest.',
  'hand-over': 'The assistant handed this talk to you.',
  suppress: 'The assistant will not write to them again.',
  // What the assistant noticed in the talk.
  read_by: null,
  reworded: null,
  wording_refused: 'A language model worded this text in a way that we did not let through, so our own words went out.',
  lead_refined: 'A language model read their texts again and filled in more about this request.',
  too_late_to_refine: null,
  bot_loop: 'It looks as if another machine answers us, so the assistant stopped writing.',
  quarantined: 'It still looks like a machine, so the assistant stays quiet.',
  bot_loop_over: 'They told us something that only a person would, so the assistant goes on.',
  said_before: 'The assistant has just said the same, so it does not say it again.',
  service_not_offered: 'They want work that you said you do not offer.',
  service_area: 'Their address was held against the area that you serve.',
  same_household: 'Another request came from the same address, so the two are shown together.',

  voicemail_transcribed: 'The phone company wrote their voicemail down.',
  voicemail_without_words: 'Nobody could make out the words of their voicemail. Please listen to it.',
  voicemail_heard: 'We read what they said in their voicemail.',
  opted_out_by_voice: 'They said in their voicemail that they want no texts. You can still call them.',
  photos_received: 'They sent pictures.',
  media_refused: (facts) => MEDIA_REFUSED[String(facts['why'] ?? '')] ?? 'Something that they sent could not be kept.',

  // What you and your people did.
  person_corrected: 'Somebody in your business put a detail right.',
  owner_command: 'You or your staff told us by text what to do.',
  staff_not_verified: 'This phone has not shown that it is yours, so we do nothing that it says.',
  acknowledged: 'Somebody in your business looks after it.',
  acknowledged_already: 'Somebody already looks after it, so nobody else is told.',
  outcome: 'Somebody in your business said what became of it.',
  outcome_known: 'That was already noted.',
  alert_again: 'You asked to hear of it once more.',
  snoozed: 'You asked to hear of it later.',
  snoozed_already: 'You will hear of it later, as you asked before.',
  emergency_cannot_wait: 'It is an emergency, and an emergency is not put off.',
  lead_replaced: 'They have a newer request by now, and that one counts.',
  number_withheld: 'They hid their number, so nobody can ring them back.',

  // Calls to you and your people.
  escalated: 'Nobody had answered the alarm yet, so the next person was told.',
  escalation_accepted: 'Somebody took the emergency, so nobody else is rung.',
  escalation_dropped: 'It was settled before the next person had to be told.',
  escalation_ended: 'Everybody was told as often as the plan says. Please call them now.',
  bridging: 'We ring you first, and then connect you with them.',
  called_already: 'We are ringing you about this already.',
  rang: 'We rang you or your staff.',
  may_have_rung: 'The phone company did not tell us whether the call went through, so we do not repeat it.',
  no_number_of_ours: 'There is no number of yours to call from.',
  person_picked_up: 'Somebody in your business picked up.',
  person_call_ended: 'The call to your business ended.',
  accepted_by_key: 'Somebody in your business pressed 1 and took it.',

  // Texts to you.
  alert_sent: 'You were told at once.',
  alert_held: 'You had just been told of something else, or it was outside your hours, so this came a little later.',
  alert_called: 'No text can reach you yet, so we rang you at once.',
  alerts_called: 'No text can reach you yet, so we rang you about it.',
  alerts_bundled: 'Several things came as one text to you.',
  digest: 'It is the summary of your day.',
  nothing_to_digest: 'Nothing happened that day, so you got no summary.',
}

const NO_PROOF: Readonly<Record<string, string>> = {
  not_ticked: 'They did not tick the box for texts. Please call them.',
  no_words: 'We were not told which words they agreed to, so we do not text. Please call them.',
  words_without_texts: 'The words that they agreed to do not speak of texts. Please call them.',
  words_without_name: 'The words that they agreed to do not name your business. Please call them.',
  no_time: 'We were not told when they agreed, so we do not text. Please call them.',
  in_the_future: 'The date on which they agreed is not here yet, so we do not trust it. Please call them.',
}

const MEDIA_REFUSED: Readonly<Record<string, string>> = {
  too_large: 'Something that they sent is too large to be kept.',
  kind_not_kept: 'They sent something that is no picture that we can show.',
  not_at_carrier: 'The phone company no longer has what they sent.',
  no_carrier_account: 'There is no account at the phone company, so we could not fetch what they sent.',
}

const UNTEXTABLE: Readonly<Record<string, string>> = {
  withheld: 'They hid their number, so there is nobody to text.',
  landline: 'They called from a landline. It cannot get texts.',
  'toll-free': 'They called from a toll-free number. It cannot get texts.',
  toll_free: 'They called from a toll-free number. It cannot get texts.',
  own_number: 'The call came from one of your own numbers.',
  premium: 'They called from a pay number. We do not text those.',
  not_nanp: 'Their number is not in the United States or Canada.',
  invalid: 'Their number is not one that we can read.',
}
