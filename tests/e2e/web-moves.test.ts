/** What a tap on the dashboard tells the server, in a real Chromium over a pretend API. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertGood, open } from '../web/browser.ts'
import { ago, intake, tenant, TENANT_ID } from '../web/pretend-data.ts'
import { lead } from '../web/pretend-lead.ts'
import { API, HOME, LEAD, SETUP, setStage } from '../web/stage.ts'

const stage = setStage()

describe('moves', () => {
  test('“I’ve got it” is told to the server with the token', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + HOME)
    await page.getByRole('button', { name: 'I’ve got it' }).first().click()
    await page.getByText('Noted. We stopped paging.').waitFor()
    assert.deepEqual(
      stage.server.asked.map(({ path }) => path),
      [`${API}/leads/l_flood/acknowledge`],
    )
  })

  test('a corrected field is sent as the contract says', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + LEAD)
    await page.getByRole('button', { name: /^Street/ }).click()
    assert.equal(await page.locator('mark').textContent(), '220 W Jefferson St')
    await page.getByLabel('Put it right').fill('222 W Jefferson St')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.deepEqual(
      stage.server.asked.map(({ method, body }) => ({ method, body })),
      [{ method: 'PATCH', body: { field: 'street', value: '222 W Jefferson St' } }],
    )
  })

  test('what a job brought is taken as people write it', async () => {
    stage.server.answer(`${API}/leads/l_heater`, { ...lead('l_heater'), outcome: { state: 'booked', amountCents: null } })
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + LEAD)
    await page.getByRole('button', { name: 'Done and paid' }).click()
    await page.getByLabel('Amount in dollars').fill('$1,250')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Well done.').waitFor()
    assert.deepEqual(stage.server.asked.at(-1)?.body, { state: 'won', amountCents: 125_000 })
  })

  test('a chosen time is confirmed with one tap, and a day is closed with one', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    await open(page, `${stage.server.origin}/b/${TENANT_ID}/calendar`)
    await page.getByRole('button', { name: 'Yes to Dana Kim' }).click()
    await page.getByText('Confirmed.', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Close this day (Today)' }).click()
    await page.getByText('Closed. No times are offered on that day.').waitFor()
    assert.deepEqual(
      stage.server.asked.map(({ path }) => path),
      [`${API}/leads/l_heater/visit/answer`, `${API}/calendar/closed-days`],
    )
  })

  test('a pause ends with one tap', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + LEAD)
    await page.getByRole('button', { name: 'Let it go on' }).click()
    await page.getByText('The assistant goes on.').waitFor()
    assert.deepEqual(
      stage.server.asked.map(({ path }) => path),
      [`${API}/leads/l_heater/release`],
    )
  })

  test('the hours are said back before they are saved', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + SETUP)
    const block = page.locator('details.block', { hasText: 'Hours' }).first()
    await block.locator('summary').first().click()
    await block.getByRole('button', { name: 'Say it back' }).click()
    await page.getByText('Monday to Friday from 7 am to 5 pm we ring you first.').waitFor()
    await block.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved. It counts from now on.').waitFor()
    assert.deepEqual(
      stage.server.asked.map(({ method }) => method),
      ['POST', 'PATCH'],
    )
  })

  test('a phone is checked by a code, and a calendar is tried before it is added', async () => {
    stage.server.asked.length = 0
    stage.server.answer(API, { ...tenant(), fallbackPhoneVerified: false })
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + SETUP)
    const people = page.locator('details.block', { has: page.getByRole('heading', { name: 'People' }) })
    await people.locator('summary').first().click()
    await people.getByRole('button', { name: 'Text a code to this phone' }).click()
    await people.getByLabel('The six digits').fill('123456')
    await assertGood(page, 'a code is awaited')
    await people.getByRole('button', { name: 'Check it' }).click()
    await page.getByText('Checked. Alerts go there from now on.').waitFor()
    const booking = page.locator('details.block', { has: page.getByRole('heading', { name: 'Booking' }) })
    await booking.locator('summary').first().click()
    await booking.getByLabel('Secret address of a calendar').fill('https://wrong.example/a.ics')
    await booking.getByRole('button', { name: 'Test', exact: true }).click()
    await booking.getByText("It cannot be read: the calendar's server answered 404: check the address").waitFor()
    await booking.getByLabel('How it is reached').selectOption('caldav')
    await booking.getByLabel('Address of the calendar').fill('https://dav.example/sam')
    await booking.getByLabel('User name').fill('sam')
    await booking.getByLabel('Password for this app').fill('secret')
    await booking.getByRole('button', { name: 'Test', exact: true }).click()
    await booking.getByText('9:00 am to 11:00 am').waitFor()
    await assertGood(page, 'a calendar was tried')
    await booking.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Added. It is read within a minute.').waitFor()
    assert.deepEqual(
      stage.server.asked.map(({ body }) => body),
      [
        { phone: '+12175550103' },
        { phone: '+12175550103', code: '123456' },
        { kind: 'ics', url: 'https://wrong.example/a.ics' },
        { kind: 'caldav', url: 'https://dav.example/sam', username: 'sam', password: 'secret' },
        { kind: 'caldav', url: 'https://dav.example/sam', username: 'sam', password: 'secret' },
      ],
    )
    await page.context().close()
  })

  test('every list shows what the business has chosen, not its own first line', async () => {
    stage.server.answer(API, { ...tenant(), trade: 'roofing', timezone: 'America/Denver', country: 'CA' })
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + SETUP)
    const shown = async (name: string) => page.locator(`select[name="${name}"]`).inputValue()
    assert.deepEqual(await Promise.all(['trade', 'timezone', 'country', 'free', 'night.voice', 'day.voice'].map(shown)), [
      'roofing',
      'America/Denver',
      'CA',
      'some',
      'matthew',
      '',
    ])
    await page.context().close()
  })

  test('the last use of a key is told in the time of the business', async () => {
    stage.server.answer(`${API}/intake`, {
      ...intake(),
      keys: [{ id: 'ik_1', name: 'Angi', createdAt: ago(0), lastUsedAt: '2026-01-02T03:30:00.000Z' }],
    })
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + SETUP)
    await page.getByRole('heading', { name: 'Other ways in' }).click()
    await page.getByText('last used Jan 1, 9:30 pm').waitFor()
    await page.context().close()
  })

  test('what it may say is sent whole, as it stands on the screen', async () => {
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + SETUP)
    const block = page.locator('details.block', { hasText: 'What it may say' }).first()
    await block.locator('summary').first().click()
    await block.getByLabel('A visit costs, in dollars').fill('95.50')
    await block.getByRole('button', { name: 'Remove the price of drain' }).click()
    await block.getByLabel('You are insured').check()
    await block.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved. It counts from now on.').waitFor()
    assert.deepEqual(stage.server.asked.at(-1)?.body, {
      approvedFacts: [
        { topic: 'visit-price', cents: 9_550 },
        { topic: 'free-estimate', services: ['water heater'] },
        { topic: 'license', number: '058-123456' },
        { topic: 'insured' },
        { topic: 'payment', methods: ['cash', 'credit-card'] },
        { topic: 'own', asks: ['senior'], say: { en: 'Seniors get 10% off labor.', es: null, fr: null } },
      ],
    })
    await page.context().close()
  })

  test('the forwarding step turns green when the test call arrives, not before', async () => {
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + SETUP)
    const block = page.locator('details.block', { hasText: 'If I don’t pick up' })
    await block.locator('summary').first().click()
    assert.equal(await block.locator('.dial-code').textContent(), '**004*12175550102#')
    await block.getByRole('button', { name: 'I’m calling now' }).click()
    await block.getByText('Waiting for the call.').waitFor()
    stage.server.tell({ kind: 'message', leadId: null })
    assert.equal(await block.getByText('It works.').count(), 0)
    stage.server.tell({ kind: 'call', leadId: null })
    await block.getByText('It works.').waitFor()
  })

  test('an owner signs in with the code from a text', async () => {
    const { page } = await stage.signedIn(null)
    await open(page, stage.server.origin)
    await page.getByLabel('Your mobile number').fill('217 555 0101')
    await page.getByRole('button', { name: 'Text me a code' }).click()
    await page.getByLabel('The code from the text').fill('000000')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('That code is not right').waitFor()
    await assertGood(page, 'wrong code')
    await page.getByLabel('The code from the text').fill('123456')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: '3 people need you' }).waitFor()
    assert.deepEqual(stage.server.asked.find(({ path }) => path.endsWith('/code'))?.body, { phone: '+12175550101' })
  })

  test('an operator pauses a business', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn('operator')
    await open(page, `${stage.server.origin}/operator`)
    await page.getByRole('button', { name: 'Manage Ace Plumbing' }).click()
    await page.getByRole('button', { name: 'Pause this business' }).click()
    await page.getByText('Ace Plumbing is paused.').waitFor()
    assert.deepEqual(
      stage.server.asked.map(({ path }) => path),
      [`${API}/pause`],
    )
  })
})
