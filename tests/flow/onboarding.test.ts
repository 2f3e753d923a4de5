/** From five answers to a business that is live, and what keeps it from being live before. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TRADES } from '#core/qualification/reading.ts'
import type { RehearsalView, SetupView } from '#contract/onboarding.ts'
import type { TenantView } from '#contract/tenant.ts'
import { ACCOUNT, openHouse, type House } from './house.ts'
import { Browser, type Answer } from './browser.ts'

const ANSWERS = {
  trade: 'plumbing',
  name: 'Bright Plumbing',
  ownerName: 'Robin',
  ownerPhone: '+12175550177',
  ownerPhoneVerified: true,
  zip: '62701',
  hours: { days: 'mon-fri', span: '07-17', evening: 'until-21' },
  night: 'emergencies',
  number: '+13125550100',
}

let house: House
let operator: Browser
let path: string

before(async () => {
  house = await openHouse()
  operator = new Browser(house)
  await operator.signInByLink()
})
after(() => house.close())

const setup = async (): Promise<SetupView> => JSON.parse((await operator.ask('GET', `${path}/setup`)).text)
const confirm = (step: string): Promise<Answer> => operator.ask('POST', `${path}/setup/confirm`, { step })
const ring = () => house.carrier.placeCall({ from: '+12175550188', to: ANSWERS.number, caller: { kind: 'waits' } })

test('five answers make a business that is paused, with its zone, its hours and its words', async () => {
  const made = await operator.ask('POST', '/api/v1/onboarding', ANSWERS)
  assert.equal(made.status, 201)
  assert.deepEqual([made.json['status'], made.json['timezone'], made.json['region']], ['paused', 'America/Chicago', 'IL'])
  path = `/api/v1/tenants/${String(made.json['id'])}`
  const { webhooks }: TenantView = JSON.parse(made.text)
  house.carrier.provisionNumber({
    accountSid: ACCOUNT.accountSid,
    e164: ANSWERS.number,
    voiceUrl: webhooks.voice,
    statusCallback: webhooks.voiceStatus,
    smsUrl: webhooks.sms,
  })
  const { steps, isLive, canGoLive, texting } = await setup()
  assert.deepEqual([isLive, canGoLive, steps.every(({ confirmedAt }) => confirmedAt === null)], [false, false, true])
  const said = steps.flatMap(({ sentences }) => sentences).join('\n')
  assert.match(said, /Monday to Friday: day from 7 am to 5 pm/)
  assert.match(said, /Your own phone rings first, at every hour/)
  assert.match(said, /press 1 in an emergency, and only then we ring your phone/)
  assert.match(said, /Thanks for calling Bright Plumbing/)
  assert.match(said, /Robin gets a text on \+12175550177/)
  assert.equal(texting.state, 'waiting')
  assert.match(texting.sentences.join(' '), /voicemail/)
})

test('who wants to be rung for nothing at night is told so', async () => {
  const made = await operator.ask('POST', '/api/v1/onboarding', { ...ANSWERS, night: 'nothing', number: null })
  const state: SetupView = JSON.parse((await operator.ask('GET', `/api/v1/tenants/${String(made.json['id'])}/setup`)).text)
  assert.match(state.steps[0]?.sentences.join(' ') ?? '', /We never ring your phone, not even at night/)
})

test('a ZIP that does not exist is refused with what would be right', async () => {
  const refused = await operator.ask('POST', '/api/v1/onboarding', { ...ANSWERS, zip: '00000', number: null })
  assert.deepEqual([refused.status, refused.json['code']], [400, 'invalid_request'])
  assert.match(String(refused.json['detail']), /62701/)
})

test('five callers of every trade run through the rules of the live flow, and nothing is sent or kept', async () => {
  for (const trade of TRADES) {
    await operator.ask('PATCH', path, { trade })
    const { callers }: RehearsalView = JSON.parse((await operator.ask('POST', `${path}/setup/rehearsal`)).text)
    const of = (id: string) => callers.find((caller) => caller.id === id) ?? assert.fail(id)
    assert.equal(callers.length, 5)
    assert.match(of('job').outcome, /^A complete lead/, `${trade}: ${JSON.stringify(of('job').lines)}`)
    assert(
      of('job').lines.some(({ by, words }) => by === 'owner' && /Dana/.test(words)),
      trade,
    )
    assert.match(of('emergency').outcome, /^An emergency. You are told at once/, `${trade}: ${JSON.stringify(of('emergency').lines)}`)
    assert(!of('price').lines.some(({ by, words }) => by === 'assistant' && /\$\d/.test(words)), trade)
    assert(!of('withheld').lines.some(({ by }) => by === 'assistant'), trade)
    assert.match(of('stop').outcome, /^No more texts/, trade)
  }
  await operator.ask('PATCH', path, { trade: 'plumbing' })
  assert.deepEqual(house.carrier.texts(ACCOUNT.accountSid), [])
  assert.deepEqual((await operator.ask('GET', `${path}/leads`)).json['items'], [])
})

test('it cannot be made live before each step is confirmed, by no way', async () => {
  for (const attempt of [() => operator.ask('POST', `${path}/resume`), () => operator.ask('PATCH', path, { status: 'active' })]) {
    const refused = await attempt()
    assert.deepEqual([refused.status, refused.json['code']], [409, 'setup_unfinished'])
  }
  const early = await confirm('test-call')
  assert.deepEqual([early.status, early.json['code']], [409, 'setup_unfinished'])
})

test('a call that arrives meanwhile hears the message and is a lead, and no text leaves', async () => {
  const call = ring()
  await house.pass(60_000)
  assert.equal(call.summary().heardMessage, true)
  assert.equal((await setup()).hasTestCall, true)
  assert.deepEqual(house.carrier.texts(ACCOUNT.accountSid), [])
})

test('what is changed after it was confirmed must be confirmed again', async () => {
  for (const step of ['procedure', 'hours', 'messages', 'callers', 'forwarding', 'test-call'])
    assert.equal((await confirm(step)).status, 200)
  assert.equal((await setup()).canGoLive, true)
  await operator.ask('PATCH', path, { hours: { week: {}, exceptions: [] } })
  const { canGoLive, steps } = await setup()
  assert.equal(canGoLive, false)
  assert.deepEqual(
    steps.filter(({ confirmedAt }) => confirmedAt === null).map(({ step }) => step),
    ['hours', 'callers'],
  )
  assert.equal((await operator.ask('POST', `${path}/resume`)).status, 409)
})

test('with every step confirmed it goes live', async () => {
  for (const step of ['hours', 'callers']) await confirm(step)
  const live = await operator.ask('POST', `${path}/resume`)
  assert.deepEqual([live.status, live.json['status']], [200, 'active'])
  assert.equal((await setup()).isLive, true)
})
