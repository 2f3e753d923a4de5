/** A real Chromium for the tests of the dashboard, and what every screen is asked. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

export const PHONE = { width: 360, height: 740 }
export const DESK = { width: 1280, height: 800 }

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export async function openBrowser(): Promise<Browser> {
  const wanted = process.env['CHROMIUM_PATH']
  const executablePath = wanted ?? CANDIDATES.find((path) => existsSync(path))
  if (executablePath === undefined || !existsSync(executablePath)) {
    throw new Error(
      `These tests need Chromium: ${wanted ?? CANDIDATES.join(', ')} does not exist. Install it, or name it in CHROMIUM_PATH.`,
    )
  }
  return chromium.launch({ executablePath })
}

export type Visit = { page: Page; troubles: string[] }

/** A fresh visitor. Everything that the page complains of is kept, refusals of the content security policy included. */
export async function visit(browser: Browser, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({
    viewport: PHONE,
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    locale: 'en-US',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) troubles.push(message.text())
  })
  return { page, troubles }
}

/** Opens a screen and waits until it has its title and all it asked for. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.waitForSelector('h1')
  await page.waitForSelector('.bone', { state: 'detached' })
}

/** Every screen in every form: nothing that axe finds, no sideways scrolling, nothing at the thumb that a thumb cannot hit. */
export async function assertGood(page: Page, where: string): Promise<void> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })")
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  assert.deepEqual(found, [], where)
  const overhang = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  assert(overhang <= 0, `${where}: ${overhang} px wider than the screen`)
  assert.deepEqual(await smallTargets(page), [], where)
}

/** Whatever is pressed or filled in and lower than 48 px. The small "why" below a text is apart from the thumb's way. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('button, .button, .rail a, select, textarea, input:not([type=radio])')]
    .filter((target) => target.checkVisibility())
    .map((target) => ({ target, height: target.getBoundingClientRect().height }))
    .filter(({ height }) => height < 47.5)
    .map(({ target, height }) => Math.round(height) + ' px: ' + target.outerHTML.slice(0, 120))`)
}
