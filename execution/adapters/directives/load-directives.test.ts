import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { TRADES } from '#core/qualification/reading.ts'
import { checkDirectives, loadDirectives } from './load-directives.ts'

const OURS = join(import.meta.dirname, '../../../directives')

/** A copy of the real folder in which one file is changed. */
function changed(t: TestContext, file: string, change: (content: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'directives-'))
  t.after(() => rmSync(folder, { recursive: true }))
  cpSync(OURS, folder, { recursive: true })
  const path = join(folder, file)
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  assert.ok(after !== before, 'the test must change the file')
  writeFileSync(path, after)
  return folder
}

function replaced(t: TestContext, file: string, from: string, to: string): string[] {
  const folder = changed(t, file, (content) => content.replace(from, to))
  return checkDirectives(folder).map((found) => `${found.file}:${found.line}: ${found.problem}`)
}

test('the procedures in this repository have no problem and cover every trade', () => {
  assert.deepEqual(checkDirectives(OURS), [])
  const directives = loadDirectives(OURS)
  for (const trade of TRADES) assert.equal(directives.forTrade(trade).trade, trade)
})

test("a trade's own text replaces the shared one, others keep it", () => {
  const directives = loadDirectives(OURS)
  assert.match(directives.forTrade('plumbing').texts.en['ask-problem'], /plumbing/)
  assert.equal(directives.forTrade('hvac').texts.en['ask-name'], directives.forTrade('plumbing').texts.en['ask-name'])
})

test('the hash of a trade changes with its own file and with a shared one, not with another trade', (t) => {
  const hash = (folder: string) => loadDirectives(folder).forTrade('plumbing').hash
  assert.match(hash(OURS), /^[0-9a-f]{64}$/)
  assert.equal(hash(OURS), hash(OURS))
  assert.notEqual(hash(changed(t, 'trades/plumbing.md', (content) => `${content}\n`)), hash(OURS))
  assert.notEqual(hash(changed(t, 'agent.md', (content) => content.replace('Short, plain', 'Plain, short'))), hash(OURS))
  assert.equal(hash(changed(t, 'trades/hvac.md', (content) => content.replace('# Heating', '# All heating'))), hash(OURS))
})

test('a price, a promise, a time or a link in a text is refused with file and line', (t) => {
  const from = 'What name should I put down?'
  const line =
    readFileSync(join(OURS, 'agent.md'), 'utf8')
      .split('\n')
      .findIndex((content) => content.includes(from)) + 1
  for (const to of [
    'A visit is $89.',
    'A visit is eighty dollars.',
    'We come in 20 minutes.',
    'Satisfaction guaranteed.',
    'See https://acme.example.',
    'Somebody is coming.',
    'Ask for Bob.',
  ]) {
    const [problem] = replaced(t, 'agent.md', from, to)
    assert.match(problem ?? '', new RegExp(`^agent\\.md:${line}: ask-name \\(en\\) holds `), to)
  }
})

test('an unknown placeholder, act or language is refused', (t) => {
  assert.match(
    replaced(t, 'agent.md', '- en: Thanks{name}.', '- en: Thanks{nmae}.')[0] ?? '',
    /\{nmae\} may not stand in acknowledge; allowed: business, owner, name/,
  )
  assert.match(replaced(t, 'agent.md', '### ask-name\n', '### ask-nam\n')[0] ?? '', /unknown act "ask-nam"/)
  assert.match(replaced(t, 'agent.md', '- fr: Merci{name}.', '- de: Danke{name}.')[0] ?? '', /unknown language "de"/)
})

test('a missing act or language is named for every trade that lacks it', (t) => {
  const problems = replaced(t, 'agent.md', '- fr: Merci{name}.\n', '')
  assert.equal(problems.length, TRADES.length)
  assert.match(problems[0] ?? '', /no text for acknowledge \(fr\)/)
})

test('a text over two segments, and two texts that do not fit together, are refused', (t) => {
  assert.match(replaced(t, 'agent.md', 'What name should I put down?', 'word '.repeat(70))[0] ?? '', /ask-name \(en\) takes 3 segments/)
  const together = replaced(t, 'trades/locksmith.md', 'Which address is it?', 'Which address is it? '.repeat(11))
  assert.match(together[0] ?? '', /trades\/locksmith\.md:1: acknowledge-problem \+ ask-address \(en\) take 3 segments together/)
})

test('an English character that doubles the price of a text is refused and shown', (t) => {
  assert.match(replaced(t, 'agent.md', "what's going on", 'what’s going on').at(-1) ?? '', /outside GSM-7: ’/)
})

test('front matter that is missing, malformed or wrong is refused with its line', (t) => {
  assert.match(replaced(t, 'trades/hvac.md', '---\n', '')[0] ?? '', /trades\/hvac\.md:1: starts with front matter/)
  assert.match(replaced(t, 'trades/hvac.md', 'place: visit', 'place: moon')[0] ?? '', /trades\/hvac\.md:3: front matter, place:/)
  assert.match(
    replaced(t, 'trades/hvac.md', 'trade: hvac', 'trade: roofing')[0] ?? '',
    /trades\/hvac\.md:2: is for "roofing" but its name says "hvac"/,
  )
  assert.match(
    replaced(t, 'trades/hvac.md', 'ask: [problem, address, name, time]', 'ask: [name, time]')[0] ?? '',
    /must ask for problem and address/,
  )
  assert.match(replaced(t, 'trades/hvac.md', 'place: visit', 'place: "visit')[0] ?? '', /trades\/hvac\.md:\d+: front matter:/)
  assert.match(replaced(t, 'trades/hvac.md', 'place: visit', 'place: visit\nprice: 89')[0] ?? '', /price/)
})

test('a line below "## Texts" that is neither act nor text is refused, so that no text gets lost', (t) => {
  assert.match(replaced(t, 'agent.md', '- en: Thanks{name}.', '* en: Thanks{name}.')[0] ?? '', /a line is "### act" or "- en: text"/)
  assert.match(replaced(t, 'agent.md', '- en: Thanks{name}.', '- en: Thanks{name}.\n- en: Thank you{name}.')[0] ?? '', /given twice/)
})

test('a file for a trade that nobody knows is refused', (t) => {
  const folder = changed(t, 'agent.md', (content) => `${content}\n`)
  writeFileSync(join(folder, 'trades/plumbin.md'), '')
  assert.deepEqual(checkDirectives(folder), [{ file: 'trades/plumbin.md', line: 1, problem: 'is not one of the known trades' }])
})

test('loading a faulty folder throws with every problem', (t) => {
  const folder = changed(t, 'agent.md', (content) =>
    content.replace('Thanks{name}.', 'Thanks{nmae}.').replace('And your name', 'Bob, your name'),
  )
  assert.throws(() => loadDirectives(folder), /has \d+ problem\(s\):\nagent\.md:\d+: /)
  assert.throws(() => loadDirectives(join(folder, 'nowhere')), /agent\.md:1: is missing/)
})

test('the ladder is read for every trade, and a step that is too early, too late, out of form or missing is named with its line', (t) => {
  const [first, second, call] = loadDirectives(OURS).forTrade('hvac').ladder
  assert.deepEqual(first, { afterMs: 0, act: 'text', who: 'owner' })
  assert.deepEqual(second, { afterMs: 90_000, act: 'text', who: 'fallback' })
  assert.deepEqual(call, { afterMs: 180_000, act: 'call', who: 'owner' })
  const line =
    readFileSync(join(OURS, 'escalation.md'), 'utf8')
      .split('\n')
      .findIndex((content) => content === '- at 90 s: text second phone') + 1
  const said = (to: string) => replaced(t, 'escalation.md', '- at 90 s: text second phone', to).join('\n')
  assert.match(said('- at 20 s: text second phone'), new RegExp(`^escalation\\.md:${line}: this step comes less than 30 s after`))
  assert.match(said('- at 40 min: text second phone'), new RegExp(`escalation\\.md:${line}: this step comes later than 30 min`))
  assert.match(said('- after 90 s: text second phone'), new RegExp(`escalation\\.md:${line}: a step is `))
  assert.match(said('- at 90 s: text the neighbour'), new RegExp(`escalation\\.md:${line}: a step is `))
  assert.match(
    replaced(t, 'escalation.md', '- at 0 s: text owner', '- at 0 s: call owner')[0] ?? '',
    /escalation\.md:\d+: this step is the first/,
  )
  assert.match(replaced(t, 'escalation.md', '## Ladder', '## Steps')[0] ?? '', /escalation\.md:1: has no steps below "## Ladder"/)
  const many = Array.from({ length: 6 }, (_, place) => `- at ${17 + place} min: call owner`).join('\n')
  assert.match(
    replaced(t, 'escalation.md', '- at 16 min: call second phone', `- at 16 min: call second phone\n${many}`)[0] ?? '',
    /escalation\.md:\d+: this step is number 13; a ladder has at most 12/,
  )
})
