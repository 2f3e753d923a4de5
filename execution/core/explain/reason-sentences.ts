import type { Reason } from '#core/decision.ts'

/** What each reason means for somebody who asks why a text left or did not. Codes that only say how we got there have no sentence. */
const SENTENCES: Readonly<Record<string, string>> = {
  // Why it left.
  send: 'Every rule was asked and none was against it.',
  first_text: 'The call was missed, so the caller got the first text.',
  consent_c1: 'The caller had rung this business, which allows one answer by text.',
  consent_c1d: 'The caller had heard that a text would come.',
  consent_c2: 'The customer had written to this business.',
  consent_c3: 'The customer had agreed to texts.',
  asked_by_api: 'A person or a program asked for it.',
  found_at_carrier: 'The carrier had it already, so it was not sent again.',
  qualified: 'The lead was complete.',
  // Why it waits.
  deferred: 'It waits for its turn.',
  quiet_hours: 'The law at the customer’s place allows no text at this hour.',
  tenant_cap_hour: 'The limit of texts for this hour is reached.',
  tenant_cap_day: 'The limit of texts for today is reached.',
  campaign_rate: 'It waits for its place in the pace that the carriers allow.',
  campaign_cap_day: 'The carriers take no more texts of this business today.',
  too_early: 'It is too early for this kind of text.',
  awaiting_line_type: 'We are finding out whether this number can get texts.',
  // Why it did not leave.
  suppressed: 'The customer has said STOP.',
  opted_out: 'The customer has said STOP.',
  opt_out_doubt: 'The customer may want no more texts; a person must decide.',
  person_has_taken_over: 'A person has taken over, so the assistant is quiet.',
  person_took_over: 'A person took over, so what was waiting was taken back.',
  tenant_paused: 'The business is paused.',
  tenant_budget: 'The budget of the month is used up.',
  sender_unregistered: 'The carriers have not approved this business’s registration yet.',
  consent_none: 'Nothing allows a text to this number.',
  consent_expired: 'What allowed a text was too long ago.',
  cap_24h: 'This customer has had as many texts in a day as the rules allow.',
  cap_7d: 'This customer has had as many texts in a week as the rules allow.',
  cap_90d: 'This customer has had as many texts in a season as the rules allow.',
  cap_state_24h: 'The customer’s state allows no more texts today.',
  cap_ai_day: 'The assistant has said enough to this customer today.',
  cap_ai_unanswered: 'The customer has not answered the last texts.',
  duplicate: 'The same text had left already.',
  kind_disabled: 'Texts of this kind are switched off.',
  kind_unknown: 'Nobody knows this kind of text.',
  no_window_before_expiry: 'There was no allowed hour left in which it would have been of use.',
  too_late: 'It would have come too late.',
  not_textable: 'This number cannot get texts.',
  untextable: 'This number cannot get texts.',
  landline: 'This number is a landline.',
  toll_free: 'This is a toll-free number.',
  premium: 'This is a premium-rate number.',
  withheld: 'The caller withheld the number.',
  own_number: 'This number is one of ours.',
  number_invalid: 'This is not a whole phone number.',
  not_nanp: 'This number is outside of the US and Canada.',
  country_unsupported: 'Texts to this country are not supported.',
  zone_data_unsafe: 'The clock data of this server is too old to know the customer’s hour.',
  rules_missing: 'The rules could not be read, so nothing was allowed.',
  redial: 'The caller had had a text a short while before.',
  text_declined: 'The caller pressed 9: no text.',
  owner_unknown: 'There is no owner’s phone.',
  no_carrier_account: 'There is no account at the carrier.',
  carrier_refused: 'The carrier refused it.',
  attempts_used_up: 'It was tried several times and given up.',
  text_failed: 'The carrier could not deliver it.',
  text_refused: 'The words were not as they must be, so it was not said.',
  rate_limited_too_long: 'Too many callers at once: it would have come too late.',
}

const CARRIER_CODES: Readonly<Record<number, string>> = {
  21610: 'The customer has blocked this number by STOP at the carrier (21610).',
  30003: 'The phone was off or out of reach (30003).',
  30005: 'The number does not exist any more (30005).',
  30006: 'The number is a landline or its network takes no texts (30006).',
  30007: 'The carrier’s filter held it back (30007).',
  30034: 'The number is not registered with the carriers (30034).',
}

/** The reasons of one text as sentences, in order, each once. An unknown code is said in its own words, so that nothing is hidden. */
export function sentencesOf(reasons: readonly Reason[], errorCode: number | null = null): string[] {
  const said = reasons.filter(({ code }) => !HOW_WE_GOT_THERE.has(code)).map(({ code }) => SENTENCES[code] ?? inItsOwnWords(code))
  const carrier = errorCode === null ? [] : [CARRIER_CODES[errorCode] ?? `The carrier reported error ${errorCode}.`]
  return [...new Set([...said, ...carrier])]
}

const HOW_WE_GOT_THERE: ReadonlySet<string> = new Set(['rules', 'heard', 'reading', 'missed', 'ring', 'closed'])

function inItsOwnWords(code: string): string {
  const words = code.replaceAll(/[_-]+/g, ' ').trim()
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
