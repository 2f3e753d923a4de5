import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import type { Occasion } from './review-packet.ts'

const GIB = 1024 ** 3

/** The commit that is checked out, this machine and this moment. */
export function occasionNow(isWhole: boolean): Occasion {
  const [commit = '', committedAt = ''] = execFileSync('git', ['log', '-1', '--format=%h %cI'], { encoding: 'utf8' }).trim().split(' ')
  return {
    commit,
    committedAt,
    measuredAt: new Date().toISOString(),
    machine: `${cpus().length} processors, ${(totalmem() / GIB).toFixed(0)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    isWhole,
  }
}
