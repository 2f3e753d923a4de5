/** Writes the figures of the engine and of what it is compared with as the page docs/reference-evaluation.md. */
import { callerFigures, converseFigures } from './caller-figures.ts'
import type { CallerFigures } from './caller-figures.ts'
import { expressionTally } from './expressions.ts'
import type { Interval } from './interval.ts'
import { resampledInterval, shareInterval } from './interval.ts'
import { labelledTexts, setOf, TEXT_SETS } from './labelled-text.ts'
import type { LabelledText, TextSet } from './labelled-text.ts'
import { lessons, sourceOf } from './lessons.ts'
import { engine, engineWith, keywords, majority, rulesAlone } from './readers.ts'
import type { Reader } from './readers.ts'
import { intentPairs, macroF1, tallies, TARGETS } from './score.ts'
import type { Scored, Target } from './score.ts'
import { trainTable } from './train-second-opinion.ts'

/** What the product is held to; `most` is a ceiling, the others are floors. */
export const GOALS: Readonly<Record<Target | 'intentMacroF1', { value: number; most: boolean; label: string }>> = {
  intentMacroF1: { value: 0.85, most: false, label: 'intent, macro-F1' },
  emergencyRecall: { value: 0.98, most: false, label: 'emergencies found' },
  falsePages: { value: 0.03, most: true, label: 'calm texts paged' },
  safetyRecall: { value: 1, most: false, label: 'safety found' },
  safetyFalse: { value: 0.03, most: true, label: 'safety line without a hazard' },
  zip: { value: 0.98, most: false, label: 'ZIP or postal code exact' },
  phone: { value: 0.98, most: false, label: 'telephone exact' },
  name: { value: 0.92, most: false, label: 'name exact' },
  street: { value: 0.9, most: false, label: 'street exact' },
  preferredTime: { value: 0.85, most: false, label: 'wished time exact' },
  wrongDay: { value: 0.01, most: true, label: 'wrong day' },
}

const ROWS = ['intentMacroF1', ...TARGETS] as const

const SET_NAMES: Readonly<Record<TextSet, string>> = {
  first: 'first set, written before the engine',
  rounds: 'rounds a to d',
  voices: 'rounds e to k, other voices',
  strangers: 'rounds l on, written by strangers',
}

/** The whole page. No clock and no chance enters, so two runs write the same. */
export function evaluationReport(): string {
  const sealed = labelledTexts().filter(({ part }) => part === 'sealed')
  return [
    INTRODUCTION,
    '## Against what anybody would build first\n',
    'All sealed texts of all sets, one reader beside the other.\n',
    readersTable(sealed),
    '\n## The engine, set by set\n',
    'Sealed texts only, with 95 % intervals (Wilson for shares, resampling for macro-F1) and how many texts a share is of.\n',
    columnsTable(TEXT_SETS.map((set) => [SET_NAMES[set], sealed.filter((text) => setOf(text) === set)])),
    '\n## By language\n',
    'Sealed texts of all sets, by the language of the text.\n',
    columnsTable(LANGUAGES.map(([code, name]) => [name, sealed.filter(({ expect }) => expect.language === code)])),
    '\n## Tables of expressions\n',
    EXPRESSIONS_NOTE,
    expressionsTable(),
    '\n## Rounds the second opinion was not taught\n',
    LEFT_OUT_NOTE,
    leftOutTable(),
    '\n## Scripted callers\n',
    callersTable(),
    shortfalls(sealed),
  ].join('\n')
}

const LANGUAGES = [
  ['en', 'English'],
  ['es', 'Spanish'],
  ['fr', 'French'],
] as const

const INTRODUCTION = `# How well the embedded engine reads

This page is written by \`npm run eval -- --write\` from the labelled texts in \`tests/evaluation\` and the scripted callers in
\`tests/dialogues\`; a test compares it with what the command writes now. What a label means stands in
[reference-labels.md](reference-labels.md).

A text is \`tuning\` or \`sealed\` by a hash of its id. Tuning texts may be read while the engine is changed and teach the engine;
sealed texts only measure. Each round was written, with its labels, before the engine ran on it. All texts are ours: they are realistic,
but nobody's customers wrote them, and sealed texts share their authors with the tuning texts. Texts of strangers read worse: see the last table
of rounds. Difficult texts of strangers read worse still: of 36 emergencies in 110 such texts that are in no set of this page, 32 were found at the first try
([record 21](decisions/0021-a-judge-that-learns-when-to-trust-the-rules.md), round w).

- **macro-F1**: the mean over all intents of how precisely and how completely each is read; a rare intent weighs as much as a common one.
- **emergencies found**: of the texts that report one, how many are read as one. **Calm texts paged**: of all others, how many would wake the owner.
- **safety found**: of the texts that report gas, carbon monoxide, fire or shock now, how many put the safety line first.
- **safety line without a hazard**: of all other texts, how many are told to get everyone out. The goal is our own.
- **exact**: the value is right, over the texts where one is written or was read.
- **wrong day**: a day was read that nobody meant, over the texts with a time meant or read.
`

const LEFT_OUT_NOTE = `The honest estimate: the second opinion is trained without any text of a round or its kin (the first set; a to k; all of l on), then whole rounds
are read. The rules are the same in both columns; those for danger and intent were mended on the tuning half of rounds a to k, and not on the rounds after.
`

const EXPRESSIONS_NOTE = `Single expressions with one field each, written before the engine ran on them and tuned on since, so these shares say what is kept and
nothing about unseen texts. First-try figures stand in [record 16](decisions/0016-a-second-opinion-on-danger.md).
`

function expressionsTable(): string {
  const times = expressionTally('time-expressions.jsonl')
  const particulars = expressionTally('particulars.jsonl')
  const share = ({ hits, of }: { hits: number; of: number }) => `${percent(hits / of)} of ${of}`
  return table(
    ['table', 'read as meant', 'wrong day'],
    [
      ['wishes for a time, and times that are none', share(times), share({ hits: times.wrongDay, of: times.of })],
      ['names, streets, codes and telephone numbers, and words that are none', share(particulars), 'none'],
    ],
  )
}

function scoredBy(reader: Reader, texts: readonly LabelledText[]): Scored[] {
  return texts.map((labelled) => ({ labelled, reading: reader(labelled) }))
}

function readersTable(texts: readonly LabelledText[]): string {
  const readers: readonly [string, Reader][] = [
    ['most frequent reading', majority],
    ['keyword list', keywords],
    ['rules alone', rulesAlone],
    ['engine', engine],
  ]
  const figures = readers.map(([, reader]) => figuresOf(scoredBy(reader, texts)))
  return table(
    ['figure', 'goal', ...readers.map(([name]) => name)],
    ROWS.map((row) => [GOALS[row].label, goalText(row), ...figures.map((one) => percent(one[row].value))]),
  )
}

function columnsTable(columns: readonly (readonly [string, readonly LabelledText[]])[]): string {
  const figures = columns.map(([, texts]) => figuresOf(scoredBy(engine, texts), true))
  return table(
    ['figure', 'goal', ...columns.map(([name, texts]) => `${name} (${texts.length})`)],
    ROWS.map((row) => [GOALS[row].label, goalText(row), ...figures.map((one) => cell(one[row]))]),
  )
}

type Figure = { value: number; of: number; interval: Interval }

function figuresOf(scored: readonly Scored[], withIntervals = false): Record<(typeof ROWS)[number], Figure> {
  const tally = tallies(scored)
  const pairs = intentPairs(scored)
  const figure = (target: Target): Figure => {
    const { hits, of } = tally[target]
    return { value: of === 0 ? Number.NaN : hits / of, of, interval: withIntervals ? shareInterval(tally[target]) : UNKNOWN }
  }
  return {
    intentMacroF1: {
      value: macroF1(pairs),
      of: scored.length,
      interval: withIntervals ? resampledInterval(pairs, macroF1) : UNKNOWN,
    },
    emergencyRecall: figure('emergencyRecall'),
    falsePages: figure('falsePages'),
    safetyRecall: figure('safetyRecall'),
    safetyFalse: figure('safetyFalse'),
    zip: figure('zip'),
    phone: figure('phone'),
    name: figure('name'),
    street: figure('street'),
    preferredTime: figure('preferredTime'),
    wrongDay: figure('wrongDay'),
  }
}

const UNKNOWN: Interval = { low: 0, high: 1 }

function cell({ value, of, interval }: Figure): string {
  return of === 0 ? 'none' : `${percent(value)} (${percent(interval.low)} to ${percent(interval.high)}; ${of})`
}

function goalText(row: (typeof ROWS)[number]): string {
  const { value, most } = GOALS[row]
  return `${most ? 'at most' : 'at least'} ${percent(value)}`
}

function percent(share: number): string {
  return Number.isNaN(share) ? 'none' : `${(share * 100).toFixed(1)} %`
}

/** Every round read by the rules alone and with a table that was taught everything but its group of rounds. */
function leftOutTable(): string {
  const taught = lessons()
  const all = labelledTexts()
  const rows = LEFT_OUT_TOGETHER.flatMap((group) => {
    const table = trainTable(taught.filter((lesson) => !group.test(lesson.source)))
    const sources = [...new Set(all.map(sourceOf))].filter((source) => group.test(source))
    return sources.map((source) =>
      leftOutRow(
        source,
        all.filter((text) => sourceOf(text) === source),
        engineWith(table),
      ),
    )
  })
  return table(
    [
      'round',
      'emergencies',
      'intent by rules',
      'intent',
      'found by rules',
      'found',
      'paged by rules',
      'paged',
      'safety by rules',
      'safety',
    ],
    rows,
  )
}

function leftOutRow(source: string, texts: readonly LabelledText[], reader: Reader): string[] {
  const rules = figuresOf(scoredBy(rulesAlone, texts))
  const both = figuresOf(scoredBy(reader, texts))
  const figures = (['intentMacroF1', 'emergencyRecall', 'falsePages', 'safetyRecall'] as const).flatMap((row) => [rules[row], both[row]])
  return [source, `${rules.emergencyRecall.of} of ${texts.length}`, ...figures.map((figure) => percent(figure.value))]
}

/** Rounds that are kept from the training together: leaving out one by one would train as often as there are rounds. */
const LEFT_OUT_TOGETHER = [/^first$/, /^round-[a-k]$/, /^round-[l-z]$/]

function callersTable(): string {
  const columns = [callerFigures(), converseFigures()]
  const row = (name: string, goal: string, value: (of: CallerFigures) => string) => [name, goal, ...columns.map(value)]
  return table(
    ['figure', 'goal', 'callers turn by turn', 'callers through `converse`, 310 of them by other hands'],
    [
      row('callers who reach their goal', 'at least 95 %', ({ reached: { hits, of } }) => `${percent(hits / of)} (${hits} of ${of})`),
      row('replies until qualified, median', 'at most 5', ({ medianReplies }) => String(medianReplies)),
      row('questions for what is known', '0', ({ repeatedQuestions }) => String(repeatedQuestions)),
      row('numbers nobody gave', '0', ({ ungroundedNumbers }) => String(ungroundedNumbers)),
    ],
  )
}

/** What does not reach its goal, by the figures themselves. */
function shortfalls(sealed: readonly LabelledText[]): string {
  const lines = TEXT_SETS.flatMap((set) => {
    const figures = figuresOf(
      scoredBy(
        engine,
        sealed.filter((text) => setOf(text) === set),
      ),
    )
    return ROWS.filter((row) => (GOALS[row].most ? figures[row].value > GOALS[row].value : figures[row].value < GOALS[row].value)).map(
      (row) => `- ${SET_NAMES[set]}: ${GOALS[row].label} is ${percent(figures[row].value)}, goal ${goalText(row)}.`,
    )
  })
  return `\n## What falls short\n\n${lines.length === 0 ? 'Nothing.' : lines.join('\n')}\n`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n')
}
