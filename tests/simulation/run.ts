import { commandNumbers } from '../whole-numbers.ts'
import { simulate } from './simulate.ts'

const CALLS_DEFAULT = 1_000

/** `npm run sim -- --seed N --calls N`: seeded traffic with faults; prints the seed, the figures and every law that broke. */
async function main(): Promise<void> {
  const { seed, calls } = commandNumbers({
    seed: { otherwise: Math.floor(Math.random() * 1_000_000), least: 0 },
    calls: { otherwise: CALLS_DEFAULT, least: 1 },
  })
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
