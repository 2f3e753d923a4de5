import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ACTS, STAND_INS, type Act, type StandIn } from '#core/conversation/act.ts'
import type { Directive } from '#core/conversation/directive.ts'
import { REPLY_SEGMENTS_MAX } from '#core/conversation/word-reply.ts'
import { faultOfStep, type LadderStep } from '#core/escalation/ladder.ts'
import { LANGUAGES, TRADES, type Language, type Trade } from '#core/qualification/reading.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import type { DirectiveLibrary, DirectiveName, DirectiveOverride, DirectiveProblem } from '#ports/directives.ts'
import { checkText, fillSample, isActOrStandIn, isLanguage } from './check-texts.ts'
import { sharedFront, tradeFront, type TradeFront } from './directive-schema.ts'
import { parseDirective, type ParsedDirective } from './parse-directive.ts'

/** Files whose texts serve every trade; a trade's own text replaces them. */
const SHARED_FILES = ['agent.md', 'escalation.md', 'compliance.md'] as const

const TRADES_FOLDER = 'trades'
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

/** File name -> content, as `agent.md` and `trades/plumbing.md`. */
type Sources = ReadonlyMap<string, string>

type Loaded = { directives: Map<Trade, Directive>; problems: DirectiveProblem[] }

/** Reads and checks the standard operating procedures of a folder. Throws with every problem, file and line, when there is one: a faulty procedure must not start. */
export function loadDirectives(folder: string): DirectiveLibrary {
  const sources = readFolder(folder)
  const { directives, problems } = assemble(sources, TRADES, [])
  if (problems.length > 0) throw new Error(`${folder} has ${problems.length} problem(s):\n${problems.map(inOneLine).join('\n')}`)
  /** Keyed by the list itself: a business's list is read once and kept until it changes. */
  const ofTenants = new WeakMap<readonly DirectiveOverride[], Map<Trade, Loaded>>()

  function withOverrides(trade: Trade, overrides: readonly DirectiveOverride[]): Loaded {
    const known = ofTenants.get(overrides) ?? new Map<Trade, Loaded>()
    ofTenants.set(overrides, known)
    const loaded = known.get(trade) ?? assemble(sources, [trade], overrides)
    known.set(trade, loaded)
    return loaded
  }

  function forTrade(trade: Trade): Directive {
    const directive = directives.get(trade)
    if (directive === undefined) throw new Error(`no directive for the trade "${trade}" in ${folder}`)
    return directive
  }

  return {
    forTrade,
    forTenant(trade, overrides) {
      if (overrides.length === 0) return forTrade(trade)
      const loaded = withOverrides(trade, overrides)
      return loaded.problems.length > 0 ? forTrade(trade) : (loaded.directives.get(trade) ?? forTrade(trade))
    },
    checkOverrides: (trade, overrides) => withOverrides(trade, overrides).problems,
    source: (name) => sources.get(fileOf(name)) ?? '',
    hash: hashOf([...sources].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Every problem of the procedures in a folder, in order of file and line; empty when they may be used. */
export function checkDirectives(folder: string): DirectiveProblem[] {
  return assemble(readFolder(folder), TRADES, []).problems
}

/** The file of a directive: `agent` -> `agent.md`, `plumbing` -> `trades/plumbing.md`. */
function fileOf(name: DirectiveName): string {
  const isShared = SHARED_FILES.some((file) => file === `${name}.md`)
  return isShared ? `${name}.md` : `trades/${name}.md`
}

export function inOneLine({ file, line, problem }: DirectiveProblem): string {
  return `${file}:${line}: ${problem}`
}

/**
 * Parses, checks and joins. A business's own file replaces the front matter of ours and the texts that it names; it passes the same checks, so
 * nothing can be written there that could not be written here.
 */
function assemble(sources: Sources, trades: readonly Trade[], overrides: readonly DirectiveOverride[]): Loaded {
  const problems: DirectiveProblem[] = []
  const used: [file: string, content: string][] = []
  const parse = (file: string, content: string): ParsedDirective => {
    used.push([file, content])
    const parsed = parseDirective(file, content)
    problems.push(...parsed.problems, ...parsed.texts.flatMap((text) => checkText(file, text)), ...repeated(parsed))
    return parsed
  }
  const read = (file: string): ParsedDirective | null => {
    const content = sources.get(file)
    if (content === undefined) {
      problems.push({ file, line: 1, problem: 'is missing' })
      return null
    }
    const parsed = parse(file, content)
    const own = overrides.find(({ name }) => fileOf(name) === file)
    if (own === undefined) return parsed
    const changed = parse(file, own.markdown)
    return { ...changed, texts: [...parsed.texts, ...changed.texts] }
  }
  const shared = SHARED_FILES.map(read).filter((parsed) => parsed !== null)
  for (const parsed of shared) problems.push(...frontProblems(parsed, sharedFront.safeParse(parsed.front)))
  const ladder = ladderOf(shared, problems)
  const directives = new Map<Trade, Directive>()
  const sharedSources = [...used]
  for (const trade of trades) {
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
    const own = used.filter(([name]) => name === file)
    directives.set(trade, directiveOf(front.data, texts, ladder, hashOf([...sharedSources, ...own])))
  }
  problems.push(...strangers(sources))
  return { directives, problems }
}

/** What is not there is simply not in the answer; every other error of the file system is thrown. */
function readFolder(folder: string): Sources {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) throw new Error(`${folder} is a file, not a folder`)
  const trades = unlessMissing(() => readdirSync(join(folder, TRADES_FOLDER))) ?? []
  const files = [...SHARED_FILES, ...trades.filter((name) => name.endsWith('.md')).map((name) => `${TRADES_FOLDER}/${name}`)]
  const contents = files.map((file) => [file, unlessMissing(() => readFileSync(join(folder, file), 'utf8'))] as const)
  return new Map(contents.flatMap(([file, content]) => (content === null ? [] : [[file, content]])))
}

function unlessMissing<Value>(read: () => Value): Value | null {
  try {
    return read()
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
function strangers(sources: Sources): DirectiveProblem[] {
  const known: readonly string[] = TRADES.map((trade) => `${TRADES_FOLDER}/${trade}.md`)
  return [...sources.keys()]
    .filter((file) => file.startsWith(`${TRADES_FOLDER}/`) && !known.includes(file))
    .map((file) => ({ file, line: 1, problem: 'is not one of the known trades' }))
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
