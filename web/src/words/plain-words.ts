/** Codes and figures in the words of the trade. */

const NORTH_AMERICAN = /^\+1(\d{3})(\d{3})(\d{4})$/

/** "(217) 555-0110"; other countries as they are. */
export function phoneWords(e164: string): string {
  const parts = NORTH_AMERICAN.exec(e164)
  return parts === null ? e164 : `(${parts[1]}) ${parts[2]}-${parts[3]}`
}

/** "$12.50", and "$1,250" when there are no cents. */
export function dollars(cents: number): string {
  const options = cents % 100 === 0 ? { maximumFractionDigits: 0 } : { minimumFractionDigits: 2 }
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', ...options }).format(cents / 100)
}

/** "1250", "1,250.50" and "$450" in cents, as people type them; `NaN` for anything else. */
export function centsOf(typed: string): number {
  return Math.round(Number(typed.replaceAll(/[$,\s]/g, '')) * 100)
}

/** "3 s", "3.1 s", "2 min" */
export function secondsWords(seconds: number): string {
  if (seconds >= 120) return `${Math.round(seconds / 60)} min`
  return seconds < 10 && !Number.isInteger(seconds) ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`
}

/** "1 call", "2 calls" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'Name',
  street: 'Street',
  city: 'City',
  zip: 'ZIP',
  service: 'Job',
  problem: 'Problem',
  urgency: 'How urgent',
  safety: 'Danger',
  callbackPhone: 'Call back on',
  preferredTime: 'When',
  intent: 'Wants',
}

/** The name of a captured field. */
export function fieldWords(field: string): string {
  return FIELDS[field] ?? plainCode(field)
}

/** `appliance_repair` -> "Appliance repair" */
export function plainCode(code: string): string {
  const words = code
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const TRADES: Readonly<Record<string, string>> = {
  plumbing: 'Plumbing',
  hvac: 'Heating and cooling',
  electrical: 'Electrical',
  roofing: 'Roofing',
  locksmith: 'Locksmith',
  appliance_repair: 'Appliance repair',
  garage_door: 'Garage doors',
  auto_repair: 'Auto repair',
}

const STATUSES: Readonly<Record<string, string>> = {
  queued: 'Waiting to go out',
  waiting: 'Waiting',
  waits: 'Waiting',
  sending: 'Going out',
  sent: 'Sent',
  delivered: 'Delivered',
  undelivered: 'Not delivered',
  failed: 'Failed',
  refused: 'Not sent',
  unknown: 'Being checked',
  received: 'Received',
}

/** Where a text stands. */
export function statusWords(status: string): string {
  return STATUSES[status] ?? plainCode(status)
}

const DOUBTS: Readonly<Record<string, string>> = {
  hidden_field: 'A field that people cannot see was filled in: this may be a machine. Nothing was texted.',
  too_fast: 'It was filled in faster than people type: this may be a machine. Nothing was texted.',
  no_pass: 'It did not come from the form as we showed it: this may be a machine. Nothing was texted.',
  old_pass: 'The form had stood open for more than a day, so nothing was texted.',
  too_many: 'Very many came from the same place at once: this may be a machine. Nothing was texted.',
}

/** Why a request may come from a machine. */
export function doubtWords(doubt: string): string {
  return DOUBTS[doubt] ?? 'This may be a machine. Nothing was texted.'
}

/** What became of a request, in a few words. */
export function arrivalWords({ ticked, decision, doubt }: { ticked: boolean; decision: string; doubt: string | null }): string {
  if (doubt !== null) return 'may be a machine, not texted'
  if (decision === 'send') return 'agreed to texts, texted'
  if (decision === 'wait') return 'agreed to texts, the text waits'
  return ticked ? 'agreed to texts, but none may go: please call' : 'did not agree to texts: please call'
}
