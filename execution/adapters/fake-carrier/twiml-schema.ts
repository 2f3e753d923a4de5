import type { XmlElement } from './twiml-parse.ts'
import { XmlProblem, parseXml } from './twiml-parse.ts'

/** Why a document cannot be carried out. `code` is Twilio's debugger code. */
export class TwimlProblem extends Error {
  override name = 'TwimlProblem'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

type AttributeRule =
  | { kind: 'text' }
  | { kind: 'boolean' }
  | { kind: 'number'; min: number; max: number }
  | { kind: 'one-of'; values: readonly string[] }
  | { kind: 'list-of'; values: readonly string[] }
  | { kind: 'number-or-auto' }

type ElementRule = {
  attributes: Readonly<Record<string, AttributeRule>>
  children: readonly string[]
  text: 'none' | 'allowed' | 'required'
}

const text: AttributeRule = { kind: 'text' }
const bool: AttributeRule = { kind: 'boolean' }
const method: AttributeRule = { kind: 'one-of', values: ['GET', 'POST'] }
const trim: AttributeRule = { kind: 'one-of', values: ['trim-silence', 'do-not-trim'] }
const recordingEvents: AttributeRule = { kind: 'list-of', values: ['in-progress', 'completed', 'absent'] }
const number = (min: number, max: number): AttributeRule => ({ kind: 'number', min, max })

const SSML = ['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w']
const VOICE_VERBS = ['Say', 'Play', 'Pause', 'Gather', 'Record', 'Dial', 'Redirect', 'Reject', 'Hangup']

const recordingCallback = {
  recordingConfigurationId: text,
  recordingStatusCallback: text,
  recordingStatusCallbackEvent: recordingEvents,
  recordingStatusCallbackMethod: method,
}

/** The verbs this carrier carries out, with every attribute of Twilio's voice schema for them (Node library 6.2.0, July 2026). */
const VOICE: Readonly<Record<string, ElementRule>> = {
  Response: { attributes: {}, children: VOICE_VERBS, text: 'none' },
  Say: { attributes: { language: text, loop: number(0, 1000), voice: text }, children: SSML, text: 'allowed' },
  Play: { attributes: { digits: text, loop: number(0, 1000) }, children: [], text: 'allowed' },
  Pause: { attributes: { length: number(0, 3600) }, children: [], text: 'none' },
  Hangup: { attributes: {}, children: [], text: 'none' },
  Reject: { attributes: { reason: { kind: 'one-of', values: ['rejected', 'busy'] } }, children: [], text: 'none' },
  Redirect: { attributes: { method }, children: [], text: 'required' },
  Gather: {
    attributes: {
      action: text,
      actionOnEmptyResult: bool,
      bargeIn: bool,
      debug: bool,
      enhanced: bool,
      finishOnKey: text,
      hints: text,
      input: { kind: 'list-of', values: ['dtmf', 'speech'] },
      language: text,
      maxSpeechTime: number(1, 600),
      method,
      numDigits: number(1, 1000),
      partialResultCallback: text,
      partialResultCallbackMethod: method,
      profanityFilter: bool,
      speechModel: text,
      speechTimeout: { kind: 'number-or-auto' },
      timeout: number(0, 600),
    },
    children: ['Say', 'Play', 'Pause'],
    text: 'none',
  },
  Record: {
    attributes: {
      action: text,
      finishOnKey: text,
      maxLength: number(1, 14_400),
      method,
      playBeep: bool,
      timeout: number(0, 600),
      transcribe: bool,
      transcribeCallback: text,
      trim,
      ...recordingCallback,
    },
    children: [],
    text: 'none',
  },
  Dial: {
    attributes: {
      action: text,
      answerOnBridge: bool,
      callerId: text,
      events: { kind: 'one-of', values: ['call-progress-event'] },
      hangupOnStar: bool,
      method,
      passports: text,
      record: {
        kind: 'one-of',
        values: ['do-not-record', 'record-from-answer', 'record-from-ringing', 'record-from-answer-dual', 'record-from-ringing-dual'],
      },
      recordingTrack: { kind: 'one-of', values: ['both', 'inbound', 'outbound'] },
      referMethod: method,
      referUrl: text,
      ringTone: text,
      sequential: bool,
      timeLimit: number(1, 86_400),
      timeout: number(5, 600),
      trim,
      ...recordingCallback,
    },
    children: ['Number'],
    text: 'allowed',
  },
  Number: {
    attributes: {
      amdStatusCallback: text,
      amdStatusCallbackMethod: method,
      byoc: text,
      machineDetection: { kind: 'one-of', values: ['Enable', 'DetectMessageEnd'] },
      machineDetectionSilenceTimeout: number(2_000, 10_000),
      machineDetectionSpeechEndThreshold: number(500, 5_000),
      machineDetectionSpeechThreshold: number(1_000, 6_000),
      machineDetectionTimeout: number(3, 60),
      method,
      sendDigits: text,
      statusCallback: text,
      statusCallbackEvent: { kind: 'list-of', values: ['initiated', 'ringing', 'answered', 'completed'] },
      statusCallbackMethod: method,
      url: text,
    },
    children: [],
    text: 'required',
  },
}

const MESSAGING: Readonly<Record<string, ElementRule>> = {
  Response: { attributes: {}, children: ['Message', 'Redirect'], text: 'none' },
  Redirect: { attributes: { method }, children: [], text: 'required' },
  Message: {
    attributes: { action: text, from: text, method, statusCallback: text, to: text },
    children: ['Body', 'Media'],
    text: 'allowed',
  },
  Body: { attributes: {}, children: [], text: 'allowed' },
  Media: { attributes: {}, children: [], text: 'required' },
}

/** Longest document Twilio accepts (error 11750). */
export const DOCUMENT_BYTES_MAX = 64 * 1024
/** Longest text of one `<Say>` (Twilio, 2026). */
const SAY_CHARS_MAX = 4_096
const DIAL_NUMBERS_MAX = 10

/**
 * Reads a TwiML document into its verbs, in order. Stricter than Twilio where Twilio shrugs: an unknown verb, attribute or value
 * is a `TwimlProblem` (12200), because a product that relies on being forgiven has a mistake. 12100 for broken XML, 11750 for size.
 */
export function parseTwiml(body: string, language: 'voice' | 'messaging'): readonly XmlElement[] {
  if (Buffer.byteLength(body, 'utf8') > DOCUMENT_BYTES_MAX) throw new TwimlProblem(11750, 'the TwiML response body is larger than 64 KB')
  const root = parseRoot(body)
  if (root.name !== 'Response') throw new TwimlProblem(12200, `the root element is <${root.name}>, not <Response>`)
  check(root, language === 'voice' ? VOICE : MESSAGING)
  return root.children
}

function parseRoot(body: string): XmlElement {
  try {
    return parseXml(body)
  } catch (error) {
    if (error instanceof XmlProblem) throw new TwimlProblem(12100, `document parse failure: ${error.message}`)
    throw error
  }
}

function check(element: XmlElement, schema: Readonly<Record<string, ElementRule>>): void {
  const rule = Object.hasOwn(schema, element.name) ? schema[element.name] : undefined
  // What stands inside <Say> is speech markup, checked by name only.
  if (rule === undefined) return
  for (const [name, value] of Object.entries(element.attributes)) checkAttribute(element.name, name, value, rule)
  for (const child of element.children) {
    if (!rule.children.includes(child.name)) throw new TwimlProblem(12200, `<${child.name}> is not allowed in <${element.name}>`)
    check(child, schema)
  }
  if (rule.text === 'none' && element.text !== '') throw new TwimlProblem(12200, `text is not allowed in <${element.name}>`)
  if (rule.text === 'required' && element.text === '') throw new TwimlProblem(12200, `<${element.name}> is empty`)
  checkLimits(element)
}

function checkLimits(element: XmlElement): void {
  if (element.name === 'Say' && element.text.length > SAY_CHARS_MAX) throw new TwimlProblem(13520, `<Say> is longer than ${SAY_CHARS_MAX}`)
  if (element.name !== 'Dial') return
  if (element.children.length > DIAL_NUMBERS_MAX) throw new TwimlProblem(12200, `more than ${DIAL_NUMBERS_MAX} <Number> in one <Dial>`)
  if (element.children.length === 0 && element.text === '') throw new TwimlProblem(12200, '<Dial> has nobody to dial')
}

function checkAttribute(element: string, name: string, value: string, rule: ElementRule): void {
  const attribute = Object.hasOwn(rule.attributes, name) ? rule.attributes[name] : undefined
  if (attribute === undefined) throw new TwimlProblem(12200, `the attribute ${name} is not allowed in <${element}>`)
  if (!isValid(value, attribute)) throw new TwimlProblem(12200, `${name}="${value}" is not allowed in <${element}>`)
}

function isValid(value: string, rule: AttributeRule): boolean {
  switch (rule.kind) {
    case 'text':
      return true
    case 'boolean':
      return value === 'true' || value === 'false'
    case 'number':
      return /^\d+$/.test(value) && Number(value) >= rule.min && Number(value) <= rule.max
    case 'number-or-auto':
      return value === 'auto' || /^\d+$/.test(value)
    case 'one-of':
      return rule.values.includes(value)
    case 'list-of':
      return value.split(' ').every((each) => rule.values.includes(each))
    default:
      return rule satisfies never
  }
}
