/**
 * The dashboard in a real Chromium over a pretend API: every screen in every form, and the states that a real business is in once a year.
 * `WEB_SCREENSHOTS=docs/screenshots` writes the pictures of the documents anew.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertGood, DESK, open, PHONE, visit } from '../web/browser.ts'
import { TENANT_ID } from '../web/pretend-data.ts'
import type { PretendServer } from '../web/pretend-server.ts'
import { GUIDE, HOME, LEAD, openEverything, SETUP, VOICEMAIL, setStage } from '../web/stage.ts'

const stage = setStage()

type Screen = { name: string; path: string; role: PretendServer['role']; act?: (page: Page) => Promise<void> }

const SCREENS: readonly Screen[] = [
  { name: 'now', path: HOME, role: 'owner' },
  { name: 'lead', path: LEAD, role: 'owner' },
  { name: 'lead-source', path: LEAD, role: 'owner', act: (page) => page.getByRole('button', { name: /^Street/ }).click() },
  { name: 'lead-typing', path: LEAD, role: 'owner', act: (page) => page.getByRole('button', { name: 'Type' }).click() },
  { name: 'lead-book', path: LEAD, role: 'owner', act: (page) => page.getByRole('button', { name: 'Book' }).click() },
  { name: 'lead-voicemail', path: VOICEMAIL, role: 'owner' },
  { name: 'calendar', path: `/b/${TENANT_ID}/calendar`, role: 'owner' },
  { name: 'results', path: `/b/${TENANT_ID}/results`, role: 'owner', act: (page) => page.getByText('Show as a table').click() },
  { name: 'setup', path: SETUP, role: 'owner' },
  { name: 'setup-all', path: SETUP, role: 'owner', act: openEverything },
  { name: 'operator', path: '/operator', role: 'operator' },
  {
    name: 'operator-new',
    path: '/operator',
    role: 'operator',
    act: (page) => page.getByRole('button', { name: 'Add a business' }).click(),
  },
  { name: 'passkeys', path: '/operator', role: 'operator', act: (page) => page.getByRole('button', { name: 'Passkeys' }).click() },
  { name: 'audit', path: '/operator/audit', role: 'operator' },
  { name: 'phone-lab', path: '/lab', role: 'operator', act: openEverything },
  { name: 'onboarding', path: '/start', role: 'operator' },
  { name: 'onboarding-callers', path: GUIDE, role: 'owner', act: letThemCall },
  { name: 'onboarding-all', path: GUIDE, role: 'owner', act: openEverything },
  { name: 'sign-in', path: '/', role: null },
  { name: 'nothing', path: `/b/${TENANT_ID}/nowhere`, role: 'owner' },
]
/** The pictures in the documents, each on a phone by day and on a desk by night. */
const PICTURES = new Set([
  'now',
  'lead',
  'lead-source',
  'lead-voicemail',
  'calendar',
  'results',
  'setup',
  'operator',
  'phone-lab',
  'onboarding',
  'onboarding-callers',
  'sign-in',
])

async function letThemCall(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Let them call' }).click()
  await page.getByText('A complete lead.').waitFor()
}

for (const [size, viewport] of [
  ['360', PHONE],
  ['1280', DESK],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every screen at ${size} px, ${colorScheme}: axe finds nothing, nothing is cut off, no complaint in the console`, async () => {
      const { page, troubles } = await visit(stage.browser, { viewport, colorScheme })
      for (const { name, path, role, act } of SCREENS) {
        stage.server.role = role
        await open(page, stage.server.origin + path)
        await act?.(page)
        await assertGood(page, `${name} ${size} ${colorScheme}`)
        if ((size === '360') === (colorScheme === 'light')) await picture(page, name, size)
      }
      assert.deepEqual(troubles, [])
      await page.context().close()
    })
  }
}

async function picture(page: Page, name: string, size: string): Promise<void> {
  const folder = process.env['WEB_SCREENSHOTS']
  if (folder === undefined || !PICTURES.has(name)) return
  if (name === 'results') await page.getByText('Show as a table').click()
  await page.evaluate('window.scrollTo({ top: 0 })')
  if (name === 'lead-voicemail') await page.evaluate(`document.querySelector('.voicemail blockquote').scrollIntoView({ block: 'center' })`)
  await page.screenshot({ path: join(folder, `${name}-${size}.png`) })
}
