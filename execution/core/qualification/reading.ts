/**
 * What one customer text says, as every engine must put it. The labels mean what `docs/reference-labels.md` says.
 * The engine only reads; the core decides what to do with the reading.
 */

export const TRADES = ['plumbing', 'hvac', 'electrical', 'roofing', 'locksmith', 'appliance_repair', 'garage_door', 'auto_repair'] as const
export type Trade = (typeof TRADES)[number]

export const INTENTS = [
  'book',
  'quote',
  'emergency_help',
  'question',
  'reschedule',
  'cancel_appointment',
  'complaint',
  'existing_job',
  'wrong_number',
  'job_seeker',
  'vendor_spam',
  'bot_question',
  'human_please',
  'opt_out',
  'help',
  'smalltalk',
  'other',
] as const
export type Intent = (typeof INTENTS)[number]

export const URGENCIES = ['emergency', 'urgent', 'routine', 'none'] as const
export type Urgency = (typeof URGENCIES)[number]

export const ASKED = ['name', 'address', 'time', 'problem', 'photo', 'confirm_slot'] as const
/** What we asked just before the text arrived. */
export type Asked = (typeof ASKED)[number]

export const LANGUAGES = ['en', 'es', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

/** What a text wants of our texting itself. */
export type Revocation = 'STOP' | 'START' | 'HELP' | 'NONE'

/** Business-local wall-clock times, `YYYY-MM-DDTHH:MM`, without a zone. */
export type PreferredTime = { asap: true } | { start: string; end: string }

/** The fields that carry a span: where in the text (UTF-16 offsets, end exclusive) the value was read. */
export type SpannedField = 'service' | 'name' | 'street' | 'city' | 'zip' | 'callbackPhone' | 'preferredTime'

export type Reading = {
  intent: Intent
  urgency: Urgency
  /** Gas, carbon monoxide, fire or electric shock now: the safety line goes out first. */
  safety: boolean
  service: string | null
  name: string | null
  street: string | null
  city: string | null
  zip: string | null
  /** E.164, only a number written in the text. */
  callbackPhone: string | null
  preferredTime: PreferredTime | null
  affirm: boolean | null
  language: Language
  spans: Partial<Record<SpannedField, [start: number, end: number]>>
}

/** What an engine may know besides the words. */
export type ReadingContext = {
  trade: Trade
  /** Epoch milliseconds when the text arrived. */
  receivedAt: number
  /** The business's IANA zone. */
  timezone: string
  asked: Asked | null
}
