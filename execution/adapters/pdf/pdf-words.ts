import type { PDFFont } from 'pdf-lib'

/** How words are set: points for size and width. */
export type Setting = { font: PDFFont; size: number; width: number; linesMax: number }

/** The text in lines of at most `width` points; what is beyond the last line is cut. */
export function linesOfWords(text: string, { font, size, width, linesMax }: Setting): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of drawable(font, text)
    .split(' ')
    .flatMap((long) => pieces(long, { font, size, width }))) {
    const longer = current === '' ? word : `${current} ${word}`
    if (font.widthOfTextAtSize(longer, size) <= width) {
      current = longer
      continue
    }
    lines.push(current)
    current = word
    if (lines.length === linesMax) return [...lines.slice(0, -1), `${lines.at(-1)?.slice(0, -3) ?? ''}...`]
  }
  return [...lines, current]
}

/** A word without blanks may be wider than the line. */
function pieces(word: string, setting: Omit<Setting, 'linesMax'>): string[] {
  if (setting.font.widthOfTextAtSize(word, setting.size) <= setting.width) return [word]
  const half = Math.ceil(word.length / 2)
  return [...pieces(word.slice(0, half), setting), ...pieces(word.slice(half), setting)]
}

/** The standard fonts know Western European letters only; an exception over an emoji would cost the whole page. */
export function drawable(font: PDFFont, text: string): string {
  const known = knownCharacters(font)
  return [...text.replaceAll(/\s/g, ' ')].map((character) => (known.has(character.codePointAt(0) ?? 0) ? character : '?')).join('')
}

const KNOWN = new WeakMap<PDFFont, ReadonlySet<number>>()

function knownCharacters(font: PDFFont): ReadonlySet<number> {
  const known = KNOWN.get(font) ?? new Set(font.getCharacterSet())
  KNOWN.set(font, known)
  return known
}
