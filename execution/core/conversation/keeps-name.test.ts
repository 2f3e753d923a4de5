import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleText, play } from './example-turn.ts'
import { keepsName } from './keeps-name.ts'

test('whoever keeps their name to themselves is known by their words', () => {
  for (const words of [
    'id rather not give my name',
    "don't need my name",
    'no name please',
    'I want to stay anonymous',
    'prefiero no dar mi nombre',
    'je préfère ne pas donner mon nom',
  ])
    assert.ok(keepsName(words, false), words)
  for (const words of ['rather not say', 'not telling', 'private', 'mejor no', "you don't need that"])
    assert.deepEqual([keepsName(words, true), keepsName(words, false)], [true, false], words)
  for (const words of ['no my name is Tom', 'not my name, my wife', 'Nona Mejia', 'no tengo agua, me llamo Ana', 'Noname Jones'])
    assert.equal(keepsName(words, false), words === 'not my name, my wife', words)
})

test('a name that is withheld is not asked for again', () => {
  const turns = play([
    exampleText('sink drips', { intent: 'book', service: 'sink', urgency: 'routine' }),
    exampleText('14 Oak St, Joliet', { intent: 'book', street: '14 Oak St', city: 'Joliet' }),
    exampleText('id rather not give my name', { intent: 'book' }),
  ])
  assert.deepEqual(
    turns.map(({ asked }) => asked),
    ['address', 'name', 'time'],
  )
  assert.match(turns[2]?.replies[0]?.text ?? '', /^fine-without/)
})
