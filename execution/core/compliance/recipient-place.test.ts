import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AREA_CODE_ZONES } from './area-code-zones.ts'
import { AREA_CODES, REFUSED_AREA_CODES, TOLL_FREE_AREA_CODES } from './area-codes.ts'
import { COMPLIANCE_RULES } from './compliance-rules.ts'
import { recipientPlace } from './recipient-place.ts'
import type { PlaceQuestion } from './recipient-place.ts'
import { WINDOWS } from './windows.ts'
import { placeOfPostalCode, POSTAL_PLACES, readRegion } from './zip-prefixes.ts'

function place(question: PlaceQuestion): { regions: string[]; zones: string[]; jurisdictions: string[] } {
  const found = recipientPlace(question, COMPLIANCE_RULES)
  return { regions: [...found.regions], zones: found.zones.map((zone) => zone.zone), jurisdictions: [...found.jurisdictions] }
}

function postal(code: string): { regions: string[]; zones: string[] } | null {
  const found = placeOfPostalCode(code, POSTAL_PLACES)
  return found === null ? null : { regions: [...found.regions], zones: found.zones.map((zone) => zone.zone) }
}

test('every area code has a region with a window and at least one zone', () => {
  assert.equal(AREA_CODES.size, 420)
  for (const [code, row] of AREA_CODES) {
    assert.match(code, /^[2-9]\d\d$/)
    assert.ok((AREA_CODE_ZONES.get(code)?.length ?? 0) > 0, `${code} has no zone`)
    for (const region of row.regions) assert.ok(WINDOWS.has(region), `${region} has no window`)
    assert.ok(!REFUSED_AREA_CODES.has(code) && !TOLL_FREE_AREA_CODES.has(code), code)
  }
  assert.equal(AREA_CODE_ZONES.size, AREA_CODES.size)
})

test('a code of one state has its zone and its column', () => {
  assert.deepEqual(place({ to: '+13125550143' }), { regions: ['US-IL'], zones: ['America/Chicago'], jurisdictions: ['US'] })
  assert.deepEqual(place({ to: '+13055550143' }), { regions: ['US-FL'], zones: ['America/New_York'], jurisdictions: ['US_STRICT'] })
  assert.deepEqual(place({ to: '+14165550143' }), { regions: ['CA-ON'], zones: ['America/Toronto'], jurisdictions: ['CA'] })
  assert.deepEqual(place({ to: '+14505550143' }), { regions: ['CA-QC'], zones: ['America/Toronto'], jurisdictions: ['QC'] })
})

test('California is never taken for Canada', () => {
  assert.deepEqual(place({ to: '+12125550143', region: 'CA' }).jurisdictions, ['US_STRICT', 'US'])
  assert.equal(readRegion('CA'), 'US-CA')
  assert.equal(readRegion('ca-qc'), 'CA-QC')
  assert.equal(readRegion(' on '), 'CA-ON')
  assert.equal(readRegion('Ontario'), null)
})

test('an unknown place is strict, in seven zones or the business’s own', () => {
  const unknown = place({ to: '+18005550143' })
  assert.deepEqual([unknown.regions, unknown.jurisdictions, unknown.zones.length], [['UNKNOWN'], ['US_STRICT'], 7])
  assert.deepEqual(place({ to: '+18005550143', tenantTimezone: 'America/Boise' }).zones, ['America/Boise'])
  assert.deepEqual(place({ to: 'nonsense' }).regions, ['UNKNOWN'])
})

test('an address only adds', () => {
  assert.deepEqual(place({ to: '+18505550143', zip: '33101' }).zones, ['America/New_York', 'America/Chicago'])
  assert.deepEqual(place({ to: '+12125550143', zip: '79901' }), {
    regions: ['US-NY', 'US-TX'],
    zones: ['America/New_York', 'America/Denver'],
    jurisdictions: ['US_STRICT'],
  })
  assert.deepEqual(place({ to: '+12125550143', region: 'FL' }).zones, ['America/New_York', 'America/Chicago'])
  assert.deepEqual(place({ to: '+12125550143', zip: '33101', region: 'FL' }).zones, ['America/New_York'])
  assert.deepEqual(place({ to: '+15125550143', region: 'TX' }).zones, ['America/Chicago'])
  assert.deepEqual(place({ to: '+13125550143', zip: 'nowhere' }).regions, ['US-IL', 'UNKNOWN'])
})

test('every ZIP prefix of the country leads to a state with zones', () => {
  for (const [beginning, found] of POSTAL_PLACES) {
    assert.ok(found.regions.length > 0 && found.zones.length > 0, beginning)
    for (const region of found.regions) assert.ok(WINDOWS.has(region), `${beginning}: ${region}`)
  }
})

test('ZIP codes of well-known towns lie where they lie', () => {
  const expected: Record<string, [string, string]> = {
    '10001': ['US-NY', 'America/New_York'],
    '60601-1234': ['US-IL', 'America/Chicago'],
    '80202': ['US-CO', 'America/Denver'],
    '90210': ['US-CA', 'America/Los_Angeles'],
    '85001': ['US-AZ', 'America/Phoenix'],
    '79901': ['US-TX', 'America/Denver'],
    '73301': ['US-TX', 'America/Chicago'],
    '32501': ['US-FL', 'America/Chicago'],
    '33101': ['US-FL', 'America/New_York'],
    '37201': ['US-TN', 'America/Chicago'],
    '37902': ['US-TN', 'America/New_York'],
    '47708': ['US-IN', 'America/Chicago'],
    '46204': ['US-IN', 'America/Indiana/Indianapolis'],
    '57701': ['US-SD', 'America/Denver'],
    '83814': ['US-ID', 'America/Los_Angeles'],
    '83702': ['US-ID', 'America/Boise'],
    '96813': ['US-HI', 'Pacific/Honolulu'],
    '96799': ['US-AS', 'Pacific/Pago_Pago'],
    '99501': ['US-AK', 'America/Anchorage'],
    '00901': ['US-PR', 'America/Puerto_Rico'],
    '20001': ['US-DC', 'America/New_York'],
    'M5V 1A1': ['CA-ON', 'America/Toronto'],
    h2x1y4: ['CA-QC', 'America/Toronto'],
    T2P: ['CA-AB', 'America/Edmonton'],
    'V6B 1A1': ['CA-BC', 'America/Vancouver'],
    'R3C 4A5': ['CA-MB', 'America/Winnipeg'],
  }
  for (const [code, [region, zone]] of Object.entries(expected)) {
    const found = postal(code)
    assert.ok(found?.regions.includes(region) && found.zones.includes(zone), `${code}: ${JSON.stringify(found)}`)
    // Anchorage shares its prefix with the far Aleutians.
    if (code !== '99501') assert.deepEqual(found?.zones, [zone], code)
  }
})

test('a prefix that crosses a zone line has both zones', () => {
  assert.deepEqual(postal('42127')?.zones, ['America/Chicago'])
  assert.deepEqual(postal('37355')?.zones, ['America/New_York', 'America/Chicago'])
  assert.deepEqual(postal('P9N 1A1')?.zones, ['America/Toronto', 'America/Winnipeg', 'Etc/GMT+6'])
  assert.deepEqual(postal('X0E 0T0')?.zones, ['America/Inuvik'])
})

test('what is no postal code, or says nothing about a place, is not known', () => {
  for (const code of ['', '1234', '123456', 'ABCDE', '09012', '34001', 'Z1Z 1Z1']) assert.equal(postal(code), null, code)
})
