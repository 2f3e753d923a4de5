import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { XMLValidator } from 'fast-xml-parser'
import twilio from 'twilio'
import { XmlProblem, parseXml } from './twiml-parse.ts'

function isRead(source: string): boolean {
  try {
    parseXml(source)
    return true
  } catch (error) {
    if (error instanceof XmlProblem) return false
    throw error
  }
}

// What Twilio's builder accepts; it refuses control characters and half surrogates.
const sayable = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/u.test(text))

test('any text that the builder can write comes back as it was, but for space at the ends', () => {
  fc.assert(
    fc.property(sayable, sayable, (text, voice) => {
      const response = new twilio.twiml.VoiceResponse()
      // The voice is a free text in the XML, though the library's types list names.
      response.say({ language: voice as 'en-US' }, text)
      const [say] = parseXml(response.toString()).children
      assert.equal(say?.text.replace(/\r/g, ''), text.replace(/\r/g, '').trim())
    }),
  )
})

test('whatever is thrown at it, it answers with a document or a problem, never another error', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '/',
    'Say',
    'Response',
    '"',
    "'",
    '=',
    ' ',
    '&',
    ';',
    '&amp;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    'x',
    '\n',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      isRead(parts.join(''))
    }),
    { numRuns: 2_000 },
  )
})

test('what another validator refuses is refused here too', () => {
  const pieces = fc.constantFrom(
    '<Say>',
    '</Say>',
    '<Play/>',
    'text',
    ' ',
    '<Say a="b">',
    '<Say a=b>',
    '<Say a="1" a="2">',
    '<!-- c -->',
    '</Response>',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const source = `<Response>${parts.join('')}</Response>`
      if (XMLValidator.validate(source) !== true) assert.equal(isRead(source), false, source)
    }),
    { numRuns: 1_000 },
  )
})
