import type { Occasion } from '../gates/review-packet.ts'
import type { Measured } from './measured.ts'

/** One piece of the document, from top to bottom. */
export type Block =
  | { kind: 'title' | 'heading' | 'paragraph' | 'note'; words: string }
  | { kind: 'figures'; figures: readonly { value: string; label: string }[] }
  /** Shares in percent, drawn as bars: ours and what it is compared with. */
  | { kind: 'bars'; label: string; rows: readonly { label: string; ours: number; compared: number; goal: string }[]; compared: string }
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }

/** The case study in words and figures. Pure: every figure is an argument, none is written here. */
export function caseStudy(measured: Measured, occasion: Occasion): Block[] {
  return [...opening(measured, occasion), ...LAWS, ...BUILT, ...whatWasMeasured(measured), ...limits(measured, occasion)]
}

function opening({ speed }: Measured, { machine }: Occasion): Block[] {
  return [
    { kind: 'title', words: 'The call that nobody could take' },
    {
      kind: 'paragraph',
      words:
        'A plumber under a sink cannot answer the telephone, and whoever rings with water on the floor rings the next one on the list. The AI Lead Response Agent takes that missed call: it plays a message in the name of the business, opens a text conversation at once, finds out what is wrong, how urgent it is, where and when, tells the owner, and books the work.',
    },
    {
      kind: 'figures',
      figures: [
        { value: `${speed.p50} ms`, label: 'from the missed call to the text, half of the calls' },
        { value: `${speed.p99} ms`, label: '99 of 100, at 100 missed calls a second' },
        { value: `${speed.webhooksPerSecond}/s`, label: 'webhooks answered by one process' },
        { value: `${speed.memoryMb} MB`, label: 'all processes at rest' },
      ],
    },
    {
      kind: 'note',
      words: `Measured by npm run bench with the product in processes of its own and a peer that answers as Twilio does, on one machine (${machine}). No network to a carrier is in these times.`,
    },
  ]
}

const LAWS: readonly Block[] = [
  { kind: 'heading', words: 'What had to be true' },
  {
    kind: 'paragraph',
    words:
      'An owner trusts such a thing with their name and with strangers\u2019 telephones. So: never lose a caller, never text one twice, never after STOP, never without permission, never another business\u2019s data, and never a price or a promise that the owner did not give. These are laws with tests, not intentions.',
  },
]

const BUILT: readonly Block[] = [
  { kind: 'heading', words: 'How it is built' },
  {
    kind: 'table',
    head: ['layer', 'what it holds'],
    rows: [
      [
        'directives',
        'Markdown that a tradesperson reads and edits: what to ask in which order, what is an emergency, which facts may be told.',
      ],
      ['orchestration', 'Slow processes outside the five seconds. The product keeps every promise without them.'],
      [
        'execution',
        'TypeScript. Deciding is a pure function of data; doing is thin adapters around it, for the carrier, the store and the models.',
      ],
    ],
  },
  {
    kind: 'paragraph',
    words:
      'Every event is written, decided and turned into rows of an outbox in one transaction, and answered only after the commit. What those rows stand for is done afterwards, with no transaction open, permission asked once more in that moment, and one of four outcomes written down: done, again later, refused, or unknown. What is unknown is looked up at the carrier before anything is sent again.',
  },
]

function whatWasMeasured({ firstTextSeconds, laws, hostile, reading }: Measured): Block[] {
  return [
    { kind: 'heading', words: 'What was measured' },
    {
      kind: 'table',
      head: ['question', 'answer', 'command'],
      rows: [
        ['One whole call', `first text ${firstTextSeconds.toFixed(2)} s after the missed call, lead qualified, owner told`, 'npm run demo'],
        [
          'Laws under faults',
          `${count(laws.calls)} calls with time-outs, doubled and reordered events and ${count(laws.crashes)} deaths of the process: ${count(laws.firstTexts)} first texts, ${count(laws.stops)} opt-outs, every law held`,
          'npm run sim -- --seed 1 --calls 2000',
        ],
        [
          'A hostile model',
          `${count(hostile.conversations)} conversations, ${count(hostile.texts)} texts: none invented, leaked or outside the acts`,
          'npm run eval:hostile',
        ],
      ],
    },
    {
      kind: 'bars',
      label: 'How the embedded engine reads sealed texts, percent; it needs no account and no network',
      compared: 'a list of keywords',
      rows: reading.map(({ label, engine, keywordList, goal, isCeiling }) => ({
        label,
        ours: engine,
        compared: keywordList,
        goal: `goal at ${isCeiling ? 'most' : 'least'} ${goal} %`,
      })),
    },
  ]
}

function limits({ shortfalls }: Measured, { commit, measuredAt }: Occasion): Block[] {
  return [
    { kind: 'heading', words: 'What is not reached, and not shown' },
    {
      kind: 'paragraph',
      words: shortfalls.length === 0 ? 'Every goal of these commands was reached.' : `Below its goal: ${shortfalls.join('; ')}.`,
    },
    {
      kind: 'paragraph',
      words:
        'No live account of Twilio, Gravity AI or a model was at hand: these are proven against stand-ins built from their documented interfaces. Texts and callers were written for the evaluation, many by people who never saw the engine; no customer of a business has been measured, and no lift in won jobs is claimed.',
    },
    {
      kind: 'note',
      words: `Commit ${commit}, measured ${measuredAt}. Made by npm run case-study: every figure comes from the commands named here, in one run.`,
    },
  ]
}

function count(figure: number): string {
  return figure.toLocaleString('en-US')
}
