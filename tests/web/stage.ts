/** What every browser test of the dashboard stands on: one Chromium, one pretend API, and the addresses of its screens. */
import { after, afterEach, before } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, visit } from './browser.ts'
import { TENANT_ID } from './pretend-data.ts'
import { pretendServer, type PretendServer } from './pretend-server.ts'

export const HOME = `/b/${TENANT_ID}/now`
export const LEAD = `/b/${TENANT_ID}/leads/l_heater`
export const VOICEMAIL = `/b/${TENANT_ID}/leads/l_voicemail`
export const SETUP = `/b/${TENANT_ID}/setup`
export const GUIDE = `/b/${TENANT_ID}/start`
export const API = `/api/v1/tenants/${TENANT_ID}`

export type Stage = {
  readonly browser: Browser
  readonly server: PretendServer
  /** A page of somebody in this role. */
  signedIn(role?: PretendServer['role']): Promise<Awaited<ReturnType<typeof visit>>>
}

/** Opens both before the first test of a file, forgets after each what was asked, and closes both after the last. */
export function setStage(): Stage {
  let browser: Browser
  let server: PretendServer
  before(async () => {
    browser = await openBrowser()
    server = await pretendServer()
  })
  afterEach(() => server.forget())
  after(async () => {
    await browser?.close()
    await server?.close()
  })
  return {
    get browser() {
      return browser
    },
    get server() {
      return server
    },
    signedIn(role = 'owner') {
      server.role = role
      return visit(browser, {})
    },
  }
}

export async function openEverything(page: Page): Promise<void> {
  for (const block of await page.locator('details').all()) await block.evaluate((details) => details.setAttribute('open', ''))
}
