/** `npm run eval:hostile`: seeded conversations with a hostile model in the place of a real one; ends with 1 when anything was found. */
import { commandNumbers } from '../whole-numbers.ts'
import { playHostile } from './hostile-run.ts'

const { seed, conversations } = commandNumbers({ seed: { otherwise: 1, least: 0 }, conversations: { otherwise: 1_000, least: 1 } })
const { examples, ...figures } = await playHostile(seed, conversations)
for (const [what, figure] of Object.entries(figures)) console.log(`${what.padEnd(20)} ${figure}`)
for (const example of examples) console.log(example)
const found = figures.ungrounded + figures.leaked + figures.outsideActs + figures.falseOptOuts + figures.missedEmergencies
process.exitCode = found === 0 ? 0 : 1
