import type { Finding, FindingState } from './finding.ts'
import { FINDINGS, meaningOf } from './finding.ts'

/** `unknown`: somebody who had to be asked could not be, and nothing else is surely down. */
export type SelfTestState = 'ok' | 'warn' | 'down' | 'unknown'

export type Verdict = {
  state: SelfTestState
  /** What this test alone knows to be bad; null when nothing is, or when another need of the business tells of it already. */
  fault: { state: 'warn' | 'down'; finding: Finding } | null
}

/** What all findings of one test come to. What is surely down counts before what could not be asked, and that before what only wants a look. */
export function judge(findings: readonly Finding[]): Verdict {
  const has = (state: FindingState) => findings.some((one) => meaningOf(one).state === state)
  const state = has('down') ? 'down' : has('unknown') ? 'unknown' : has('warn') ? 'warn' : 'ok'
  return { state, fault: faultOf(findings, 'down') ?? faultOf(findings, 'warn') }
}

function faultOf(findings: readonly Finding[], state: 'warn' | 'down'): Verdict['fault'] {
  const found = inOrder(findings).find((one) => meaningOf(one).state === state && meaningOf(one).toldElsewhere !== true)
  return found === undefined ? null : { state, finding: found }
}

/** Findings as they are told: by the order of the table, numbers as they came. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code))
}

const ORDER: readonly string[] = Object.keys(FINDINGS)
