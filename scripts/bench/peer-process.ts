/** The peer as a process of its own: sends its origin, then answers each message with what it was asked for. */
import { startPeer, type PeerOptions } from './peer.ts'

export type PeerQuestion = { ask: 'texts' } | { ask: 'counts' } | { ask: 'forget' }

const peer = await startPeer(JSON.parse(process.argv[2] ?? '{}') as PeerOptions)
process.on('message', (question: PeerQuestion) => {
  if (question.ask === 'forget') {
    peer.texts.length = 0
    peer.reports.answered = 0
    peer.reports.failed = 0
  }
  process.send?.(question.ask === 'texts' ? peer.texts : { texts: peer.texts.length, ...peer.reports })
})
process.on('disconnect', () => process.exit(0))
process.send?.(peer.origin)
