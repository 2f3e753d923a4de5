import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACTS, STAND_INS, type Act, type StandIn } from '#core/conversation/act.ts'
import type { Directive } from '#core/conversation/directive.ts'
import { REPLY_SEGMENTS_MAX } from '#core/conversation/word-reply.ts'
import { faultOfStep, type LadderStep } from '#core/escalation/ladder.ts'
import { LANGUAGES, TRADES, type Language, type Trade } from '#core/qualification/reading.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import type { Directives } from '#ports/directives.ts'
import { checkText, fillSample, isActOrStandIn, isLanguage } from './check-texts.ts'
import { sharedFront, tradeFront, type TradeFront } from './directive-schema.ts'
import { parseDirective, type DirectiveProblem, type ParsedDirective } from './parse-directive.ts'

/** Files whose texts serve every trade; a trade's own text replaces them. */
const SHARED_FILES = ['agent.md', 'escalation.md', 'compliance.md'] as const

/** The one file whose `## Ladder` counts. */
const LADDER_FILE = 'escalation.md'

const NAMES = [...ACTS, ...STAND_INS]

/** The questions that follow an acknowledgement in the same text: the two together must fit. */
const SAID_TOGETHER: readonly (readonly [Act, Act])[] = [
  ['acknowledge-problem', 'ask-address'],
  ['acknowledge-request', 'ask-address'],
  ['acknowledge', 'ask-time'],
  ['emergency-safety', 'ask-address'],
  ['emergency-paged', 'ask-address'],
  ['answer-bot-question', 'ask-problem'],
  ['answer-bot-question', 'ask-address'],
  ['answer-quote', 'ask-address'],
  ['answer-question', 'ask-address'],
]

type TextTable = Partial<Record<Language, Partial<Record<Act | StandIn, string>>>>

type Loaded = { directives: Map<Trade, Directive>; problems: DirectiveProblem[] }

/** Reads and checks the standard operating procedures of a folder. Throws with every problem, file and line, when there is one: a faulty procedure must not start. */
export function loadDirectives(folder: string): Directives {
  const { directives, problems } = load(folder)
  if (problems.length > 0) throw new Error(`${folder} has ${problems.length} problem(s):\n${problems.map(inOneLine).join('\n')}`)
  return {
    forTrade(trade) {
      const directive = directives.get(trade)
      if (directive === undefined) throw new Error(`no directive for the trade "${trade}" in ${folder}`)
      return directive
    },
  }
}

/** Every problem of the procedures in a folder, in order of file and line; empty when they may be used. */
export function checkDirectives(folder: string): DirectiveProblem[] {
  return load(folder).problems
}

function inOneLine({ file, line, problem }: DirectiveProblem): string {
  return `${file}:${line}: ${problem}`
}

function load(folder: string): Loaded {
  const problems: DirectiveProblem[] = []
  const sources: [file: string, content: string][] = []
  const read = (file: string): ParsedDirective | null => {
    const content = contentOf(folder, file)
    if (content === null) {
      problems.push({ file, line: 1, problem: 'is missing' })
      return null
    }
    sources.push([file, content])
    const parsed = parseDirective(file, content)
    problems.push(...parsed.problems, ...parsed.texts.flatMap((text) => checkText(file, text)), ...repeated(parsed))
    return parsed
  }
  const shared = SHARED_FILES.map(read).filter((parsed) => parsed !== null)
  for (const parsed of shared) problems.push(...frontProblems(parsed, sharedFront.safeParse(parsed.front)))
  const ladder = ladderOf(shared, problems)
  const directives = new Map<Trade, Directive>()
  const sharedSources = [...sources]
  for (const trade of TRADES) {
    const file = `trades/${trade}.md`
    const parsed = read(file)
    if (parsed === null) continue
    const front = tradeFront.safeParse(parsed.front)
    problems.push(...frontProblems(parsed, front))
    if (!front.success) continue
    if (front.data.trade !== trade)
      problems.push({ file, line: parsed.frontLines['trade'] ?? 1, problem: `is for "${front.data.trade}" but its name says "${trade}"` })
    const texts = merged([...shared, parsed])
    problems.push(...missing(file, texts), ...tooLongTogether(file, texts))
    const own = sources.filter(([name]) => name === file)
    directives.set(trade, directiveOf(front.data, texts, ladder, hashOf([...sharedSources, ...own])))
  }
  problems.push(...strangers(folder))
  return { directives, problems }
}

function contentOf(folder: string, file: string): string | null {
  try {
    return readFileSync(join(folder, file), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function frontProblems(
  { file, front, frontLines }: ParsedDirective,
  checked: { success: true } | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } },
): DirectiveProblem[] {
  // A front matter that could not be read has been reported already.
  if (checked.success || front === null) return []
  return checked.error.issues.map(({ path, message }) => {
    const key = String(path[0] ?? '')
    return { file, line: frontLines[key] ?? 1, problem: `front matter, ${path.map(String).join('.') || 'as a whole'}: ${message}` }
  })
}

function repeated({ file, texts }: ParsedDirective): DirectiveProblem[] {
  const seen = new Set<string>()
  return texts.flatMap(({ act, language, line }) => {
    const name = `${act} (${language})`
    if (seen.has(name)) return [{ file, line, problem: `${name} is given twice` }]
    seen.add(name)
    return []
  })
}

function merged(files: readonly ParsedDirective[]): TextTable {
  const table: TextTable = {}
  for (const { texts } of files) {
    for (const { act, language, text } of texts) {
      if (isActOrStandIn(act) && isLanguage(language)) table[language] = { ...table[language], [act]: text }
    }
  }
  return table
}

function missing(file: string, table: TextTable): DirectiveProblem[] {
  return LANGUAGES.flatMap((language) =>
    NAMES.filter((name) => table[language]?.[name] === undefined).map((name) => ({
      file,
      line: 1,
      problem: `no text for ${name} (${language}), here or in the shared files`,
    })),
  )
}

function tooLongTogether(file: string, table: TextTable): DirectiveProblem[] {
  return LANGUAGES.flatMap((language) =>
    SAID_TOGETHER.flatMap((acts) => {
      const [first, second] = acts.map((act) => fillSample(table[language]?.[act] ?? ''))
      const { segments } = smsSegments(`${first} ${second}`)
      if (segments <= REPLY_SEGMENTS_MAX) return []
      return [
        { file, line: 1, problem: `${acts.join(' + ')} (${language}) take ${segments} segments together; at most ${REPLY_SEGMENTS_MAX}` },
      ]
    }),
  )
}

/** A procedure for a trade that nobody knows would never be used: most likely a slip in its name. */
function strangers(folder: string): DirectiveProblem[] {
  const known: readonly string[] = TRADES.map((trade) => `${trade}.md`)
  const found = contentOf(folder, 'agent.md') === null ? [] : readdirSync(join(folder, 'trades'))
  return found
    .filter((name) => !known.includes(name))
    .map((name) => ({ file: `trades/${name}`, line: 1, problem: 'is not one of the known trades' }))
}

/** What is done until somebody accepts an emergency, for every trade alike. Too fast, too slow or without end is a problem. */
function ladderOf(shared: readonly ParsedDirective[], problems: DirectiveProblem[]): LadderStep[] {
  const holder = shared.find((parsed) => parsed.file === LADDER_FILE)
  if (holder === undefined) return []
  const steps = holder.ladder ?? []
  if (steps.length === 0)
    problems.push({ file: LADDER_FILE, line: 1, problem: 'has no steps below "## Ladder"; the first is "- at 0 s: text owner"' })
  for (const [place, step] of steps.entries()) {
    const fault = faultOfStep(steps, place)
    if (fault !== null) problems.push({ file: LADDER_FILE, line: step.line, problem: `this step ${fault}` })
  }
  return steps.map(({ afterMs, act, who }) => ({ afterMs, act, who }))
}

function hashOf(sources: readonly [file: string, content: string][]): string {
  const hash = createHash('sha256')
  for (const [file, content] of sources) hash.update(`${file}\0${content}\0`)
  return hash.digest('hex')
}

function directiveOf(front: TradeFront, texts: TextTable, ladder: Directive['ladder'], hash: string): Directive {
  const services = Object.fromEntries(Object.entries(front.services).map(([canonical, words]) => [canonical, { en: canonical, ...words }]))
  const full = Object.fromEntries(LANGUAGES.map((language) => [language, texts[language] ?? {}]))
  return {
    trade: front.trade,
    hash,
    ask: front.ask,
    place: front.place,
    services: services as Directive['services'],
    // Complete whenever it is used: a missing text is a problem, and with a problem nothing is loaded.
    texts: full as Directive['texts'],
    ladder,
  }
}
