import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { test } from 'node:test'
import { argon2idPasswords } from './argon2id.ts'

test('the right password is right, another is not, and the same password never makes the same hash', async () => {
  const [first, second] = [await argon2idPasswords.hash('correct horse battery'), await argon2idPasswords.hash('correct horse battery')]
  assert.match(first, /^\$argon2id\$v=19\$m=47104,t=2,p=1\$/)
  assert.notEqual(first, second)
  assert.equal(await argon2idPasswords.check('correct horse battery', first), true)
  assert.equal(await argon2idPasswords.check('correct horse batterz', first), false)
})

test('without a hash, or with one that is damaged or asks for too much, every password is wrong', async () => {
  const good = await argon2idPasswords.hash('correct horse battery')
  for (const phc of [null, '', 'plain', good.slice(0, -1), good.replace('m=47104', 'm=9999999'), good.replace('argon2id', 'argon2i')])
    assert.equal(await argon2idPasswords.check('correct horse battery', phc), false, String(phc))
})

test('the function underneath is the argon2id of RFC 9106, section 5.3', () => {
  const tag = argon2Sync('argon2id', {
    message: Buffer.alloc(32, 1),
    nonce: Buffer.alloc(16, 2),
    secret: Buffer.alloc(8, 3),
    associatedData: Buffer.alloc(12, 4),
    parallelism: 4,
    tagLength: 32,
    memory: 32,
    passes: 3,
  })
  assert.equal(tag.toString('hex'), '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659')
})
