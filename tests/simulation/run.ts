import { parseArgs } from 'node:util'
import { simulate } from './simulate.ts'

const CALLS_DEFAULT = 1_000

/** `npm run sim -- --seed N --calls N`: seeded traffic with faults; prints the seed, the figures and every law that broke. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, calls: { type: 'string' } } })
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed)
  const calls = values.calls === undefined ? CALLS_DEFAULT : Number(values.calls)
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(calls) || calls < 1)
    throw new Error('--seed and --calls are whole numbers, calls at least 1')
  process.stdout.write(`seed ${seed}, ${calls} calls\n`)
  const onProgress = process.stdout.isTTY ? (done: number) => process.stdout.write(`\r${done} calls`) : () => {}
  const { broken, figures } = await simulate({ seed, calls, onProgress })
  process.stdout.write(`\r${JSON.stringify(figures)}\n`)
  for (const { law, detail } of broken.slice(0, 50)) process.stdout.write(`BROKEN ${law}: ${detail}\n`)
  process.stdout.write(
    broken.length === 0 ? 'every law held\n' : `${broken.length} breaches; run again with --seed ${seed} --calls ${calls}\n`,
  )
  process.exitCode = broken.length === 0 ? 0 : 1
}

await main()
