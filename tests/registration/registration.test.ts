import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test, type TestContext } from 'node:test'
import type { Application } from '#core/registration/application.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/values/instant.ts'
import { openBureau, PUBLIC_URL, SUBACCOUNT, TENANT, type Bureau, type BureauOptions } from './bureau.ts'
import { exampleApplication, phone, soleProprietor, tollFree } from './example-application.ts'

async function bureauFor(t: TestContext, options: BureauOptions = {}): Promise<Bureau> {
  const bureau = await openBureau(options)
  t.after(bureau.close)
  return bureau
}

async function submitted(t: TestContext, application: Application, options: BureauOptions = {}): Promise<Bureau> {
  const bureau = await bureauFor(t, options)
  await bureau.submit(application)
  return bureau
}

/** Everything that would be on the bill. */
function bill({ carrier }: Bureau) {
  const { registration } = carrier
  return {
    brands: registration.brands().length,
    campaigns: registration.campaigns().length,
    services: registration.services().length,
    bundles: registration.bundles().filter((bundle) => bundle.friendlyName !== 'Primary').length,
    verifications: registration.verifications().length,
  }
}
const ONE_OF_EACH = { brands: 1, campaigns: 1, services: 1, bundles: 2, verifications: 0 }

test('a company with an EIN is registered from nothing to approved, and the policy says so only at the end', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  assert.equal((await bureau.policy()).registration.status, 'pending')
  await bureau.live(3 * MINUTE_MS)
  assert.equal((await bureau.view()).words, 'The brand is under review; minutes to days.')
  await bureau.live(20 * MINUTE_MS)
  const [campaign] = bureau.carrier.registration.campaigns()
  assert.equal(campaign?.status, 'VERIFIED')
  assert.equal((await bureau.policy()).registration.status, 'pending', 'the carriers may not know the number yet')
  assert.match((await bureau.view()).words, /up to a day/)
  assert.equal((await bureau.live(2 * HOUR_MS)).kind, 'done')
  const [service] = bureau.carrier.registration.services()
  const policy = await bureau.policy()
  assert.deepEqual(policy.registration, {
    kind: 'managed',
    status: 'approved',
    campaignSid: campaign?.sid,
    note: null,
    tier: 'low-volume-standard',
  })
  assert.equal(policy.messagingServiceSid, service?.sid)
  assert.deepEqual(bill(bureau), ONE_OF_EACH)
})

test('what the carriers get to read is complete and is what we say', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  await bureau.live(DAY_MS)
  const { registration } = bureau.carrier
  assert.deepEqual(registration.endUsers()[0]?.attributes, {
    business_name: 'Ace Plumbing LLC',
    business_type: 'Limited Liability Corporation',
    business_registration_identifier: 'EIN',
    business_registration_number: '123456789',
    business_identity: 'direct_customer',
    business_industry: 'CONSTRUCTION',
    business_regions_of_operation: 'USA_AND_CANADA',
    website_url: 'https://aceplumbing.example.com',
    social_media_profile_urls: '',
  })
  const [brand] = registration.brands()
  assert.deepEqual([brand?.type, brand?.skipsVetting, brand?.mock], ['STANDARD', true, false])
  const fields = registration.campaigns()[0]?.fields ?? {}
  assert.equal(fields['UsAppToPersonUsecase'], 'LOW_VOLUME')
  assert.equal(fields['PrivacyPolicyUrl'], 'https://aceplumbing.example.com/privacy')
  assert.match(
    String(fields['MessageFlow']),
    /Thanks for calling Ace Plumbing\. We can't take your call.*automated assistant will send a text/,
  )
  const [first] = fields['MessageSamples'] ?? []
  assert.match(String(first), /^Ace Plumbing: Sorry we missed your call\..*STOP to opt out\.$/)
  const [service] = registration.services()
  assert.equal(service?.fields['InboundRequestUrl'], `${PUBLIC_URL}/twilio/t_ace/sms`)
  assert.equal(service?.fields['UseInboundWebhookOnNumber'], 'false')
  assert.equal(service?.fields['StatusCallback'], `${PUBLIC_URL}/twilio/t_ace/sms/status`)
})

test('secondary vetting makes a standard brand: other use case, pace by score', async (t) => {
  const bureau = await submitted(t, exampleApplication({ secondaryVetting: true }))
  await bureau.live(DAY_MS)
  assert.equal(bureau.carrier.registration.brands()[0]?.skipsVetting, false)
  assert.equal(bureau.carrier.registration.campaigns()[0]?.fields['UsAppToPersonUsecase'], 'CUSTOMER_CARE')
  const view = await bureau.view()
  assert.deepEqual([view.status, view.tier, view.pacing.textsPerSecond], ['approved', 'standard', 120])
})

test('a sole proprietor gets a code by text; before it is answered there is no campaign', async (t) => {
  const bureau = await submitted(t, soleProprietor())
  const { carrier } = bureau
  await bureau.live(HOUR_MS)
  assert.match((await bureau.view()).words, /texted a code.*answers that text by 2026-12-08T16/)
  assert.equal(carrier.handset('+12175550177').inbox.length, 1)
  assert.equal(bill(bureau).campaigns, 0)
  await bureau.registrar.ask(TENANT, 'code')
  await bureau.live(HOUR_MS)
  assert.equal(carrier.handset('+12175550177').inbox.length, 2)
  const [brand] = carrier.registration.brands()
  assert.equal(brand?.type, 'SOLE_PROPRIETOR')
  carrier.registration.answerCode(brand?.sid ?? '')
  await bureau.live(DAY_MS)
  const view = await bureau.view()
  assert.deepEqual([view.status, view.pacing.textsPerSecond, view.pacing.segmentsPerDay], ['approved', 1, 1_000])
  assert.deepEqual(bill(bureau), ONE_OF_EACH)
})

test('a toll-free number is verified by itself; rejected, it is mended and edited in place', async (t) => {
  const bureau = await submitted(t, tollFree())
  const { registration } = bureau.carrier
  registration.reject('verification', [{ code: 30544, description: 'The opt-in does not name a purpose.' }])
  const stands = await bureau.live(HOUR_MS)
  assert.equal(stands.kind, 'mend')
  const { mend, status } = await bureau.view()
  assert.equal(status, 'none')
  assert.deepEqual(mend[0]?.fields, ['words.messageFlow'])
  assert.equal(mend[0]?.said, 'The opt-in does not name a purpose.')
  await bureau.submit(tollFree({ optInImageUrls: ['https://aceplumbing.example.com/better.png'] }))
  await bureau.live(HOUR_MS)
  assert.equal((await bureau.policy()).registration.status, 'approved')
  const [verification, ...others] = registration.verifications()
  assert.deepEqual([verification?.handedIn, others.length], [2, 0])
  assert.deepEqual(verification?.fields['OptInImageUrls'], ['https://aceplumbing.example.com/better.png'])
})

test('a toll-free rejection that allows no edit is left to a person', async (t) => {
  const bureau = await submitted(t, tollFree())
  bureau.carrier.registration.reject('verification', [{ code: 30897 }], { editAllowed: false })
  await bureau.live(HOUR_MS)
  await bureau.registrar.ask(TENANT, 'again')
  const stands = await bureau.live(HOUR_MS)
  assert.equal(stands.kind, 'mend')
  assert.equal(bureau.carrier.registration.verifications()[0]?.handedIn, 1)
})

test('a rejected campaign is mended and handed in again in place', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  const { registration } = bureau.carrier
  registration.reject('campaign', [{ code: 30886, fields: ['DESCRIPTION'] }, { code: 30908 }])
  assert.equal((await bureau.live(HOUR_MS)).kind, 'mend')
  const view = await bureau.view()
  assert.deepEqual(
    view.mend.map(({ code, fields, mender }) => [code, fields, mender]),
    [
      [30886, ['words.description'], 'business'],
      [30908, ['business.privacyPolicyUrl'], 'business'],
    ],
  )
  assert.equal((await bureau.policy()).registration.status, 'none')
  const before = registration.campaigns()[0]?.sid
  const description = 'Ace Plumbing answers missed callers by text: what is broken, where, and when a visit would suit. No promotions.'
  await bureau.submit(exampleApplication({ words: { description, messageFlow: null, samples: null } }))
  assert.equal((await bureau.policy()).registration.status, 'pending')
  await bureau.live(DAY_MS)
  const [campaign] = registration.campaigns()
  assert.deepEqual([campaign?.sid, campaign?.handedIn, campaign?.fields['Description']], [before, 2, description])
  assert.equal((await bureau.policy()).registration.status, 'approved')
  assert.deepEqual(bill(bureau), ONE_OF_EACH)
})

test('a review that ended without a fault of the application is handed in again as it was', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  bureau.carrier.registration.reject('campaign', [{ code: 30901 }])
  await bureau.live(HOUR_MS)
  assert.deepEqual([(await bureau.view()).mend[0]?.mender, (await bureau.view()).mend[0]?.fields], ['again', []])
  await bureau.registrar.ask(TENANT, 'again')
  await bureau.live(DAY_MS)
  assert.equal(bureau.carrier.registration.campaigns()[0]?.handedIn, 2)
  assert.equal((await bureau.view()).status, 'approved')
})

test('a failed brand is mended in its bundle and handed in again, three times without a fee and never a second brand', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  const { registration } = bureau.carrier
  registration.reject('brand', [{ code: 30799, fields: ['business_registration_number'] }], { times: 9 })
  await bureau.live(HOUR_MS)
  assert.deepEqual((await bureau.view()).mend[0]?.fields, ['business.ein', 'business.legalName', 'business.address'])
  for (const ein of ['98-7654321', '98-7654322', '98-7654323']) {
    await bureau.submit(exampleApplication({}, { ein }))
    await bureau.live(HOUR_MS)
    assert.equal(registration.endUsers()[0]?.attributes['business_registration_number'], ein.replace('-', ''), 'changed where it is')
  }
  assert.deepEqual([registration.brands().length, registration.brands()[0]?.handedIn, registration.endUsers().length], [1, 4, 3])
  await bureau.submit(exampleApplication({}, { ein: '98-7654324' }))
  await bureau.live(HOUR_MS)
  const { mend } = await bureau.view()
  assert.deepEqual([mend[0]?.code, mend[0]?.mender], [21724, 'operator'])
  assert.equal(registration.brands()[0]?.handedIn, 4)
})

test('a bundle that is rejected is mended before the brand is handed in again', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  const { registration } = bureau.carrier
  registration.reject('profile', [{ code: 30701, description: 'The state is not valid.' }])
  assert.equal((await bureau.live(HOUR_MS)).kind, 'mend')
  const { business } = exampleApplication()
  await bureau.submit(exampleApplication({}, { address: { ...business.address, street: '14 Main St' } }))
  await bureau.live(DAY_MS)
  assert.equal((await bureau.view()).status, 'approved')
  assert.deepEqual(bill(bureau), ONE_OF_EACH)
})

test('a brand whose identity stays unverified carries no campaign until it is mended', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  bureau.carrier.registration.leaveUnverified()
  await bureau.live(HOUR_MS)
  assert.equal((await bureau.view()).mend[0]?.code, 30991)
  assert.equal(bill(bureau).campaigns, 0)
  await bureau.submit(exampleApplication({}, { legalName: 'Ace Plumbing and Heating LLC' }))
  await bureau.live(DAY_MS)
  assert.equal((await bureau.view()).status, 'approved')
})

test('an LLC that registered as a sole proprietor gives its EIN: another class needs another brand, and the old one is listed', async (t) => {
  const bureau = await submitted(t, soleProprietor())
  bureau.carrier.registration.reject('brand', [{ code: 30915 }])
  await bureau.live(HOUR_MS)
  assert.deepEqual((await bureau.view()).mend[0]?.fields, ['business.ein', 'business.form'])
  await bureau.submit(exampleApplication())
  await bureau.live(DAY_MS)
  const view = await bureau.view()
  assert.deepEqual([view.status, view.tier], ['approved', 'low-volume-standard'])
  assert.ok(view.givenUp.some(({ name }) => name === 'brand'))
  assert.equal(bill(bureau).brands, 2)
  assert.equal(bill(bureau).campaigns, 1)
})

test('a suspended campaign takes the approval back at the next look, and its end gives it again', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  await bureau.live(DAY_MS)
  const [campaign] = bureau.carrier.registration.campaigns()
  bureau.carrier.registration.suspendCampaign(campaign?.sid ?? '')
  await bureau.live(7 * HOUR_MS)
  assert.equal((await bureau.policy()).registration.status, 'none')
  const { mend } = await bureau.view()
  assert.deepEqual([mend[0]?.code, mend[0]?.mender], [30033, 'operator'])
  await bureau.registrar.ask(TENANT, 'again')
  await bureau.live(7 * HOUR_MS)
  assert.equal(campaign?.handedIn, 1, 'a suspension is not answered by editing')
  Object.assign(campaign ?? {}, { status: 'VERIFIED', errors: [] })
  await bureau.live(14 * HOUR_MS)
  assert.equal((await bureau.policy()).registration.status, 'approved')
})

test('an inbound address that somebody has changed is set again at the next look', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  await bureau.live(DAY_MS)
  const sid = (await bureau.record()).made.service?.sid ?? ''
  const authorization = `Basic ${Buffer.from(`${SUBACCOUNT.accountSid}:${SUBACCOUNT.authToken}`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
  await bureau.carrier.rest({
    method: 'POST',
    path: `/v1/Services/${sid}`,
    headers,
    body: 'InboundRequestUrl=&UseInboundWebhookOnNumber=true',
  })
  await bureau.live(7 * HOUR_MS)
  const [service] = bureau.carrier.registration.services()
  assert.equal(service?.fields['InboundRequestUrl'], `${PUBLIC_URL}/twilio/t_ace/sms`)
  assert.equal(service?.fields['UseInboundWebhookOnNumber'], 'false')
  assert.ok((await bureau.view()).history.some(({ note }) => note === 'its inbound address had been changed; it is set again'))
  assert.equal((await bureau.policy()).registration.status, 'approved')
})

test('submitting again changes nothing, and nothing changes under the eyes of a reviewer', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  await bureau.live(MINUTE_MS)
  assert.deepEqual(await bureau.registrar.submit(TENANT, exampleApplication()), { kind: 'taken' })
  const other = exampleApplication({}, { ein: '98-7654321' })
  assert.deepEqual(await bureau.registrar.submit(TENANT, other), { kind: 'under-review' })
  await bureau.live(DAY_MS)
  assert.deepEqual(await bureau.registrar.submit(TENANT, other), { kind: 'under-review' })
  assert.deepEqual(bill(bureau), ONE_OF_EACH)
})

test('an application with problems is not taken, and a tenant that is attested has nothing to register', async (t) => {
  const bureau = await bureauFor(t)
  const answer = await bureau.registrar.submit(
    TENANT,
    exampleApplication({ numbers: [phone('+13125550100')] }, { brandName: 'Other Name', ein: '12' }),
  )
  assert.equal(answer.kind, 'problems')
  assert.deepEqual(answer.kind === 'problems' && answer.problems.map(({ field }) => field), [
    'business.ein',
    'business.brandName',
    'numbers',
  ])
  assert.equal(await bureau.registrar.status(TENANT), null)
  const attested = await bureauFor(t, { policy: { registration: { kind: 'attested', status: 'none', campaignSid: null, note: 'x' } } })
  assert.deepEqual(await attested.registrar.submit(TENANT, exampleApplication()), { kind: 'attested' })
})

test('two workers at once make one of everything', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  const first = bureau.registrar
  bureau.restart()
  for (let round = 0; round < 60; round += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await Promise.all([first.advance(TENANT), bureau.registrar.advance(TENANT)])
    // oxlint-disable-next-line no-await-in-loop
    await bureau.clock.advance(3 * MINUTE_MS)
  }
  assert.equal((await bureau.view()).status, 'approved')
  assert.deepEqual(bill(bureau), ONE_OF_EACH)
  assert.equal(bureau.carrier.registration.endUsers().length, 3)
})

test('requests to the brand and campaign endpoints are more than a second apart', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  await bureau.live(DAY_MS)
  const slow = bureau.carrier.events().filter(({ kind, detail }) => kind === 'rest' && /a2p\/Brand|Usa2p/.test(String(detail['path'])))
  assert.ok(slow.length > 10, `${slow.length} requests`)
  for (const [place, event] of slow.entries()) {
    const before = slow[place - 1]
    assert.ok(
      before === undefined || event.at - before.at >= 1_000,
      `${String(event.detail['path'])} came ${event.at - (before?.at ?? 0)} ms later`,
    )
  }
})

test('wrong credentials are a matter for the operator, and are tried again by themselves', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  bureau.carrier.addAccount({ ...SUBACCOUNT, authToken: 'rotated' })
  const stands = await bureau.live(MINUTE_MS)
  assert.equal(stands.kind, 'mend')
  assert.deepEqual([(await bureau.view()).mend[0]?.code, (await bureau.view()).mend[0]?.mender], [20003, 'operator'])
  bureau.carrier.addAccount(SUBACCOUNT)
  await bureau.live(DAY_MS)
  assert.equal((await bureau.view()).status, 'approved')
})

test('a number that is not in the account, or is in another service, is said', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  const other = bureau.carrier.provisionMessagingService({ accountSid: SUBACCOUNT.accountSid })
  bureau.carrier.provisionNumber({ accountSid: SUBACCOUNT.accountSid, e164: '+12175550102', messagingServiceSid: other.sid })
  assert.equal((await bureau.live(HOUR_MS)).kind, 'mend')
  assert.equal((await bureau.view()).mend[0]?.code, 21712)
  bureau.carrier.provisionNumber({ accountSid: SUBACCOUNT.accountSid, e164: '+12175550102', messagingServiceSid: null })
  await bureau.registrar.ask(TENANT, 'again')
  await bureau.live(DAY_MS)
  assert.equal((await bureau.view()).status, 'approved')
  assert.deepEqual(bill(bureau), ONE_OF_EACH)
})

test('an event makes us look at once, one of somebody else does not, and one about a number ends the waiting', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  await bureau.live(3 * MINUTE_MS)
  const { brand } = (await bureau.record()).made
  const type = 'com.twilio.messaging.compliance.brand-registration.brand-registered'
  await bureau.registrar.heard(TENANT, { type, data: { brandsid: `BN${'0'.repeat(32)}` } })
  assert.equal((await bureau.registrar.advance(TENANT)).kind, 'wait')
  assert.notEqual((await bureau.record()).brand?.readAt, null)
  await bureau.registrar.heard(TENANT, { type, data: { brandsid: brand?.sid } })
  assert.equal((await bureau.record()).brand?.readAt, null)
  await bureau.live(20 * MINUTE_MS)
  assert.equal((await bureau.policy()).registration.status, 'pending')
  const messagingservicesid = (await bureau.record()).made.service?.sid
  const number = 'com.twilio.messaging.compliance.number-registration.successful'
  await bureau.registrar.heard(TENANT, { type: number, data: { messagingservicesid, phonenumber: '+12175550102' } })
  assert.equal((await bureau.policy()).registration.status, 'approved')
})

test('numbers may also be added before the campaign is made', async (t) => {
  const bureau = await submitted(t, exampleApplication({ numbers: [phone('+12175550102'), phone('+12175550103')] }), {
    settings: { numbersFirst: true },
  })
  await bureau.live(DAY_MS)
  const { history, status } = await bureau.view()
  const order = history
    .toReversed()
    .map(({ did }) => did)
    .filter((did) => /^add-number|make campaign/.test(did))
  assert.deepEqual([status, order], ['approved', ['add-number +12175550102', 'add-number +12175550103', 'make campaign']])
})

test('a rehearsal with a mock brand goes all the way and approves nothing', async (t) => {
  const bureau = await submitted(t, exampleApplication({ mock: true }))
  assert.equal((await bureau.live(DAY_MS)).kind, 'done')
  assert.equal(bureau.carrier.registration.brands()[0]?.mock, true)
  assert.equal((await bureau.policy()).registration.status, 'pending')
})

test('the sweep registers without anybody asking', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  for (let round = 0; round < 40; round += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await bureau.registrar.sweep.once()
    // oxlint-disable-next-line no-await-in-loop
    await bureau.clock.advance(5 * MINUTE_MS)
  }
  assert.equal((await bureau.policy()).registration.status, 'approved')
})

test('the tax number is in no file in clear', async (t) => {
  const bureau = await submitted(t, exampleApplication())
  await bureau.live(HOUR_MS)
  assert.match(JSON.stringify(await bureau.record()), /123456789/, 'the record itself has it')
  for (const file of [bureau.databasePath, `${bureau.databasePath}-wal`]) {
    const bytes = await readFile(file, 'latin1').catch(() => '')
    assert.doesNotMatch(bytes, /123456789|12-3456789/, file)
  }
  assert.doesNotMatch(JSON.stringify(await bureau.view()), /123456789|12-3456789/)
})
