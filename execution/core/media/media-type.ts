/** What is kept of what customers send: pictures that every browser draws, and sound that every browser plays. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const
export const SOUND_TYPES = ['audio/mpeg', 'audio/wav'] as const
export type MediaType = (typeof PHOTO_TYPES)[number] | (typeof SOUND_TYPES)[number]

/** Pictures in texts have at most 5 MB (the carrier's MMS page, 2026); what is larger is not fetched. */
export const PHOTO_BYTES_MAX = 5 * 1_048_576

/** Two minutes of telephone sound have about 2 MB. */
export const VOICEMAIL_BYTES_MAX = 4 * 1_048_576

/**
 * What these bytes are, by their first ones and not by what anybody says of them; null for everything that is not kept. A page or a drawing with
 * script in it can call itself a picture, and can then do nothing, because it is refused here.
 */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const begins = (...values: number[]) => values.every((value, place) => bytes[place] === value)
  const has = (at: number, word: string) => [...word].every((letter, place) => bytes[at + place] === letter.charCodeAt(0))
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (has(0, 'GIF87a') || has(0, 'GIF89a')) return 'image/gif'
  if (has(0, 'RIFF') && has(8, 'WEBP')) return 'image/webp'
  if (has(0, 'RIFF') && has(8, 'WAVE')) return 'audio/wav'
  return has(0, 'ID3') || isMpegFrame(bytes) ? 'audio/mpeg' : null
}

/** The eleven set bits of a frame, and a layer that exists (MPEG audio, ISO 11172-3). */
function isMpegFrame(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes
  return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0
}

/** Whether something of this kind may be kept as this type. */
export function isOfKind(kind: 'photo' | 'voicemail', type: MediaType): boolean {
  const types: readonly MediaType[] = kind === 'photo' ? PHOTO_TYPES : SOUND_TYPES
  return types.includes(type)
}
