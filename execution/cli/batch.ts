import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'

/** The longest line that is read; a text is at most a few thousand characters. */
const LINE_MAX_CHARACTERS = 1_000_000

/**
 * JSON lines in, JSON lines out: one answer per line, same order, each answered before the next is read. A line that cannot be answered gets
 * `{"error": …}` and the run goes on. Resolves with 0 when every line was answered, else 1.
 */
export async function runBatch(input: Readable, output: Writable, answer: (value: unknown) => unknown): Promise<0 | 1> {
  let failed = false
  for await (const line of linesOf(input)) {
    const result = answerLine(line, answer)
    if ('error' in result) failed = true
    const text = JSON.stringify('error' in result ? { ...result.id, error: result.error } : result.value)
    if (!output.write(`${text}\n`)) await new Promise((resolve) => output.once('drain', resolve))
  }
  return failed ? 1 : 0
}

/** Split at line feeds alone: the line and paragraph separators of Unicode may stand inside a JSON text. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let rest = ''
  let first = true
  for await (const chunk of input.setEncoding('utf8')) {
    // Some editors begin a file with a byte order mark.
    const text = first ? String(chunk).replace(/^\uFEFF/, '') : String(chunk)
    first = false
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

type Answered = { value: unknown } | { error: string; id: { id?: unknown } }

function answerLine(line: string, answer: (value: unknown) => unknown): Answered {
  let id: { id?: unknown } = {}
  try {
    if (line.length > LINE_MAX_CHARACTERS) return { error: `the line is longer than ${LINE_MAX_CHARACTERS} characters`, id }
    if (line.trim() === '') return { error: 'the line is empty', id }
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && 'id' in value) id = { id: value.id }
    return { value: answer(value) }
  } catch (error) {
    return { error: wordsOf(error), id }
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  if (error instanceof SyntaxError) return `the line is not JSON: ${error.message}`
  return error instanceof Error ? error.message : String(error)
}
