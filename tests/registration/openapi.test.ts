/**
 * Goal: every request of a registration is one that Twilio takes.
 * Method: the product registers through a judge that holds each request against Twilio's own OpenAPI files, unmodified, and against the table of what
 * those files leave out, and only then hands it on to the built-in carrier, whose answers are held against the same files. Each class of brand, the
 * sole proprietor and toll-free, with a rejection at every review, so that the requests that mend in place are seen too.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { loadSpec } from '#adapters/fake-carrier/spec-judge.ts'
import type { Application } from '#core/registration/application.ts'
import { DAY_MS, HOUR_MS } from '#core/values/instant.ts'
import { startTwilioSpecServer, twilioOpenApiFolder, type SpecRequest } from '../contract/twilio-openapi.ts'
import { openBureau, SUBACCOUNT, TENANT, type Bureau } from './bureau.ts'
import { exampleApplication, soleProprietor, tollFree } from './example-application.ts'

const CASES: readonly { name: string; application: Application; mended: Application; operations: readonly string[] }[] = [
  {
    name: 'a low-volume company',
    application: exampleApplication(),
    mended: exampleApplication({ secondOptIn: 'a form on our website' }, { ein: '98-7654321' }),
    operations: ['CreateUsAppToPerson', 'UpdateUsAppToPerson', 'UpdateBrandRegistrations', 'UpdateEndUser'],
  },
  {
    name: 'a public company with secondary vetting',
    application: exampleApplication({ secondaryVetting: true }, { company: 'public', stock: { exchange: 'NASDAQ', ticker: 'ACE' } }),
    mended: exampleApplication(
      { secondaryVetting: true },
      {
        company: 'public',
        stock: { exchange: 'NASDAQ', ticker: 'ACE' },
        address: { ...exampleApplication().business.address, street: '14 Main St' },
      },
    ),
    operations: ['CreateBrandRegistrations', 'UpdateAddress', 'CreateTrustProductEvaluation'],
  },
  {
    name: 'a sole proprietor',
    application: soleProprietor(),
    mended: soleProprietor({ secondOptIn: 'a paper form' }),
    operations: ['CreateBrandRegistrationOtp', 'FetchUsAppToPersonUsecase', 'UpdateCustomerProfile'],
  },
  {
    name: 'a toll-free number of a company',
    application: tollFree(),
    mended: tollFree({ optInImageUrls: ['https://aceplumbing.example.com/a.png', 'https://aceplumbing.example.com/b.png'] }),
    operations: ['CreateTollfreeVerification', 'UpdateTollfreeVerification', 'FetchTollfreeVerification'],
  },
  {
    name: 'a toll-free number of a sole proprietor',
    application: soleProprietor({
      route: 'toll-free',
      numbers: tollFree().numbers,
      optInImageUrls: tollFree().optInImageUrls,
    }),
    mended: soleProprietor({ route: 'toll-free', numbers: tollFree().numbers, optInImageUrls: ['https://aceplumbing.example.com/c.png'] }),
    operations: ['CreateTollfreeVerification'],
  },
]

for (const { name, application, mended, operations } of CASES) {
  test(`every request for ${name} is legal by Twilio's own specification`, async (t) => {
    const judged = await judgedBureau(t)
    if (judged === null) return
    const { bureau, requests } = judged
    const site = application.business.website ?? (application.route === 'toll-free' ? 'https://aceplumbing.example.com' : null)
    const withSite = (one: Application): Application => ({ ...one, business: { ...one.business, website: site } })
    await register(bureau, withSite(application), withSite(mended))
    assert.equal((await bureau.policy()).registration.status, 'approved', JSON.stringify(await bureau.view()))
    const faults = requests.filter(({ fault }) => fault !== null)
    assert.deepEqual(faults, [])
    const seen = new Set(requests.map(({ operationId }) => operationId))
    for (const operation of operations) assert.ok(seen.has(operation), `${operation} was not asked: ${[...seen].join(' ')}`)
    for (const { operationId, version } of requests) {
      // Without the header the addresses of the policies are neither shown nor kept.
      if (/^(Create|Update|Fetch|List)UsAppToPerson$/.test(operationId ?? '')) assert.equal(version, 'v1.2', operationId ?? '')
    }
    await assertAnswersFit(requests)
  })
}

/** Through every review with one rejection each, and with a second code for the proprietor. */
async function register(bureau: Bureau, application: Application, mended: Application): Promise<void> {
  const { registration } = bureau.carrier
  registration.reject('brand', [{ code: 30799, fields: ['business_name'] }])
  registration.reject('campaign', [{ code: 30896, fields: ['MESSAGE_FLOW'] }])
  registration.reject('verification', [{ code: 30544 }])
  await bureau.submit(application)
  await bureau.live(HOUR_MS)
  await bureau.submit(mended)
  await bureau.live(HOUR_MS)
  await bureau.registrar.ask(TENANT, 'code')
  await bureau.live(HOUR_MS)
  for (const brand of registration.brands()) registration.answerCode(brand.sid)
  await bureau.live(DAY_MS)
  await bureau.registrar.ask(TENANT, 'again')
  await bureau.live(DAY_MS)
}

type Judged = { bureau: Bureau; requests: readonly SpecRequest[] }

async function judgedBureau(t: TestContext): Promise<Judged | null> {
  const folder = twilioOpenApiFolder()
  if (folder === null) {
    t.skip("Twilio's OpenAPI files are not here; set TWILIO_OAI_DIR to the folder spec/json of github.com/twilio/twilio-oai 2.6.7")
    return null
  }
  let requests: readonly SpecRequest[] = []
  const through = async (origin: string): Promise<string> => {
    const judge = await startTwilioSpecServer(folder, { forwardTo: origin })
    t.after(judge.close)
    requests = judge.requests
    return judge.origin
  }
  const bureau = await openBureau({ through })
  t.after(bureau.close)
  return { bureau, requests }
}

/** The built-in carrier must not answer what Twilio never would. Its addresses are Twilio's, its ids real ones. */
async function assertAnswersFit(requests: readonly SpecRequest[]): Promise<void> {
  const specs = await (judges ??= loadJudges())
  for (const { method, path, answer, operationId } of requests) {
    const judge = path.startsWith('/2010')
      ? specs.api
      : /^\/v1\/(EndUsers|Supporting|Customer|Trust|Policies)/.test(path)
        ? specs.trusthub
        : specs.messaging
    const errors = judge.responseErrors({ method, path }, { status: answer.status, json: withoutNulls(answer.body) })
    assert.deepEqual(errors, [], `${operationId}: ${JSON.stringify(answer.body).slice(0, 600)}`)
  }
}

/** Twilio's files call almost everything nullable in a way that validators do not read. */
function withoutNulls(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (_name, value: unknown) => value ?? undefined)
}

let judges: ReturnType<typeof loadJudges> | undefined

async function loadJudges() {
  const folder = twilioOpenApiFolder() ?? ''
  const services = '/v1/Services'
  const bundles = (name: string, key: string) =>
    ['', '/{Sid}', `/{${key}}/EntityAssignments`, `/{${key}}/Evaluations`].map((below) => `/v1/${name}${below}`)
  const account = '/2010-04-01/Accounts/{AccountSid}'
  return {
    trusthub: await loadSpec(join(folder, 'twilio_trusthub_v1.json'), [
      ...['EndUsers', 'SupportingDocuments', 'Policies'].flatMap((name) => [`/v1/${name}`, `/v1/${name}/{Sid}`]),
      ...bundles('CustomerProfiles', 'CustomerProfileSid'),
      ...bundles('TrustProducts', 'TrustProductSid'),
    ]),
    messaging: await loadSpec(join(folder, 'twilio_messaging_v1.json'), [
      '/v1/a2p/BrandRegistrations',
      '/v1/a2p/BrandRegistrations/{Sid}',
      '/v1/a2p/BrandRegistrations/{BrandRegistrationSid}/SmsOtp',
      services,
      `${services}/{Sid}`,
      `${services}/{ServiceSid}/PhoneNumbers`,
      `${services}/{MessagingServiceSid}/Compliance/Usa2p`,
      `${services}/{MessagingServiceSid}/Compliance/Usa2p/{Sid}`,
      `${services}/{MessagingServiceSid}/Compliance/Usa2p/Usecases`,
      '/v1/Tollfree/Verifications',
      '/v1/Tollfree/Verifications/{Sid}',
    ]),
    api: await loadSpec(join(folder, 'twilio_api_v2010.json'), [
      `${account}/Addresses.json`,
      `${account}/Addresses/{Sid}.json`,
      `${account}/IncomingPhoneNumbers.json`,
    ]),
  }
}

const HEX = 'a'.repeat(32)
const business = {
  business_name: 'Ace',
  business_type: 'Corporation',
  business_registration_identifier: 'EIN',
  business_registration_number: '123456789',
  business_identity: 'direct_customer',
  business_industry: 'CONSTRUCTION',
  business_regions_of_operation: 'USA_AND_CANADA',
  website_url: 'https://ace.example.com',
}
const endUser = (attributes: object, Type = 'customer_profile_business_information') => ({
  FriendlyName: 'x',
  Type,
  Attributes: JSON.stringify(attributes),
})
const brand = { CustomerProfileBundleSid: `BU${HEX}`, A2PProfileBundleSid: `BU${'b'.repeat(32)}`, BrandType: 'STANDARD' }
const profile = { FriendlyName: 'x', Email: 'a@b.co', PolicySid: 'RNdfbf3fae0e1107f8aded0e7cead80bf5' }
const service = {
  FriendlyName: 'x',
  InboundRequestUrl: 'https://a.example.com/sms',
  StatusCallback: 'https://a.example.com/s',
  UseInboundWebhookOnNumber: 'false',
}
const usa2p = `/v1/Services/MG${HEX}/Compliance/Usa2p`
const campaign = {
  BrandRegistrationSid: `BN${HEX}`,
  UsAppToPersonUsecase: 'LOW_VOLUME',
  Description: 'x'.repeat(40),
  MessageFlow: 'x'.repeat(40),
  MessageSamples: ['x'.repeat(20), 'y'.repeat(20)],
  HasEmbeddedLinks: 'false',
  HasEmbeddedPhone: 'false',
  AgeGated: 'false',
  DirectLending: 'false',
  PrivacyPolicyUrl: 'https://a.example.com/p',
  TermsAndConditionsUrl: 'https://a.example.com/t',
}
const { PrivacyPolicyUrl: _privacy, ...withoutPrivacy } = campaign

type Planted = { what: string; path: string; form: Record<string, string | string[]>; code?: number }
const PLANTED: readonly Planted[] = [
  { what: 'a type of end user that is none', path: '/v1/EndUsers', form: endUser(business, 'business') },
  { what: 'a business without a name', path: '/v1/EndUsers', form: endUser({ ...business, business_name: '' }) },
  { what: 'a business with a strange attribute', path: '/v1/EndUsers', form: endUser({ ...business, ein: '1' }) },
  {
    what: 'the reseller in the place of the customer',
    path: '/v1/EndUsers',
    form: endUser({ ...business, business_identity: 'isv_reseller_or_partner' }),
  },
  { what: 'attributes that are no JSON', path: '/v1/EndUsers', form: { ...endUser({}), Attributes: 'business_name=Ace' } },
  { what: 'swapped policies', path: '/v1/CustomerProfiles', form: { ...profile, PolicySid: 'RNb0d4771c2c98518d916a3d4cd70a8f8b' } },
  { what: 'a status that is none', path: `/v1/CustomerProfiles/BU${HEX}`, form: { Status: 'submitted' } },
  { what: 'a brand type that is a tier', path: '/v1/a2p/BrandRegistrations', form: { ...brand, BrandType: 'LOW_VOLUME_STANDARD' } },
  { what: 'a brand with one bundle twice', path: '/v1/a2p/BrandRegistrations', form: { ...brand, A2PProfileBundleSid: `BU${HEX}` } },
  { what: 'a brand with a misspelt field', path: '/v1/a2p/BrandRegistrations', form: { ...brand, SkipAutomaticSecVetting: 'true' } },
  { what: 'a service without an inbound address', path: '/v1/Services', form: { FriendlyName: 'x' } },
  { what: 'a service that leaves texts to the number', path: '/v1/Services', form: { ...service, UseInboundWebhookOnNumber: 'true' } },
  { what: 'a campaign without policy addresses', path: usa2p, form: withoutPrivacy, code: 30908 },
  { what: 'a campaign with one sample', path: usa2p, form: { ...campaign, MessageSamples: 'x'.repeat(20) } },
  { what: 'a campaign with a use case that is none', path: usa2p, form: { ...campaign, UsAppToPersonUsecase: 'CONVERSATIONAL' } },
  { what: 'a short answer to HELP', path: usa2p, form: { ...campaign, HelpMessage: 'Call us.' } },
  { what: 'a changed use case', path: `${usa2p}/QE${HEX}`, form: campaign },
  { what: 'a number by its digits', path: `/v1/Services/MG${HEX}/PhoneNumbers`, form: { PhoneNumberSid: '+12175550102' } },
  { what: 'a toll-free verification without its company', path: '/v1/Tollfree/Verifications', form: { BusinessName: 'Ace' } },
]

test('the judge has teeth: planted bad requests of a registration are refused, good ones are not', async (t) => {
  const folder = twilioOpenApiFolder()
  if (folder === null) return t.skip("Twilio's OpenAPI files are not here")
  const judge = await startTwilioSpecServer(folder)
  t.after(judge.close)
  for (const [path, form] of [
    ['/v1/EndUsers', endUser(business)],
    ['/v1/CustomerProfiles', profile],
    ['/v1/a2p/BrandRegistrations', brand],
    ['/v1/Services', service],
    [usa2p, campaign],
  ] as const)
    assert.ok((await post(judge.origin, path, form)).status < 300, path)
  for (const { what, path, form, code = 20001 } of PLANTED) {
    // One after another, so that a failure names its request.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await post(judge.origin, path, form)
    assert.ok(answer.status >= 400, `${what} was accepted`)
    assert.equal(answer.code, code, what)
  }
})

async function post(origin: string, path: string, form: Record<string, string | string[]>): Promise<{ status: number; code: unknown }> {
  const body = new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
  )
  const authorization = `Basic ${Buffer.from(`${SUBACCOUNT.accountSid}:token`).toString('base64')}`
  const response = await fetch(origin + path, { method: 'POST', body, headers: { authorization } })
  const answer = (await response.json()) as { code?: unknown }
  return { status: response.status, code: answer.code }
}
