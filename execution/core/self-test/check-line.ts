import { finding, type Finding } from './finding.ts'

/** Where the carrier takes something. `unseen`: to a thing of the carrier's that we were not let to look into, named by `by`. */
export type LineRoute = { kind: 'address'; url: string | null } | { kind: 'unseen'; by: 'trunk' | 'application' | 'service' }

/** One number as the carrier has it. `voiceStatus`: where the end of a call is told. */
export type LineAtCarrier = { kind: 'absent' } | { kind: 'present'; voice: LineRoute; voiceStatus: LineRoute; texts: LineRoute }

/** What was read of one number; null: the carrier could not be asked. */
export type ReadLine = { e164: string; line: LineAtCarrier | null }

/** What was read of the account. `unread`: it could not be asked. */
export type AccountAtCarrier = { kind: 'missing' } | { kind: 'refused' } | { kind: 'unread' } | { kind: 'read'; status: string }

/** The addresses that we gave for the number. */
export type OurAddresses = { voice: string; voiceStatus: string; sms: string }

/** Do the business's numbers lead to us? An account that is not usable says it all, whatever its numbers say. */
export function checkLines(account: AccountAtCarrier, lines: readonly ReadLine[], ours: OurAddresses): Finding[] {
  if (account.kind === 'missing') return [finding('account_missing')]
  if (account.kind === 'refused') return [finding('account_refused')]
  if (account.kind === 'read' && account.status !== 'active') return [finding('account_inactive', { detail: account.status })]
  if (lines.length === 0) return [finding('line_missing')]
  if (account.kind === 'unread' || lines.some(({ line }) => line === null)) return [finding('carrier_silent'), ...knownFaults(lines, ours)]
  return lines.flatMap(({ e164, line }) => (line === null ? [] : checkLine(e164, line, ours)))
}

/** What one number was found to do wrong stays true although another one could not be read. */
function knownFaults(lines: readonly ReadLine[], ours: OurAddresses): Finding[] {
  return lines
    .flatMap(({ e164, line }) => (line === null ? [] : checkLine(e164, line, ours)))
    .filter(({ code }) => code !== 'line_leads_here')
}

function checkLine(e164: string, line: LineAtCarrier, ours: OurAddresses): Finding[] {
  if (line.kind === 'absent') return [finding('line_absent', { subject: e164 })]
  const found: Finding[] = []
  const compare = (route: LineRoute, expected: string, elsewhere: Finding['code'], unseen: Finding['code']) => {
    if (route.kind === 'unseen') found.push(finding(unseen, { subject: e164, detail: THINGS[route.by] }))
    else if (!isSameAddress(route.url, expected)) found.push(finding(elsewhere, { subject: e164, detail: placeOf(route.url) }))
  }
  compare(line.voice, ours.voice, 'line_voice_elsewhere', 'line_voice_unseen')
  compare(line.texts, ours.sms, 'line_texts_elsewhere', 'line_texts_unseen')
  // Where calls go elsewhere, or where we cannot see, the report of their end says nothing new.
  if (found.every(({ code }) => !code.startsWith('line_voice')))
    compare(line.voiceStatus, ours.voiceStatus, 'line_status_elsewhere', 'line_voice_unseen')
  return found.length === 0 ? [finding('line_leads_here', { subject: e164 })] : found
}

const THINGS = { trunk: 'a SIP trunk', application: 'a TwiML app', service: 'a messaging service' } as const

/**
 * True when both mean the same place. The fragment holds connection settings of the carrier that are never sent, and `user:password@` is not part
 * of the place (Twilio, "Webhooks connection overrides" and "Webhooks security", 2026).
 */
export function isSameAddress(found: string | null, ours: string): boolean {
  return found !== null && plainAddress(found) === plainAddress(ours)
}

function plainAddress(url: string): string {
  const [, scheme = '', authority = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^#]*)/i.exec(url.trim()) ?? []
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase()
  const port = scheme.toLowerCase() === 'https' ? /:443$/ : /:80$/
  return `${scheme.toLowerCase()}://${host.replace(port, '')}${rest}`
}

/** Only the host is told: paths and queries of strangers may hold secrets. */
function placeOf(url: string | null): string {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/?#]+)/i.exec(url ?? '')?.[1]
  if (url === null || url.trim() === '') return 'nowhere'
  return host === undefined ? 'an address that is none' : `another address (${host.toLowerCase()})`
}
