/** One of a thing, and more than one page of an answer holds, in a real Chromium over a pretend API. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertGood, open } from '../web/browser.ts'
import { TENANT_ID } from '../web/pretend-data.ts'
import { audit, results, tenants } from '../web/pretend-operator.ts'
import { API, setStage } from '../web/stage.ts'

const stage = setStage()
const [SAMPLE] = tenants()
const [LOOK] = audit()

test('an operator finds every one of 250 businesses, and the count is of all of them', async () => {
  assert.ok(SAMPLE !== undefined)
  const all = Array.from({ length: 250 }, (_none, place) => ({
    ...SAMPLE,
    id: `t_${place}`,
    name: `Business ${place}`,
    needs: [],
    openEmergencies: 0,
  }))
  const { page } = await stage.signedIn('operator')
  await page.route('**/api/v1/tenants?**', (route) => route.fulfill({ json: pageOf(all, new URL(route.request().url())) }))
  await open(page, `${stage.server.origin}/operator`)
  await page.getByText('250 businesses, all well.').waitFor()
  await page.getByLabel('Find a business').fill('business 249')
  await page.getByRole('link', { name: 'Business 249' }).waitFor()
  await page.context().close()
})

test('a long name of a business stands clear of its trade', async () => {
  assert.ok(SAMPLE !== undefined)
  const name = 'Wolfeschlegelsteinhausenbergerdorff-Papadopoulos-Vijayaraghavan & Daughters'
  stage.server.answer('/api/v1/tenants', { items: [{ ...SAMPLE, name }], nextCursor: null })
  const { page } = await stage.signedIn('operator')
  await open(page, `${stage.server.origin}/operator`)
  const [link, trade] = [page.getByRole('link', { name }), page.locator('.tenant-who p')]
  const [above, below] = [await link.boundingBox(), await trade.boundingBox()]
  assert.ok(above !== null && below !== null && above.y + above.height <= below.y + 1, JSON.stringify([above, below]))
  await page.context().close()
})

test('a single missed call is one call', async () => {
  stage.server.answer(`${API}/results`, { ...results(30), funnel: { missed: 1, texted: 1, replied: 0, qualified: 0, booked: 0, won: 0 } })
  const { page } = await stage.signedIn()
  await open(page, `${stage.server.origin}/b/${TENANT_ID}/results`)
  assert.equal(await page.locator('.funnel li').first().innerText(), '1\nmissed call')
  await page.context().close()
})

test('older looks and changes can be read', async () => {
  assert.ok(LOOK !== undefined)
  const all = Array.from({ length: 130 }, (_none, place) => ({ ...LOOK, id: `a_${place}`, reason: `Reason ${place}` }))
  const { page } = await stage.signedIn('operator')
  await page.route('**/api/v1/audit?**', (route) => route.fulfill({ json: pageOf(all, new URL(route.request().url())) }))
  await open(page, `${stage.server.origin}/operator/audit`)
  assert.equal(await page.getByText('Reason 129').count(), 0)
  await page.getByRole('button', { name: 'Show older' }).click()
  await page.getByText('Reason 129').waitFor()
  await assertGood(page, 'audit, all')
  await page.context().close()
})

test('jobs that nobody has marked are listed where one is asked to mark them', async () => {
  const lead = (id: string, status: string, outcome: string) => ({
    id,
    name: `Caller ${id}`,
    phone: '+12175550111',
    status,
    outcome,
    source: 'call',
    createdAt: new Date().toISOString(),
  })
  const all = [
    lead('booked', 'booked', 'booked'),
    lead('ready', 'qualified', 'open'),
    lead('won', 'closed', 'won'),
    lead('talking', 'open', 'open'),
  ]
  const { page } = await stage.signedIn()
  await page.route('**/leads?**', (route) => route.fulfill({ json: pageOf(all, new URL(route.request().url())) }))
  await open(page, `${stage.server.origin}/b/${TENANT_ID}/results`)
  await page.getByText('Show them').click()
  await page.getByRole('link', { name: /Caller booked/ }).waitFor()
  assert.deepEqual(await page.locator('.unmarked a b').allTextContents(), ['Caller booked', 'Caller ready'])
  await assertGood(page, 'results, unmarked')
  await page.getByRole('link', { name: /Caller booked/ }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(new URL(page.url()).pathname, `/b/${TENANT_ID}/leads/booked`)
  await page.context().close()
})

function pageOf<Item>(all: readonly Item[], url: URL): { items: Item[]; nextCursor: string | null } {
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const next = from + Number(url.searchParams.get('limit') ?? 50)
  return { items: all.slice(from, next), nextCursor: next < all.length ? String(next) : null }
}
