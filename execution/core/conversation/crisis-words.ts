/**
 * Words of a person in crisis. They come before anything an engine says about the text, because the cost of a missed one has no
 * limit while a needless 988 costs little. 988: Suicide & Crisis Lifeline, United States (2022) and Canada (2023-11-30), call or text.
 */
const CRISIS_WORDS: readonly RegExp[] = [
  /\b(?:kill(?:ing)? my ?self|end(?:ing)? my (?:own )?life|take my (?:own )?life|hurt(?:ing)? my ?self|harm(?:ing)? my ?self)\b/,
  /\bsuicid(?:e|al|arme|io|er|aire)?\b/,
  /\b(?:want|wanna|going|ready) (?:to )?die\b/,
  /\bdon'?t want to (?:live|be alive|be here) any ?more\b/,
  /\b(?:quiero|voy a) (?:morir(?:me)?|matarme)\b/,
  /\b(?:no quiero (?:vivir|seguir viviendo)|quitarme la vida)\b/,
  /\b(?:me suicider|me tuer|envie de mourir|veux mourir|en finir avec la vie)\b/,
]

/** True when the words are those of a person who may be about to harm themselves. */
export function isCrisis(text: string): boolean {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[‘’]/g, "'").toLowerCase()
  return CRISIS_WORDS.some((words) => words.test(plain))
}
