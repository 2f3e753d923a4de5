import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isHoliday, US_HOLIDAYS } from './holidays.ts'

function holidaysOf(year: number): string[] {
  const dates: string[] = []
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
    const isoDate = new Date(day).toISOString().slice(0, 10)
    if (isHoliday(isoDate, US_HOLIDAYS)) dates.push(isoDate.slice(5))
  }
  return dates
}

test('the federal holidays of 2026, with the Friday before the Saturday of Independence Day', () => {
  assert.deepEqual(holidaysOf(2026), [
    '01-01',
    '01-19',
    '02-16',
    '05-25',
    '06-19',
    '07-03',
    '07-04',
    '09-07',
    '10-12',
    '11-11',
    '11-26',
    '12-25',
  ])
})

test('the federal holidays of 2027, with the New Year of 2028 observed on its last day', () => {
  assert.deepEqual(holidaysOf(2027), [
    '01-01',
    '01-18',
    '02-15',
    '05-31',
    '06-18',
    '06-19',
    '07-04',
    '07-05',
    '09-06',
    '10-11',
    '11-11',
    '11-25',
    '12-24',
    '12-25',
    '12-31',
  ])
})

test('a Sunday holiday is observed on the Monday after', () => {
  assert.deepEqual(holidaysOf(2023).slice(0, 2), ['01-01', '01-02'])
})
