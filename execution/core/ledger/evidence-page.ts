import type { Json } from './canonical-json.ts'
import { changesOf, objectIn, textIn } from './entry-facts.ts'
import type { EvidencePack, PackEntry } from './evidence-pack.ts'

/** One page to print: words only, whoever draws it decides on the type. */
export type PrintedPage = {
  title: string
  subtitle: string
  /** Label and value. */
  facts: [label: string, value: string][]
  /** In the order of time. */
  rows: { when: string; what: string }[]
  notes: string[]
}

/** What fits on one page together with the facts and the notes, two lines each. */
const ROWS_MAX = 26
/** Of those, how many are kept from the beginning: where the consent is. */
const FIRST_ROWS = 8

/** The pack in words on one page. What does not fit is counted, and is in the JSON file. */
export function evidencePage(pack: EvidencePack): PrintedPage {
  const { business, summary, ledger } = pack
  const chain = ledger.ok
    ? `checked, ${ledger.entries} entries in all, newest hash ${ledger.head}`
    : `DAMAGED at entry ${ledger.entry}: ${ledger.problem}`
  return {
    title: `${pack.title}: ${pack.number}`,
    subtitle: 'Tamper-evident record of consent, revocation and texts',
    facts: [
      ['Business', [business.name, business.mailingAddress, business.phone, business.id].filter((part) => part !== null).join(' | ')],
      ['Made', second(pack.madeAt)],
      ['Ledger', chain],
      [
        'Counts',
        [
          counted(summary.consents, 'consent'),
          counted(summary.revocations, 'revocation'),
          `${counted(summary.sent, 'text')} sent`,
          `${summary.notSent} refused`,
        ].join(', '),
      ],
      ['Opted out', summary.optedOutSince === null ? 'no' : `since ${second(summary.optedOutSince)}`],
      ...(summary.erasedAt === null ? [] : [['Erased', `personal data destroyed ${second(summary.erasedAt)}`] satisfies [string, string]]),
    ],
    rows: rowsOf(pack.entries),
    notes: pack.notes,
  }
}

function rowsOf(entries: readonly PackEntry[]): PrintedPage['rows'] {
  if (entries.length === 0) return [{ when: '', what: 'The ledger holds nothing about this number.' }]
  if (entries.length <= ROWS_MAX) return entries.map(rowOf)
  const last = entries.slice(FIRST_ROWS + 1 - ROWS_MAX)
  const leftOut = entries.length - FIRST_ROWS - last.length
  return [
    ...entries.slice(0, FIRST_ROWS).map(rowOf),
    { when: '', what: `(${leftOut} entries more are in the JSON file)` },
    ...last.map(rowOf),
  ]
}

function rowOf(entry: PackEntry): PrintedPage['rows'][number] {
  return { when: second(entry.at), what: `#${entry.sequence} ${sentenceOf(entry)} [${entry.hash.slice(0, 12)}]` }
}

/** One entry as a sentence that needs no glossary. */
export function sentenceOf(entry: PackEntry): string {
  switch (entry.kind) {
    case 'consent':
    case 'revocation':
      return consentSentence(entry)
    case 'send':
      if (textIn(entry.facts, 'alert') !== null) return `The owner was told (${textIn(entry.facts, 'alert') ?? ''}).`
      // The words come last: a long text is cut at the end of its second line.
      return `We sent ${kindOf(entry)} (rules ${ruleVersion(entry)}${basis(entry)}): ${words(entry.personal, 'body')}.`
    case 'decision':
      return `Not sent, ${textIn(entry.facts, 'answer') === 'wait' ? 'put off' : 'and never'}: ${kindOf(entry)} (${codes(entry)}).`
    case 'outcome':
      return `Did not arrive, ${kindOf(entry)}: ${textIn(entry.facts, 'outcome') ?? 'failed'}, code ${errorCode(entry)}.`
    case 'attestation':
      return `Staff: ${textIn(entry.facts, 'vouchedFor') ?? staffWords(entry)}, entered by ${textIn(entry.personal, 'actor') ?? textIn(entry.facts, 'actor') ?? 'the operator'}.`
    case 'erasure':
      return 'Personal data erased on request; the key to it was destroyed.'
    default:
      return entry.kind
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  instant_reply: 'the answer to the missed call',
  inquiry_reply: 'the answer to their request',
  'inquiry-received': 'an answer to their request',
  ai_reply: 'a reply',
  keyword_reply: 'the answer to a keyword',
  owner_alert: 'an alert to staff',
  appointment_confirm: 'the confirmation of a visit',
  appointment_reminder: 'the reminder of a visit',
  followup: 'a follow-up',
  review_request: 'the request for a review',
}

function kindOf(entry: PackEntry): string {
  const kind = textIn(entry.facts, 'smsKind') ?? textIn(entry.facts, 'event') ?? 'a text'
  return KIND_WORDS[kind] ?? kind
}

const STAFF_WORDS: Readonly<Record<string, string>> = {
  'person-took-over': 'took over the conversation',
  'person-released': 'gave the conversation back',
  'opt-out-recorded': 'wrote down that they want NO MORE TEXTS',
  'opt-out-undone': 'took the opt-out back, because',
  'consent-recorded': 'wrote down that they agreed:',
}

function staffWords(entry: PackEntry): string {
  const event = textIn(entry.facts, 'event') ?? 'entry'
  const said = words(entry.personal, 'exactWords')
  return `${STAFF_WORDS[event] ?? event}${said === 'nothing' ? '' : ` ${said}`}`
}

const CHANGE_WORDS: Readonly<Record<string, string>> = {
  called: 'called',
  announcement_heard: 'heard the announcement of a text to its end',
  text_declined: 'pressed 9: no text for this call',
  wrote: 'wrote',
  inquired: 'asked for service',
  express_consent: 'agreed to be texted',
  written_consent: 'agreed in writing',
  purchase: 'bought',
  opted_out: 'OPTED OUT',
  opted_in_again: 'opted in again',
  in_doubt: 'may have meant to opt out (texts rest)',
  doubt_cleared: 'doubt cleared',
}

function consentSentence(entry: PackEntry): string {
  const changes = changesOf(entry.facts).map((change) => CHANGE_WORDS[change] ?? change)
  const evidence = objectIn(entry.facts['evidence'])
  const said = words(entry.personal, 'exactWords')
  const rule = textIn(entry.facts, 'rule')
  const until = textIn(evidence ?? null, 'validUntil')
  const parts = [
    `They ${changes.join(', ')}${said === 'nothing' ? '' : ` ${said}`}`,
    `class ${textIn(evidence ?? null, 'class') ?? '?'} by ${textIn(evidence ?? null, 'source') ?? '?'}`,
    ...(rule === null ? [] : [`rule ${rule}`]),
    ...(until === null ? [] : [`valid until ${second(until)}`]),
  ]
  return `${parts.join('; ')}.`
}

function errorCode(entry: PackEntry): string {
  const code = entry.facts['errorCode']
  return typeof code === 'number' ? String(code) : 'none'
}

function words(personal: Json, name: string): string {
  if (personal === 'destroyed') return '(erased)'
  const text = textIn(personal, name)
  return text === null ? 'nothing' : `"${text.replaceAll(/\s+/g, ' ').trim()}"`
}

function ruleVersion(entry: PackEntry): string {
  return textIn(entry.facts['gate'], 'ruleVersion') ?? 'not asked'
}

function basis(entry: PackEntry): string {
  const consent = entry.facts['consentEntry']
  return typeof consent === 'number' ? `, consent of #${consent}` : ''
}

function codes(entry: PackEntry): string {
  const reasons = entry.facts['reasons']
  if (!Array.isArray(reasons)) return 'no reason recorded'
  return reasons.map((reason: Json) => textIn(reason, 'code') ?? '?').join(', ')
}

/** To the second, UTC. */
function second(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`
}
