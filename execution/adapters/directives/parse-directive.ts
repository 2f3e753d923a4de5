import type { DirectiveProblem } from '#ports/directives.ts'
import type { LadderStep } from '#core/escalation/ladder.ts'
import { MINUTE_MS, SECOND_MS } from '#core/values/instant.ts'
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'

export type ParsedText = { act: string; language: string; text: string; line: number }

export type ParsedStep = LadderStep & { line: number }

export type ParsedDirective = {
  file: string
  /** The front matter as plain data, not yet checked. */
  front: unknown
  /** The line on which each key of the front matter stands. */
  frontLines: Record<string, number>
  texts: ParsedText[]
  /** The steps below `## Ladder`; null when the file has no such heading. */
  ladder: ParsedStep[] | null
  problems: DirectiveProblem[]
}

const FENCE = '---'
const TEXTS_HEADING = /^##\s+Texts\s*$/
const LADDER_HEADING = /^##\s+Ladder\s*$/
const STEP_LINE = /^-\s+at\s+(\d{1,4})\s+(s|min):\s+(text|call)\s+(owner|second phone)\s*$/
const ACT_HEADING = /^###\s+(\S+)\s*$/
const OTHER_HEADING = /^#{1,2}\s/
const TEXT_LINE = /^-\s+([a-z]{2}):\s?(.*)$/

/**
 * Reads one directive: YAML between two `---` lines, prose for people, and below `## Texts` one `### act` per act with a
 * `- en: ...` line per language. Prose is never used; below `## Texts` every line must be of that form, so that nothing meant as a
 * text is silently lost.
 */
export function parseDirective(file: string, markdown: string): ParsedDirective {
  const lines = markdown.split(/\r?\n/)
  const problems: DirectiveProblem[] = []
  const end = lines.indexOf(FENCE, 1)
  if (lines[0] !== FENCE || end < 0) {
    return {
      file,
      front: null,
      frontLines: {},
      texts: [],
      ladder: null,
      problems: [{ file, line: 1, problem: 'starts with front matter between two lines of ---; it has none' }],
    }
  }
  const front = parseFront(file, lines.slice(1, end).join('\n'), problems)
  return { file, ...front, texts: parseTexts(file, lines, end + 1, problems), ladder: parseLadder(file, lines, problems), problems }
}

function parseFront(file: string, yaml: string, problems: DirectiveProblem[]): Pick<ParsedDirective, 'front' | 'frontLines'> {
  const lineCounter = new LineCounter()
  const document = parseDocument(yaml, { lineCounter, prettyErrors: false })
  // The fence is line 1 of the file, so the YAML begins on line 2.
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + 1
  for (const error of document.errors) problems.push({ file, line: lineAt(error.pos[0]), problem: `front matter: ${error.message}` })
  const frontLines: Record<string, number> = {}
  if (isMap(document.contents)) {
    for (const { key } of document.contents.items) {
      if (isScalar(key) && key.range) frontLines[String(key.value)] = lineAt(key.range[0])
    }
  }
  const front: unknown = document.errors.length > 0 ? null : document.toJS()
  return { front, frontLines }
}

function parseTexts(file: string, lines: string[], from: number, problems: DirectiveProblem[]): ParsedText[] {
  const texts: ParsedText[] = []
  let inTexts = false
  let act: string | null = null
  for (const [place, content] of lines.entries()) {
    const line = place + 1
    if (place < from) continue
    if (TEXTS_HEADING.test(content)) inTexts = true
    else if (OTHER_HEADING.test(content)) inTexts = false
    else if (inTexts && content.trim() !== '') {
      const heading = ACT_HEADING.exec(content)
      const text = TEXT_LINE.exec(content)
      if (heading !== null) act = heading[1] ?? null
      else if (text !== null && act !== null) texts.push({ act, language: text[1] ?? '', text: (text[2] ?? '').trim(), line })
      else problems.push({ file, line, problem: 'below "## Texts" a line is "### act" or "- en: text" (likewise es, fr)' })
    }
  }
  return texts
}

/** Below `## Ladder` prose is for people and a line that begins with a dash is a step: a step that cannot be read must not be lost. */
function parseLadder(file: string, lines: string[], problems: DirectiveProblem[]): ParsedStep[] | null {
  const start = lines.findIndex((content) => LADDER_HEADING.test(content))
  if (start < 0) return null
  const steps: ParsedStep[] = []
  for (const [place, content] of lines.entries()) {
    if (place <= start) continue
    if (OTHER_HEADING.test(content)) break
    if (!content.startsWith('-')) continue
    const step = STEP_LINE.exec(content)
    if (step === null) {
      problems.push({ file, line: place + 1, problem: 'a step is "- at 90 s: text owner"; s or min, text or call, owner or second phone' })
      continue
    }
    const unitMs = step[2] === 'min' ? MINUTE_MS : SECOND_MS
    const act = step[3] === 'call' ? ('call' as const) : ('text' as const)
    const who = step[4] === 'owner' ? ('owner' as const) : ('fallback' as const)
    steps.push({ afterMs: Number(step[1]) * unitMs, act, who, line: place + 1 })
  }
  return steps
}
