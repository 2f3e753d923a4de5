import type { VerbHandler } from '../call-context.ts'

/** `<Hangup>`: the carrier ends the leg. On a leg that was being whispered to, this is "not accepted". */
export const hangup: VerbHandler = async () => ({ kind: 'hang-up' })
