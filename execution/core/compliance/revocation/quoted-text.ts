import type { FoldedText } from './fold-text.ts'

/**
 * Blanks what the writer did not write: the quote inside a tapback ("Liked “…”"), lines of a quoted mail, and a longer quotation
 * that stands beside words of their own. Blanked characters become spaces, so that offsets keep their meaning.
 * A tapback as phones without it show it is a text whose words are ours (policy: it is no revocation).
 */
export function withoutQuotes(folded: FoldedText): { folded: FoldedText; tapback: boolean } {
  const tapbackEnd = tapbackQuoteEnd(folded.chars)
  if (tapbackEnd !== null) return { folded: { ...folded, chars: blank(folded.chars, 0, tapbackEnd) }, tapback: true }
  const chars = blankQuotations(blankMailQuote(folded.chars))
  return { folded: { ...folded, chars }, tapback: false }
}

/** How reactions begin in iOS and Google Messages, English, Spanish and French; a quotation mark follows at once or after a few words. */
const TAPBACKS = [
  'liked',
  'loved',
  'disliked',
  'laughed at',
  'emphasized',
  'emphasised',
  'questioned',
  'reacted',
  'removed a',
  'removed an',
  'le gusto',
  'le encanto',
  'no le gusto',
  'le dio risa',
  'se rio de',
  'le hizo gracia',
  'enfatizo',
  'destaco',
  'pregunto',
  'cuestiono',
  'exclamo',
  'reacciono',
  'me gusta',
  'me encanta',
  'quito',
  'elimino',
  'a aime',
  "n'a pas aime",
  'a adore',
  'a ri',
  'a mis en evidence',
  'a souligne',
  'a accentue',
  'a questionne',
  'a remis en question',
  'a reagi',
  'a retire',
  'a supprime',
]
/** Room for "with a thumbs up to" and the like between the reaction and the quotation, in characters. */
const TAPBACK_TO_QUOTE_MAX = 40
/** Emoji reactions ("👍 to “…”", "👍 a “…”") carry at most this much before the quotation. */
const EMOJI_TAPBACK = /^[\s~]{1,8}(to|a|en reponse a)\s*"/

function tapbackQuoteEnd(chars: string): number | null {
  const start = chars.search(/[^\s]/)
  if (start === -1) return null
  const head = chars.slice(start, start + 90)
  const beginning = TAPBACKS.find((words) => head.startsWith(`${words} `))
  const mark = chars.indexOf('"', start)
  if (mark === -1)
    return beginning !== undefined && /^\S+( \S+)? an? (image|photo|video|message|imagen|foto|picture|attachment|sticker)/.test(head)
      ? chars.length
      : null
  const emoji = EMOJI_TAPBACK.test(head)
  if (!emoji && (beginning === undefined || mark - start > beginning.length + TAPBACK_TO_QUOTE_MAX)) return null
  const lineEnd = chars.slice(mark + 1).search(/"\s*(\n|$)/)
  if (lineEnd !== -1) return mark + 1 + lineEnd + 1
  const close = chars.lastIndexOf('"')
  return close > mark ? close + 1 : chars.length
}

function blankMailQuote(chars: string): string {
  let blanked = chars.replace(/(^|\n) {0,3}>[^\n]*/g, (line) => line.replace(/[^\n]/g, ' '))
  const wrote = blanked.search(/\n[^\n]{0,120}(wrote|escribio|a ecrit) ?:|\n-{2,} ?(original|forwarded|mensaje|message)/)
  if (wrote > 0) blanked = blank(blanked, wrote, blanked.length)
  return blanked
}

/** A quotation of at least this many words is taken as somebody else's; "STOP" in quotation marks is the writer's. */
const QUOTED_WORDS_MIN = 3

function blankQuotations(chars: string): string {
  const outside = chars.replace(/"[^"]*("|$)/g, ' ')
  // All of it quoted: then the quotation is the message.
  if (!/[a-z]{2}/.test(outside)) return chars
  return chars.replace(/"[^"]*"/g, (quotation) => {
    const words = quotation.match(/[a-z\d]+/g) ?? []
    return words.length >= QUOTED_WORDS_MIN ? quotation.replace(/[^\n]/g, ' ').replace(/.$/, '.') : quotation
  })
}

function blank(chars: string, from: number, to: number): string {
  return chars.slice(0, from) + ' '.repeat(Math.max(0, to - from)) + chars.slice(to)
}
