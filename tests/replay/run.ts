import { replayed, type ReplaySummary } from '#execution/cli/replay.ts'
import { commandNumbers } from '../whole-numbers.ts'
import { changedDirectives } from './changed-directives.ts'
import { recordConversations } from './recorded-world.ts'

const CONVERSATIONS_DEFAULT = 1_000

/**
 * `npm run sim:replay -- --conversations 10000 --seed 1`: makes so many conversations, replays them twice and once with one changed sentence.
 * Exit code 1 when a replay differs from what was sent or from the other replay, or when the changed sentence shows no difference.
 */
async function main(): Promise<void> {
  const { seed, conversations } = commandNumbers({
    seed: { otherwise: 1, least: 0 },
    conversations: { otherwise: CONVERSATIONS_DEFAULT, least: 1 },
  })
  const started = performance.now()
  const seconds = () => `${((performance.now() - started) / 1_000).toFixed(1)} s`
  const world = await recordConversations({ seed, conversations })
  process.stdout.write(`seed ${seed}: ${conversations} conversations recorded, ${seconds()}\n`)
  const all = async (folder: string | null, write: (text: string) => unknown): Promise<ReplaySummary[]> => {
    const summaries = []
    for (const { policy } of world.shops) {
      const asked = { tenantId: policy.tenantId, conversation: null, folder, rereads: false }
      summaries.push(await replayed(world.house.app.store, asked, write))
    }
    return summaries
  }
  const first = await all(null, (diff) => process.stdout.write(diff))
  process.stdout.write(`replayed: ${JSON.stringify(total(first))}, ${seconds()}\n`)
  const second = await all(null, () => {})
  const isSame = first.every(({ hash, sentHash }, place) => hash === sentHash && hash === second[place]?.hash)
  process.stdout.write(
    `${isSame ? 'the same hashes' : 'DIFFERENT HASHES'}: ${first.map(({ hash }) => hash.slice(0, 16)).join(' ')}, ${seconds()}\n`,
  )
  const changed = changedDirectives('agent.md', "What's the street address for the visit, with city or ZIP?", 'Where is it?')
  let shown = ''
  const other = await all(changed.folder, (diff) => (shown ||= diff))
  changed.remove()
  process.stdout.write(`one sentence changed: ${total(other).different} conversations differ, ${seconds()}; for example\n${shown}`)
  await world.house.close()
  const sums = total(first)
  process.exitCode = isSame && sums.different === 0 && sums.notRecorded === 0 && total(other).different > 0 ? 0 : 1
}

function total(summaries: readonly ReplaySummary[]) {
  const sum = (of: (summary: ReplaySummary) => number) => summaries.reduce((all, summary) => all + of(summary), 0)
  return {
    conversations: sum((one) => one.conversations),
    events: sum((one) => one.events),
    texts: sum((one) => one.texts),
    different: sum((one) => one.different),
    notRecorded: sum((one) => one.notRecorded),
  }
}

await main()
