import type { TextRecord } from './text-records.ts'

/** US list prices, in US dollars, of mid-2026 from secondary price pages; good for a rehearsal, not for a quotation. */
const SMS_SEGMENT_USD = 0.0083
const MMS_OUT_USD = 0.022
const MMS_IN_USD = 0.0165

/** What the carrier charges for a text. */
export function textPriceUsd(text: Pick<TextRecord, 'direction' | 'media' | 'segments'>): number {
  if (text.media.length === 0) return text.segments * SMS_SEGMENT_USD
  return text.direction === 'inbound' ? MMS_IN_USD : MMS_OUT_USD
}
