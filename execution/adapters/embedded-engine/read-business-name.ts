import { COMMON_WORDS } from './common-words.ts'
import type { Mention } from './find-correction.ts'
import type { WrittenWord } from './written-words.ts'

/** The business somebody writes for: `calling from Tony's Pizza`, `this is Sunrise Daycare`. */
export function readBusinessName(original: string, folded: string, words: readonly WrittenWord[]): Mention<string> | null {
  for (const match of folded.matchAll(CUE)) {
    const at = words.findIndex((word) => word.start >= match.index + match[0].length - 1)
    const first = words[at]
    if (first === undefined || !first.capital) continue
    let end = at + 1
    while (
      end < words.length &&
      end < at + WORDS_MAX &&
      words[end]?.broken === false &&
      (words[end]?.capital === true || LINKS.has(words[end]?.word ?? ''))
    )
      end++
    while (end > at + 1 && LINKS.has(words[end - 1]?.word ?? '')) end--
    const name = words.slice(at, end)
    const looksLikeFirm =
      /^[a-z'-]+ (?:&|and|y|et) (?:sons?|daughters?|bros|brothers|co|associates|hijos|fils|freres)$/.test(
        folded.slice(first.start, name.at(-1)?.end),
      ) ||
      (name.some((word) => FIRM_WORDS.has(word.word) || word.word.endsWith("'s")) && name.length >= 2)
    const strong = match[0].startsWith('calling') || match[0].startsWith('writing') || match[0].startsWith('texting')
    if (!looksLikeFirm && !(strong && name.length >= 2 && !name.every((word) => COMMON_WORDS.has(word.word)))) continue
    const last = name.at(-1) ?? first
    return { value: original.slice(first.start, last.end), start: first.start, end: last.end }
  }
  return capitalRun(original, folded, words) ?? ownersFirm(original, folded, words) ?? plainFirm(original, folded, words)
}

/** `jb's lawn care, two trucks ...`, `tino's tire shop here`: a firm by its owner, in small letters, where a writer says who is there. */
function ownersFirm(original: string, folded: string, words: readonly WrittenWord[]): Mention<string> | null {
  const match = OWNERS_FIRM.exec(folded)
  const name = match?.[1]
  if (match === null || name === undefined || COMMON_WORDS.has(/^(?:[a-z]+ )*([a-z]+)'s/.exec(name)?.[1] ?? '')) return null
  const start = match.index + match[0].indexOf(name)
  return words.some((word) => word.start === start)
    ? { value: original.slice(start, start + name.length), start, end: start + name.length }
    : null
}

/** `this is bright start daycare, the inspector wants ...`: a firm in small letters, where a writer says who is there, up to the word for its kind. */
function plainFirm(original: string, folded: string, words: readonly WrittenWord[]): Mention<string> | null {
  const match = PLAIN_FIRM.exec(folded)
  const name = match?.[1]
  if (match === null || name === undefined) return null
  const start = match.index + match[0].length - name.length
  return words.some((word) => word.start === start)
    ? { value: original.slice(start, start + name.length), start, end: start + name.length }
    : null
}

const PLAIN_FIRM =
  /^(?:(?:hi|hello|hey|good morning|good afternoon)[ ,!.]+)?(?:this is|we are|we'?re|(?:calling|texting|writing) (?:from|for)) ((?!(?:the|a|an|our|my|your|not|for|about|at|in|from|that|one|urgent)\b)(?:[a-z]+ ){1,3}(?:daycare|preschool|bakery|salon|diner|cafe|deli|pizzeria|dental|dentistry|clinic|pharmacy|florist|laundromat|brewery|winery|motel|inn|lodge|apartments|condos|church|academy|elementary|veterinary|landscaping|grooming|barbershop|nursery|gym|studio|realty|properties|rentals|storage|market|grocery|library|museum|ministries|hospice|cleaners|catering|bookstore|hardware))(?=$| ?[,.!:;\n-]| here\b| (?:on|at|in) [a-z0-9]| needs?\b| over\b)/

const OWNERS_FIRM =
  /^(?:(?:hi|hello|hey|good morning|good afternoon|hola|bonjour)[ ,!.]+)?(?:this is |it'?s |we are |we'?re |from )?((?:[a-z]+ )?(?!(?:it|that|what|there|here|he|she|let|who|where|how|when|everybody|everything|somebody|today|tomorrow)'s)[a-z]+'s (?:[a-z&]+ ){0,2}(?:care|shop|salon|diner|kitchen|garage|grill|bakery|cafe|deli|pizza|pizzeria|market|barbershop|bar|pub|cleaners|cleaning|landscaping|florist|flowers|daycare|restaurant|place|store|auto|towing|nails|tacos|taqueria|bbq|burgers|donuts|gym|studio|laundromat|laundry|grocery|liquor|roofing|painting|construction|farm|farms|inn|motel|books|bookstore|pets|grooming|catering|plumbing|hardware|storage|tavern|lounge|coffee))(?=$| ?[,.!:;\n-]| here\b| (?:on|at|in) [a-z0-9]| needs?\b| over\b)/

/** `Luigi's Trattoria, 88 Hanover St`, `office door at Bright Dental`: capitals that end in a word for a firm. */
function capitalRun(original: string, folded: string, words: readonly WrittenWord[]): Mention<string> | null {
  if (original === original.toUpperCase()) return null
  for (let at = 0; at < words.length; at++) {
    const first = words[at]
    if (first === undefined || !first.capital || !/^[a-z]/.test(first.word)) continue
    let end = at + 1
    while (
      end < words.length &&
      end < at + WORDS_MAX &&
      words[end]?.broken === false &&
      (words[end]?.capital === true ||
        (FIRM_FIRST.has(first.word) && LINKS.has(words[end]?.word ?? '') && words[end + 1]?.capital === true)) &&
      /^[a-z]/.test(words[end]?.word ?? '')
    )
      end++
    const last = words[end - 1]
    const isFirm =
      end - at >= 2 &&
      last !== undefined &&
      (FIRM_FIRST.has(first.word) ||
        (FIRM_WORDS.has(last.word) && original.slice(last.start, last.end) !== COLORADO) ||
        (first.word.endsWith("'s") && end - at === 2 && FIRM_AFTER_OWNER.has(last.word)))
    if (isFirm && last !== undefined && !LANDMARK.test(folded.slice(Math.max(0, first.start - 20), first.start))) {
      // `St. Luke's Parish`: the stop closes a title and no sentence.
      const start = /(?:^|[^a-z])(?:st|ste|saint|mt|ft)\. $/.test(folded.slice(0, first.start))
        ? (words[at - 1]?.start ?? first.start)
        : first.start
      return { value: original.slice(start, last.end), start, end: last.end }
    }
    at = end - 1
  }
  return null
}

const LANDMARK =
  /\b(?:near|by|behind|across from|next to|beside|opposite|outside|parking lot of|lot at|in front of|past|contacting|calling|is this)\s(?:the )?$/
/** `Denver CO` is a place; a firm writes `Co`. */
const COLORADO = 'CO'
/** In Spanish and French the kind of firm comes first. */
const FIRM_FIRST = new Set(
  'fonda residence taqueria panaderia carniceria iglesia resto restaurante depanneur boulangerie garderie ecole escuela clinica clinique pharmacie farmacia tienda abarrotes lavanderia peluqueria ferreteria salon cpe pasteleria tortilleria papeleria zapateria joyeria llantera taller colegio guarderia barberia estetica pupuseria mariscos refaccionaria dulceria paleteria auberge immeubles gestion entreprises constructions paroisse eglise cooperative coop patisserie fromagerie bistro buanderie centre clinique casse-croute brasserie epicerie colonia edificio'.split(
    ' ',
  ),
)
const FIRM_AFTER_OWNER = new Set([
  'tap',
  'pub',
  'bar',
  'diner',
  'grill',
  'deli',
  'market',
  'place',
  'house',
  'kitchen',
  'hardware',
  'garage',
])

const WORDS_MAX = 5
const CUE =
  /\b(?:calling from|texting from|writing from|calling for|texting for|writing for|on behalf of|this is|we are|we're|here at|over at|office at|manager at|front desk at|put(?: it under)?|i'm with|im with|i'm from|i manage|i run|i own|somos|de parte de|llamo de|hablo de|ici|c'est le|c'est la|de la part de|j'appelle de)\s+(?:the )?/g
const LINKS = new Set(['of', 'the', 'and', '&', 'de', 'la', 'du', 'on', 'des', 'les', 'el', 'los', 'las', 'y', 'et'])
const FIRM_WORDS = new Set(
  'pizza pizzeria bakery daycare restaurant cafe coffee deli diner salon spa gym church school academy apartments properties property management realty hotel motel inn dental clinic market grocery store shop bar grill brewery florist laundromat cleaners pharmacy hospital center club studio lofts condos towers hoa llc inc corp co company group services boulangerie garderie resto depanneur panaderia taqueria iglesia tienda preschool nursery library rentals homes estates kitchen hardware trattoria ristorante supermarket foods elementary college lounge tavern liquor liquors bistro burgers tacos barbershop barber vet veterinary animal auto storage montessori ministries parish temple mosque synagogue cantina mercado carniceria fitness yoga studios suites tower dentistry pediatrics orthodontics chiropractic law offices lodge rectory ymca doughnuts donuts florists salons hair nails barbers church bank pub winery farm farms ranch temple lanes towing trucking landscaping association condo condominium condominiums trust foundation institute museum theater theatre cinema brewing motors'.split(
    ' ',
  ),
)
