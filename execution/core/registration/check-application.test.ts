import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleApplication, phone, soleProprietor, tollFree } from '../../../tests/registration/example-application.ts'
import { brandTierOf } from './brand-tier.ts'
import { checkApplication } from './check-application.ts'
import type { Application, Business } from './application.ts'

const fieldsOf = (application: Application) => checkApplication(application).map(({ field }) => field)
const withBusiness = (business: Partial<Business>) => fieldsOf(exampleApplication({}, business))

test('complete applications have no problems', () => {
  for (const application of [exampleApplication(), soleProprietor(), tollFree()]) assert.deepEqual(checkApplication(application), [])
})

test('the class follows from having an EIN and from nothing else', () => {
  assert.equal(brandTierOf(exampleApplication()), 'low-volume-standard')
  assert.equal(brandTierOf(exampleApplication({ secondaryVetting: true, monthlyTexts: 1 })), 'standard')
  assert.equal(brandTierOf(soleProprietor({ monthlyTexts: 1_000_000 })), 'sole-proprietor')
})

test('an LLC without an EIN is told to give it before it pays for a rejection', () => {
  const [problem, ...others] = checkApplication(exampleApplication({ mobilePhone: phone('+12175550177') }, { ein: null }))
  assert.equal(problem?.field, 'business.ein')
  assert.match(problem?.words ?? '', /Limited Liability Corporation has an EIN/)
  assert.deepEqual(others, [])
})

test('a sole proprietor needs a mobile phone of North America that is no number of ours, one number, and no vetting', () => {
  assert.deepEqual(fieldsOf(soleProprietor({ mobilePhone: null })), ['mobilePhone'])
  assert.deepEqual(fieldsOf(soleProprietor({ mobilePhone: phone('+447700900123') })), ['mobilePhone'])
  assert.deepEqual(fieldsOf(soleProprietor({ mobilePhone: phone('+12175550102') })), ['mobilePhone'])
  assert.deepEqual(fieldsOf(soleProprietor({ numbers: [phone('+12175550102'), phone('+12175550103')] })), ['numbers'])
  assert.deepEqual(fieldsOf(soleProprietor({ secondaryVetting: true })), ['secondaryVetting'])
})

test('what the carriers would refuse is named with its field', () => {
  const address = exampleApplication().business.address
  assert.deepEqual(withBusiness({ ein: '12-345678' }), ['business.ein'])
  assert.deepEqual(withBusiness({ legalName: ' ' }), ['business.legalName'])
  assert.deepEqual(withBusiness({ company: 'public' }), ['business.stock'])
  assert.deepEqual(withBusiness({ website: null }), ['business.website'])
  assert.deepEqual(withBusiness({ website: 'https://bit.ly/ace' }), ['business.website'])
  assert.deepEqual(withBusiness({ website: 'http://127.0.0.1/' }), ['business.website'])
  assert.deepEqual(withBusiness({ privacyPolicyUrl: '/privacy' }), ['business.privacyPolicyUrl'])
  assert.deepEqual(withBusiness({ termsUrl: 'https://localhost' }), ['business.termsUrl'])
  assert.deepEqual(withBusiness({ email: 'office' }), ['business.email'])
  assert.deepEqual(withBusiness({ address: { ...address, region: 'Illinois' } }), ['business.address'])
  assert.deepEqual(withBusiness({ address: { ...address, country: 'CA', region: 'ON', postalCode: 'K1A 0B1' } }), [])
})

test('a company signs with an address of its own domain, a proprietor may have a free one', () => {
  const { representative } = exampleApplication()
  const free = { representative: { ...representative, email: 'sam.ace@gmail.com' } }
  assert.deepEqual(fieldsOf(exampleApplication(free)), ['representative.email'])
  assert.deepEqual(fieldsOf(soleProprietor(free)), [])
})

test('toll-free and local numbers each have their route', () => {
  assert.deepEqual(fieldsOf(exampleApplication({ numbers: [phone('+18885550102')] })), ['numbers'])
  assert.deepEqual(fieldsOf(tollFree({ numbers: [phone('+12175550102')] })), ['numbers'])
  assert.deepEqual(fieldsOf(tollFree({ optInImageUrls: [] })), ['optInImageUrls'])
  assert.deepEqual(fieldsOf(exampleApplication({ numbers: [] })), ['numbers'])
})
