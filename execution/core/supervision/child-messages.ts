/** What the serving process tells its supervisor. */
export type ChildMessage = { type: 'ready' } | { type: 'heartbeat' }

/** What the supervisor tells the serving process. */
export type SupervisorMessage = { type: 'stop' }

/** How often the serving process says that its event loop turns. */
export const HEARTBEAT_MS = 500

/** Reads a message of the serving process; null for anything else that came over the channel. */
export function parseChildMessage(message: unknown): ChildMessage | null {
  if (typeof message !== 'object' || message === null || !('type' in message)) return null
  return message.type === 'ready' || message.type === 'heartbeat' ? { type: message.type } : null
}

/** True for the supervisor's request to stop. */
export function isStopMessage(message: unknown): message is SupervisorMessage {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'stop'
}
