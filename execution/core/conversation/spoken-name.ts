/** People who sign so want to be addressed so. */
const TITLE =
  /^(?:mr|mrs|ms|miss|mister|dr|doctor|rev|pastor|father|sister|sr|sra|srta|señora?|don|doña|m|mme|mlle|madame|monsieur|lt|lieutenant|sgt|sergeant|capt|captain|officer|chief|chef|coach|prof|professor|hon|judge|lic|ing)\.?$/i

/** A name with one of these is a business's, whose first word says nothing. */
const BUSINESS =
  /\b(?:inc|llc|ltd|co|corp|company|group|apartments?|properties|property|management|realty|rentals?|hotel|motel|inn|diner|cafe|café|grill|bar|pub|pizza|pizzeria|restaurant|bakery|kitchen|church|school|academy|daycare|clinic|dental|market|store|shop|salon|spa|gym|yoga|fitness|center|centre|farms?|storage|towers?|plaza|lofts|condos?|auto|motors|logistics|trucking|plumbing|electric|heating|roofing|services?|restaurante|panadería|taquería|tienda|iglesia|escuela|boulangerie|dépanneur|garderie|école|église|immeubles?|gestion)\b/iu

const INITIAL = /^\p{L}\.?$/u

/**
 * How a text addresses the customer: the first name of a person, the whole of a business's name or of one with a title. A name typed in small
 * letters gets its capital.
 */
export function spokenName(value: string): string {
  const words = value.trim().split(/\s+/)
  const first = words[0] ?? ''
  const isWhole = words.length === 1 || TITLE.test(first) || INITIAL.test(first) || BUSINESS.test(value)
  return (isWhole ? words : [first]).map(capitalized).join(' ')
}

function capitalized(word: string): string {
  return word === word.toLowerCase() ? word.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : word
}
