/**
 * The architecture, executable: who may import whom, which words may stand where, how long things may get, and what they may not be called.
 * Goal: a change that breaks a boundary fails here with the name of the file and of the rule.
 * Method: the sources are read as text; the same checker runs on the real tree (no violation) and on small invented trees with one planted
 * violation each (exactly that one found), because a check that has never failed is not trusted.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, test } from 'node:test'

/** Path in the repository -> source text. */
type Tree = ReadonlyMap<string, string>
type Zone = {
  /** Files whose path starts with this; the longest match counts. */
  path: string
  /** Paths of ours that it may import besides its own; '' is everything. */
  ours: readonly string[]
  /** Packages it may import; a name ending in / stands for a scope. */
  packages: readonly string[]
  /** Whether Node's own modules may be imported. */
  node: boolean
  /** Whether everything imported must be types. */
  typesOnly?: boolean
  /** Whether what is imported from elsewhere of ours must be types. */
  oursTypesOnly?: boolean
}

const CORE = 'execution/core/'
const PORTS = 'execution/ports/'
const FLOW = 'execution/flow/'
const CONTRACT = 'execution/contract/'
const CONFIG = 'execution/config/'
const ADAPTERS = 'execution/adapters/'
const APP = 'execution/app.ts'
const EVERYTHING = ''

/** Who may import whom. A file that no zone covers is a violation: a new folder needs a line here. */
const ZONES: readonly Zone[] = [
  { path: CORE, ours: [], packages: [], node: false },
  { path: `${CORE}hours/`, ours: [CORE], packages: ['temporal-polyfill'], node: false },
  { path: PORTS, ours: [CORE], packages: [], node: false, typesOnly: true },
  { path: FLOW, ours: [CORE, PORTS], packages: [], node: false },
  { path: CONTRACT, ours: [CORE], packages: ['zod'], node: false },
  { path: CONFIG, ours: [CORE], packages: ['zod'], node: true },
  {
    path: 'execution/http/',
    ours: [CORE, PORTS, FLOW, CONTRACT],
    packages: ['fastify', '@fastify/', 'fastify-type-provider-zod', 'zod'],
    node: true,
  },
  // The batch commands ask the embedded engine itself: building the whole application to read one text would open a database.
  {
    path: 'execution/cli/',
    ours: [
      CORE,
      PORTS,
      FLOW,
      CONTRACT,
      CONFIG,
      APP,
      'execution/open-language-model.ts',
      'execution/open-store.ts',
      ...['embedded-engine', 'directives', 'clock', 'store', 'pdf', 'twilio', 'n8n', 'keyed-hash', 'passwords'].map(
        (name) => `${ADAPTERS}${name}/`,
      ),
    ],
    packages: ['zod'],
    node: true,
  },
  { path: 'execution/gates/', ours: [CORE, PORTS, FLOW, CONTRACT], packages: ['zod'], node: true },
  // The supervisor must outlive the application and stay small, so it knows nothing of it.
  ...['supervisor', 'supervised', 'hold-socket', 'outlive-readers', 'come-to-rest'].map((name) => ({
    path: `execution/${name}.ts`,
    ours: [CONFIG, `${CORE}supervision/`, 'execution/supervised.ts', 'execution/hold-socket.ts', 'execution/outlive-readers.ts'],
    packages: [],
    node: true,
  })),
  // The composition: what is built from the parts, and the lab that stands in for the world.
  ...[
    'app.ts',
    'open-language-model.ts',
    'open-self-tests.ts',
    'open-store.ts',
    'prove-key.ts',
    'main.ts',
    'serve.ts',
    'lab.ts',
    'lab/',
  ].map((name) => ({
    path: `execution/${name}`,
    ours: [EVERYTHING],
    packages: ['fastify'],
    node: true,
  })),
  { path: 'orchestration/', ours: [CONTRACT], packages: ['zod'], node: true },
  // Of the contract the browser gets the types only, so that no schema and no rule of the server is shipped to it.
  {
    path: 'web/',
    ours: [CONTRACT],
    packages: ['preact', '@preact/', 'preact-iso', 'uplot', '@simplewebauthn/browser'],
    node: false,
    oursTypesOnly: true,
  },
  { path: 'web/vite.config.ts', ours: [], packages: ['vite'], node: false },
  { path: 'scripts/', ours: [EVERYTHING], packages: ['fast-check', 'zod', 'vite', 'playwright-core', 'pdf-lib'], node: true },
]

/** Each adapter knows its own vendor's packages and no other adapter. */
const ADAPTER_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'ai-sdk': ['ai', '@ai-sdk/', 'zod'],
  calendars: ['ical.js', 'tsdav'],
  'media-files': [],
  clock: [],
  directives: ['yaml', 'zod'],
  'embedded-engine': [],
  'fake-carrier': ['zod', 'fast-xml-parser', 'openapi-backend'],
  gravity: ['zod'],
  'guarded-model': ['cockatiel'],
  ids: [],
  journal: ['zod'],
  'keyed-hash': [],
  log: ['pino'],
  mail: ['zod'],
  metrics: ['prom-client'],
  n8n: ['zod'],
  pdf: ['pdf-lib'],
  passwords: [],
  'scripted-model': [],
  store: ['kysely', 'pg', 'zod'],
  twilio: ['zod'],
  webauthn: ['@simplewebauthn/server'],
}

/** The one part of the tests that is also a command, `npm run sim`. */
const SIMULATION = 'tests/simulation/'

/** Only these, tests and scripts may import the composition root. */
const APP_IMPORTERS = ['execution/main.ts', 'execution/serve.ts', 'execution/lab', 'execution/cli/']

type BannedWord = { pattern: RegExp; inside: readonly string[]; except: readonly string[]; instead: string }

const CLOCKS = [`${ADAPTERS}clock/`, `${ADAPTERS}fake-carrier/clock.ts`]

const BANNED_WORDS: readonly BannedWord[] = [
  { pattern: /\bDate\.now\b/, inside: ['execution/', 'orchestration/'], except: CLOCKS, instead: 'take the time as an argument' },
  { pattern: /\bnew Date\(\s*\)/, inside: ['execution/', 'orchestration/'], except: CLOCKS, instead: 'take the time as an argument' },
  { pattern: /\bTemporal\.Now\b/, inside: ['execution/', 'orchestration/'], except: [], instead: 'take the time as an argument' },
  {
    pattern: /\bMath\.random\b/,
    inside: ['execution/'],
    except: [APP, `${ADAPTERS}ids/`],
    instead: 'take the choice or the id as an argument',
  },
  { pattern: /\bprocess\.env\b/, inside: ['execution/'], except: [CONFIG], instead: 'read it in execution/config' },
  { pattern: /\bperformance\.now\b/, inside: [CORE, FLOW], except: [], instead: 'take the time as an argument' },
  { pattern: /\b(setTimeout|setInterval|setImmediate|queueMicrotask)\b/, inside: [CORE, FLOW], except: [], instead: 'use the clock port' },
  { pattern: /\b(process|crypto|globalThis)\.\w|\b(fetch|require)\(/, inside: [CORE], except: [], instead: 'let an adapter do it' },
  { pattern: /\bconsole\./, inside: ['execution/'], except: ['execution/cli/'], instead: 'use the log' },
  {
    pattern: /\b(enum|namespace)\s+[A-Z]\w*\s*\{/,
    inside: ['execution/', 'scripts/', 'tests/'],
    except: [],
    instead: 'use a union or a module',
  },
  { pattern: /@ts-(ignore|nocheck)/, inside: ['execution/', 'scripts/', 'tests/', 'web/'], except: [], instead: 'state the type' },
]

/** Names that only say "things that help". */
const EMPTY_NAMES = /^(utils?|helpers?|common|misc|lib|shared|managers?|services?|index|types)$/

/** A file past the first limit begins with a comment that has the words "Long because"; only tables of data and tests pass the second. */
const FILE_LINES_ASK = 300
const FILE_LINES_MAX = 500
const REASON_FOR_LENGTH = /^(\/\*\*|\/\/)[^]*?\bLong because\b/
/** Rows of facts with their sources: longer is more complete, not more complicated. */
const TABLES_OF_DATA = /^execution\/(core|adapters\/embedded-engine)\/([a-z-]+\/)*([a-z-]+-(phrases|words|names|codes)|shorthand)\.ts$/

const FUNCTION_LINES_MAX = 70
/** Functions that were longer when the rule came, with their lines then. They may shrink; when they fit, their line here goes. */
const LONG_FUNCTIONS: Readonly<Record<string, number>> = {}

/** A checker that reads nothing must fail. */
const FILES_MIN: Readonly<Record<string, number>> = { [CORE]: 30, [PORTS]: 5, [FLOW]: 8, [ADAPTERS]: 30, [CONFIG]: 4, 'execution/http/': 4 }

function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.endsWith('.test.tsx') || path.startsWith('tests/')
}

function readTree(): Tree {
  const root = join(import.meta.dirname, '..')
  const paths = globSync('{execution,orchestration,scripts,tests,web}/**/*.{ts,tsx,mjs}', {
    cwd: root,
    exclude: (name) => /node_modules|dist/.test(name),
  })
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

function violationsOf(tree: Tree): string[] {
  return [...tree].flatMap(([path, source]) => [
    ...importViolations(path, source),
    ...wordViolations(path, source),
    ...nameViolations(path),
    ...fileLengthViolations(path, source),
    ...functionLengthViolations(path, source),
  ])
}

type Import = { target: string; typesOnly: boolean }

/** Statements begin at the line's start, as the formatter leaves them; code inside template strings does not. */
const STATIC_IMPORT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm
const DYNAMIC_IMPORT = /(?<![\w.'"`$])import\(\s*'([^']+)'\s*\)/g

function importsOf(source: string): Import[] {
  const fixed = [...source.matchAll(STATIC_IMPORT)].map((match) => ({ target: match[2] ?? '', typesOnly: match[1] !== undefined }))
  const dynamic = [...withoutComments(source).matchAll(DYNAMIC_IMPORT)].map((match) => ({ target: match[1] ?? '', typesOnly: false }))
  return [...fixed, ...dynamic]
}

/** Where an import leads: a path of ours, a module of Node, or a package. */
function resolveImport(from: string, target: string): { ours: string } | { node: string } | { package: string } {
  if (target.startsWith('node:')) return { node: target }
  if (target.startsWith('#execution/')) return { ours: target.replace('#', '') }
  if (target.startsWith('#')) return { ours: target.replace('#', 'execution/') }
  if (target.startsWith('.')) return { ours: normalize(join(dirname(from), target)) }
  return { package: target }
}

function importViolations(path: string, source: string): string[] {
  const zone = zoneOf(path)
  if (zone === null) return [`${path}: no zone covers it; add its folder to ZONES with what it may import`]
  return importsOf(source).flatMap(({ target, typesOnly }) => {
    const problem = importProblem(path, zone, target, typesOnly)
    return problem === null ? [] : [`${path}: imports ${target}, ${problem}`]
  })
}

function importProblem(path: string, zone: Zone, target: string, typesOnly: boolean): string | null {
  const found = resolveImport(path, target)
  if ('ours' in found)
    return (
      ourImportProblem(path, zone, found.ours) ??
      (mustBeTypes(zone, found.ours) && !typesOnly && !isTest(path) ? 'but may import types only' : null)
    )
  if (isTest(path)) return null
  if ('node' in found) return zone.node ? null : 'but may not use Node'
  return zone.packages.some((name) => isPackage(found.package, name)) ? null : 'a package it may not use'
}

function mustBeTypes(zone: Zone, target: string): boolean {
  return zone.typesOnly === true || (zone.oursTypesOnly === true && !target.startsWith(zone.path))
}

function ourImportProblem(path: string, zone: Zone, target: string): string | null {
  if (target.startsWith('tests/') && !isTest(path))
    return target.startsWith(SIMULATION) && path.startsWith('scripts/') ? null : 'but nobody imports tests'
  if (isTest(path)) return null
  if (target === APP && !path.startsWith('scripts/') && !APP_IMPORTERS.some((importer) => path.startsWith(importer)))
    return 'the composition root'
  if (target.startsWith(zone.path) || target === 'package.json') return null
  return zone.ours.some((allowed) => target.startsWith(allowed)) ? null : 'outside of what it may know'
}

function isPackage(target: string, name: string): boolean {
  return name.endsWith('/') ? target.startsWith(name) : target === name || target.startsWith(`${name}/`)
}

function zoneOf(path: string): Zone | null {
  if (isTest(path)) return { path: dirname(path), ours: [EVERYTHING], packages: [], node: true }
  const adapter = path.startsWith(ADAPTERS) ? path.slice(ADAPTERS.length).split('/')[0] : undefined
  if (adapter !== undefined) {
    const packages = ADAPTER_PACKAGES[adapter]
    return packages === undefined ? null : { path: `${ADAPTERS}${adapter}/`, ours: [CORE, PORTS], packages, node: true }
  }
  return ZONES.filter((zone) => path.startsWith(zone.path)).toSorted((a, b) => b.path.length - a.path.length)[0] ?? null
}

function wordViolations(path: string, source: string): string[] {
  if (isTest(path)) return []
  const words = BANNED_WORDS.filter((word) => startsWithAny(path, word.inside) && !startsWithAny(path, word.except))
  // Type checks are switched off by comments, so that word is looked for in the whole text.
  const code = withoutComments(source)
  return words.flatMap(({ pattern, instead }) => {
    const found = pattern.exec(pattern.source.startsWith('@') ? source : code)
    return found === null ? [] : [`${path}: says ${found[0].trim()}; ${instead}`]
  })
}

function startsWithAny(path: string, starts: readonly string[]): boolean {
  return starts.some((start) => path.startsWith(start))
}

/** Strings stay, so that an import keeps its target and a comment mark inside a string begins no comment. */
function withoutComments(source: string): string {
  return source.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[^]*?\*\//g, (match) =>
    /^\/[/*]/.test(match) ? ' ' : match,
  )
}

function nameViolations(path: string): string[] {
  const parts = path.split('/').map((part) => part.replace(/\..*$/, ''))
  const empty = parts.filter((part) => EMPTY_NAMES.test(part)).map((part) => `${path}: "${part}" says nothing; name it for what it holds`)
  const odd = /^[a-z0-9./-]+$/.test(path) ? [] : [`${path}: file names are kebab-case`]
  return [...empty, ...odd]
}

function fileLengthViolations(path: string, source: string): string[] {
  const lines = source.split('\n').length - 1
  if (isTest(path) || lines <= FILE_LINES_ASK || TABLES_OF_DATA.test(path)) return []
  if (lines > FILE_LINES_MAX) return [`${path}: ${lines} lines; split it (a table of data belongs into TABLES_OF_DATA)`]
  return REASON_FOR_LENGTH.test(source)
    ? []
    : [`${path}: ${lines} lines; split it, or begin the file with a comment that says "Long because ..."`]
}

const FUNCTION_START =
  /^(\s*)(?:export )?(?:default )?(?:(?:static |get |set |override |private |public )*(?:async )?(?:function\b\*?\s*)?([#\w]+)(?:<.*>)?\(.*\{|(?:const|let) (\w+) = (?:async )?\(.*=> \{|.*=> \{)$/

function functionLengthViolations(path: string, source: string): string[] {
  if (isTest(path)) return []
  return functionLengths(path, source)
    .filter(({ name, length }) => length > (LONG_FUNCTIONS[name] ?? FUNCTION_LINES_MAX))
    .map(({ name, length }) => `${name}: ${length} lines; at most ${LONG_FUNCTIONS[name] ?? FUNCTION_LINES_MAX}`)
}

/** Lines from a function's head to its closing brace, found by the formatter's indentation. */
function functionLengths(path: string, source: string): { name: string; length: number }[] {
  const lines = source.split('\n')
  return lines.flatMap((line, index) => {
    const start = FUNCTION_START.exec(line)
    if (start === null || /^\s*(if|for|while|switch|catch|return new)\b/.test(line)) return []
    const end = lines.findIndex((other, at) => at > index && other.startsWith(`${start[1]}}`))
    return end === -1 ? [] : [{ name: `${path} ${start[2] ?? start[3] ?? line.trim()}`, length: end - index + 1 }]
  })
}

test('the tree keeps to its architecture', () => {
  assert.deepEqual(violationsOf(readTree()), [])
})

test('the checker has read the tree and found its imports', () => {
  const tree = readTree()
  for (const [folder, min] of Object.entries(FILES_MIN)) {
    const found = [...tree.keys()].filter((path) => path.startsWith(folder)).length
    assert(found >= min, `${folder} has ${found} files, expected at least ${min}`)
  }
  const imports = [...tree.values()].reduce((sum, source) => sum + importsOf(source).length, 0)
  assert(imports >= 3 * tree.size, `${imports} imports in ${tree.size} files are too few to be true`)
})

test('every exception to the length of functions is still needed', () => {
  const lengths = new Map(
    [...readTree()].flatMap(([path, source]) => functionLengths(path, source)).map(({ name, length }) => [name, length]),
  )
  for (const name of Object.keys(LONG_FUNCTIONS)) {
    assert((lengths.get(name) ?? 0) > FUNCTION_LINES_MAX, `${name} fits now or is gone; remove its line`)
  }
})

describe('a planted violation is found', () => {
  const long = (lines: number) => 'a()\n'.repeat(lines)
  const planted: [name: string, path: string, source: string, expected: RegExp][] = [
    ['core uses Node', 'execution/core/x.ts', "import { join } from 'node:path'\n", /may not use Node/],
    ['core uses a package', 'execution/core/calls/x.ts', "import { z } from 'zod'\n", /package it may not use/],
    [
      'the time package outside of hours',
      'execution/core/cost/x.ts',
      "import { Temporal } from 'temporal-polyfill'\n",
      /package it may not use/,
    ],
    ['core knows a port', 'execution/core/x.ts', "import type { Store } from '#ports/store.ts'\n", /outside of what it may know/],
    ['a port carries a value', 'execution/ports/x.ts', "import { plus } from '#core/values/instant.ts'\n", /types only/],
    ['the flow knows an adapter', 'execution/flow/x.ts', "import { t } from '#adapters/twilio/t.ts'\n", /outside of what it may know/],
    ['the flow reads a file', 'execution/flow/effects/x.ts', "import fs from 'node:fs'\n", /may not use Node/],
    ['an adapter knows another', 'execution/adapters/twilio/x.ts', "import { s } from '../store/s.ts'\n", /outside of what it may know/],
    ['an adapter knows the flow', 'execution/adapters/n8n/x.ts', "import { r } from '#flow/receive.ts'\n", /outside of what it may know/],
    [
      'a slow process reaches into the store',
      'orchestration/x.ts',
      "import { s } from '#adapters/store/s.ts'\n",
      /outside of what it may know/,
    ],
    ['the flow of events knows n8n', 'execution/flow/dispatch-events.ts', "import { n } from '#adapters/n8n/n8n.ts'\n", /outside of what/],
    ['n8n knows the carrier', 'execution/adapters/n8n/x.ts', "import { t } from '../twilio/twilio.ts'\n", /outside of what it may know/],
    ['an adapter uses another vendor', 'execution/adapters/twilio/x.ts', "import { Kysely } from 'kysely'\n", /package it may not use/],
    ['an adapter nobody listed', 'execution/adapters/pigeon/x.ts', '', /no zone covers it/],
    ['http builds an adapter', 'execution/http/api/x.ts', "import { s } from '#adapters/store/s.ts'\n", /outside of what it may know/],
    [
      'http reads the configuration',
      'execution/http/x.ts',
      "import { loadConfig } from '#config/config.ts'\n",
      /outside of what it may know/,
    ],
    ['a second composition root', 'execution/http/x.ts', "import { buildApp } from '../app.ts'\n", /the composition root/],
    [
      'the supervisor knows the application',
      'execution/supervisor.ts',
      "import { decide } from '#core/decide.ts'\n",
      /outside of what it may know/,
    ],
    ['the web knows the core', 'web/src/x.ts', "import { decide } from '../../execution/core/decide.ts'\n", /outside of what it may know/],
    ['the web ships a schema', 'web/src/x.ts', "import { nowSchema } from '#contract/dashboard.ts'\n", /types only/],
    ['somebody imports a test', 'execution/http/x.ts', "import { f } from '../../tests/fixtures/f.ts'\n", /nobody imports tests/],
    ['a scripts file imports a test', 'scripts/x.ts', "import { f } from '../tests/flow/f.ts'\n", /nobody imports tests/],
    [
      'the product imports the simulation',
      'execution/flow/x.ts',
      "import { f } from '../../tests/simulation/f.ts'\n",
      /nobody imports tests/,
    ],
    ['an import over several lines', 'execution/core/x.ts', "import {\n  a,\n  b,\n} from 'node:fs'\n", /may not use Node/],
    ['a re-export', 'execution/core/x.ts', "export { join } from 'node:path'\n", /may not use Node/],
    ['an import for its effect', 'execution/core/x.ts', "import 'node:fs'\n", /may not use Node/],
    ['a dynamic import', 'execution/flow/x.ts', "const a = await import('#adapters/twilio/t.ts')\n", /outside of what it may know/],
    ['the clock of the machine', 'execution/flow/x.ts', 'const at = Date.now()\n', /says Date\.now/],
    ['the date of today', 'execution/http/x.ts', 'const at = new Date()\n', /says new Date\(\)/],
    ['the other clock of the machine', 'execution/adapters/store/x.ts', 'const at = Temporal.Now.instant()\n', /says Temporal\.Now/],
    ['chance', 'execution/adapters/store/x.ts', 'const id = Math.random()\n', /says Math\.random/],
    ['the environment', 'execution/adapters/twilio/x.ts', "const sid = process.env['X']\n", /says process\.env/],
    ['a timer in the flow', 'execution/flow/x.ts', 'setTimeout(run, 5)\n', /says setTimeout/],
    ['a print in the core', 'execution/core/x.ts', "console.log('here')\n", /says console/],
    ['a print in an adapter', 'execution/adapters/twilio/x.ts', "console.log('here')\n", /says console/],
    ['a type check switched off', 'execution/http/x.ts', '// @ts-ignore\n', /says @ts-ignore/],
    ['an enum', 'execution/http/x.ts', 'export enum Color {\n', /says enum/],
    ['a name that says nothing', 'execution/flow/utils.ts', '', /"utils" says nothing/],
    ['a folder that says nothing', 'execution/http/helpers/x.ts', '', /"helpers" says nothing/],
    ['an index', 'execution/core/hours/index.ts', '', /"index" says nothing/],
    ['a capital in a name', 'execution/flow/sendText.ts', '', /kebab-case/],
    ['a long file', 'execution/flow/x.ts', long(301), /301 lines/],
    ['a long file with a reason, past the end', 'execution/flow/x.ts', `/** Long because it is. */\n${long(500)}`, /501 lines/],
    [
      'a long function',
      'execution/flow/x.ts',
      `export async function run(a: number): Promise<void> {\n${'  a()\n'.repeat(69)}}\n`,
      /x\.ts run: 71 lines/,
    ],
    [
      'a long method',
      'execution/flow/x.ts',
      `class A {\n  async #run(a: number) {\n${'    a()\n'.repeat(69)}  }\n}\n`,
      /x\.ts #run: 71 lines/,
    ],
    ['a long arrow', 'execution/flow/x.ts', `const run = (a: number) => {\n${'  a()\n'.repeat(69)}}\n`, /x\.ts run: 71 lines/],
  ]
  for (const [name, path, source, expected] of planted) {
    test(name, () => {
      const found = violationsOf(new Map([[path, source]]))
      assert.equal(found.length, 1, `exactly one violation, not: ${found.join(' | ')}`)
      assert.match(found[0] ?? '', expected)
    })
  }
})

describe('what looks like a violation and is none', () => {
  const innocent: [name: string, path: string, source: string][] = [
    ['a word in a comment', 'execution/core/x.ts', '// Date.now() and new Date() are refused here\n/* console.log */\n'],
    ['a date made from an argument', 'execution/core/x.ts', 'const text = new Date(at).toISOString()\n'],
    ['code inside a string', 'execution/core/x.ts', "const text = `\n  import fs from 'node:fs'\n`\n"],
    ['a comment mark inside a string', 'execution/core/x.ts', "const url = 'https://example.com'\n"],
    ['the time package in hours', 'execution/core/hours/x.ts', "import { Temporal } from 'temporal-polyfill'\n"],
    ['a long file with a reason', 'execution/flow/x.ts', `/** Long because it is one state machine. */\n${long(400)}`],
    ['a long table of data', 'execution/core/compliance/area-codes.ts', long(5000)],
    ['the command that runs the simulation', 'scripts/simulate.ts', "import { f } from '../tests/simulation/f.ts'\n"],
    ['a long test', 'execution/core/x.test.ts', long(1000)],
    ['the environment in the configuration', 'execution/config/x.ts', 'const source = process.env\n'],
    [
      'a test that uses everything',
      'execution/core/x.test.ts',
      "import fc from 'fast-check'\nimport { buildApp } from '#execution/app.ts'\n",
    ],
  ]
  for (const [name, path, source] of innocent) {
    test(name, () => assert.deepEqual(violationsOf(new Map([[path, source]])), []))
  }

  function long(lines: number): string {
    return 'a()\n'.repeat(lines)
  }
})
