/**
 * Whole-message keywords that the carrier acts on and answers by itself, whatever we do (Twilio, advanced opt-out tutorial and help page
 * 223134027, read 2026-11-22). For these our own confirmation would be a second one.
 */
const CARRIER_KEYWORDS = {
  STOP: new Set(['stop', 'stopall', 'unsubscribe', 'end', 'quit', 'cancel', 'revoke', 'optout']),
  START: new Set(['start', 'unstop']),
}

export function isCarrierKeyword(kind: 'STOP' | 'START', body: string): boolean {
  return CARRIER_KEYWORDS[kind].has(body.trim().toLowerCase())
}
