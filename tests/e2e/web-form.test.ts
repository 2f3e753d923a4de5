/**
 * Goal: visitors of a business's website can use its form on a phone and at a desk, drawn by the script into a page with a strict content security
 * policy, in a frame, and as a page without scripts. Method: a real Chromium; the product answers in process under its own origin, and the website
 * is another one, so that the browser's rules for foreign origins apply. `WEB_SCREENSHOTS=docs/screenshots` writes the pictures anew.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core'
import { openHouse, tenantId, type House } from '../flow/house.ts'
import { DESK, openBrowser, PHONE, visit } from '../web/browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PRODUCT = 'https://lead-agent.test'
const WEBSITE = 'https://ace.example/contact'
/** Nothing but the product's script, and nowhere to send but to the product. */
const STRICT = `default-src 'none'; img-src data:; script-src ${PRODUCT}; connect-src ${PRODUCT}; frame-src ${PRODUCT}; require-trusted-types-for 'script'`
const TENANT = tenantId('t_ace')
const CALLER = '+13125550142'

let browser: Browser
let house: House

before(async () => {
  browser = await openBrowser()
})
after(() => browser?.close())
afterEach(async () => {
  await house?.close()
  assert.deepEqual(house?.faults, [])
})

async function open(html: (form: { url: string; scriptUrl: string }) => string, options: BrowserContextOptions) {
  house = await openHouse()
  await house.addTenant()
  const answer = await house.app.server.inject({
    method: 'GET',
    url: `/api/v1/tenants/${TENANT}/intake`,
    headers: { authorization: 'Bearer operator' },
  })
  const { form } = answer.json()
  const { page, troubles } = await visit(browser, options)
  await page.route('**/*', (route) => (route.request().url().startsWith(PRODUCT) ? product(route) : website(route, html(form))))
  return { page, troubles, form }
}

/** The product, asked as over the wire. */
async function product(route: Route): Promise<void> {
  const request = route.request()
  const { pathname, search } = new URL(request.url())
  const response = await house.app.server.inject({
    // Browsers send these methods alone.
    method: request.method() as 'GET' | 'POST' | 'OPTIONS',
    url: pathname + search,
    headers: await request.allHeaders(),
    payload: request.postData() ?? '',
  })
  await house.app.dispatcher.processAll()
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))
  await route.fulfill({ status: response.statusCode, headers, body: response.body })
}

async function website(route: Route, html: string): Promise<void> {
  const body = `<!doctype html><html lang="en"><head><title>Ace Plumbing</title><link rel="icon" href="data:,"></head><body><main><h1>Contact us</h1>${html}</main></body></html>`
  await route.fulfill({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': STRICT }, body })
}

async function assertAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await axe(page)
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
    [],
    where,
  )
  const overhang = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  assert.ok(overhang <= 0, `${where}: ${overhang} px wider than the screen`)
}

/** Through the debugger, which trusted types do not bind. */
async function axe(page: Page): Promise<AxeResults> {
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: AXE })
  const run = { expression: "axe.run(document, { resultTypes: ['violations'] })", awaitPromise: true, returnByValue: true }
  const { result } = await session.send('Runtime.evaluate', run)
  await session.detach()
  return result.value
}

async function fillIn(page: Page, isTicked: boolean): Promise<void> {
  await page.getByLabel('Your name').fill('Dan Miller')
  await page.getByLabel('Phone number').fill('(312) 555-0142')
  await page.getByLabel('What do you need help with?').fill('My kitchen sink is clogged')
  await page.getByLabel('Address or ZIP code').fill('62704')
  const box = page.getByRole('checkbox', { name: /I agree to get text messages/ })
  assert.equal(await box.isChecked(), false)
  if (isTicked) await box.check()
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['WEB_SCREENSHOTS']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

async function texts(): Promise<number> {
  await house.pass(4_000)
  return (await house.messages(TENANT)).filter(({ direction, to }) => direction === 'outbound' && to === CALLER).length
}

for (const [size, viewport] of [
  ['360', PHONE],
  ['1280', DESK],
] as const) {
  test(`drawn by the script into a strict page at ${size} px: axe finds nothing, mistakes are said, and the tick brings one text`, async () => {
    const { page, troubles } = await open(({ scriptUrl }) => `<script src="${scriptUrl}" async></script>`, { viewport })
    await page.goto(WEBSITE)
    const send = page.getByRole('button', { name: 'Send' })
    await send.waitFor()
    await assertAccessible(page, 'empty')
    await send.click()
    await page.getByText('Please enter your phone number.').first().waitFor()
    assert.equal(await page.getByLabel('Phone number').getAttribute('aria-invalid'), 'true')
    await assertAccessible(page, 'with mistakes')
    await fillIn(page, true)
    await house.pass(20_000)
    await send.click()
    await page.getByText('We text you at (312) 555-0142 from (217) 555-0102 shortly.').waitFor()
    await assertAccessible(page, 'thanks')
    assert.equal(await texts(), 1)
    const refused = /^Failed to load resource: the server responded with a status of 422/
    assert.deepEqual(
      troubles.filter((trouble) => !refused.test(trouble)),
      [],
    )
    await page.context().close()
  })

  test(`as a page of its own without scripts at ${size} px: axe finds nothing, and without the tick nothing is texted`, async () => {
    const { page, troubles, form } = await open(() => '', { viewport })
    await page.goto(form.url)
    await assertAccessible(page, 'page')
    await picture(page, `form-${size}`)
    await page.context().close()
    const { page: plain } = await visit(browser, { viewport, javaScriptEnabled: false })
    await plain.route('**/*', product)
    await plain.goto(form.url)
    await fillIn(plain, false)
    await plain.getByLabel('Phone number').fill('555')
    await house.pass(20_000)
    await plain.getByRole('button', { name: 'Send' }).click()
    await plain.getByText('Please check your phone number.').first().waitFor()
    await plain.getByLabel('Phone number').fill('(312) 555-0142')
    await plain.getByRole('button', { name: 'Send' }).click()
    await plain.getByText('Ace Plumbing will call you.').waitFor()
    assert.equal(await texts(), 0)
    assert.deepEqual(troubles, [])
    await plain.context().close()
  })
}

test('in a frame of another site it can be filled in and sent', async () => {
  const { page, troubles } = await open(({ url }) => `<iframe src="${url}" title="Ask for help" width="340" height="900"></iframe>`, {
    viewport: DESK,
  })
  await page.goto(WEBSITE)
  const frame = page.frameLocator('iframe')
  await frame.getByLabel('Phone number').fill('(312) 555-0142')
  await frame.getByLabel('What do you need help with?').fill('My kitchen sink is clogged')
  await frame.getByRole('checkbox').check()
  await house.pass(20_000)
  await frame.getByRole('button', { name: 'Send' }).click()
  await frame.getByText('We text you at').waitFor()
  assert.equal(await texts(), 1)
  assert.deepEqual(troubles, [])
  await page.context().close()
})

test('where the page may not send, the visitor is led to the form itself', async () => {
  const { page, form } = await open(({ scriptUrl }) => `<script src="${scriptUrl}" async></script>`, { viewport: PHONE })
  await page.goto(WEBSITE)
  await page.getByRole('button', { name: 'Send' }).waitFor()
  await page.route('**/inquiries', (route) => route.abort())
  await fillIn(page, true)
  await page.getByRole('button', { name: 'Send' }).click()
  assert.equal(await page.getByRole('link', { name: 'Open the form' }).getAttribute('href'), form.url)
  await page.context().close()
})
