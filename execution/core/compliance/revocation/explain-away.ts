import type { PhraseMatch } from './find-phrases.ts'
import type { Token } from './split-tokens.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((word) => word !== ''))

/** A wish with one of these in it is about our texts or about who has this number, whatever else the text tells. */
const MESSAGES = words(`
  text texts texting texted message messages messaging messaged msg msgs sms contact contacting contacted communication communications notifications
  these sending unsubscribe optout opt subscribe subscription spam spamming harassing harassment number numbers numero wrong list lists alone bot
  mensaje mensajes mensajito mensajitos texto textos textear escriba escriban escribir escribirme numero equivocado equivocada lista baja paz acoso
  message messages texto textos texter textez texte ecrire ecrivez numero mauvais liste desabonner desabonnez tranquille harcelement
`)

/** Words that end something for good: beside one of these a call that is wanted does not take the wish back. */
const FOR_GOOD = words(`
  stop stopped quit cease end again anymore more further ever never enough unsubscribe remove removed delete spam block blocked blocking sick tired harassing
  nunca jamas mas basta dejen deje paren pare quiten borren
  jamais plus pu arretez arrete arreter cessez cesser assez
`)

/** Who dislikes to text says so of themselves; without such a subject the words are an order to us. */
const OWN_HABIT = words('i im he she we husband wife mom mother dad father mama papa esposo esposa mari femme mere pere elle il je j yo')

/** Rules whose words are said of visits, lists of jobs and things that are let go, as much as of texts. */
const OF_VISITS = /-(list|never-send|why-texting|why-texting-doubt|refusal-near-texting)$/
/** Rules that hear somebody refuse to text. */
const OF_TEXTING =
  /-(never-send|do-not-want|no-messages|texting-declined|refusal-near-texting|why-texting-doubt|stop-sending|uninterested|said-stop|stop-messages|hostile)$/
/** Guesses, which any account of a job outweighs. */
const GUESSES = /-(refusal-near-texting|why-texting-doubt)$/
/** "Go away", "leave us be": said to us, whatever burns. */
const SENT_AWAY = /-leave-alone$/
/** A threat to sue or to report is a grievance where a job is told of and texts are not. */
const THREATS = /-threat$/
/** "Ya estuvo bueno" beside an account of trouble is had enough of the trouble. */
const HAD_ENOUGH = /-enough$/

/** How far behind a refusal its "again" or "anymore" may stand, in words. */
const WORDS_BEHIND = 2

/** "I never called, my sister did, about the fridge. Is Tuesday ok": another person's call and yet a customer. */
const WRONG_PERSONS = /-wrong-person$/

export type Explanation = { rule: string; certain: boolean }

/**
 * What a stop that was found really is, given what else the text tells, or null when it stays a stop.
 * Danger: a text that tells of one is a stop only in words about messages, for a lost emergency weighs more than one text too many.
 * Settled: "scratch me off the list, it drains again" ends a visit; "take me off" beside it may end both and is in doubt. "Don't text, have somebody ring me about the furnace" wants to be served by voice:
 * never a stop, yet where it forbids us to text nothing automatic is sent either (`certain: false`), as 47 CFR 64.1200(a)(10) asks.
 */
export function explained(match: PhraseMatch, matches: readonly PhraseMatch[], tokens: readonly Token[]): Explanation | null {
  const tells = (meaning: PhraseMatch['meaning']): boolean => matches.some((other) => other.meaning === meaning && !refused(other, tokens))
  const said = tokens.slice(match.first, match.last + 1)
  const ofMessages = said.some(({ word }) => MESSAGES.has(word))
  if (tells('danger') && !SENT_AWAY.test(match.rule) && (!ofMessages || match.meaning === 'wish-doubt'))
    return { rule: 'danger-stated', certain: true }
  if (tells('settled') && OF_VISITS.test(match.rule) && !endsForGood(said, match))
    return { rule: 'trouble-over', certain: ofVisit(said, match) }
  const anyMessages = tokens.some(({ word }) => MESSAGES.has(word))
  if (THREATS.test(match.rule) && tells('need') && !anyMessages) return { rule: 'need-told', certain: true }
  if (HAD_ENOUGH.test(match.rule) && tells('need') && !anyMessages) return { rule: 'need-told', certain: false }
  if (WRONG_PERSONS.test(match.rule) && !ofMessages && tells('need') && (tells('work-wanted') || tells('person-wanted')))
    return { rule: 'work-wanted', certain: true }
  if (!OF_TEXTING.test(match.rule) || tokens.slice(match.first, match.last + 1 + WORDS_BEHIND).some(({ word }) => FOR_GOOD.has(word)))
    return null
  const ownHabit = tokens.slice(Math.max(0, match.first - 2), match.last + 1).some(({ word }) => OWN_HABIT.has(word))
  if (tells('need') && GUESSES.test(match.rule) && (ownHabit || !ofMessages)) return { rule: 'need-told', certain: true }
  const wanted =
    tells('person-wanted') || (tells('need') && tokens.some(({ word }, at) => (at < match.first || at > match.last) && RINGING.has(word)))
  // "Don't text me" is said for good, but a danger must reach the owner: a stop tells them nothing, a doubt does.
  const forbidden = !ownHabit && tokens.slice(match.first, match.last + 2).some(({ word }) => word === 'me' || word === 'us')
  if (forbidden && !tells('danger')) return null
  return wanted ? { rule: 'call-wanted', certain: ownHabit } : null
}

const RINGING = words(
  'call phone ring telephone line talk speak llame llamen llamenme llameme marque marquen marqueme hablen appelez appeler appelle rappelez rappelle telephonez',
)

const REFUSALS = words('dont didnt not no never doesnt wont nunca ni pas jamais')

/** How many words before a wish may carry its refusal ("don't have anyone call"). */
const REFUSAL_WORDS_MAX = 2

/** "I don't need a plumber" wants none. */
function refused({ meaning, first }: PhraseMatch, tokens: readonly Token[]): boolean {
  if (meaning !== 'person-wanted' && meaning !== 'work-wanted') return false
  for (let at = first; at > Math.max(0, first - REFUSAL_WORDS_MAX); at--) {
    const before = tokens[at - 1]
    if (before === undefined || tokens[at]?.afterPause === true || before.sentence !== tokens[at]?.sentence) return false
    if (REFUSALS.has(before.word)) return true
  }
  return false
}

/** "Take me off" with nothing else may mean the texts too: the owner is asked. */
function ofVisit(said: readonly Token[], { rule }: PhraseMatch): boolean {
  return !rule.endsWith('-list') || said.some(({ word }) => VISITS.has(word))
}

const VISITS = words('list lists lista liste schedule route name scratch strike cross')

/** "Your list" and "my number" are the business's; the list of today and of jobs is not. */
function endsForGood(said: readonly Token[], { rule }: PhraseMatch): boolean {
  const has = (word: string): boolean => said.some((token) => token.word === word)
  return rule.endsWith('-list')
    ? has('your') || has('number') || has('numero') || has('votre')
    : said.some(({ word }) => MESSAGES.has(word))
}
