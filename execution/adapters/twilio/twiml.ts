import { PATH_OF_STEP } from './webhook-addresses.ts'
import { cutAtWord, plainText } from './plain-text.ts'
import { element, xmlDocument } from './xml-writer.ts'
import type { XmlElement } from './xml-writer.ts'
import type { VoiceName } from '#core/calls/message-settings.ts'
import type { Reply, Spoken } from '#core/reply.ts'
import type { WebhookStep } from '#ports/carrier.ts'

/** Where the document's links lead. `transcribes`: the carrier is asked to write voicemails down. `base` is `PUBLIC_URL/twilio/{tenantId}`; `callSid` is the caller's own leg. */
type TwimlLinks = { base: string; callSid: string; transcribes?: boolean }

/** One voice for each language that we speak; names from Twilio's list of voices (2026). */
export type Voices = Readonly<Record<Spoken['language'], string>>

export const DEFAULT_VOICES: Voices = {
  'en-US': 'Polly.Joanna-Neural',
  'es-US': 'Polly.Lupe-Neural',
  'fr-CA': 'Polly.Gabrielle-Neural',
}

/** The voices that a business chooses from; names from Twilio's list of voices (2026). */
const NAMED_VOICES: Readonly<Record<VoiceName, string>> = {
  joanna: 'Polly.Joanna-Neural',
  ruth: 'Polly.Ruth-Neural',
  danielle: 'Polly.Danielle-Neural',
  matthew: 'Polly.Matthew-Neural',
  stephen: 'Polly.Stephen-Neural',
  gregory: 'Polly.Gregory-Neural',
}

/** Twilio's limit for one `<Say>` (2026). */
export const SAY_CHARACTERS_MAX = 4_096

/** A longer address of an audio file is not played; the words are spoken instead. Keeps the document far below Twilio's 64 KB. */
const AUDIO_URL_CHARACTERS_MAX = 2_048

/** Twilio rings at most ten numbers at once (2026). */
const RING_PHONES_MAX = 10

/** Twilio's bounds for the timeout of `<Dial>`; it adds about five seconds itself. */
const RING_SECONDS = { min: 5, max: 600 }

/** The caller has this long after the last word to press a key before we go on. */
const KEY_SECONDS = 1

/** So much silence ends a voicemail. */
const SILENCE_SECONDS = 5

/**
 * Renders what is to be said and done on a call as TwiML. Any text is safe: it comes out well-formed and within Twilio's limits
 * (64 KB, 4,096 characters of speech). Throws when phones are to be rung and none is named, which is a bug of the decision.
 */
export function twiml(reply: Reply, links: TwimlLinks, voices: Voices = DEFAULT_VOICES): string {
  return xmlDocument(element('Response', {}, ...verbsOf(reply, links, voices)))
}

function verbsOf(reply: Reply, links: TwimlLinks, voices: Voices): XmlElement[] {
  switch (reply.kind) {
    case 'nothing':
    case 'connect':
      // On a rung phone the end of the document joins the two legs.
      return []
    case 'hang-up':
      return [element('Hangup', {})]
    case 'ring':
      return ring(reply, links, voices)
    case 'ask-to-accept':
      return askToAccept(reply, links, voices)
    case 'ask-person':
      return askPerson(reply, links, voices)
    case 'next-lead':
      return nextLead(reply, links, voices)
    case 'dial-customer':
      return dialCustomer(reply, voices)
    case 'message':
      return message(reply, links, voices)
    case 'record':
      return record(reply, links, voices)
    case 'say-and-hang-up':
      return [...speech(reply.spoken, voices), element('Hangup', {})]
    default:
      return reply satisfies never
  }
}

/**
 * Every phone gets the whisper page, so that no voicemail can win the race. `answerOnBridge` keeps the caller's own ringing tone, but
 * Twilio honours it only when `<Dial>` is the first verb.
 */
function ring(reply: Extract<Reply, { kind: 'ring' }>, links: TwimlLinks, voices: Voices): XmlElement[] {
  if (reply.phones.length === 0) throw new RangeError('a ring reply names no phone; decide for the message instead')
  const whisper = linkTo('whisper', links)
  const first = reply.first === null ? [] : speech(reply.first, voices)
  const attributes = {
    action: linkTo('rung', links),
    method: 'POST',
    ...(first.length === 0 && { answerOnBridge: true }),
    timeout: Math.min(Math.max(Math.round(reply.timeoutSeconds), RING_SECONDS.min), RING_SECONDS.max),
    ...(reply.callerId !== null && { callerId: reply.callerId }),
  }
  const phones = reply.phones.slice(0, RING_PHONES_MAX).map((phone) => element('Number', { url: whisper, method: 'POST' }, phone))
  return [...first, element('Dial', attributes, ...phones)]
}

function askToAccept(reply: Extract<Reply, { kind: 'ask-to-accept' }>, links: TwimlLinks, voices: Voices): XmlElement[] {
  const attributes = { numDigits: 1, action: linkTo('accept', links), method: 'POST', timeout: wholeSeconds(reply.timeoutSeconds) }
  return [element('Gather', attributes, ...speech(reply.spoken, voices)), element('Hangup', {})]
}

/** Said twice, because whoever is rung at night needs a moment; then the line is put down, so that a mailbox records little. */
function askPerson(reply: Extract<Reply, { kind: 'ask-person' }>, links: TwimlLinks, voices: Voices): XmlElement[] {
  const { leadId, who, why, rest = [] } = reply
  const action = `${links.base}${PATH_OF_STEP['person-key']}?${aboutPerson([leadId, ...rest], who, why)}`
  const attributes = { numDigits: 1, action, method: 'POST', timeout: wholeSeconds(reply.timeoutSeconds) }
  const gather = () => element('Gather', attributes, ...speech(reply.spoken, voices))
  return [gather(), gather(), element('Hangup', {})]
}

/** The page of the next lead is asked for as if the phone had been picked up for it. */
function nextLead(reply: Extract<Reply, { kind: 'next-lead' }>, links: TwimlLinks, voices: Voices): XmlElement[] {
  const spoken = reply.spoken === null ? [] : speech(reply.spoken, voices)
  if (reply.leads.length === 0) return [...spoken, element('Hangup', {})]
  const url = `${links.base}${PATH_OF_STEP.person}?${aboutPerson(reply.leads, reply.who, reply.why)}`
  return [...spoken, element('Redirect', { method: 'POST' }, url)]
}

function aboutPerson([lead = '', ...rest]: readonly string[], who: string, why: string): string {
  const more = rest.length === 0 ? {} : { rest: plainText(rest.join(',')) }
  return new URLSearchParams({ lead: plainText(lead), who, why, ...more }).toString()
}

/** Without `action` the document goes on after the call, to its end. */
function dialCustomer(reply: Extract<Reply, { kind: 'dial-customer' }>, voices: Voices): XmlElement[] {
  const attributes = {
    timeout: Math.min(Math.max(Math.round(reply.timeoutSeconds), RING_SECONDS.min), RING_SECONDS.max),
    ...(reply.callerId !== null && { callerId: reply.callerId }),
  }
  return [...speech(reply.spoken, voices), element('Dial', attributes, element('Number', {}, reply.phone)), element('Hangup', {})]
}

/** Without `finishOnKey=""` the hash key would end the message as if it had been heard to its end. */
function message(reply: Extract<Reply, { kind: 'message' }>, links: TwimlLinks, voices: Voices): XmlElement[] {
  const spoken = speech(reply.spoken, voices)
  const played = element('Redirect', { method: 'POST' }, linkTo('played', links))
  return reply.keys ? [menu(spoken, links), played] : [...spoken, played]
}

function menu(spoken: XmlElement[], links: TwimlLinks): XmlElement {
  const keys = { numDigits: 1, action: linkTo('key', links), method: 'POST', timeout: KEY_SECONDS, finishOnKey: '' }
  return element('Gather', keys, ...spoken)
}

/** An empty recording makes no request and falls through, hence the closing `<Hangup>`. */
function record(reply: Extract<Reply, { kind: 'record' }>, links: TwimlLinks, voices: Voices): XmlElement[] {
  const attributes = {
    action: linkTo('recorded', links),
    method: 'POST',
    maxLength: wholeSeconds(reply.maxSeconds),
    playBeep: true,
    timeout: SILENCE_SECONDS,
    recordingStatusCallback: linkTo('recording', links),
    recordingStatusCallbackEvent: 'completed',
    ...(links.transcribes === true && { transcribe: true, transcribeCallback: linkTo('transcribed', links) }),
  }
  const spoken = reply.spoken === null ? [] : speech(reply.spoken, voices)
  const first = reply.keys === true && spoken.length > 0 ? [menu(spoken, links)] : spoken
  return [...first, element('Record', attributes), element('Hangup', {})]
}

/** A recorded file when there is one, else the words; nothing for an empty text. */
function speech(spoken: Spoken, voices: Voices): XmlElement[] {
  const { audioUrl, language } = spoken
  if (audioUrl !== null && audioUrl.length <= AUDIO_URL_CHARACTERS_MAX && /^https?:\/\//i.test(audioUrl)) {
    return [element('Play', {}, audioUrl)]
  }
  const text = cutAtWord(plainText(spoken.text).trim(), SAY_CHARACTERS_MAX)
  return text === ''
    ? []
    : [element('Say', { voice: spoken.voice === undefined ? voices[language] : NAMED_VOICES[spoken.voice], language }, text)]
}

/** The call's id is in the link because the pages of a rung phone are asked for another call, and may not name ours. */
function linkTo(step: WebhookStep, links: TwimlLinks): string {
  return `${links.base}${PATH_OF_STEP[step]}?call=${encodeURIComponent(plainText(links.callSid))}`
}

function wholeSeconds(seconds: number): number {
  return Math.max(1, Math.round(seconds))
}
