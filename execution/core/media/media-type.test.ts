import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOfKind, mediaTypeOf } from './media-type.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

test('a file is what its first bytes say', () => {
  const known: [Uint8Array, string][] = [
    [Uint8Array.of(0xff, 0xd8, 0xff, 0xe1), 'image/jpeg'],
    [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'image/png'],
    [bytesOf('GIF89a..'), 'image/gif'],
    [bytesOf('RIFF1234WEBPVP8 '), 'image/webp'],
    [bytesOf('RIFF1234WAVEfmt '), 'audio/wav'],
    [bytesOf('ID3...'), 'audio/mpeg'],
    [Uint8Array.of(0xff, 0xfb, 0x90), 'audio/mpeg'],
  ]
  for (const [bytes, type] of known) assert.equal(mediaTypeOf(bytes), type)
})

test('pages, drawings with script, programs and nothing at all are no media', () => {
  for (const text of ['<!doctype html>', '<svg xmlns="http://www.w3.org/2000/svg">', '%PDF-1.7', 'MZ', 'PK', '', 'RIFF1234AVI ', ' GIF89a'])
    assert.equal(mediaTypeOf(bytesOf(text)), null, text)
  assert.equal(mediaTypeOf(Uint8Array.of(0xff, 0xe1)), null, 'no layer')
})

test('sound is no photo and a picture no voicemail', () => {
  assert.deepEqual([isOfKind('photo', 'audio/wav'), isOfKind('voicemail', 'image/png')], [false, false])
  assert.deepEqual([isOfKind('photo', 'image/webp'), isOfKind('voicemail', 'audio/mpeg')], [true, true])
})
