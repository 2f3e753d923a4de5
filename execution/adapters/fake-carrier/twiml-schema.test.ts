import assert from 'node:assert/strict'
import { test } from 'node:test'
import twilio from 'twilio'
import { TwimlProblem, parseTwiml } from './twiml-schema.ts'

function problemOf(body: string, language: 'voice' | 'messaging' = 'voice'): number | null {
  try {
    parseTwiml(body, language)
    return null
  } catch (error) {
    if (error instanceof TwimlProblem) return error.code
    throw error
  }
}

const response = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`

test("what Twilio's own builder writes is accepted, with every verb and text intact", () => {
  const voice = new twilio.twiml.VoiceResponse()
  voice.say({ voice: 'Polly.Joanna-Neural', language: 'en-US' }, 'Ace & Sons "Plumbing" <now>')
  voice.pause({ length: 2 })
  voice.play({ loop: 1 }, 'https://product.example/hello.mp3?a=1&b=2')
  const gather = voice.gather({ numDigits: 1, action: '/key', timeout: 6, input: ['dtmf', 'speech'], actionOnEmptyResult: true })
  gather.say('Press 1')
  voice.record({ action: '/done', maxLength: 120, recordingStatusCallback: '/rec', recordingStatusCallbackEvent: ['completed', 'absent'] })
  const dial = voice.dial({ action: '/dial', answerOnBridge: true, timeout: 12, callerId: '+12175550102' })
  dial.number({ url: '/whisper', statusCallback: '/leg', statusCallbackEvent: ['initiated', 'completed'] }, '+12175550101')
  voice.redirect({ method: 'POST' }, '/next')
  voice.reject({ reason: 'busy' })
  voice.hangup()
  const verbs = parseTwiml(voice.toString(), 'voice')
  assert.deepEqual(
    verbs.map((verb) => verb.name),
    ['Say', 'Pause', 'Play', 'Gather', 'Record', 'Dial', 'Redirect', 'Reject', 'Hangup'],
  )
  assert.equal(verbs[0]?.text, 'Ace & Sons "Plumbing" <now>')
  assert.equal(verbs[2]?.text, 'https://product.example/hello.mp3?a=1&b=2')
  assert.equal(verbs[5]?.children[0]?.attributes['url'], '/whisper')
})

test('empty responses in every spelling are accepted', () => {
  for (const body of ['<Response/>', '<Response></Response>', response(''), response(' \n ')]) {
    assert.equal(problemOf(body), null)
    assert.equal(problemOf(body, 'messaging'), null)
  }
})

test('an unknown verb, a misspelt attribute, a value out of range or text in the wrong place is a schema violation', () => {
  const bad = [
    '<Speak>hello</Speak>',
    '<say>hello</say>',
    '<Dial answeronbridge="true">+12175550101</Dial>',
    '<Dial timeout="4">+12175550101</Dial>',
    '<Dial timeout="ten">+12175550101</Dial>',
    '<Dial></Dial>',
    '<Dial><Client>joe</Client></Dial>',
    '<Dial><Number></Number></Dial>',
    '<Gather numDigits="0"/>',
    '<Gather input="keys"/>',
    '<Gather><Record/></Gather>',
    '<Pause length="-1"/>',
    '<Hangup>now</Hangup>',
    '<Record playBeep="yes"/>',
    '<Reject reason="tired"/>',
    '<Redirect/>',
    'hello',
    `<Dial>${'<Number>+12175550101</Number>'.repeat(11)}</Dial>`,
  ]
  for (const inside of bad) assert.equal(problemOf(response(inside)), 12200, inside)
  assert.equal(problemOf('<Responses/>'), 12200)
})

test('text messages have a schema of their own', () => {
  assert.equal(
    problemOf(response('<Message to="+13125550199"><Body>Hi</Body><Media>https://a.example/b.png</Media></Message>'), 'messaging'),
    null,
  )
  assert.equal(problemOf(response('<Say>Hi</Say>'), 'messaging'), 12200)
  assert.equal(problemOf(response('<Message>Hi</Message>'), 'voice'), 12200)
})

test('what is not well-formed XML is 12100', () => {
  const bad = [
    '',
    'ok',
    '<Response>',
    '<Response></response>',
    '<Response><Say>a & b</Say></Response>',
    '<Response><Say>a &nbsp; b</Say></Response>',
    '<Response><Say voice=alice>a</Say></Response>',
    '<Response><Say voice="a" voice="b">a</Say></Response>',
    '<Response><Say voice="a<b">a</Say></Response>',
    '<Response/><Response/>',
    '<Response/>trailing',
    '\n<?xml version="1.0"?><Response/>',
    '<Response><Say>bell \u0007</Say></Response>',
    '<Response><Say>&#0;</Say></Response>',
    '<Response><Say>half \uD83D emoji</Say></Response>',
    '<Response><!-- open</Response>',
    '<Response><![CDATA[open</Response>',
    '<!DOCTYPE r><Response/>',
    `${'<Response>'.repeat(30)}${'</Response>'.repeat(30)}`,
  ]
  for (const body of bad) assert.equal(problemOf(body), 12100, JSON.stringify(body))
})

test('entities, CDATA, comments and a byte order mark are read as XML reads them', () => {
  const [say] = parseTwiml(
    '\uFEFF<?xml version="1.0"?>\n<!-- hi --><Response><Say>&lt;a&gt; &#x1F600;<![CDATA[ & b]]><!-- c --> d</Say></Response>',
    'voice',
  )
  assert.equal(say?.text, '<a> \u{1F600} & b d')
})

test('a document over 64 KB is 11750, and one of exactly 64 KB is not', () => {
  const frame = response('<Say></Say>').length
  const filler = (bytes: number) => response(`<!--${' '.repeat(bytes - frame - 7)}--><Say></Say>`)
  assert.equal(Buffer.byteLength(filler(64 * 1024)), 64 * 1024)
  assert.equal(problemOf(filler(64 * 1024)), null)
  assert.equal(problemOf(filler(64 * 1024 + 1)), 11750)
})

test('a Say of 4096 characters is the longest', () => {
  assert.equal(problemOf(response(`<Say>${'a'.repeat(4_096)}</Say>`)), null)
  assert.equal(problemOf(response(`<Say>${'a'.repeat(4_097)}</Say>`)), 13520)
})
