import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SqliteConnection } from './sqlite.ts'

test('a statement is prepared once and used again', () => {
  const connection = new SqliteConnection(':memory:', 'NORMAL')
  assert.equal(connection.prepare('select 1 as one'), connection.prepare('select 1 as one'))
  assert.deepEqual([connection.prepare('select 1').reader, connection.prepare('create table facts (key integer)').reader], [true, false])
  connection.close()
})

test('the cache of statements has a limit, and a statement that it forgot still works for who holds it', () => {
  const connection = new SqliteConnection(':memory:', 'NORMAL')
  const first = connection.prepare('select 0 as number')
  for (let number = 1; number <= 1_000; number += 1) connection.query(`select ${number} as number`)
  assert.notEqual(connection.prepare('select 0 as number'), first)
  assert.equal(first.all([]).length, 1)
  connection.close()
})

test('the connection keeps foreign keys, and its cache within 16 MB', () => {
  const connection = new SqliteConnection(':memory:', 'FULL')
  assert.deepEqual(connection.query<{ foreign_keys: number }>('pragma foreign_keys')[0]?.foreign_keys, 1)
  assert.deepEqual(connection.query<{ cache_size: number }>('pragma cache_size')[0]?.cache_size, -16_384)
  assert.deepEqual(connection.query<{ synchronous: number }>('pragma synchronous')[0]?.synchronous, 2)
  connection.close()
})

test('closing twice does no harm', () => {
  const connection = new SqliteConnection(':memory:', 'NORMAL')
  connection.close()
  connection.close()
  assert.equal(connection.isOpen, false)
})
