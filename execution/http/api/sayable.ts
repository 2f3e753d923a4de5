import { openingProblems, SPOKEN_MOMENTS } from '#core/calls/message-settings.ts'
import { firstTextProblems } from '#core/compliance/first-text-problems.ts'
import { answersOf, factProblems, type ApprovedFact } from '#core/conversation/approved-fact.ts'
import type { Directive } from '#core/conversation/directive.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import { ApiProblem } from '../errors.ts'
import type { ApiParts } from './tenant-of.ts'

/** More problems than this are not read out. */
const PROBLEMS_SHOWN = 5

/** What the words of a business are made of. */
export function sayerOf(parts: Pick<ApiParts, 'directives'>, policy: TenantPolicy, overrides: KnownTenant['overrides']) {
  const directive: Directive = parts.directives.forTenant(policy.trade, overrides)
  return { businessName: policy.name, ownerName: policy.ownerName, directive }
}

/** Refuses what no schema can see: facts that no text may hold or that speak of work nobody knows, and a service that is ruled twice. Throws `invalid_request`. */
export function refuseUnsayable(parts: Pick<ApiParts, 'directives'>, policy: TenantPolicy, overrides: KnownTenant['overrides']): void {
  const sayer = sayerOf(parts, policy, overrides)
  const rules = policy.services ?? []
  const known = new Set([...Object.keys(sayer.directive.services), ...rules.map(({ name }) => name)])
  const problems = answersOf(policy.approvedFacts, sayer).flatMap((answer, place) => {
    const strange = servicesIn(answer.fact).filter((service) => !known.has(service))
    const unknown = strange.map((service) => `"${service}" is no service of this business; add it under services first`)
    return [...unknown, ...factProblems(answer)].map((problem) => `approvedFacts.${place}: ${problem}`)
  })
  const names = rules.map(({ name }) => name)
  const twice = names.filter((name, place) => names.indexOf(name) !== place)
  problems.push(...twice.map((name) => `services: "${name}" is listed twice`))
  problems.push(...messageProblems(policy))
  if (problems.length > 0) throw new ApiProblem('invalid_request', problems.slice(0, PROBLEMS_SHOWN).join('; '))
}

function messageProblems({ messages, name, ownerName }: TenantPolicy): string[] {
  if (messages === null || messages === undefined) return []
  const spoken = SPOKEN_MOMENTS.flatMap((moment) => {
    const opening = messages.spoken[moment]?.opening ?? null
    if (opening === null) return []
    const nobody = opening.includes('{owner}') && ownerName === null ? ['{owner} has no name yet; give the owner a name first'] : []
    return [...openingProblems(opening), ...nobody].map((problem) => `messages.spoken.${moment}.opening: ${problem}`)
  })
  const text = messages.firstText === null ? [] : firstTextProblems(messages.firstText, name)
  return [...spoken, ...text.map((problem) => `messages.firstText: ${problem}`)]
}

function servicesIn(fact: ApprovedFact): readonly string[] {
  if (fact.topic === 'service-price') return [fact.service]
  return fact.topic === 'free-estimate' ? (fact.services ?? []) : []
}
