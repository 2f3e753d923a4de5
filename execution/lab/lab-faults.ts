import type { FakeCarrier } from '#adapters/fake-carrier/fake-carrier.ts'
import type { Fault } from '#adapters/fake-carrier/faults.ts'
import { MINUTE_MS, SECOND_MS } from '#core/values/instant.ts'
import type { LabChoice } from '#ports/lab.ts'

const DOWN_MS = 30 * SECOND_MS
const LATE_REPORT_MS = 20 * SECOND_MS
/** Long enough to press "Test now" and see it. */
const ELSEWHERE_MS = 2 * MINUTE_MS

type LabFault = LabChoice & {
  /** Null: the business's number leads elsewhere, which is a setting and no fault of a request. */
  fault: Fault | null
  /** Ends by itself after this long; null: when its moment has come. */
  lastsMs: number | null
}

/** What can be made to go wrong. */
export const FAULTS: readonly LabFault[] = [
  {
    id: 'carrier-down',
    words: 'The carrier is down for 30 seconds',
    fault: { on: 'rest', path: '', action: { kind: 'status', status: 503 }, times: Number.POSITIVE_INFINITY },
    lastsMs: DOWN_MS,
  },
  {
    id: 'lost-answer',
    words: 'The next text is sent, but its answer is lost',
    fault: { on: 'rest', path: '/Messages', method: 'POST', action: { kind: 'lose-answer' } },
    lastsMs: null,
  },
  {
    id: 'duplicate-webhook',
    words: 'The next webhook comes three times',
    fault: { on: 'webhook', path: '/twilio/', action: { kind: 'duplicate', copies: 2 } },
    lastsMs: null,
  },
  {
    id: 'late-report',
    words: 'The next delivery report comes 20 seconds late',
    fault: { on: 'webhook', path: '/sms/status', action: { kind: 'delay', ms: LATE_REPORT_MS } },
    lastsMs: null,
  },
  { id: 'number-elsewhere', words: 'The number points to an old vendor for two minutes', fault: null, lastsMs: ELSEWHERE_MS },
]

export type LabFaults = {
  /** False when there is no such fault. */
  inject(id: string): boolean
  waiting(): LabChoice[]
}

/** The faults asked for and not yet over. `misdirect` lets the business's number lead elsewhere and answers how to undo that. */
export function createLabFaults(
  carrier: FakeCarrier,
  after: (delayMs: number, run: () => void) => unknown,
  misdirect: () => () => void,
): LabFaults {
  let running: { id: string; words: string; isOver: () => boolean }[] = []
  return {
    inject(id) {
      const found = FAULTS.find((fault) => fault.id === id)
      if (found === undefined) return false
      const { remove, isOver } = found.fault === null ? undoable(misdirect()) : counted(carrier.faults.add(found.fault))
      if (found.lastsMs !== null) after(found.lastsMs, remove)
      running.push({ id, words: found.words, isOver })
      return true
    },
    waiting() {
      running = running.filter(({ isOver }) => !isOver())
      return running.map(({ id, words }) => ({ id, words }))
    },
  }
}

type Running = { remove: () => void; isOver: () => boolean }

function counted({ remove, remaining }: { remove: () => void; remaining: () => number }): Running {
  return { remove, isOver: () => remaining() <= 0 }
}

function undoable(undo: () => void): Running {
  let isUndone = false
  const remove = () => {
    isUndone = true
    undo()
  }
  return { remove, isOver: () => isUndone }
}
