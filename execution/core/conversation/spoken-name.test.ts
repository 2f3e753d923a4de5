import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spokenName } from './spoken-name.ts'

test('a person is addressed by the first name, a business or a titled name as it was given', () => {
  const cases: [string, string][] = [
    ['Dana Kim', 'Dana'],
    ['susan', 'Susan'],
    ['jean-pierre roy', 'Jean-pierre'],
    ['María José Pérez', 'María'],
    ['Mrs. Lopez', 'Mrs. Lopez'],
    ['J. Smith', 'J. Smith'],
    ['Lakeview Diner', 'Lakeview Diner'],
    ['Boulangerie Gagnon', 'Boulangerie Gagnon'],
    ["O'Brien", "O'Brien"],
    ['DeShawn', 'DeShawn'],
  ]
  for (const [given, said] of cases) assert.equal(spokenName(given), said)
})
