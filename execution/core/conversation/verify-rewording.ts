import type { Language } from '#core/qualification/reading.ts'
import type { BusinessFacts } from './business-facts.ts'
import type { Intake } from './intake.ts'
import { verifyText } from './verify-text.ts'

/** Words that state nothing: a wording may add them or leave them out. */
const COURTESY: Record<Language, readonly string[]> = {
  en: [
    'thank you so much',
    'thank you very much',
    'thanks so much',
    'thank you',
    'thanks',
    'please',
    'sure',
    'great',
    'okay',
    'ok',
    'hi',
    'hello',
    'hi there',
    'sorry to hear that',
  ],
  es: ['muchas gracias', 'gracias', 'por favor', 'claro', 'perfecto', 'hola', 'de acuerdo'],
  fr: ['merci beaucoup', 'merci', "s'il vous plaît", "s'il vous plait", "d'accord", 'bonjour', 'parfait'],
}

/** Ways to begin the same question; one may stand for another. */
const SAME_QUESTION: Record<Language, readonly string[]> = {
  en: ['what is', "what's", 'could you tell me', 'can you tell me', 'would you tell me', 'may i have', 'could you share', 'can you share'],
  es: ['cuál es', 'cual es', 'me puede decir', 'me podría decir', 'puede decirme', 'podría decirme'],
  fr: ['quelle est', 'quel est', 'pouvez-vous me dire', 'pourriez-vous me dire'],
}

/**
 * The problems of another wording for one of our texts; empty when it may go out in its place. A list of forbidden things would let through
 * whatever nobody thought of, so the question is turned round: apart from courtesies and the ways to begin a question, the words must be those of
 * the draft, in their order. Then nothing can be added, left out, turned round or promised. The ordinary verifier reads it as well.
 */
export function verifyRewording(draft: string, text: string, facts: BusinessFacts, intake: Intake): string[] {
  const problems = verifyText(text, facts, intake)
  if (text.length > draft.length * 2 || /[\r\n]/.test(text)) problems.push('another form')
  if (marks(text) !== marks(draft)) problems.push('another number of questions')
  const { language } = intake
  if (gist(text, language) !== gist(draft, language)) problems.push('words that are not in the draft, or fewer than it has')
  return problems
}

function marks(text: string): number {
  return text.match(/\?/g)?.length ?? 0
}

/** The words without courtesies, questions in one form; letters, digits and everything that may stand in a name, number or address count. */
function gist(text: string, language: Language): string {
  const words =
    text
      .normalize('NFC')
      .replace(/[‘’]/g, "'")
      .toLowerCase()
      .match(/[^\s,.!?¿¡;]+|[.,](?=\d)/gu) ?? []
  let line = ` ${words.join(' ')} `
  for (const phrase of byLength(SAME_QUESTION[language])) line = line.replaceAll(` ${phrase} `, ' <question> ')
  // Twice, because neighbours share the blank between them.
  for (const phrase of [...byLength(COURTESY[language]), ...byLength(COURTESY[language])]) line = line.replaceAll(` ${phrase} `, ' ')
  return line.replace(/\s+/g, ' ').trim()
}

function byLength(phrases: readonly string[]): string[] {
  return phrases.toSorted((one, other) => other.length - one.length)
}
