/** `npm run eval:hostile`: seeded conversations with a hostile model in the place of a real one; ends with 1 when anything was found. */
import { parseArgs } from 'node:util'
import { playHostile } from './hostile-run.ts'

const CONVERSATIONS_DEFAULT = '1000'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, conversations: { type: 'string', default: CONVERSATIONS_DEFAULT } },
})
const { examples, ...figures } = await playHostile(Number(values.seed), Number(values.conversations))
for (const [what, figure] of Object.entries(figures)) console.log(`${what.padEnd(20)} ${figure}`)
for (const example of examples) console.log(example)
const found = figures.ungrounded + figures.leaked + figures.outsideActs + figures.falseOptOuts + figures.missedEmergencies
process.exitCode = found === 0 ? 0 : 1
