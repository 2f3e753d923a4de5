/**
 * What an owner dials on the business phone so that a call nobody takes comes to us. From the carriers' resellers' set-up guides of
 * 2025-26, which disagree with each other for AT&T; that is why the test call follows, and nothing counts before it. `N` stands for
 * our number, ten digits.
 */
export type CarrierCodes = { id: string; name: string; on: string | null; off: string | null; note: string }

export const CARRIERS: readonly CarrierCodes[] = [
  { id: 'tmobile', name: 'T-Mobile', on: '**004*1N#', off: '##004#', note: 'Covers no answer, busy and phone off.' },
  { id: 'att', name: 'AT&T', on: '**004*1N#', off: '##004#', note: 'Some plans want *92 followed by the number, without the #.' },
  { id: 'verizon', name: 'Verizon', on: '*71N', off: '*73', note: 'Covers no answer and busy.' },
  {
    id: 'other',
    name: 'Landline, internet phone or other',
    on: null,
    off: null,
    note: 'Look in your phone company’s website or app for “forward when busy or not answered” and enter the number below.',
  },
]

/** The code with our number in it, as it is dialled. */
export function codeFor(code: string, e164: string): string {
  return code.replace('N', e164.replace(/^\+1/, '').replace('+', ''))
}
