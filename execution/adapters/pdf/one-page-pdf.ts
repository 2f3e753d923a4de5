import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from 'pdf-lib'
import type { PrintedPage } from '#core/ledger/evidence-page.ts'
import { drawable, linesOfWords } from './pdf-words.ts'

/** US Letter in points. */
const [WIDTH, HEIGHT] = [612, 792]
const MARGIN = 42
const BODY_SIZE = 7.6
const LEADING = 9.4
const LINES_PER_ROW = 2
const LABEL_WIDTH = 58
const WHEN_WIDTH = 92
const INK = rgb(0.1, 0.1, 0.12)
const PALE = rgb(0.4, 0.4, 0.45)

type Pen = { page: PDFPage; plain: PDFFont; bold: PDFFont; y: number }

/**
 * Draws one page. Texts that are too long are cut with three dots, rows that do not fit are counted in one last line; a character that the
 * standard fonts lack is shown as "?". The same words and time give the same bytes.
 */
export async function onePagePdf(printed: PrintedPage, madeAt: Date): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle(printed.title)
  document.setCreationDate(madeAt)
  document.setModificationDate(madeAt)
  document.setProducer('lead-agent')
  const plain = await document.embedFont(StandardFonts.Helvetica)
  const bold = await document.embedFont(StandardFonts.HelveticaBold)
  const pen: Pen = { page: document.addPage([WIDTH, HEIGHT]), plain, bold, y: HEIGHT - MARGIN }
  drawHead(pen, printed)
  drawRows(pen, printed.rows, notesHeight(pen, printed.notes))
  drawNotes(pen, printed.notes)
  return document.save()
}

function drawHead(pen: Pen, { title, subtitle, facts }: PrintedPage): void {
  line(pen, title, { x: MARGIN, size: 15, font: pen.bold })
  pen.y -= 17
  line(pen, subtitle, { x: MARGIN, size: 9, color: PALE })
  pen.y -= 16
  for (const [label, value] of facts) {
    line(pen, label, { x: MARGIN, font: pen.bold })
    paragraph(pen, value, MARGIN + LABEL_WIDTH, LINES_PER_ROW)
  }
  pen.y -= 6
}

function drawRows(pen: Pen, rows: PrintedPage['rows'], reserved: number): void {
  const lowest = MARGIN + reserved + 2 * LEADING
  for (const [place, row] of rows.entries()) {
    const isLast = place === rows.length - 1
    if (pen.y - LINES_PER_ROW * LEADING < lowest - (isLast ? LEADING : 0)) {
      line(pen, `(${rows.length - place} rows more do not fit on this page; they are in the JSON file)`, { x: MARGIN, color: PALE })
      pen.y -= LEADING
      return
    }
    line(pen, row.when, { x: MARGIN, color: PALE })
    paragraph(pen, row.what, MARGIN + WHEN_WIDTH, LINES_PER_ROW)
  }
}

function drawNotes(pen: Pen, notes: readonly string[]): void {
  pen.y = MARGIN + notesHeight(pen, notes) - LEADING
  for (const note of notes) paragraph(pen, note, MARGIN, LINES_PER_ROW, PALE)
}

function notesHeight(pen: Pen, notes: readonly string[]): number {
  return notes.reduce(
    (height, note) =>
      height +
      linesOfWords(note, { font: pen.plain, size: BODY_SIZE, width: WIDTH - 2 * MARGIN, linesMax: LINES_PER_ROW }).length * LEADING,
    0,
  )
}

function paragraph(pen: Pen, text: string, x: number, linesMax: number, color = INK): void {
  for (const part of linesOfWords(text, { font: pen.plain, size: BODY_SIZE, width: WIDTH - MARGIN - x, linesMax })) {
    line(pen, part, { x, color })
    pen.y -= LEADING
  }
}

function line(
  pen: Pen,
  text: string,
  { x, size = BODY_SIZE, font = pen.plain, color = INK }: { x: number; size?: number; font?: PDFFont; color?: ReturnType<typeof rgb> },
): void {
  pen.page.drawText(drawable(font, text), { x, y: pen.y, size, font, color })
}
