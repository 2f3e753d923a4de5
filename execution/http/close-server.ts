import type { Server } from 'node:http'
import type { Clock } from '#ports/clock.ts'

/** Requests that are under way may finish for so long; the supervisor waits ten seconds in all. */
export const REQUESTS_FINISH_MS = 5_000

/** Takes no more connections, lets what is under way be answered, and resolves when the last connection is closed. */
export function closeServer(server: Server, clock: Pick<Clock, 'after'>): Promise<void> {
  if (!server.listening) return Promise.resolve()
  return new Promise((resolve) => {
    const cancel = clock.after(REQUESTS_FINISH_MS, () => server.closeAllConnections())
    server.close(() => {
      cancel()
      resolve()
    })
    server.closeIdleConnections()
  })
}
