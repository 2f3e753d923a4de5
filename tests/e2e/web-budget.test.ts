/** How heavy the first screen is and how soon it can be used on a slow phone. Prints the figures. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { openBrowser, visit } from '../web/browser.ts'
import { TENANT_ID } from '../web/pretend-data.ts'
import { pretendServer, type PretendServer } from '../web/pretend-server.ts'

const SCRIPT_MAX_BYTES = 70 * 1024
const STYLE_MAX_BYTES = 20 * 1024
const INTERACTIVE_MAX_MS = 1_500
const SLOWDOWN = 4
const HOME = `/b/${TENANT_ID}/now`

let browser: Browser
let server: PretendServer

before(async () => {
  browser = await openBrowser()
  server = await pretendServer()
})
after(async () => {
  await browser?.close()
  await server?.close()
})

test('the first screen is light', async (t) => {
  const { page } = await visit(browser, {})
  const bytes = { script: 0, stylesheet: 0 }
  const reading: Promise<void>[] = []
  page.on('response', (response) => {
    const type = response.request().resourceType()
    if (type === 'script' || type === 'stylesheet')
      reading.push(response.body().then((body) => void (bytes[type] += gzipSync(body).length)))
  })
  await page.goto(server.origin + HOME)
  await page.waitForSelector('.ticket')
  await Promise.all(reading)
  t.diagnostic(`first screen, gzip: ${bytes.script} bytes of script, ${bytes.stylesheet} bytes of style`)
  assert(bytes.script > 1_000 && bytes.script <= SCRIPT_MAX_BYTES, `${bytes.script} bytes of script`)
  assert(bytes.stylesheet > 1_000 && bytes.stylesheet <= STYLE_MAX_BYTES, `${bytes.stylesheet} bytes of style`)
})

test(`the first screen can be used soon with a CPU ${SLOWDOWN} times slower`, async (t) => {
  // The best of three: whatever else the machine does can only add to it.
  const tookMs = [await firstUseMs(), await firstUseMs(), await firstUseMs()]
  t.diagnostic(`from the address to the first button's effect with a CPU ${SLOWDOWN} times slower: ${tookMs.join(', ')} ms`)
  assert(Math.min(...tookMs) < INTERACTIVE_MAX_MS, `${tookMs.join(', ')} ms`)
})

/** From the address to the effect of the first button, with nothing kept from earlier visits. */
async function firstUseMs(): Promise<number> {
  const { page } = await visit(browser, {})
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  await page.goto(server.origin + HOME, { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'I’ve got it' }).first().click()
  await page.getByText('Noted. We stopped paging.').waitFor()
  const tookMs = Math.round(await page.evaluate(() => performance.now()))
  await page.context().close()
  return tookMs
}
