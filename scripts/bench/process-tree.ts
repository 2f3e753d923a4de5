import { readdirSync, readFileSync } from 'node:fs'

export type Memory = {
  /** Resident pages, summed over the processes: pages that they share count once for each. */
  rssMb: number
  /** Proportional set size: every shared page counts once in all. */
  pssMb: number
}

/** The process and all its descendants that live now. Linux only: read from /proc. */
export function processTree(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(Number(name))
    if (parent !== null) parents.set(Number(name), parent)
  }
  if (!parents.has(pid)) return []
  const tree = [pid]
  for (let added = 1; added > 0;) {
    const more = [...parents].filter(([child, parent]) => tree.includes(parent) && !tree.includes(child)).map(([child]) => child)
    tree.push(...more)
    added = more.length
  }
  return tree
}

/** Empty when there is no such process. */
export function commandLine(pid: number): string {
  return readProc(pid, 'cmdline').replaceAll('\0', ' ')
}

/** The process that serves, below its supervisor; 0 while there is none. */
export function servingPid(supervisorPid: number): number {
  return processTree(supervisorPid).find((pid) => commandLine(pid).includes('execution/main.ts')) ?? 0
}

/** Memory of the process and all its descendants. */
export function treeMemory(pid: number): Memory {
  let rssKb = 0
  let pssKb = 0
  for (const each of processTree(pid)) {
    rssKb += kilobytes(readProc(each, 'status'), 'VmRSS')
    pssKb += kilobytes(readProc(each, 'smaps_rollup'), 'Pss')
  }
  return { rssMb: rssKb / 1_024, pssMb: pssKb / 1_024 }
}

/** Processor time that one process has used so far, in milliseconds. */
export function processorMs(pid: number): number {
  // Fields 14 and 15 after the name in brackets, in ticks of 10 ms (proc(5); USER_HZ is 100 on every Linux that Node supports).
  const fields = readProc(pid, 'stat')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10
}

function parentOf(pid: number): number | null {
  const parent = /^PPid:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1]
  return parent === undefined ? null : Number(parent)
}

function kilobytes(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)
}

/** Empty when the process has ended meanwhile. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
