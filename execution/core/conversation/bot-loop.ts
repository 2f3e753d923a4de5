import { MINUTE_MS, SECOND_MS, type Instant } from '#core/values/instant.ts'

/**
 * Tells a machine that answers our machine from a person in a hurry, by what it does: how fast it answers at length, whether it gives our own
 * words back, says the same thing again, says that it is automatic, and whether anything new comes. One sign alone is never enough, and a burst
 * of texts is no answer to anything. The limits are chosen; `bot-loop.test.ts` and the flow test with two of our own agents hold them.
 */

/** Turns and texts of ours that are looked at. */
export const TURNS_KEPT = 6
const SAID_KEPT = 6

/** What was longer ago is no loop: a machine answers in seconds, and a loop that takes hours costs little. */
const LOOP_WINDOW_MS = 10 * MINUTE_MS

/** Two texts in which a machine shows itself by its words. */
const TELLING_TURNS = 2
const TELLING_WINDOW = 4

/** Without a telling word it takes so many turns in a row at a machine's pace, with nothing new. */
const PACED_TURNS = 4

/** Nobody types this fast: 37,370 people on phones made 36 words, some 180 characters, a minute on average (Palin et al., MobileHCI 2019). */
const TYPED_CHARACTERS_PER_SECOND = 12
const PACED_CHARACTERS_MIN = 40
/** A text needs about this long both ways, so what arrives sooner after ours was on its way already and answers nothing. */
const REACTION_MIN_MS = 1_500
const REACTION_MAX_MS = 60 * SECOND_MS

/** The same text for the third time gets no further answer. Short ones ("hello?") are a person's. */
const REPEATED_WORDS_MIN = 5
const REPEATED_TIMES = 2

/** An echo: this share of the runs of four words was said by us, or this many of them, which is a sentence. Fewer words than the least may be chance. */
const RUN_WORDS = 4
const ECHO_WORDS_MIN = 6
const ECHO_SHARE = 0.5
const ECHO_RUNS = 5

const WORDS_KEPT_CHARACTERS = 400

/** One burst of the customer, as it bears on the question. */
export type HeardTurn = {
  at: Instant
  /** The words of the burst in lower case, without marks. */
  words: string
  /** Says of itself that it is automatic, or carries the small print of automatic texts. */
  declares: boolean
  /** Gives our own words back. */
  echoes: boolean
  /** A long single text that came after ours faster than anybody types. */
  paced: boolean
  /** Brought something new. */
  news: boolean
}

export type Exchange = {
  /** Newest last. */
  turns: HeardTurn[]
  /** What we said, newest last, in the same plain words. */
  said: { at: Instant; words: string }[]
  /** Nothing automatic is said any more, except in an emergency and to STOP and HELP. */
  quarantine: { at: Instant; why: LoopSign } | null
}

export type LoopSign = 'machine-words' | 'machine-pace'

export type HeardBurst = { texts: readonly { body: string; receivedAt: Instant }[]; news: boolean; at: Instant }

export function newExchange(): Exchange {
  return { turns: [], said: [], quarantine: null }
}

/** The exchange with this burst. */
export function withHeard(exchange: Exchange, { texts, news, at }: HeardBurst): Exchange {
  const words = plainWords(texts.map((text) => text.body).join(' '))
  const echoes = isEcho(words, exchange.said)
  const declares = texts.some(({ body }) => isAutomaticText(body))
  const turn: HeardTurn = {
    at,
    words,
    declares,
    echoes,
    paced: isPaced(texts, exchange.said.at(-1)?.at ?? null),
    // What a machine says of itself or of us is nothing new, however an engine reads it.
    news: news && !echoes && !declares,
  }
  return { ...exchange, turns: [...exchange.turns, turn].slice(-TURNS_KEPT) }
}

/** The exchange with what we answered. */
export function withSaid(exchange: Exchange, bodies: readonly string[], at: Instant): Exchange {
  if (bodies.length === 0) return exchange
  const said = bodies.map((body) => ({ at, words: plainWords(body) }))
  return { ...exchange, said: [...exchange.said, ...said].slice(-SAID_KEPT) }
}

/** Why the other side is taken for a machine that answers ours, or null. Asked after `withHeard`. */
export function loopSign({ turns }: Exchange): LoopSign | null {
  const newest = turns.at(-1)
  if (newest === undefined || newest.news) return null
  const recent = turns.filter((turn) => newest.at - turn.at <= LOOP_WINDOW_MS)
  const telling = recent.slice(-TELLING_WINDOW).filter((turn) => turn.declares || turn.echoes)
  const isTelling = newest.declares || newest.echoes
  if (isTelling && telling.length >= TELLING_TURNS) return 'machine-words'
  if (newest.paced && telling.some((turn) => turn !== newest)) return 'machine-words'
  const last = recent.slice(-PACED_TURNS)
  if (last.length === PACED_TURNS && last.every((turn) => turn.paced && !turn.news)) return 'machine-pace'
  return null
}

/** The newest burst says for the third time what got its answer twice, and nothing else: one more answer would only bring it back. */
export function repeatsItself({ turns }: Exchange): boolean {
  const newest = turns.at(-1)
  if (newest === undefined || newest.news || newest.words.split(' ').length < REPEATED_WORDS_MIN) return false
  const before = turns.slice(0, -1).filter((turn) => turn.words === newest.words && newest.at - turn.at <= LOOP_WINDOW_MS)
  return before.length >= REPEATED_TIMES
}

/** The small print that carriers and laws ask of automatic texts, and what they call themselves. A question about it is a person's. */
const DECLARATIONS: readonly RegExp[] = [
  /\bm(?:sg|essage) ?(?:&|and) ?data rates\b/i,
  /\bmsg freq/i,
  /\b(?:reply|text|send|responda|répondez) (?:stop|start|help|arret|arrêt|ayuda)\b|\bstop to (?:opt out|end|cancel|unsubscribe)\b/i,
  /\bpueden aplicar(?:se)? tarifas\b|\bdes frais (?:de message\w* )?[^.]{0,30}peuvent s.appliquer\b/i,
  /\bSTOP (?:para|pour) \p{L}+/u,
  /, (?:asistente automatizado|assistant automatis)/i,
  /\b(?:this is|i am|i'm|i’m|our|soy|je suis)\b[^?.!]{0,20}\b(?:automated|automatic|virtual|automatizado|automatique|automatis\p{L}+)(?!\p{L})(?![^.!]*\?)/iu,
  /, (?:automated|virtual) (?:ai )?assistant:/i,
  /\b(?:do not|don't) reply to this\b|\bthis (?:inbox|number|mailbox) is not monitored\b/i,
]

/** The text carries the small print of automatic texts or says that it is one. */
export function isAutomaticText(body: string): boolean {
  return DECLARATIONS.some((declaration) => declaration.test(body))
}

function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, WORDS_KEPT_CHARACTERS)
}

function isEcho(words: string, said: Exchange['said']): boolean {
  const heard = words.split(' ')
  if (heard.length < ECHO_WORDS_MIN) return false
  const ours = new Set(said.flatMap((text) => runsOf(text.words.split(' '))))
  const runs = runsOf(heard)
  const shared = runs.filter((run) => ours.has(run)).length
  return shared >= ECHO_RUNS || shared >= runs.length * ECHO_SHARE
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(0, Math.max(0, words.length - RUN_WORDS + 1)).map((_, place) => words.slice(place, place + RUN_WORDS).join(' '))
}

function isPaced(texts: HeardBurst['texts'], saidAt: Instant | null): boolean {
  const [only] = texts
  if (only === undefined || texts.length > 1 || saidAt === null) return false
  const took = only.receivedAt - saidAt
  if (took < REACTION_MIN_MS || took > REACTION_MAX_MS || only.body.length < PACED_CHARACTERS_MIN) return false
  return only.body.length / (took / SECOND_MS) > TYPED_CHARACTERS_PER_SECOND
}
