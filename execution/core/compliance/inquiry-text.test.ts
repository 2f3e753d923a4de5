import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { contentFault } from '#core/compliance/content-gate.ts'
import { LANGUAGES } from '#core/qualification/reading.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import { inquiryText } from './inquiry-text.ts'

const ACE = {
  name: 'Ace Plumbing',
  mailingAddress: '12 Main St, Springfield, IL 62701',
  businessPhone: '+12175550100',
  website: 'https://ace.example',
}
const REPLIES = {
  en: "What's the street address for the visit?",
  es: '¿Cuál es la dirección para la visita?',
  fr: "Quelle est l'adresse de la visite?",
}
const PLACES = [
  ['+13125550143', 'inquiry_reply/US'],
  ['+12125550143', 'inquiry_reply/US_STRICT'],
  ['+14035550143', 'inquiry_reply/CA'],
  ['+15145550143', 'inquiry_reply/QC'],
] as const

test('in every place and language it has all the words that its row asks for, and says why they get it', () => {
  for (const [to, row] of PLACES) {
    for (const language of LANGUAGES) {
      for (const label of ['website', 'angi', 'google-lsa']) {
        const body = inquiryText({ to, label, reply: REPLIES[language], language }, ACE)
        const needs = COMPLIANCE_RULES.decisions.get(row)?.content ?? assert.fail(row)
        const sender = { businessName: ACE.name, mailingAddress: ACE.mailingAddress, businessPhone: ACE.businessPhone }
        const fault = contentFault({ body, needs, sender, introductionStale: true, askedForOffer: false }, COMPLIANCE_RULES.content)
        assert.equal(fault, null, `${row} ${language} ${label}: ${body}`)
        assert.ok(body.includes(REPLIES[language]) || language === 'fr', body)
        assert.match(body, label === 'website' ? /our website|nuestro sitio|notre site/ : new RegExp(label))
      }
    }
  }
})

test('to the United States it is short, to Quebec French comes first', () => {
  const body = inquiryText({ to: '+13125550143', label: 'website', reply: REPLIES.en, language: 'en' }, ACE)
  assert.equal(
    body,
    "Ace Plumbing, automated AI assistant: You asked for help on our website. What's the street address for the visit? Msg & data rates may apply. HELP for help, STOP to opt out.",
  )
  assert.ok(smsSegments(body).segments <= 2)
  const quebec = inquiryText({ to: '+15145550143', label: 'website', reply: REPLIES.en, language: 'en' }, ACE)
  assert.ok(quebec.indexOf('ARRET') < quebec.indexOf('You asked for help'))
})
