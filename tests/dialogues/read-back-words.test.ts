import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { SERVICE_PHRASES } from '#adapters/embedded-engine/service-phrases.ts'
import { TRADES } from '#core/qualification/reading.ts'
import { smsSegments } from '#core/values/sms-segments.ts'

const directives = loadDirectives(join(import.meta.dirname, '../../directives'))

test("every service that the engine can read stands in the trade's directive, so that it can be read back", () => {
  for (const trade of TRADES) {
    const listed = Object.keys(directives.forTrade(trade).services)
    for (const service of Object.keys(SERVICE_PHRASES[trade]))
      assert.ok(listed.includes(service), `${service} is missing in trades/${trade}.md`)
  }
})

test('no word for a service makes a confirmation dearer', () => {
  for (const trade of TRADES) {
    for (const words of Object.values(directives.forTrade(trade).services)) {
      for (const word of Object.values(words)) assert.equal(smsSegments(word).encoding, 'GSM-7', word)
    }
  }
})
