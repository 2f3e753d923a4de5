import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { RestAnswer, RestRequest } from '../rest.ts'
import type { RegistrationStep } from '#core/registration/step.ts'
import { findStep } from './find-step.ts'

const account = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'token' }
const parentAccount = { accountSid: `AC${'b'.repeat(32)}`, authToken: 'parent' }
const brandStep: RegistrationStep = {
  kind: 'make',
  name: 'brand',
  piece: { kind: 'brand', profileSid: 'BU1', trustProductSid: 'BU2', type: 'STANDARD', skipSecondaryVetting: true, mock: false },
}

/** Answers requests in order with these bodies and keeps what was asked. */
function scripted(...answers: (RestAnswer | object)[]) {
  const asked: RestRequest[] = []
  const rest = async (request: RestRequest): Promise<RestAnswer> => {
    asked.push(request)
    const answer = answers.shift() ?? {}
    return 'kind' in answer ? (answer as RestAnswer) : { kind: 'answered', status: 200, retryAfter: null, body: answer }
  }
  return { asked, http: { rest, chance: { random: () => 0, now: () => 0 }, timeoutMs: 1 } }
}

const listed = (data: object[], next: string | null = null) => ({ data, meta: { next_page_url: next } })
const ours = { sid: 'BN7', customer_profile_bundle_sid: 'BU1', a2p_profile_bundle_sid: 'BU2' }
const other = { sid: 'BN6', customer_profile_bundle_sid: 'BU1', a2p_profile_bundle_sid: 'BU9' }

test('a brand is found by its two bundles, also on a later page', async () => {
  const { http, asked } = scripted(
    listed([other], 'https://messaging.twilio.com/v1/a2p/BrandRegistrations?PageSize=100&Page=1&PageToken=PA1'),
    listed([ours]),
  )
  const found = await findStep(http, { account, parentAccount }, brandStep)
  assert.deepEqual(found, { kind: 'found', result: { kind: 'made', sid: 'BN7' } })
  assert.deepEqual(asked[1]?.query, { PageSize: '100', Page: '1', PageToken: 'PA1' })
})

test('the address of a next page cannot lead our credentials elsewhere', async () => {
  const { http, asked } = scripted(listed([], 'https://evil.example/v1/other?Page=1'), listed([]))
  await findStep(http, { account, parentAccount }, brandStep)
  assert.deepEqual([asked[1]?.product, asked[1]?.path], ['messaging', '/v1/a2p/BrandRegistrations'])
})

test('absent is only said after a look at everything', async () => {
  assert.deepEqual(await findStep(scripted(listed([other])).http, { account, parentAccount }, brandStep), { kind: 'absent' })
  for (const answer of [
    { kind: 'lost', reason: 'ECONNRESET' },
    { kind: 'not-sent', reason: 'ECONNREFUSED' },
    { kind: 'answered', status: 500, retryAfter: null, body: {} },
    { kind: 'answered', status: 429, retryAfter: null, body: { code: 20429 } },
    { kind: 'answered', status: 200, retryAfter: null, body: { data: 'none' } },
  ] satisfies RestAnswer[]) {
    const found = await findStep(scripted(answer).http, { account, parentAccount }, brandStep)
    assert.deepEqual([found.kind, 'code' in found && found.code], ['unknown', null], JSON.stringify(answer))
  }
  const endless = scripted(
    ...Array.from({ length: 25 }, () => listed([other], 'https://messaging.twilio.com/v1/a2p/BrandRegistrations?Page=1')),
  )
  assert.equal((await findStep(endless.http, { account, parentAccount }, brandStep)).kind, 'unknown')
})

test('a carrier that refuses to be asked is told apart from one that cannot be reached', async () => {
  const refused = { kind: 'answered', status: 401, retryAfter: null, body: { code: 20003, message: 'Authenticate' } } as const
  const found = await findStep(scripted(refused).http, { account, parentAccount }, brandStep)
  assert.deepEqual(found, { kind: 'unknown', reason: 'Authenticate', code: 20003 })
})

test("the operator's own profile is looked up with the operator's credentials and nothing else is", async () => {
  const primary = { sid: 'BU5', friendly_name: 'us', policy_sid: 'RN6433641899984f951173ef1738c3bdd0', status: 'twilio-approved' }
  const { http, asked } = scripted({ results: [{ ...primary, sid: 'BU4', status: 'draft' }, primary] }, listed([]))
  const access = { account, parentAccount }
  const found = await findStep(http, access, { kind: 'find-primary-profile', policySid: primary.policy_sid })
  assert.deepEqual(found, { kind: 'found', result: { kind: 'primary-profile', sid: 'BU5' } })
  await findStep(http, access, brandStep)
  assert.deepEqual(
    asked.map((request) => request.account.accountSid),
    [parentAccount.accountSid, account.accountSid],
  )
})

test('a campaign of another brand in the same service is not ours', async () => {
  const words = { useCase: 'LOW_VOLUME', description: '', messageFlow: '', samples: [], hasLinks: false, hasPhones: false }
  const rest = { optInMessage: '', optOutMessage: '', helpMessage: '', privacyPolicyUrl: '', termsUrl: '' }
  const step: RegistrationStep = {
    kind: 'make',
    name: 'campaign',
    piece: { kind: 'campaign', serviceSid: 'MG1', brandSid: 'BN1', ...words, ...rest },
  }
  const { http, asked } = scripted({ compliance: [{ sid: 'QE9', brand_registration_sid: 'BN9' }], meta: {} })
  assert.deepEqual(await findStep(http, { account, parentAccount }, step), { kind: 'absent' })
  assert.deepEqual([asked[0]?.path, asked[0]?.headers], ['/v1/Services/MG1/Compliance/Usa2p', { 'X-Twilio-Api-Version': 'v1.2' }])
})
