/** Where one job stands, whichever way it runs. */
export type JobState = 'done' | 'failed' | 'running'

export type Job = { id: string; state: JobState; costMicros: number }

/** The two ways in which Gravity AI runs a model: as a job at the vendor, or in the customer's own container. Every method throws `GravityFault`. */
export interface GravityTransport {
  submit(input: string, signal: AbortSignal): Promise<Job>
  look(id: string, signal: AbortSignal): Promise<Job>
  /** The output of a job that is done. */
  result(id: string, signal: AbortSignal): Promise<unknown>
  /** Removes what the job holds of the customer's words; null where the service has no such call. */
  readonly remove: ((id: string, signal: AbortSignal) => Promise<void>) | null
}

/** Both transports name the end of a job in several spellings; every other word means that it is under way. */
export function stateOf(word: string | null | undefined, errorMessage: string | null | undefined): JobState {
  const said = word?.toLowerCase() ?? ''
  if (said === 'success' || said === 'complete' || said === 'completed') return 'done'
  if (said === 'error' || said === 'failed' || said === 'failure' || said === 'canceled' || (errorMessage ?? '') !== '') return 'failed'
  return 'running'
}
