/** What somebody has typed is not lost and not doubled, in a real Chromium over a pretend API. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { open } from '../web/browser.ts'
import { tenant } from '../web/pretend-data.ts'
import { API, LEAD, SETUP, setStage } from '../web/stage.ts'

const stage = setStage()
const WORDS = 'I can be there at 9, is that all right?'

describe('a text that is half written', () => {
  test('stands there again after a look at another screen, a reload and a new sign-in, and is gone once it was sent', async () => {
    const { page } = await stage.signedIn()
    await startTyping(page)
    await page.getByLabel('Your text to the customer').fill(WORDS)
    await page.getByRole('link', { name: 'Back' }).click()
    await page.getByRole('heading', { name: '3 people need you' }).waitFor()
    await page.getByRole('link', { name: /Dana Kim/ }).click()
    await kept(page)
    await page.reload()
    await kept(page)
    stage.server.role = null
    stage.server.answer(`${API}/leads/l_heater`, { code: 'unauthorized', title: 'Sign in first.' }, 401)
    stage.server.tell({ kind: 'lead', leadId: 'l_heater' })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    stage.server.forget()
    await signIn(page)
    await kept(page)
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Sent.', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Type' }).click()
    assert.equal(await page.getByLabel('Your text to the customer').inputValue(), '')
    await page.context().close()
  })

  test('is the same text under the same key when it is sent again after a reload', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    await startTyping(page)
    await page.getByLabel('Your text to the customer').fill(WORDS)
    await page.route('**/texts', (route) => route.abort())
    const lost = page.waitForRequest('**/texts')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('The server did not answer.').waitFor()
    await page.unroute('**/texts')
    await page.reload()
    await kept(page)
    const again = page.waitForRequest('**/texts')
    await page.getByRole('button', { name: 'Send' }).click()
    const keys = [await lost, await again].map((request) => request.headers()['idempotency-key'])
    assert.match(keys[0] ?? '', /^[0-9a-f-]{36}$/)
    assert.equal(keys[1], keys[0])
    await page.context().close()
  })
})

async function startTyping(page: Page): Promise<void> {
  await open(page, stage.server.origin + LEAD)
  await page.getByRole('button', { name: 'Type' }).click()
}

async function kept(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Type' }).click()
  assert.equal(await page.getByLabel('Your text to the customer').inputValue(), WORDS)
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Your mobile number').fill('217 555 0101')
  await page.getByRole('button', { name: 'Text me a code' }).click()
  await page.getByLabel('The code from the text').fill('123456')
  await page.getByRole('button', { name: 'Sign in' }).click()
}

describe('setup', () => {
  test('a special day that was chosen but not yet added is saved along', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    const block = await openBlock(page, 'Hours')
    await block.getByLabel('Date').fill('2026-12-31')
    await block.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved. It counts from now on.').waitFor()
    const { hours } = tenant()
    const saved = { hours: { ...hours, exceptions: [...hours.exceptions, { date: '2026-12-31', mode: 'night' }] } }
    assert.deepEqual(stage.server.asked.at(-1)?.body, saved)
    await block.getByRole('button', { name: 'Remove Thu, Dec 31' }).waitFor()
    assert.equal(await block.getByLabel('Date').inputValue(), '')
    await page.context().close()
  })

  test('a price and a kind of work that were typed but not yet added are saved along', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    const prices = await openBlock(page, 'What it may say')
    await prices.getByLabel('Job').selectOption('toilet')
    await prices.getByLabel('From, in dollars').fill('120')
    await prices.getByRole('button', { name: 'Save', exact: true }).click()
    await prices.getByRole('button', { name: 'Remove the price of toilet' }).waitFor()
    assert.equal(await prices.getByLabel('From, in dollars').inputValue(), '')
    const work = await openBlock(page, 'Services and area')
    await work.getByLabel('Called').fill('well pump')
    await work.getByLabel('People also say').fill('well')
    await work.getByRole('button', { name: 'Save', exact: true }).first().click()
    await work.getByRole('button', { name: 'Remove well pump' }).waitFor()
    await page.getByText('Saved. It counts from now on.').waitFor()
    const said = JSON.stringify(stage.server.asked.map(({ body }) => body))
    assert.match(said, /"topic":"service-price","service":"toilet","fromCents":12000,"toCents":null/)
    assert.match(said, /"name":"well pump","offered":false,"words":\["well"\]/)
    await page.context().close()
  })

  test('a mistake in a part that is folded away is shown when one saves', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    const block = await openBlock(page, 'What callers hear')
    const night = block.locator('details', { hasText: 'At night' })
    await night.locator('summary').click()
    await night.getByLabel(/^Your own recording/).fill('http://no-tls.example/a.mp3')
    await night.locator('summary').click()
    await block.getByRole('button', { name: 'Save', exact: true }).click()
    await night.getByLabel(/^Your own recording/).waitFor()
    assert.equal(await page.evaluate('document.activeElement.name'), 'night.audioUrl')
    assert.deepEqual(stage.server.asked, [])
    await page.context().close()
  })

  test('of several answers of one’s own the one that is removed goes, also when it was typed just now', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    const block = await openBlock(page, 'What it may say')
    await block.getByRole('button', { name: 'Add an answer' }).click()
    await block.getByLabel('When a question holds one of these words (2)').fill('parking')
    await block.getByRole('textbox', { name: 'It says' }).nth(1).fill('Please keep the drive free.')
    await block.getByRole('textbox', { name: 'It says' }).nth(0).fill('Typed and then removed.')
    await block.getByRole('button', { name: 'Remove this answer (1)' }).click()
    assert.equal(await block.getByLabel('When a question holds one of these words (1)').inputValue(), 'parking')
    assert.equal(await block.getByRole('textbox', { name: 'It says' }).inputValue(), 'Please keep the drive free.')
    await page.context().close()
  })
})

async function openBlock(page: Page, title: string) {
  await open(page, stage.server.origin + SETUP)
  const block = page.locator('details.block', { has: page.getByRole('heading', { name: title, exact: true }) })
  await block.locator('summary').first().click()
  return block
}

describe('two taps on one button', () => {
  test('are one request while the first is under way', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    await page.route('**/call', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      await route.continue()
    })
    await open(page, stage.server.origin + LEAD)
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    await page.getByRole('button', { name: 'Ring my phone and connect us' }).dblclick()
    await page.getByText('Your phone rings now. Press 1 to be connected.').waitFor()
    assert.deepEqual(
      stage.server.asked.map(({ path }) => path),
      [`${API}/leads/l_heater/call`],
    )
    assert.equal(await page.getByText('Your phone rings now. Press 1 to be connected.').count(), 1)
    await page.context().close()
  })
})
