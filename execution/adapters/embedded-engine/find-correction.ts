/** A value read somewhere in the text: what it is and where, in UTF-16 offsets. */
export type Mention<Value> = { value: Value; start: number; end: number }

/**
 * Of several values of one kind, the one the writer means: never one that is denied (`not 421`), the last one when the writer corrects
 * themselves between them (`no wait`, `sorry, I meant`), else the first.
 */
export function chooseMention<Value>(folded: string, mentions: readonly Mention<Value>[]): Mention<Value> | null {
  const kept = mentions.filter((mention) => !DENIED_BEFORE.test(folded.slice(Math.max(0, mention.start - DENIED_REACH), mention.start)))
  let chosen = kept[0] ?? null
  for (const mention of kept.slice(1)) {
    const between = chosen === null ? '' : folded.slice(chosen.end, mention.start)
    if (CORRECTION.test(between)) chosen = mention
  }
  return chosen
}

const DENIED_REACH = 14
const DENIED_BEFORE = /\b(?:not|instead of|rather than|y no|no el|no la|no es|pas|et non|au lieu d[eu]|en vez de(?:l)?)\s(?:\w{1,4}\s)?$/
/** Words between two values that say the second replaces the first. */
export const CORRECTION =
  /\b(?:no wait|wait|sorry|oops|whoops|i mean|i meant|meant|make (?:that|it)|hm+ no|cambi[eo]lo|actually|correction|scratch that|my bad|typo|should be|rather|instead|changed? my mind|better|use this|perdon|digo|mejor|quise decir|me equivoque|corrijo|mas bien|bueno no|pardon|oups|excusez|desolee?|je voulais dire|je veux dire|plutot|non attends?|finalement|je me suis trompee?|erreur)\b|\*\s*$|^ ?[,.] ?non?(?: no)*[ ,]+$/
