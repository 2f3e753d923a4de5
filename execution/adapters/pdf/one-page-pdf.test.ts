import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { PDFDocument } from 'pdf-lib'
import type { PrintedPage } from '#core/ledger/evidence-page.ts'
import { onePagePdf } from './one-page-pdf.ts'

const AT = new Date('2026-12-07T16:00:00Z')

function pageOf(rows: number, what = 'They called; class C1 by call.'): PrintedPage {
  return {
    title: 'Evidence pack: +13125550142',
    subtitle: 'Tamper-evident record',
    facts: [['Business', 'Ace Plumbing']],
    rows: Array.from({ length: rows }, (_, place) => ({ when: '2026-12-07 16:00:00Z', what: `#${place + 1} ${what}` })),
    notes: ['This is a tamper-evident record.'],
  }
}

/** The words that the page shows, in the order in which they are drawn. */
function wordsOf(bytes: Uint8Array): string {
  const pdf = Buffer.from(bytes)
  let words = ''
  for (let start = pdf.indexOf('stream\n'); start >= 0; start = pdf.indexOf('stream\n', start + 1)) {
    if (pdf.subarray(start - 3, start).toString() === 'end') continue
    const end = pdf.indexOf('\nendstream', start)
    const content = inflateSync(pdf.subarray(start + 7, end)).toString('latin1')
    for (const [, hex = ''] of content.matchAll(/<([0-9A-F]*)> Tj/g)) words += `${Buffer.from(hex, 'hex').toString('latin1')}\n`
  }
  return words
}

test('the page shows title, facts, rows and notes, and is one page', async () => {
  const bytes = await onePagePdf(pageOf(3), AT)
  assert.equal((await PDFDocument.load(bytes)).getPageCount(), 1)
  const words = wordsOf(bytes)
  for (const part of [
    'Evidence pack: +13125550142',
    'Ace Plumbing',
    '#1 They called',
    '#3 They called',
    'This is a tamper-evident record.',
  ])
    assert.ok(words.includes(part), part)
})

test('rows that do not fit are counted, and the page stays one', async () => {
  const bytes = await onePagePdf(pageOf(200, 'long words '.repeat(40)), AT)
  assert.equal((await PDFDocument.load(bytes)).getPageCount(), 1)
  const shown = [...wordsOf(bytes).matchAll(/^#\d+/gm)].length
  const left = Number(/\((\d+) rows more do not fit/.exec(wordsOf(bytes))?.[1])
  assert.ok(shown > 20)
  assert.equal(shown + left, 200)
})

test('letters that the fonts lack are question marks, and a word without blanks is broken', async () => {
  const words = wordsOf(await onePagePdf(pageOf(1, `naïve 🙂 日本 ${'w'.repeat(300)}`), AT))
  assert.match(words, /naïve \? \?\?/)
  assert.ok(words.split('\n').every((line) => line.length < 160))
})

test('the same page at the same time has the same bytes', async () => {
  assert.deepEqual(await onePagePdf(pageOf(5), AT), await onePagePdf(pageOf(5), AT))
})
