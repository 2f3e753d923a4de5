/** Waiting that may be broken off: by the end of a call, or by another document taking over. */
export type InterruptibleWait = {
  /** Waits for whatever `arm` waits for; `arm` returns how to stop. Broken off, the reason is thrown. One wait at a time. */
  until<T>(arm: (resolve: (value: T) => void) => () => void): Promise<T>
  /** Breaks off the wait under way; without one, the next `check` or `until` throws the reason, once. */
  breakOff(reason: Error): void
  /** Throws a reason that came while nobody waited. */
  check(): void
}

/** Makes a wait. `whyOver` names the reason why no further wait may begin; null as long as it may. */
export function createInterruptibleWait(whyOver: () => Error | null): InterruptibleWait {
  let stop: ((reason: Error) => void) | null = null
  let pending: Error | null = null

  function check(): void {
    const reason = whyOver() ?? pending
    pending = null
    if (reason !== null) throw reason
  }

  function until<T>(arm: (resolve: (value: T) => void) => () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      check()
      let settled = false
      let disarm: (() => void) | null = null
      stop = (reason) => {
        stop = null
        settled = true
        disarm?.()
        reject(reason)
      }
      disarm = arm((value) => {
        if (settled) return
        settled = true
        stop = null
        resolve(value)
      })
    })
  }

  return {
    until,
    check,
    breakOff(reason) {
      if (stop === null) pending = reason
      else stop(reason)
    },
  }
}
