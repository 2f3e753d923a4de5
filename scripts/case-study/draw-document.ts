import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from 'pdf-lib'
import { drawable, linesOfWords } from '#adapters/pdf/pdf-words.ts'
import type { Block } from './story.ts'

/** US Letter in points. */
const [WIDTH, HEIGHT] = [612, 792]
const MARGIN = 54
const MEASURE = WIDTH - 2 * MARGIN
const INK = rgb(0.1, 0.1, 0.12)
const PALE = rgb(0.42, 0.42, 0.47)
const OURS = rgb(0.08, 0.42, 0.38)
const COMPARED = rgb(0.8, 0.8, 0.83)
const RULE = rgb(0.87, 0.87, 0.89)
/** No paragraph here is longer than a page. */
const LINES_MAX = 60

const STYLES = {
  title: { size: 24, leading: 30, before: 0, after: 8, isBold: true },
  heading: { size: 13, leading: 17, before: 12, after: 3, isBold: true },
  paragraph: { size: 10, leading: 14, before: 0, after: 6, isBold: false },
  note: { size: 8, leading: 11, before: 0, after: 6, isBold: false },
} as const

type Pen = { document: PDFDocument; page: PDFPage; plain: PDFFont; bold: PDFFont; y: number }

/** Draws the blocks one below the other, on as many pages as they need. The same blocks and time give the same bytes. */
export async function drawDocument(title: string, blocks: readonly Block[], madeAt: Date): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle(title)
  document.setLanguage('en-US')
  document.setCreationDate(madeAt)
  document.setModificationDate(madeAt)
  document.setProducer('lead-agent')
  const plain = await document.embedFont(StandardFonts.Helvetica)
  const bold = await document.embedFont(StandardFonts.HelveticaBold)
  const pen: Pen = { document, page: document.addPage([WIDTH, HEIGHT]), plain, bold, y: HEIGHT - MARGIN }
  for (const block of blocks) drawBlock(pen, block)
  return document.save()
}

function drawBlock(pen: Pen, block: Block): void {
  if (block.kind === 'figures') return drawFigures(pen, block)
  if (block.kind === 'bars') return drawBars(pen, block)
  if (block.kind === 'table') return drawTable(pen, block)
  const { size, leading, before, after, isBold } = STYLES[block.kind]
  const font = isBold ? pen.bold : pen.plain
  const lines = linesOfWords(block.words, { font, size, width: MEASURE, linesMax: LINES_MAX })
  // A heading keeps company with the first lines below it.
  makeRoom(pen, before + lines.length * leading + (isBold ? 4 * STYLES.paragraph.leading : 0))
  pen.y -= before
  for (const line of lines) {
    pen.y -= leading
    write(pen, line, { x: MARGIN, size, font, color: block.kind === 'note' ? PALE : INK })
  }
  pen.y -= after
}

const FIGURE_HEIGHT = 62

function drawFigures(pen: Pen, { figures }: Extract<Block, { kind: 'figures' }>): void {
  makeRoom(pen, FIGURE_HEIGHT)
  const width = MEASURE / figures.length
  for (const [place, { value, label }] of figures.entries()) {
    const x = MARGIN + place * width
    write(pen, value, { x, y: pen.y - 28, size: 20, font: pen.bold, color: OURS })
    for (const [row, line] of linesOfWords(label, { font: pen.plain, size: 8, width: width - 12, linesMax: 2 }).entries())
      write(pen, line, { x, y: pen.y - 41 - row * 10, size: 8, font: pen.plain, color: PALE })
  }
  pen.y -= FIGURE_HEIGHT
}

const BAR_ROW = 19
const BAR_LABEL_WIDTH = 150
const BAR_VALUE_WIDTH = 110

function drawBars(pen: Pen, { label, rows, compared }: Extract<Block, { kind: 'bars' }>): void {
  makeRoom(pen, (rows.length + 2) * BAR_ROW)
  pen.y -= BAR_ROW
  write(pen, label, { x: MARGIN, size: 9, font: pen.bold, color: INK })
  pen.y -= 12
  write(pen, `dark: the engine; pale: ${compared}`, { x: MARGIN, size: 8, font: pen.plain, color: PALE })
  const full = MEASURE - BAR_LABEL_WIDTH - BAR_VALUE_WIDTH
  for (const row of rows) {
    pen.y -= BAR_ROW
    write(pen, row.label, { x: MARGIN, y: pen.y + 3, size: 8.5, font: pen.plain, color: INK })
    const x = MARGIN + BAR_LABEL_WIDTH
    pen.page.drawRectangle({ x, y: pen.y + 6, width: barOf(row.ours, full), height: 7, color: OURS })
    pen.page.drawRectangle({ x, y: pen.y + 1, width: barOf(row.compared, full), height: 4, color: COMPARED })
    write(pen, `${row.ours} %`, { x: x + full + 8, y: pen.y + 3, size: 8.5, font: pen.bold, color: INK })
    write(pen, row.goal, { x: x + full + 42, y: pen.y + 3, size: 7, font: pen.plain, color: PALE })
  }
  pen.y -= 8
}

/** A share of nothing is still seen as a hair. */
function barOf(percent: number, full: number): number {
  return Math.max(0.5, (Math.min(100, percent) / 100) * full)
}

const CELL_LEADING = 12
const CELL_SIZE = 9

function drawTable(pen: Pen, { head, rows }: Extract<Block, { kind: 'table' }>): void {
  const widths = columnWidths(head.length)
  drawRow(pen, head, widths, pen.bold)
  for (const row of rows) drawRow(pen, row, widths, pen.plain)
  pen.y -= 8
}

/** The first column names the row; of three, the middle one has the words. */
function columnWidths(columns: number): number[] {
  return columns === 2 ? [0.18 * MEASURE, 0.82 * MEASURE] : [0.2 * MEASURE, 0.5 * MEASURE, 0.3 * MEASURE]
}

function drawRow(pen: Pen, cells: readonly string[], widths: readonly number[], font: PDFFont): void {
  const lines = cells.map((cell, place) =>
    linesOfWords(cell, { font, size: CELL_SIZE, width: (widths[place] ?? MEASURE) - 8, linesMax: LINES_MAX }),
  )
  const height = Math.max(...lines.map((each) => each.length)) * CELL_LEADING + 5
  makeRoom(pen, height)
  let x = MARGIN
  for (const [place, cell] of lines.entries()) {
    for (const [row, line] of cell.entries())
      write(pen, line, { x, y: pen.y - CELL_LEADING * (row + 1), size: CELL_SIZE, font, color: INK })
    x += widths[place] ?? 0
  }
  pen.y -= height
  pen.page.drawLine({ start: { x: MARGIN, y: pen.y }, end: { x: WIDTH - MARGIN, y: pen.y }, thickness: 0.5, color: RULE })
}

/** Turns the page when what comes next does not fit. */
function makeRoom(pen: Pen, height: number): void {
  if (pen.y - height >= MARGIN) return
  pen.page = pen.document.addPage([WIDTH, HEIGHT])
  pen.y = HEIGHT - MARGIN
}

type Mark = { x: number; y?: number; size: number; font: PDFFont; color: typeof INK }

function write(pen: Pen, words: string, { x, y = pen.y, size, font, color }: Mark): void {
  pen.page.drawText(drawable(font, words), { x, y, size, font, color })
}
