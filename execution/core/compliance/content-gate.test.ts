import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentFault } from './content-gate.ts'
import { CONTENT_RULES } from './content-rules.ts'
import type { ContentNeed } from './decision-table.ts'

const SENDER = { businessName: 'Ace Plumbing', mailingAddress: '12 Main St, Springfield, IL 62701', businessPhone: '+12175550100' }

function fault(
  body: string,
  needs: ContentNeed[],
  sender: Partial<{ businessName: string | null; mailingAddress: string | null; businessPhone: string | null }> = {},
): string | null {
  return contentFault(
    { body, needs: new Set(needs), sender: { ...SENDER, ...sender }, introductionStale: false, askedForOffer: false },
    CONTENT_RULES,
  )
}

test('placeholders that nobody filled are found', () => {
  for (const body of ['Hi {name}', 'Hi {{first_name}}', '[Business]: sorry', 'Hi undefined', 'on [date]', 'Total: NaN', '[object Object]'])
    assert.equal(fault(body, []), 'content_placeholder', body)
  for (const body of ['Unit [B] is fine', 'The valve is nullified']) assert.equal(fault(body, []), null, body)
})

test('an empty text is refused', () => {
  assert.equal(fault('  ', []), 'content_empty')
  assert.equal(fault('\u200b\u2060\u0000', []), 'content_empty')
})

test('a text longer than the carrier takes is refused', () => {
  assert.equal(fault('x'.repeat(1_600), []), null)
  assert.equal(fault('x'.repeat(1_601), []), 'content_over_1600')
})

test('the brand is found in any spelling, and not inside another word', () => {
  for (const body of ['Ace Plumbing: hi', 'Hi from ACE PLUMBING!', 'hi (Ace-Plumbing)']) assert.equal(fault(body, ['brand']), null, body)
  assert.equal(fault('Palace Plumbings: hi', ['brand']), 'content_brand')
  assert.equal(fault('Plomeria Muñoz: hola', ['brand'], { businessName: 'Plomería Muñoz' }), null)
  assert.equal(fault('hello', ['brand'], { businessName: null }), null)
})

test('a text must say that a machine writes', () => {
  for (const body of [
    'our automated assistant',
    'This is an AI assistant',
    'assistant automatisé (IA)',
    'asistente automatizado',
    'a virtual assistant',
  ])
    assert.equal(fault(body, ['ai_disclosure']), null, body)
  for (const body of ["This is Anna, I'll help", "j'ai vu", 'a new automatic garage door', 'Des Moines, IA'])
    assert.equal(fault(body, ['ai_disclosure']), 'content_ai_disclosure', body)
})

test('a text must say how to end it', () => {
  for (const body of ['Reply STOP to opt out', 'STOP=end', 'ARRET pour vous désabonner', 'reply stop to end'])
    assert.equal(fault(body, ['stop']), null, body)
  for (const body of ['we will stop by', 'NONSTOP service', 'unstoppable']) assert.equal(fault(body, ['stop']), 'content_stop', body)
})

test('Canada’s identification is the address with a phone, or a page behind https', () => {
  assert.equal(fault('12 main st, springfield IL 62701, 217-555-0100', ['t_id']), null)
  assert.equal(fault('Info: https://ace.example/texts', ['t_id']), null)
  assert.equal(fault('12 Main St, Springfield, IL 62701', ['t_id']), 'content_t_id')
  assert.equal(fault('call 217-555-0100', ['t_id']), 'content_t_id')
  assert.equal(fault('9 Other St, 217-555-0100', ['t_id']), 'content_t_id')
  assert.equal(fault('9 Other St, Toronto, 416-555-0100', ['t_id'], { mailingAddress: null, businessPhone: null }), null)
})

test('public link shorteners are refused everywhere, look-alikes are not', () => {
  for (const body of ['see bit.ly/x', 'https://tinyurl.com/abc', 'HTTPS://BIT.LY/X', 'go t.co/1'])
    assert.equal(fault(body, ['no_offer']), 'content_shortener', body)
  for (const body of ['see https://rabbit.ly.example/x', 'https://bit.lying.example', 'https://first.company/x'])
    assert.equal(fault(body, ['no_offer']), null, body)
})

test('links without encryption are refused, and all links where none may be', () => {
  assert.equal(fault('http://ace.example', ['no_offer']), 'content_link')
  for (const body of ['https://ace.example', 'see www.ace.example', 'book at ace.com/now', 'ace.com'])
    assert.equal(fault(body, ['no_link']), 'content_link', body)
  for (const body of ['how can we help? Today.Thanks', 'Ave. Co. 5', 'at 7.30']) assert.equal(fault(body, ['no_link']), null, body)
})

test('forbidden subjects are found, the trade’s own words are not', () => {
  for (const body of ['cheap vodka', 'Cannabis here', 'casino night', 'buy guns', 'payday loan', 'porno'])
    assert.equal(fault(body, ['no_offer']), 'content_shaft', body)
  for (const body of [
    'a nail gun',
    'the wine cooler leaks',
    'your beer fridge',
    'cigarette'.slice(0, 4),
    'weeds in the drain',
    'the gun safe',
  ])
    assert.equal(fault(body, ['no_offer']), null, body)
})

test('offers are found, ordinary answers are not', () => {
  for (const body of ['10% off today', 'use coupon A', 'special offer', 'FREE estimate', '$50 off', 'act now', 'un descuento'])
    assert.equal(fault(body, ['no_offer']), 'content_offer', body)
  for (const body of [
    'feel free to call',
    'turn breaker 12 off',
    'the water is off',
    'no hurry',
    "don't miss your visit",
    'that is a good deal of water',
    'are you free at 9?',
    'a sale sign',
  ]) {
    assert.equal(fault(body, ['no_offer']), null, body)
  }
})

test('prices and emoji are found where they may not be', () => {
  for (const body of ['only $99', '99 dollars', '€ 50']) assert.equal(fault(body, ['no_price']), 'content_price', body)
  assert.equal(fault('at 99 Main St', ['no_price']), null)
  assert.equal(fault('hot 🔥', ['no_emoji']), 'content_emoji')
  assert.equal(fault('hot 🔥', ['no_price']), null)
})

test('the business’s own name and address are not held against its text', () => {
  assert.equal(fault('Discount Plumbing: hi', ['brand', 'no_offer'], { businessName: 'Discount Plumbing' }), null)
  assert.equal(fault('Leaks.com: hi', ['brand', 'no_link'], { businessName: 'Leaks.com' }), null)
  assert.equal(fault('Ace Plumbing, 5 Vodka Rd: hi', ['brand', 'no_offer'], { mailingAddress: '5 Vodka Rd' }), null)
})

test('a rule that is lost counts as broken', () => {
  const rules = { ...CONTENT_RULES, patterns: new Map() }
  assert.equal(
    contentFault({ body: 'hi', needs: new Set(), sender: SENDER, introductionStale: false, askedForOffer: false }, rules),
    'content_placeholder',
  )
})
