/** A task that was put on the clock and may still be taken off it. */
export type ScheduledTask = { cancel(): void }

/** All time the fake carrier knows. Milliseconds since 1970-01-01T00:00:00Z. */
export type CarrierClock = {
  now(): number
  /** Runs `run` once, `delayMs` from now. A delay below zero counts as zero. */
  after(delayMs: number, run: () => void): ScheduledTask
  /** Tells the clock that work outside it is under way (a webhook), so that a virtual clock does not run ahead of the answer. */
  track?(work: Promise<unknown>): void
}

/** A clock that only moves when told to. */
export type VirtualClock = CarrierClock & {
  /** Moves time on by `ms`, running what falls due in order, each task's own outside work awaited before the next. */
  advance(ms: number): Promise<void>
  /** Runs everything scheduled, up to `limitMs` from now; returns the milliseconds that passed. */
  runUntilIdle(limitMs?: number): Promise<number>
  /** How many tasks wait. */
  pending(): number
}

const RUN_UNTIL_IDLE_LIMIT_MS = 24 * 3_600_000

/** How long, in real time, the process must have nothing to do before a virtual clock concludes that the outside work waits for the clock. */
const PATIENCE_MS = 10_000

/** Patience is counted in stretches of this length, and a stretch in which the process did more than `STIRRED_MS` of work starts it anew. */
const STRETCH_MS = 10
const STIRRED_MS = 1

/** On a machine that is busy all the time the process seems never at rest; after so many times its patience the clock goes on all the same. */
const PATIENCE_TIMES_MAX = 60

/** The machine's own clock. Its timers never keep the process alive. */
export function createRealClock(): CarrierClock {
  return {
    now: () => Date.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, Math.max(0, delayMs))
      timer.unref()
      return { cancel: () => clearTimeout(timer) }
    },
  }
}

/** A clock for tests and simulation. Tasks due at the same millisecond run in the order in which they were scheduled. */
export function createVirtualClock(options: { startMs: number; patienceMs?: number }): VirtualClock {
  const queue = createTaskQueue()
  const outside = new Set<Promise<unknown>>()
  const patienceMs = options.patienceMs ?? PATIENCE_MS
  let nowMs = options.startMs

  async function settle(): Promise<void> {
    await macrotask()
    let quietMs = 0
    let waits = Math.ceil((PATIENCE_TIMES_MAX * patienceMs) / STRETCH_MS)
    while (outside.size > 0 && quietMs < patienceMs && waits > 0) {
      waits -= 1
      const before = performance.eventLoopUtilization()
      const answered = await within(Math.min(STRETCH_MS, patienceMs), Promise.all(outside))
      await macrotask()
      // On a busy machine work takes long without waiting for the clock: only a process with nothing to do can be waiting.
      const { active } = performance.eventLoopUtilization(before)
      quietMs = answered || active > STIRRED_MS ? 0 : quietMs + STRETCH_MS
    }
  }

  async function runDueUntil(endMs: number): Promise<void> {
    await settle()
    for (let task = queue.takeDue(endMs); task !== null; task = queue.takeDue(endMs)) {
      nowMs = Math.max(nowMs, task.dueMs)
      task.run()
      await settle()
    }
  }

  return {
    now: () => nowMs,
    after(delayMs, run) {
      const task: Task = { dueMs: nowMs + Math.max(0, delayMs), order: 0, run, canceled: false }
      queue.add(task)
      return {
        cancel: () => {
          queue.cancel(task)
        },
      }
    },
    track(work) {
      const quiet = work.then(
        () => undefined,
        () => undefined,
      )
      outside.add(quiet)
      void quiet.then(() => outside.delete(quiet))
    },
    async advance(ms) {
      const endMs = nowMs + ms
      await runDueUntil(endMs)
      nowMs = endMs
    },
    async runUntilIdle(limitMs = RUN_UNTIL_IDLE_LIMIT_MS) {
      const startMs = nowMs
      await runDueUntil(startMs + limitMs)
      return nowMs - startMs
    },
    pending: () => queue.size(),
  }
}

type Task = { dueMs: number; order: number; run: () => void; canceled: boolean }

/** A binary heap by due time, then by order of scheduling; cancelled tasks are dropped when they come up. */
function createTaskQueue() {
  const heap: Task[] = []
  let scheduled = 0
  let live = 0

  function add(task: Task): void {
    scheduled += 1
    live += 1
    task.order = scheduled
    heap.push(task)
    let child = heap.length - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (!isBefore(heap[child], heap[parent])) break
      swap(child, parent)
      child = parent
    }
  }

  function takeTop(): Task | undefined {
    const top = heap[0]
    const last = heap.pop()
    if (top === undefined || last === undefined || heap.length === 0) return top
    heap[0] = last
    let parent = 0
    for (;;) {
      let first = parent
      const left = 2 * parent + 1
      if (isBefore(heap[left], heap[first])) first = left
      if (isBefore(heap[left + 1], heap[first])) first = left + 1
      if (first === parent) return top
      swap(parent, first)
      parent = first
    }
  }

  function swap(a: number, b: number): void {
    const one = heap[a]
    const other = heap[b]
    if (one === undefined || other === undefined) return
    heap[a] = other
    heap[b] = one
  }

  return {
    add,
    takeDue(endMs: number): Task | null {
      while (heap[0] !== undefined && (heap[0].canceled || heap[0].dueMs <= endMs)) {
        const task = takeTop()
        if (task === undefined || task.canceled) continue
        // A task that has run can no longer be cancelled; marking it keeps the count of live tasks true.
        task.canceled = true
        live -= 1
        return task
      }
      return null
    },
    cancel(task: Task): void {
      if (task.canceled) return
      task.canceled = true
      live -= 1
    },
    size: () => live,
  }
}

function isBefore(a: Task | undefined, b: Task | undefined): boolean {
  if (a === undefined || b === undefined) return false
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order)
}

/** One turn of the event loop, so that every promise that could settle without outside work has done so. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

function within(realMs: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), realMs)
    void work.then(() => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}
