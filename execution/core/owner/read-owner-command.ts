/** The five acts of an alert's menu and a few words beside them. `other` is everything that is no command. */
export type OwnerVerb =
  | 'call'
  | 'book'
  | 'take-over'
  | 'not-a-lead'
  | 'later'
  | 'acknowledge'
  | 'resume'
  | 'yes'
  | 'no'
  | 'list'
  | 'help'
  | 'other'

/**
 * `target` is the letter or the name that says which lead is meant, folded to lower case; null when none was given. `when` is what was written
 * about a time after "book", folded likewise and otherwise unread.
 */
export type OwnerCommand = { verb: OwnerVerb; target: string | null; when: string | null }

/** Longer texts are talk, not commands: nobody's sentence to a colleague may ring a customer. */
const COMMAND_WORDS_MAX = 8

/** Words of commands in English, Spanish and French, folded. Longer phrases stand before the shorter ones that begin them. */
const PHRASES: readonly (readonly [string, OwnerVerb])[] = [
  ['1', 'call'],
  ['2', 'book'],
  ['3', 'take-over'],
  ['4', 'not-a-lead'],
  ['5', 'later'],
  ['call them', 'call'],
  ['call him', 'call'],
  ['call her', 'call'],
  ['call back', 'call'],
  ['call', 'call'],
  ['llamar', 'call'],
  ['llama', 'call'],
  ['appeler', 'call'],
  ['appelle', 'call'],
  ['book it', 'book'],
  ['book', 'book'],
  ['schedule', 'book'],
  ['reservar', 'book'],
  ['reserva', 'book'],
  ['agendar', 'book'],
  ['reserver', 'book'],
  ['reserve', 'book'],
  ['i take over', 'take-over'],
  ['ill take over', 'take-over'],
  ['take over', 'take-over'],
  ['takeover', 'take-over'],
  ['yo me encargo', 'take-over'],
  ['me encargo', 'take-over'],
  ['je prends', 'take-over'],
  ['je men occupe', 'take-over'],
  ['not a lead', 'not-a-lead'],
  ['no lead', 'not-a-lead'],
  ['spam', 'not-a-lead'],
  ['no es cliente', 'not-a-lead'],
  ['pas un client', 'not-a-lead'],
  ['remind me later', 'later'],
  ['later', 'later'],
  ['snooze', 'later'],
  ['mas tarde', 'later'],
  ['luego', 'later'],
  ['plus tard', 'later'],
  ['on it', 'acknowledge'],
  ['im on it', 'acknowledge'],
  ['got it', 'acknowledge'],
  ['i got it', 'acknowledge'],
  ['ive got it', 'acknowledge'],
  ['i have it', 'acknowledge'],
  ['on my way', 'acknowledge'],
  ['omw', 'acknowledge'],
  ['ack', 'acknowledge'],
  ['accept', 'acknowledge'],
  ['lo tengo', 'acknowledge'],
  ['voy', 'acknowledge'],
  ['entendido', 'acknowledge'],
  ['jy vais', 'acknowledge'],
  ['recu', 'acknowledge'],
  ['resume', 'resume'],
  ['hand back', 'resume'],
  ['reanudar', 'resume'],
  ['reprendre', 'resume'],
  ['yes', 'yes'],
  ['yep', 'yes'],
  ['y', 'yes'],
  ['si', 'yes'],
  ['oui', 'yes'],
  ['ok', 'yes'],
  ['okay', 'yes'],
  ['no', 'no'],
  ['n', 'no'],
  ['non', 'no'],
  ['list', 'list'],
  ['lista', 'list'],
  ['liste', 'list'],
  ['open', 'list'],
  ['help', 'help'],
  ['menu', 'help'],
  ['ayuda', 'help'],
  ['aide', 'help'],
  ['?', 'help'],
]

const BY_LENGTH = PHRASES.map(([phrase, verb]) => ({ words: phrase.split(' '), verb })).toSorted((a, b) => b.words.length - a.words.length)

/** What one of the business's people wants, read from one text. Never guesses: what is not plainly a command is `other`. */
export function readOwnerCommand(text: string): OwnerCommand {
  const words = wordsOf(text)
  const [first, ...rest] = words
  if (first === undefined || words.length > COMMAND_WORDS_MAX) return OTHER
  const plain = commandOf(words, null)
  return plain.verb === 'other' && /^[a-z]$/.test(first) ? commandOf(rest, first) : plain
}

function commandOf(words: readonly string[], letter: string | null): OwnerCommand {
  const found = BY_LENGTH.find((phrase) => phrase.words.every((word, place) => words[place] === word))
  if (found === undefined) return OTHER
  const after = words.slice(found.words.length)
  if (found.verb === 'book') return bookCommand(letter, after)
  if (!takesTarget(found.verb)) return after.length === 0 && letter === null ? { verb: found.verb, target: null, when: null } : OTHER
  if (letter !== null) return after.length === 0 ? { verb: found.verb, target: letter, when: null } : OTHER
  return after.length > TARGET_WORDS_MAX ? OTHER : { verb: found.verb, target: after.length === 0 ? null : after.join(' '), when: null }
}

const OTHER: OwnerCommand = { verb: 'other', target: null, when: null }

/** First name and family name. */
const TARGET_WORDS_MAX = 2

function takesTarget(verb: OwnerVerb): boolean {
  return verb !== 'yes' && verb !== 'no' && verb !== 'list' && verb !== 'help'
}

/** Words of a time, so that "2 dana" names a lead and "2 tue 9" a time. */
const TIME_WORD =
  /^(?:\d.*|at|on|today|tomorrow|tonight|morning|afternoon|evening|noon|am|pm|next|this|mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|hoy|manana|tarde|lunes|martes|miercoles|jueves|viernes|sabado|domingo|demain|matin|midi|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)$/

/** "book", "book b", "book dana", "book tue 9", "book dana tue 9", "b book tue 9". */
function bookCommand(letter: string | null, after: readonly string[]): OwnerCommand {
  const firstOfTime = after.findIndex((word) => TIME_WORD.test(word))
  const named = firstOfTime < 0 ? after : after.slice(0, firstOfTime)
  const timed = firstOfTime < 0 ? [] : after.slice(firstOfTime)
  if (named.length > TARGET_WORDS_MAX || (letter !== null && named.length > 0)) return OTHER
  const target = letter ?? (named.length === 0 ? null : named.join(' '))
  return { verb: 'book', target, when: timed.length === 0 ? null : timed.join(' ') }
}

/** Lower case without accents and punctuation; `B1` and `1B` are two words, `?` stays when it is all there is. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’]/g, '').trim()
  if (/^\?+$/.test(plain)) return ['?']
  const spaced = plain.replace(/^([a-z])([1-5])(?=\s|$)/, '$1 $2').replace(/^([1-5])([a-z])(?=\s|$)/, '$1 $2')
  return spaced
    .replace(/[^\p{L}\p{N}:+\s-]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
}
