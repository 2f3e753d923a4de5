/**
 * Goal: whatever single byte is changed in whatever entry, the check finds it and names the entry.
 * Method: chains of generated entries; fast-check picks the entry, the field and the change. The same for the lines of an export, byte by byte.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson, type Json, type JsonObject } from './canonical-json.ts'
import { type ChainedEntry, GENESIS_HASH, hashOfEntry, verifyChain } from './chain.ts'
import { exportLine, readExportLine, verifyExport } from './export-line.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

type Draft = { at: number; kind: string; person: string | null; facts: JsonObject; sealed: string | null }

const draft: fc.Arbitrary<Draft> = fc.record({
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  kind: fc.constantFrom('consent', 'send', 'decision', 'erasure'),
  person: fc.option(fc.base64String({ minLength: 4, maxLength: 22 })),
  // What fast-check makes of `jsonValue` is JSON by its own promise.
  facts: fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 2 }), {
    maxKeys: 4,
    noNullPrototype: true,
  }) as fc.Arbitrary<JsonObject>,
  sealed: fc.option(fc.base64String({ minLength: 4, maxLength: 60 })),
})

function chainOf(drafts: readonly Draft[], tenantId = 't_law'): ChainedEntry[] {
  const entries: ChainedEntry[] = []
  for (const [place, { facts, ...rest }] of drafts.entries()) {
    const open = { ...rest, tenantId, sequence: place + 1, facts: canonicalJson(facts), prevHash: entries.at(-1)?.hash ?? GENESIS_HASH }
    entries.push({ ...open, hash: hashOfEntry(open, sha256) })
  }
  return entries
}

const chain = fc.array(draft, { minLength: 1, maxLength: 8 }).map((drafts) => chainOf(drafts))

test('an untouched chain is whole, and so is any split of it', () => {
  fc.assert(
    fc.property(chain, fc.nat(8), (entries, at) => {
      const whole = verifyChain(entries, sha256)
      assert.deepEqual(whole, { ok: true, entries: entries.length, head: entries.at(-1)?.hash })
      const first = verifyChain(entries.slice(0, at), sha256)
      assert.ok(first.ok)
      assert.deepEqual(verifyChain(entries.slice(at), sha256, { sequence: first.entries, hash: first.head }), whole)
    }),
  )
})

test('one changed character in any text of any entry is found, and the entry is named', () => {
  const fields = ['tenantId', 'kind', 'person', 'facts', 'sealed', 'prevHash', 'hash'] as const
  fc.assert(
    fc.property(
      chain,
      fc.nat(),
      fc.constantFrom(...fields),
      fc.nat(),
      fc.integer({ min: 1, max: 127 }),
      (entries, which, field, where, flip) => {
        const place = which % entries.length
        const entry = entries[place]
        const text = entry?.[field] ?? null
        fc.pre(entry !== undefined && text !== null && text.length > 0)
        const position = where % text.length
        const other = text.slice(0, position) + String.fromCharCode(text.charCodeAt(position) ^ flip) + text.slice(position + 1)
        const changed = entries.with(place, { ...entry, [field]: other })
        const verdict = verifyChain(changed, sha256)
        assert.equal(verdict.ok, false)
        assert.equal(!verdict.ok && verdict.entry, place + 1)
      },
    ),
  )
})

test('a changed number, a missing entry, a doubled one and two that swapped places are found and named', () => {
  fc.assert(
    fc.property(fc.array(draft, { minLength: 3, maxLength: 8 }), fc.nat(), fc.integer({ min: 1, max: 1_000 }), (drafts, which, by) => {
      const entries = chainOf(drafts)
      const place = which % (entries.length - 1)
      const [one, next] = [entries[place], entries[place + 1]]
      assert.ok(one !== undefined && next !== undefined)
      for (const changed of [
        entries.with(place, { ...one, at: one.at + by }),
        entries.with(place, { ...one, sequence: one.sequence + by }),
        entries.toSpliced(place, 1),
        entries.with(place, next).with(place + 1, one),
      ]) {
        const verdict = verifyChain(changed, sha256)
        assert.equal(!verdict.ok && verdict.entry, place + 1)
      }
      const doubled = verifyChain(entries.toSpliced(place, 0, one), sha256)
      assert.equal(!doubled.ok && doubled.entry, place + 2)
    }),
  )
})

test('whoever rewrites one entry with a right hash of its own is found at the next one', () => {
  const entries = chainOf([1, 2, 3].map((at) => ({ at, kind: 'send', person: null, facts: {}, sealed: null })))
  const [first] = entries
  assert.ok(first)
  const forged = { ...first, at: 99 }
  const verdict = verifyChain(entries.with(0, { ...forged, hash: hashOfEntry(forged, sha256) }), sha256)
  assert.deepEqual(verdict, { ok: false, entry: 2, problem: 'the entry does not follow the one before it' })
})

test('the order in which names were written changes no hash', () => {
  fc.assert(
    fc.property(draft, (given) => {
      const turned = JSON.parse(JSON.stringify(given.facts)) as JsonObject
      assert.equal(canonicalJson(reversed(turned)), canonicalJson(given.facts))
      assert.deepEqual(chainOf([{ ...given, facts: reversed(turned) as JsonObject }]), chainOf([given]))
    }),
  )
})

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => reversed(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, part]): [string, Json] => [name, reversed(part)]),
  )
}

test('an exported line reads back as the entry that it was', () => {
  fc.assert(
    fc.property(chain, (entries) => {
      for (const entry of entries) assert.deepEqual(readExportLine(exportLine(entry)), entry)
    }),
  )
})

test('one changed byte anywhere in an export is found, and the entry is named', () => {
  fc.assert(
    fc.property(chain, fc.nat(), fc.integer({ min: 1, max: 255 }), (entries, where, flip) => {
      const bytes = Buffer.from(entries.map((entry) => `${exportLine(entry)}\n`).join(''))
      const position = where % bytes.length
      const place = bytes.subarray(0, position).filter((byte) => byte === 10).length + 1
      bytes[position] = (bytes[position] ?? 0) ^ flip
      // As the command reads it: split at line feeds, nothing else touched.
      const lines = bytes.toString('utf8').split('\n')
      if (lines.at(-1) === '') lines.pop()
      const verdict = verifyExport(lines, sha256)
      assert.equal(verdict.ok, false)
      assert.equal(!verdict.ok && verdict.entry, place)
    }),
    { numRuns: 500, interruptAfterTimeLimit: 5_000 },
  )
})
