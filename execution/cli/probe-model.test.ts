import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chatShape, standInServer } from '../../tests/contract/model-world.ts'
import { probeModelCommand } from './probe-model.ts'

async function probe(env: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await probeModelCommand({ out: { write: (text) => (out += text) }, err: { write: (text) => (err += text) }, env })
  return { code, out, err }
}

test('the probe shows what the configured model made of the text, or that it failed', async () => {
  const server = await standInServer(chatShape)
  const env = { AI_PROVIDER: 'openai-compatible', AI_MODEL: 'stand-in', AI_BASE_URL: `${server.origin}/v1` }
  try {
    server.fate({ kind: 'says', said: { intent: 'book', quotes: { street: '412 Oak St', name: 'Nobody' } } })
    const good = await probe(env)
    const { answered, intent, quotes } = JSON.parse(good.out)
    assert.deepEqual([good.code, answered, intent, quotes], [0, true, 'book', { street: '412 Oak St' }])
    server.fate({ kind: 'status', status: 401 })
    const refused = await probe(env)
    assert.deepEqual([refused.code, JSON.parse(refused.out).reason], [1, 'AI_APICallError 401'])
  } finally {
    await server.close()
  }
})

test('without a usable setting the probe says which one', async () => {
  assert.match((await probe({})).err, /AI_PROVIDER/)
  assert.match((await probe({ AI_PROVIDER: 'openai' })).err, /^AI_API_KEY is missing/)
  const gravity = { AI_PROVIDER: 'gravity', AI_BASE_URL: 'http://127.0.0.1:7000' }
  const mapped = await probe({ ...gravity, AI_OUTPUT_MAPPING: '{"intents":{"X":"win"}}' })
  assert.equal(mapped.code, 2)
  assert.match(mapped.err, /^AI_OUTPUT_MAPPING: intents\.X: /)
})
