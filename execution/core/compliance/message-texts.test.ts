import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smsSegments } from '#core/values/sms-segments.ts'
import { firstTextBody, identityLine, introduced, keywordReply, keywordText, SEGMENTS_MAX } from './message-texts.ts'
import type { TextSender } from './message-texts.ts'

const ACE: TextSender = {
  name: 'Ace Plumbing',
  mailingAddress: '12 Main St, Springfield, IL 62701',
  businessPhone: '+12175550100',
  website: null,
}
const CHICAGO = '+13125550143'
const LANGUAGES = ['en', 'es', 'fr'] as const

function named(name: string): TextSender {
  return { ...ACE, name }
}

test('the first text in the United States says who, why, what it is, what it costs and how to stop', () => {
  assert.equal(
    firstTextBody(CHICAGO, ACE),
    'Ace Plumbing: Sorry we missed your call. This is our automated AI assistant - how can we help today? Msg & data rates may apply. Reply HELP for help, STOP to opt out.',
  )
})

test('the first text in Canada identifies the sender', () => {
  const text = firstTextBody('+14165550143', ACE)
  assert.match(text, /^Ace Plumbing, 12 Main St, Springfield, IL 62701, \+12175550100: Sorry/)
  assert.match(text, /HELP for help, STOP to opt out/)
})

test('the first text in Quebec is French first, then English', () => {
  const text = firstTextBody('+15145550143', ACE)
  assert.ok(text.indexOf('Désolé') < text.indexOf('Sorry'))
  assert.match(text, /ARRET pour vous désabonner/)
  assert.match(text, /STOP to opt out/)
})

test('a known address in Canada makes the first text Canadian', () => {
  assert.match(firstTextBody(CHICAGO, ACE, { zip: 'M5V 1A1' }), /12 Main St/)
  assert.match(firstTextBody(CHICAGO, ACE, { region: 'QC' }), /ARRET/)
})

test('names of up to sixty characters leave the first text at two segments with the name whole', () => {
  for (const name of ['A', "Bob's 24/7 Heating & Air [West]", 'Smith '.repeat(10).trim(), 'x'.repeat(60)]) {
    const text = firstTextBody(CHICAGO, named(name))
    assert.ok(text.startsWith(`${name}: `), text)
    assert.ok(smsSegments(text).segments <= SEGMENTS_MAX, text)
  }
})

test('longer names, accents, emoji and other scripts are shortened without losing HELP and STOP', () => {
  const names = [
    'The Very Long Established Family Plumbing, Heating, Cooling and Drain Company of Greater Springfield',
    'Plomería Muñoz Hermanos y Calefacción del Área Metropolitana, S.A.',
    '🔥 Hot Stuff 🔥 Heating “& Cooling”',
    '東京配管サービス株式会社東京配管サービス株式会社東京配管サービス株式会社',
    'Сантехника Иванов и сыновья',
    '🔧🔧🔧',
    'x'.repeat(300),
    'œuvre Łukasz Đorđe',
  ]
  for (const name of names) {
    const text = firstTextBody(CHICAGO, named(name))
    assert.ok(smsSegments(text).segments <= SEGMENTS_MAX, `${smsSegments(text).segments}: ${text}`)
    assert.match(text, /HELP/)
    assert.match(text, /STOP/)
    assert.match(text, /\bAI\b/)
    assert.doesNotMatch(text, /^:/)
  }
  assert.match(firstTextBody(CHICAGO, named('Plomería Muñoz')), /^Plomeria Muñoz: /)
  assert.match(firstTextBody(CHICAGO, named('œuvre Łukasz Đorđe')), /^oeuvre Lukasz Dorde: /)
})

test('a word of the name is not cut in the middle', () => {
  const text = firstTextBody(CHICAGO, named('The Very Long Established Family Plumbing, Heating, Cooling and Drain Company'))
  assert.match(text, /^The Very Long Established Family Plumbing, Heating, Cooling: /)
})

test('the Canadian address is never cut, whatever the length', () => {
  const mailingAddress = '1234 Boulevard de la Très Longue Rue, Bureau 5678, Saint-Louis-du-Ha! Ha!, Québec G0L 3S0'
  const text = firstTextBody('+15145550143', { ...named('x '.repeat(30).trim()), mailingAddress })
  assert.ok(text.includes(mailingAddress))
})

test('the STOP confirmation names the business, confirms, and does nothing else', () => {
  assert.equal(
    keywordReply('STOP', 'stop', ACE),
    'Ace Plumbing: You are unsubscribed and will get no more texts from us. Reply START to resubscribe.',
  )
})

test('the answer to HELP names the business and a phone or a page', () => {
  assert.match(keywordReply('HELP', 'HELP', ACE), /^Ace Plumbing: .*call \+12175550100\..*STOP/)
  assert.match(
    keywordReply('HELP', 'help', { ...ACE, website: 'https://ace.example' }),
    /call \+12175550100 or visit https:\/\/ace\.example\./,
  )
  assert.match(keywordReply('HELP', 'info', { ...ACE, businessPhone: null, website: 'https://ace.example' }), /visit https/)
  const unnamed = { ...ACE, businessPhone: null }
  assert.match(keywordReply('HELP', 'info', { ...unnamed, numbers: [{ e164: '+12175550102' }] }), /call \+12175550102\./)
  assert.match(keywordReply('HELP', 'info', unnamed), /call this number/)
})

test('the answer is in the language of the keyword', () => {
  assert.match(keywordReply('STOP', 'ARRÊT', ACE), /Désabonnement/)
  assert.match(keywordReply('STOP', 'arretez svp', ACE), /Désabonnement/)
  assert.match(keywordReply('HELP', 'Aide', ACE), /ARRET/)
  assert.match(keywordReply('STOP', 'ALTO', ACE), /Usted/)
  assert.match(keywordReply('HELP', 'ayuda', ACE), /STOP para cancelar/)
  assert.match(keywordReply('START', 'START', ACE), /resubscribed/)
  assert.match(keywordReply('STOP', 'numero equivocado, yo no llamé', ACE), /Usted/)
  assert.match(keywordReply('STOP', 'vous avez le mauvais numéro', ACE), /Désabonnement/)
  assert.match(keywordReply('STOP', 'I never called you', ACE, 'es'), /unsubscribed/)
  assert.match(keywordReply('STOP', 'STOP', ACE, 'es'), /Usted/)
})

test('every keyword text in every language is GSM-7 and at most two segments, the longest HELP three', () => {
  for (const language of LANGUAGES) {
    for (const keyword of ['STOP', 'START', 'HELP'] as const) {
      const text = keywordText(keyword, language, { ...ACE, website: 'https://ace-plumbing.example/texts' })
      assert.deepEqual([smsSegments(text).encoding, smsSegments(text).segments <= SEGMENTS_MAX], ['GSM-7', true], `${text.length}: ${text}`)
      assert.ok(text.startsWith('Ace Plumbing: '))
    }
  }
})

test('a first reply says who writes, that it is a machine, and how to stop, around its own words', () => {
  for (const language of LANGUAGES) {
    const text = introduced('Where is the leak?', ACE, language)
    assert.match(text, /^Ace Plumbing, .*(automated|automatizado|automatisé).*: Where is the leak\? .*(STOP|ARRET)/)
  }
})

test('the identity line leaves out what is not known', () => {
  assert.equal(identityLine({ ...ACE, mailingAddress: null }), '+12175550100')
  assert.equal(identityLine({ ...ACE, mailingAddress: null, businessPhone: null }), '')
})
