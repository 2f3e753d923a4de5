/** The dashboard and the lab by keyboard alone, in a real Chromium over a pretend API. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { open } from '../web/browser.ts'
import { now } from '../web/pretend-data.ts'
import { API, HOME, LEAD, setStage } from '../web/stage.ts'

const stage = setStage()

describe('by keyboard alone', () => {
  test('from the first screen to a lead, its words, a text and back', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + HOME)
    await page.evaluate('document.activeElement.blur()')
    await tabTo(page, 'Skip to the work')
    await page.keyboard.press('Enter')
    await tabTo(page, /^Dana Kim/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Dana Kim', level: 1 }).waitFor()
    assert.equal(await focused(page), 'Dana Kim')
    await tabTo(page, /^Street/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Street' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.match(await focused(page), /^Street/)
    await tabTo(page, 'Type')
    await page.keyboard.press('Enter')
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.type('On my way')
    await tabTo(page, 'Send')
    await page.keyboard.press('Enter')
    await page.getByText('Sent.', { exact: true }).waitFor()
    const sent = stage.server.asked.find(({ path }) => path.endsWith('/texts'))
    assert.deepEqual(sent?.body, { body: 'On my way' })
    assert.match(String(sent?.headers['idempotency-key']), /^[0-9a-f-]{36}$/)
    assert.equal(sent?.headers['x-csrf-token'], 'pretend-token')
  })
})

describe('the place of the keyboard', () => {
  test('is on who has it, after “I’ve got it”', async () => {
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + HOME)
    const view = now()
    stage.server.answer(`${API}/now`, { ...view, cards: view.cards.map((card) => ({ ...card, acknowledgedBy: 'Sam' })) })
    await page.getByRole('button', { name: 'I’ve got it' }).first().press('Enter')
    await page.getByText('Sam has it').nth(1).waitFor()
    assert.equal(await focused(page), 'Sam has it')
    await page.context().close()
  })

  test('is on “Type” again, after a text was sent or left', async () => {
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + LEAD)
    await page.getByRole('button', { name: 'Type' }).press('Enter')
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('button:focus', { hasText: 'Type' }).waitFor()
    assert.equal(await focused(page), 'Type')
    await page.keyboard.press('Enter')
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.type('On my way')
    await page.getByRole('button', { name: 'Send' }).press('Enter')
    await page.getByText('Sent.', { exact: true }).waitFor()
    await page.locator('button:focus', { hasText: 'Type' }).waitFor()
    assert.equal(await focused(page), 'Type')
    await page.context().close()
  })
})

describe('by keyboard alone, in the lab', () => {
  test('ring, answer from both phones, jump and break', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn('operator')
    await open(page, `${stage.server.origin}/lab`)
    await tabTo(page, 'Ring the business')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Your answer')
    await page.keyboard.type('My sink leaks')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Night')
    await page.keyboard.press('Enter')
    await tabTo(page, 'The owner’s answer')
    await page.keyboard.type('3')
    await page.keyboard.press('Enter')
    await tabTo(page, /its answer is lost/)
    await page.keyboard.press('Enter')
    await tabTo(page, /^Webhook: POST/)
    await page.keyboard.press('Enter')
    await page.getByText('DialCallStatus').waitFor()
    assert.deepEqual(
      stage.server.asked.map(({ path, body }) => [path, body]),
      [
        ['/lab/ring', { caller: 'waits', owner: 'declines' }],
        ['/lab/text', { body: 'My sink leaks', from: 'customer' }],
        ['/lab/clock', { to: 'night' }],
        ['/lab/text', { body: '3', from: 'owner' }],
        ['/lab/fault', { fault: 'lost-answer' }],
      ],
    )
  })

  test('the five answers of a new business', async () => {
    stage.server.asked.length = 0
    const { page } = await stage.signedIn('operator')
    await open(page, `${stage.server.origin}/start`)
    await page.getByLabel('Trade').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.type('Bright Plumbing')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Robin')
    await page.keyboard.press('Tab')
    await page.keyboard.type('(217) 555-0177')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.type('62701')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await tabTo(page, 'Make it ready')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /get ready$/ }).waitFor()
    assert.deepEqual(stage.server.asked.find(({ path }) => path === '/api/v1/onboarding')?.body, {
      trade: 'plumbing',
      name: 'Bright Plumbing',
      ownerName: 'Robin',
      ownerPhone: '+12175550177',
      ownerPhoneVerified: true,
      zip: '62701',
      hours: { days: 'mon-sat', span: '07-17', evening: 'until-21' },
      night: 'emergencies',
      number: '+13125550100',
    })
  })
})

async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: string[] = []
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    const words = await focused(page)
    seen.push(words)
    if (typeof name === 'string' ? words === name : name.test(words)) return
  }
  assert.fail(`Tab never reached ${name}: ${seen.join(' > ')}`)
}

function focused(page: Page): Promise<string> {
  return page.evaluate<string>("(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()")
}
