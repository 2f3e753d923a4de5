/**
 * Letters that look like Latin ones but survive Unicode NFKD, so that a keyword written with them is still read.
 * NFKD itself already folds full-width, circled, mathematical, superscript and accented letters.
 * Source: the confusables idea of Unicode Technical Standard 39; the selection is ours (what phones and "fancy text" sites produce).
 */
const ROWS: readonly (readonly [from: string, to: string])[] = [
  // Cyrillic, small then capital
  ['авеёзкмнорстухіїјѕԛԝһпьԁғ', 'abeeзkmhopctyxiijsqwhnbdf'],
  ['АВЕЁКМНОРСТУХІЇЈЅПЬ', 'abeekmhopctyxiijsnb'],
  // Greek, small then capital
  ['αβεζηικνορτυχωςσγ', 'abezniknoptuxwssy'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΣΩ', 'abezhikmnoptyxso'],
  // Latin letters without a decomposition, then small capitals
  ['łŁøØđĐıħŧƒɑɡɩʟɴɪʀʏʙɢʜӏǀ', 'llooddihtfagilnirybghll'],
  ['ᴀᴄᴅᴇᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡᴢꜰ', 'acdejkmopstuvwzf'],
]

const FIRST_REGIONAL_INDICATOR = 0x1f1e6
/** Blocks of 26 letters A to Z that NFKD leaves alone: regional indicators, negative circled, negative squared. */
const ALPHABET_BLOCKS = [FIRST_REGIONAL_INDICATOR, 0x1f150, 0x1f170]
const LETTERS = 26
const LOWER_A = 97

const FOLDED = new Map<number, string>()
for (const [from, to] of ROWS) {
  const targets = [...to]
  ;[...from].forEach((letter, index) => FOLDED.set(letter.codePointAt(0) ?? 0, targets[index] ?? letter))
}
for (const block of ALPHABET_BLOCKS) {
  for (let index = 0; index < LETTERS; index++) FOLDED.set(block + index, String.fromCharCode(LOWER_A + index))
}

/** The Latin letter that a code point imitates, or null when it imitates none. */
export function lookAlike(codePoint: number): string | null {
  return FOLDED.get(codePoint) ?? null
}
