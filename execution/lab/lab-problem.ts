import type { LabProblem } from '#ports/lab.ts'

export function labProblem(message: string): LabProblem {
  return Object.assign(new Error(message), { name: 'LabProblem' as const })
}
