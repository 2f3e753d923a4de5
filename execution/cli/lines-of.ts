import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const CHUNK_BYTES = 1 << 20
const LINE_FEED = 10

/** Stands for a line that is not UTF-8; no reader takes it for anything. */
const UNREADABLE = '\u0000'

/**
 * The lines of a file, split at line feeds alone and otherwise left exactly as they are: whoever checks a hash must see every byte. What
 * follows the last line feed is a line too, unless there is nothing.
 */
export function* linesOf(path: string): Generator<string> {
  const file = openSync(path, 'r')
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const chunk = Buffer.alloc(CHUNK_BYTES)
  let rest = Buffer.alloc(0)
  try {
    if (fstatSync(file).isDirectory()) throw new Error(`${path} is a folder, not a file`)
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      rest = Buffer.concat([rest, chunk.subarray(0, read)])
      let start = 0
      for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED, start)) {
        yield textOf(decoder, rest.subarray(start, end))
        start = end + 1
      }
      rest = rest.subarray(start)
    }
    if (rest.byteLength > 0) yield textOf(decoder, rest)
  } finally {
    closeSync(file)
  }
}

function textOf(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    // Not UTF-8: the reader of the lines says which one it is.
    return UNREADABLE
  }
}
