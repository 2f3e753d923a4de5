/** The part of a file that is asked for, both ends included; `whole` when nothing or nothing understandable is asked; null when it lies outside. */
export type ByteRange = { from: number; to: number } | 'whole' | null

/** One range of bytes (RFC 9110, 14.1.2). Several at once are answered with the whole, as the RFC allows. */
export function byteRange(header: string | undefined, size: number): ByteRange {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (match === null) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return 'whole'
  if (first === '') return Number(last) === 0 || size === 0 ? null : { from: Math.max(0, size - Number(last)), to: size - 1 }
  const from = Number(first)
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (from >= size) return null
  return last !== '' && Number(last) < from ? 'whole' : { from, to }
}
