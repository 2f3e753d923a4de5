/**
 * Lower-cases a text and takes off its accents without moving anything: the result has the same length in UTF-16 units, so an offset
 * found in it is an offset in the original. Typographic quotes, dashes and spaces become their plain forms.
 */
export function foldText(text: string): string {
  let folded = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    folded += code < FOLDED_CODES ? FOLDED[code] : (FOLDED_BEYOND.get(code) ?? text[i])
  }
  return folded
}

/** Latin up to Extended-B: everything English, Spanish and French need. */
const FOLDED_CODES = 0x250

const FOLDED: readonly string[] = Array.from({ length: FOLDED_CODES }, (_, code) => foldCode(code))

const FOLDED_BEYOND = new Map<number, string>([
  [0x2018, "'"],
  [0x2019, "'"],
  [0x201b, "'"],
  [0x02bc, "'"],
  [0x2032, "'"],
  [0x201c, '"'],
  [0x201d, '"'],
  [0x201e, '"'],
  [0x2033, '"'],
  [0x2010, '-'],
  [0x2011, '-'],
  [0x2012, '-'],
  [0x2013, '-'],
  [0x2014, '-'],
  [0x2212, '-'],
  [0x2002, ' '],
  [0x2003, ' '],
  [0x2009, ' '],
  [0x202f, ' '],
  [0x3000, ' '],
  [0x2028, '\n'],
  [0x2029, '\n'],
  [0x2026, '.'],
  [0xff0c, ','],
  [0xff1f, '?'],
  [0xff01, '!'],
])

/** Latin Extended Additional: Vietnamese names carry two marks on one letter. */
for (let code = 0x1e00; code < 0x1f00; code++) FOLDED_BEYOND.set(code, foldCode(code))

function foldCode(code: number): string {
  const character = String.fromCharCode(code)
  if (code === 0xa0) return ' '
  if (code === 0xb4 || code === 0x60) return "'"
  if (code === 0xab || code === 0xbb) return '"'
  if (code === 0x153 || code === 0x152) return 'o'
  const base = character.normalize('NFD')[0] ?? character
  const lower = base.toLowerCase()
  return lower.length === 1 ? lower : character
}
