// Goal: the registration desk of the fake carrier is never laxer than Twilio. Method: every parameter of every operation that it serves is given every value
// of a list of nasty and plausible ones; whatever Twilio's OpenAPI files refuse, the fake must refuse. What it lets through is checked on the way of a
// real registration (tests/registration/openapi.test.ts).

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { NASTY_VALUES } from '../nasty-values.ts'
import { ACCOUNT_SID, OUR_NUMBER, rehearse, type Rehearsal } from '../scripted-product.ts'
import { loadSpec, whyAbsent, type SpecJudge } from '../spec-judge.ts'
import { PRIMARY_POLICY, SECONDARY_POLICY } from './trusthub-rules.ts'

const OAI_DIR = process.env['TWILIO_OAI_DIR'] ?? join(import.meta.dirname, '../../../../../shared/twilio-oai')
const OAI_ABSENT = whyAbsent(OAI_DIR)
const ACCOUNT = `/2010-04-01/Accounts/${ACCOUNT_SID}`

type Form = Readonly<Record<string, string | readonly string[]>>
type Operation = { method: 'GET' | 'POST'; path: string; required: Form }

const REPRESENTATIVE = {
  first_name: 'Sam',
  last_name: 'Miller',
  email: 'sam@ace.example.com',
  phone_number: '+12175550101',
  business_title: 'Owner',
  job_position: 'CEO',
}
const ADDRESS = { CustomerName: 'Ace', Street: '12 Main St', City: 'Springfield', Region: 'IL', PostalCode: '62701', IsoCountry: 'US' }
const PROFILE = { FriendlyName: 'p', Email: 'a@ace.example.com', PolicySid: SECONDARY_POLICY }
const END_USER = { FriendlyName: 'u', Type: 'authorized_representative_1', Attributes: JSON.stringify(REPRESENTATIVE) }

/** One of each thing, made over REST as the product would. */
async function build(): Promise<{
  world: Rehearsal
  ids: Record<'endUser' | 'address' | 'document' | 'profile' | 'service' | 'number', string>
}> {
  const world = rehearse({})
  const make = async (path: string, form: Form) => {
    const { status, json } = await world.rest('POST', path, form)
    assert.equal(status, 201, JSON.stringify(json))
    return String(json['sid'])
  }
  const address = await make(`${ACCOUNT}/Addresses.json`, ADDRESS)
  const numbers = await world.rest('GET', `${ACCOUNT}/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(OUR_NUMBER)}`)
  const [number] = numbers.json['incoming_phone_numbers'] as { sid: string }[]
  return {
    world,
    ids: {
      address,
      endUser: await make('/v1/EndUsers', END_USER),
      document: await make('/v1/SupportingDocuments', {
        FriendlyName: 'd',
        Type: 'customer_profile_address',
        Attributes: JSON.stringify({ address_sids: address }),
      }),
      profile: await make('/v1/CustomerProfiles', PROFILE),
      service: await make('/v1/Services', { FriendlyName: 's' }),
      number: number?.sid ?? '',
    },
  }
}

type Ids = Awaited<ReturnType<typeof build>>['ids']

function operations(ids: Ids): readonly Operation[] {
  const list = (path: string): Operation => ({ method: 'GET', path, required: {} })
  const post = (path: string, required: Form): Operation => ({ method: 'POST', path, required })
  return [
    post('/v1/EndUsers', END_USER),
    post(`/v1/EndUsers/${ids.endUser}`, {}),
    list('/v1/EndUsers'),
    list('/v1/Policies'),
    post('/v1/SupportingDocuments', {
      FriendlyName: 'd',
      Type: 'customer_profile_address',
      Attributes: JSON.stringify({ address_sids: ids.address }),
    }),
    post(`/v1/SupportingDocuments/${ids.document}`, {}),
    list('/v1/SupportingDocuments'),
    post('/v1/CustomerProfiles', PROFILE),
    post(`/v1/CustomerProfiles/${ids.profile}`, {}),
    list('/v1/CustomerProfiles'),
    post(`/v1/CustomerProfiles/${ids.profile}/EntityAssignments`, { ObjectSid: ids.endUser }),
    list(`/v1/CustomerProfiles/${ids.profile}/EntityAssignments`),
    post(`/v1/CustomerProfiles/${ids.profile}/Evaluations`, { PolicySid: SECONDARY_POLICY }),
    list('/v1/TrustProducts'),
    post('/v1/a2p/BrandRegistrations', { CustomerProfileBundleSid: ids.profile, A2PProfileBundleSid: ids.profile }),
    list('/v1/a2p/BrandRegistrations'),
    post('/v1/Services', { FriendlyName: 's' }),
    post(`/v1/Services/${ids.service}`, {}),
    list('/v1/Services'),
    post(`/v1/Services/${ids.service}/PhoneNumbers`, { PhoneNumberSid: ids.number }),
    list(`/v1/Services/${ids.service}/PhoneNumbers`),
    post(`/v1/Services/${ids.service}/Compliance/Usa2p`, {}),
    list(`/v1/Services/${ids.service}/Compliance/Usa2p`),
    list(`/v1/Services/${ids.service}/Compliance/Usa2p/Usecases`),
    post('/v1/Tollfree/Verifications', { TollfreePhoneNumberSid: ids.number }),
    list('/v1/Tollfree/Verifications'),
    post(`${ACCOUNT}/Addresses.json`, ADDRESS),
    post(`${ACCOUNT}/Addresses/${ids.address}.json`, {}),
    list(`${ACCOUNT}/Addresses.json`),
  ]
}

async function loadJudges(): Promise<readonly { of: RegExp; judge: SpecJudge }[]> {
  const bundle = '/v1/CustomerProfiles/{CustomerProfileSid}'
  const services = '/v1/Services'
  return [
    {
      of: /^\/v1\/(EndUsers|Supporting|Customer|Trust|Policies)/,
      judge: await loadSpec(join(OAI_DIR, 'twilio_trusthub_v1.json'), [
        ...['EndUsers', 'SupportingDocuments', 'CustomerProfiles', 'TrustProducts', 'Policies'].flatMap((name) => [
          `/v1/${name}`,
          `/v1/${name}/{Sid}`,
        ]),
        `${bundle}/EntityAssignments`,
        `${bundle}/Evaluations`,
      ]),
    },
    {
      of: /^\/v1\/(a2p|Services|Tollfree)/,
      judge: await loadSpec(join(OAI_DIR, 'twilio_messaging_v1.json'), [
        '/v1/a2p/BrandRegistrations',
        services,
        `${services}/{Sid}`,
        `${services}/{ServiceSid}/PhoneNumbers`,
        `${services}/{MessagingServiceSid}/Compliance/Usa2p`,
        `${services}/{MessagingServiceSid}/Compliance/Usa2p/Usecases`,
        '/v1/Tollfree/Verifications',
      ]),
    },
    {
      of: /^\/2010/,
      judge: await loadSpec(join(OAI_DIR, 'twilio_api_v2010.json'), [
        '/2010-04-01/Accounts/{AccountSid}/Addresses.json',
        '/2010-04-01/Accounts/{AccountSid}/Addresses/{Sid}.json',
      ]),
    },
  ]
}

test('every parameter with every nasty value: whatever the specification refuses, the desk refuses', async (context) => {
  if (OAI_ABSENT !== null) return context.skip(OAI_ABSENT)
  const judges = await loadJudges()
  const { world, ids } = await build()
  let requests = 0
  let refused = 0
  for (const operation of operations(ids)) {
    const judge = judges.find(({ of }) => of.test(operation.path))?.judge
    assert.ok(judge, operation.path)
    const names = judge.parameterNames(operation)
    for (const name of [...names, 'StatusCallBack', '__proto__']) {
      for (const value of names.includes(name) ? NASTY_VALUES : ['x']) {
        const form = { ...operation.required, [name]: value }
        const encoded = encode(form)
        const asked =
          operation.method === 'POST' ? { ...operation, form: encoded } : { method: 'GET', path: `${operation.path}?${encoded}`, form: '' }
        const why = judge.whyRefused(asked)
        // One after another: each may leave something behind that the next one must be judged by.
        // oxlint-disable-next-line no-await-in-loop
        const { status } =
          operation.method === 'POST' ? await world.rest('POST', operation.path, form) : await world.rest('GET', asked.path)
        if (why !== null) assert.ok(status >= 400, `laxer than Twilio: ${operation.method} ${operation.path} ${encoded} (${why})`)
        requests += 1
        if (why !== null) refused += 1
      }
    }
  }
  assert.ok(requests > 8_000, `only ${requests} requests were made`)
  assert.ok(refused > 2_000, `the specification refused only ${refused}: it was not asked properly`)
})

function encode(form: Form): string {
  return new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
  ).toString()
}

test('an account sees its own things only, and a primary profile cannot be made', async () => {
  const { world, ids } = await build()
  const other = { accountSid: `AC${'f'.repeat(32)}`, authToken: 'x' }
  world.carrier.addAccount(other)
  const headers = { authorization: `Basic ${Buffer.from(`${other.accountSid}:x`).toString('base64')}` }
  const paths = [`/v1/CustomerProfiles/${ids.profile}`, `/v1/Services/${ids.service}`]
  for (const path of paths) assert.equal((await world.carrier.rest({ method: 'GET', path, headers, body: '' })).status, 404)
  assert.equal((await world.rest('POST', '/v1/CustomerProfiles', { ...PROFILE, PolicySid: PRIMARY_POLICY })).status, 400)
})

test('nothing is handed in before it is compliant, and no brand is made of what was not handed in', async () => {
  const { world, ids } = await build()
  assert.equal((await world.rest('POST', `/v1/CustomerProfiles/${ids.profile}`, { Status: 'pending-review' })).status, 400)
  const evaluation = await world.rest('POST', `/v1/CustomerProfiles/${ids.profile}/Evaluations`, { PolicySid: SECONDARY_POLICY })
  assert.deepEqual([evaluation.status, evaluation.json['status']], [201, 'noncompliant'])
  const form = { CustomerProfileBundleSid: ids.profile, A2PProfileBundleSid: ids.profile, BrandType: 'STANDARD' }
  assert.equal((await world.rest('POST', '/v1/a2p/BrandRegistrations', form)).status, 400)
})
