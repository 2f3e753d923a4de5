/**
 * The dashboard in a real Chromium over a pretend API: every screen in every form, and the states that a real business is in once a year.
 * `WEB_SCREENSHOTS=docs/screenshots` writes the pictures of the documents anew.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { assertGood, DESK, open, openBrowser, PHONE, visit } from '../web/browser.ts'
import { HOSTILE, nobody, now, selfTest, tenant, TENANT_ID } from '../web/pretend-data.ts'
import { pretendServer, type PretendServer } from '../web/pretend-server.ts'

const HOME = `/b/${TENANT_ID}/now`
const LEAD = `/b/${TENANT_ID}/leads/l_heater`
const VOICEMAIL = `/b/${TENANT_ID}/leads/l_voicemail`
const SETUP = `/b/${TENANT_ID}/setup`
const GUIDE = `/b/${TENANT_ID}/start`
const API = `/api/v1/tenants/${TENANT_ID}`
/** A commit must be seen sooner than this. */
const LIVE_MS = 300

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

async function openEverything(page: Page): Promise<void> {
  for (const block of await page.locator('details').all()) await block.evaluate((details) => details.setAttribute('open', ''))
}

for (const [size, viewport] of [
  ['360', PHONE],
  ['1280', DESK],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every screen at ${size} px, ${colorScheme}: axe finds nothing, nothing is cut off, no complaint in the console`, async () => {
      const { page, troubles } = await visit(browser, { viewport, colorScheme })
      for (const { name, path, role, act } of SCREENS) {
        server.role = role
        await open(page, server.origin + path)
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

describe('states', () => {
  test('while an answer is on its way its shape is shown', async () => {
    const { page } = await signedIn()
    await page.route(`**${API}/now`, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      await route.continue()
    })
    await page.goto(server.origin + HOME)
    await page.getByRole('status', { name: 'Loading' }).waitFor()
    await page.getByRole('heading', { name: '3 people need you' }).waitFor()
  })

  test('a failure says so and can be tried again', async () => {
    server.answer(`${API}/now`, { code: 'internal', title: 'Something went wrong on our side; it has been noted.' }, 500)
    const { page } = await signedIn()
    await page.goto(server.origin + HOME)
    await page.getByText('Something went wrong on our side').waitFor()
    await assertGood(page, 'failure')
    server.forget()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: '3 people need you' }).waitFor()
  })

  test('nobody waiting is said honestly', async () => {
    server.answer(`${API}/now`, nobody())
    const { page } = await signedIn()
    await open(page, server.origin + HOME)
    await page.getByRole('heading', { name: 'No one is waiting' }).waitFor()
    await page.getByText('3.1 s').waitFor()
    await assertGood(page, 'nobody')
  })

  test('what the self-test found can be read and asked for anew on every form, also when all is wrong', async () => {
    for (const viewport of [PHONE, DESK]) {
      server.answer(`${API}/self-test`, selfTest(true))
      const { page } = await visit(browser, { viewport })
      server.role = 'owner'
      await open(page, server.origin + SETUP)
      await page.getByRole('heading', { name: 'Does it work?' }).click()
      await page.getByText('Set the addresses of the number').waitFor()
      await assertGood(page, 'self-test faulty')
      server.forget()
      await page.getByRole('button', { name: 'Test now' }).click()
      await page.getByText('come to us.').waitFor()
      assert.ok(server.asked.some(({ method, path }) => method === 'POST' && path.endsWith('/self-test')))
      await assertGood(page, 'self-test')
      await page.context().close()
    }
  })

  test('a product that is down says so in words', async () => {
    server.answer(`${API}/now`, {
      ...nobody(),
      lastAnswered: null,
      working: { state: 'down', sentence: 'Texts are not going out. We are on it.', testedAt: null },
    })
    const { page } = await signedIn()
    await open(page, server.origin + HOME)
    await page.getByText('Texts are not going out').waitFor()
    await assertGood(page, 'down')
  })

  test('without a network there is a banner, and it goes when the network is back', async () => {
    const { page } = await signedIn()
    await open(page, server.origin + HOME)
    await page.context().setOffline(true)
    await page.getByText('No connection.').waitFor()
    await assertGood(page, 'offline')
    await page.context().setOffline(false)
    await page.getByText('No connection.').waitFor({ state: 'detached' })
  })

  test('a session that has ended leads to the sign-in', async () => {
    const { page } = await signedIn()
    await open(page, server.origin + HOME)
    server.answer(`${API}/now`, { code: 'unauthorized', title: 'Sign in first.' }, 401)
    server.tell({ kind: 'lead', leadId: null })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  test('an operator without a reason is asked for one, and it is sent', async () => {
    server.answer(`${API}/now`, { code: 'reason_missing', title: 'Say why you look.' }, 403)
    const { page } = await signedIn('operator')
    await page.goto(server.origin + HOME)
    await page.getByLabel('Your reason').fill('The owner asked me to look')
    await assertGood(page, 'reason')
    server.forget()
    const asked = page.waitForRequest(`**${API}/now`)
    await page.getByRole('button', { name: 'Look' }).click()
    assert.equal((await asked).headers()['x-reason'], 'The owner asked me to look')
  })
})

describe('the installed app', () => {
  test('opens without a network, and keeps no answer of the API', async () => {
    const { page } = await visit(browser, { serviceWorkers: 'allow' })
    server.role = 'owner'
    await open(page, server.origin + HOME)
    await page.evaluate('navigator.serviceWorker.ready')
    await page.reload()
    await page.getByRole('heading', { name: '3 people need you' }).waitFor()
    await page.context().setOffline(true)
    await page.goto(server.origin + LEAD)
    await page.getByRole('heading', { name: 'This did not load' }).waitFor()
    const kept = await page.evaluate<string[]>(`caches.keys()
      .then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
      .then((requests) => requests.flat().map((request) => new URL(request.url).pathname))`)
    assert(kept.includes('/') && kept.some((path) => path.startsWith('/assets/')), kept.join(' '))
    assert.deepEqual(
      kept.filter((path) => !/^\/$|^\/icon\.svg$|^\/assets\//.test(path)),
      [],
    )
  })

  test('can be installed: the manifest names icons that exist in the size it says', async () => {
    const manifest: { icons: { src: string; sizes: string }[]; display: string } = JSON.parse(
      await (await fetch(`${server.origin}/manifest.webmanifest`)).text(),
    )
    assert.equal(manifest.display, 'standalone')
    for (const { src, sizes } of manifest.icons.filter(({ src }) => src.endsWith('.png'))) {
      const png = Buffer.from(await (await fetch(server.origin + src)).arrayBuffer())
      assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes, src)
    }
  })
})

describe('live', () => {
  test(`a change is on the screen within ${LIVE_MS} ms`, async () => {
    const { page } = await signedIn()
    await open(page, server.origin + HOME)
    await page.waitForTimeout(200)
    const [first, ...rest] = now().cards
    assert(first !== undefined)
    server.answer(`${API}/now`, { ...now(), cards: [{ ...first, leadId: 'l_new', name: 'Nora Newcomer' }, first, ...rest] })
    const startedAt = performance.now()
    server.tell({ kind: 'lead', leadId: 'l_new' })
    await page.getByRole('heading', { name: 'Nora Newcomer' }).waitFor()
    const tookMs = Math.round(performance.now() - startedAt)
    await page.getByText('Emergency: Nora Newcomer').waitFor()
    assert(tookMs < LIVE_MS, `${tookMs} ms`)
  })
})

describe('what people text stays text', () => {
  test('markup in a name, a problem and a text is shown as it was typed', async () => {
    const { page } = await signedIn()
    for (const path of [HOME, `/b/${TENANT_ID}/leads/l_xss`]) {
      await open(page, server.origin + path)
      assert((await page.getByText(HOSTILE.slice(0, 40)).count()) > 0)
      assert.equal(await page.locator('main img, main script').count(), 0)
      assert.notEqual(await page.title(), 'owned')
    }
  })
})

describe('what a caller said and sent', () => {
  test('a voicemail plays and pictures show', async () => {
    const { page } = await signedIn()
    await open(page, server.origin + VOICEMAIL)
    const player = page.getByLabel(/^Voicemail of /)
    await player.first().waitFor()
    const seconds = await page.evaluate<number>(`new Promise((resolve) => {
      const sound = document.querySelector('audio')
      sound.addEventListener('loadedmetadata', () => resolve(sound.duration))
      sound.preload = 'metadata'
      sound.load()
    })`)
    assert.equal(Math.round(seconds), 2)
    assert.equal(await page.getByAltText(/^What the customer sent, 1 of/).count(), 2, 'in the strip and in the thread')
    assert.ok((await page.getByText('It could not be kept').count()) > 0)
  })

  test('what was said in a voicemail is words and no markup', async () => {
    const { page } = await signedIn()
    await open(page, `${server.origin}/b/${TENANT_ID}/leads/l_xss`)
    assert.equal(await page.getByRole('region', { name: 'Voicemail' }).getByText(HOSTILE.slice(0, 40)).count(), 1)
    assert.equal(await page.locator('img[src="x"], main script').count(), 0)
    assert.notEqual(await page.title(), 'owned')
  })
})

describe('by keyboard alone', () => {
  test('from the first screen to a lead, its words, a text and back', async () => {
    server.asked.length = 0
    const { page } = await signedIn()
    await open(page, server.origin + HOME)
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
    const sent = server.asked.find(({ path }) => path.endsWith('/texts'))
    assert.deepEqual(sent?.body, { body: 'On my way' })
    assert.match(String(sent?.headers['idempotency-key']), /^[0-9a-f-]{36}$/)
    assert.equal(sent?.headers['x-csrf-token'], 'pretend-token')
  })
})

describe('by keyboard alone, in the lab', () => {
  test('ring, answer from both phones, jump and break', async () => {
    server.asked.length = 0
    const { page } = await signedIn('operator')
    await open(page, `${server.origin}/lab`)
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
      server.asked.map(({ path, body }) => [path, body]),
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
    server.asked.length = 0
    const { page } = await signedIn('operator')
    await open(page, `${server.origin}/start`)
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
    assert.deepEqual(server.asked.find(({ path }) => path === '/api/v1/onboarding')?.body, {
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

describe('moves', () => {
  test('“I’ve got it” is told to the server with the token', async () => {
    server.asked.length = 0
    const { page } = await signedIn()
    await open(page, server.origin + HOME)
    await page.getByRole('button', { name: 'I’ve got it' }).first().click()
    await page.getByText('Noted. We stopped paging.').waitFor()
    assert.deepEqual(
      server.asked.map(({ path }) => path),
      [`${API}/leads/l_flood/acknowledge`],
    )
  })

  test('a corrected field is sent as the contract says', async () => {
    server.asked.length = 0
    const { page } = await signedIn()
    await open(page, server.origin + LEAD)
    await page.getByRole('button', { name: /^Street/ }).click()
    assert.equal(await page.locator('mark').textContent(), '220 W Jefferson St')
    await page.getByLabel('Put it right').fill('222 W Jefferson St')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.deepEqual(
      server.asked.map(({ method, body }) => ({ method, body })),
      [{ method: 'PATCH', body: { field: 'street', value: '222 W Jefferson St' } }],
    )
  })

  test('a chosen time is confirmed with one tap, and a day is closed with one', async () => {
    server.asked.length = 0
    const { page } = await signedIn()
    await open(page, `${server.origin}/b/${TENANT_ID}/calendar`)
    await page.getByRole('button', { name: 'Yes to Dana Kim' }).click()
    await page.getByText('Confirmed.', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Close this day (Today)' }).click()
    await page.getByText('Closed. No times are offered on that day.').waitFor()
    assert.deepEqual(
      server.asked.map(({ path }) => path),
      [`${API}/leads/l_heater/visit/answer`, `${API}/calendar/closed-days`],
    )
  })

  test('a pause ends with one tap', async () => {
    server.asked.length = 0
    const { page } = await signedIn()
    await open(page, server.origin + LEAD)
    await page.getByRole('button', { name: 'Let it go on' }).click()
    await page.getByText('The assistant goes on.').waitFor()
    assert.deepEqual(
      server.asked.map(({ path }) => path),
      [`${API}/leads/l_heater/release`],
    )
  })

  test('the hours are said back before they are saved', async () => {
    server.asked.length = 0
    const { page } = await signedIn()
    await open(page, server.origin + SETUP)
    const block = page.locator('details.block', { hasText: 'Hours' }).first()
    await block.locator('summary').first().click()
    await block.getByRole('button', { name: 'Say it back' }).click()
    await page.getByText('Monday to Friday from 7 am to 5 pm we ring you first.').waitFor()
    await block.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved. It counts from now on.').waitFor()
    assert.deepEqual(
      server.asked.map(({ method }) => method),
      ['POST', 'PATCH'],
    )
  })

  test('a phone is checked by a code, and a calendar is tried before it is added', async () => {
    server.asked.length = 0
    server.answer(API, { ...tenant(), fallbackPhoneVerified: false })
    const { page } = await signedIn()
    await open(page, server.origin + SETUP)
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
      server.asked.map(({ body }) => body),
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
    server.answer(API, { ...tenant(), trade: 'roofing', timezone: 'America/Denver', country: 'CA' })
    const { page } = await signedIn()
    await open(page, server.origin + SETUP)
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

  test('what it may say is sent whole, as it stands on the screen', async () => {
    const { page } = await signedIn()
    await open(page, server.origin + SETUP)
    const block = page.locator('details.block', { hasText: 'What it may say' }).first()
    await block.locator('summary').first().click()
    await block.getByLabel('A visit costs, in dollars').fill('95.50')
    await block.getByRole('button', { name: 'Remove the price of drain' }).click()
    await block.getByLabel('You are insured').check()
    await block.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved. It counts from now on.').waitFor()
    assert.deepEqual(server.asked.at(-1)?.body, {
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
    const { page } = await signedIn()
    await open(page, server.origin + SETUP)
    const block = page.locator('details.block', { hasText: 'If I don’t pick up' })
    await block.locator('summary').first().click()
    assert.equal(await block.locator('.dial-code').textContent(), '**004*12175550102#')
    await block.getByRole('button', { name: 'I’m calling now' }).click()
    await block.getByText('Waiting for the call.').waitFor()
    server.tell({ kind: 'message', leadId: null })
    assert.equal(await block.getByText('It works.').count(), 0)
    server.tell({ kind: 'call', leadId: null })
    await block.getByText('It works.').waitFor()
  })

  test('an owner signs in with the code from a text', async () => {
    const { page } = await signedIn(null)
    await open(page, server.origin)
    await page.getByLabel('Your mobile number').fill('217 555 0101')
    await page.getByRole('button', { name: 'Text me a code' }).click()
    await page.getByLabel('The code from the text').fill('000000')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('That code is not right').waitFor()
    await assertGood(page, 'wrong code')
    await page.getByLabel('The code from the text').fill('123456')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: '3 people need you' }).waitFor()
    assert.deepEqual(server.asked.find(({ path }) => path.endsWith('/code'))?.body, { phone: '+12175550101' })
  })

  test('an operator pauses a business', async () => {
    server.asked.length = 0
    const { page } = await signedIn('operator')
    await open(page, `${server.origin}/operator`)
    await page.getByRole('button', { name: 'Manage Ace Plumbing' }).click()
    await page.getByRole('button', { name: 'Pause this business' }).click()
    await page.getByText('Ace Plumbing is paused.').waitFor()
    assert.deepEqual(
      server.asked.map(({ path }) => path),
      [`${API}/pause`],
    )
  })
})

async function signedIn(role: PretendServer['role'] = 'owner'): Promise<Awaited<ReturnType<typeof visit>>> {
  server.role = role
  return visit(browser, {})
}
