/** The states of the dashboard that a real business is in once a year, in a real Chromium over a pretend API. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertGood, DESK, open, PHONE, visit } from '../web/browser.ts'
import { HOSTILE, nobody, now, selfTest, TENANT_ID } from '../web/pretend-data.ts'
import { lead } from '../web/pretend-lead.ts'
import { API, HOME, LEAD, SETUP, VOICEMAIL, setStage } from '../web/stage.ts'

/** A commit must be seen sooner than this. */
const LIVE_MS = 300

const stage = setStage()

describe('states', () => {
  test('while an answer is on its way its shape is shown', async () => {
    const { page } = await stage.signedIn()
    await page.route(`**${API}/now`, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      await route.continue()
    })
    await page.goto(stage.server.origin + HOME)
    await page.getByRole('status', { name: 'Loading' }).waitFor()
    await page.getByRole('heading', { name: '3 people need you' }).waitFor()
  })

  test('a failure says so and can be tried again', async () => {
    stage.server.answer(`${API}/now`, { code: 'internal', title: 'Something went wrong on our side; it has been noted.' }, 500)
    const { page } = await stage.signedIn()
    await page.goto(stage.server.origin + HOME)
    await page.getByText('Something went wrong on our side').waitFor()
    await assertGood(page, 'failure')
    stage.server.forget()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: '3 people need you' }).waitFor()
  })

  test('nobody waiting is said honestly', async () => {
    stage.server.answer(`${API}/now`, nobody())
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + HOME)
    await page.getByRole('heading', { name: 'No one is waiting' }).waitFor()
    await page.getByText('3.1 s').waitFor()
    await assertGood(page, 'nobody')
  })

  test('what the self-test found can be read and asked for anew on every form, also when all is wrong', async () => {
    for (const viewport of [PHONE, DESK]) {
      stage.server.answer(`${API}/self-test`, selfTest(true))
      const { page } = await visit(stage.browser, { viewport })
      stage.server.role = 'owner'
      await open(page, stage.server.origin + SETUP)
      await page.getByRole('heading', { name: 'Does it work?' }).click()
      await page.getByText('Set the addresses of the number').waitFor()
      await assertGood(page, 'self-test faulty')
      stage.server.forget()
      await page.getByRole('button', { name: 'Test now' }).click()
      await page.getByText('come to us.').waitFor()
      assert.ok(stage.server.asked.some(({ method, path }) => method === 'POST' && path.endsWith('/self-test')))
      await assertGood(page, 'self-test')
      await page.context().close()
    }
  })

  test('a product that is down says so in words', async () => {
    stage.server.answer(`${API}/now`, {
      ...nobody(),
      lastAnswered: null,
      working: { state: 'down', sentence: 'Texts are not going out. We are on it.', testedAt: null },
    })
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + HOME)
    await page.getByText('Texts are not going out').waitFor()
    await assertGood(page, 'down')
  })

  test('without a network there is a banner, and it goes when the network is back', async () => {
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + HOME)
    await page.context().setOffline(true)
    await page.getByText('No connection.').waitFor()
    await assertGood(page, 'offline')
    await page.context().setOffline(false)
    await page.getByText('No connection.').waitFor({ state: 'detached' })
  })

  test('an answer that could not be refreshed says that it is old, until it is new', async () => {
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + HOME)
    stage.server.answer(`${API}/now`, { code: 'internal', title: 'Something went wrong on our side; it has been noted.' }, 500)
    stage.server.tell({ kind: 'lead', leadId: null })
    await page.getByText('This could not be refreshed').waitFor()
    await page.getByRole('heading', { name: '3 people need you' }).waitFor()
    await assertGood(page, 'old answer')
    stage.server.forget()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('This could not be refreshed').waitFor({ state: 'detached' })
  })

  test('after a new sign-in in another tab this one works on', async () => {
    const { page } = await stage.signedIn()
    await page.route(`**${API}/leads/l_flood/acknowledge`, async (route) => {
      const isNew = route.request().headers()['x-csrf-token'] === 'newer-token'
      if (isNew) return route.continue()
      return route.fulfill({ status: 403, json: { code: 'csrf_token_missing', title: 'Send the csrfToken.' } })
    })
    await open(page, stage.server.origin + HOME)
    const session = await page.evaluate<object>("fetch('/api/v1/session').then((response) => response.json())")
    stage.server.answer('/api/v1/session', { ...session, csrfToken: 'newer-token' })
    await page.getByRole('button', { name: 'I’ve got it' }).first().click()
    await page.getByText('Noted. We stopped paging.').waitFor()
  })

  test('a session that has ended leads to the sign-in', async () => {
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + HOME)
    stage.server.answer(`${API}/now`, { code: 'unauthorized', title: 'Sign in first.' }, 401)
    stage.server.tell({ kind: 'lead', leadId: null })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  test('an operator without a reason is asked for one, and it is sent', async () => {
    stage.server.answer(`${API}/now`, { code: 'reason_missing', title: 'Say why you look.' }, 403)
    const { page } = await stage.signedIn('operator')
    await page.goto(stage.server.origin + HOME)
    await page.getByLabel('Your reason').fill('The owner asked me to look')
    await assertGood(page, 'reason')
    stage.server.forget()
    const asked = page.waitForRequest(`**${API}/now`)
    await page.getByRole('button', { name: 'Look' }).click()
    assert.equal((await asked).headers()['x-reason'], 'The owner asked me to look')
  })
})

describe('the installed app', () => {
  test('opens without a network, and keeps no answer of the API', async () => {
    const { page } = await visit(stage.browser, { serviceWorkers: 'allow' })
    stage.server.role = 'owner'
    await open(page, stage.server.origin + HOME)
    await page.evaluate('navigator.serviceWorker.ready')
    await page.reload()
    await page.getByRole('heading', { name: '3 people need you' }).waitFor()
    await page.context().setOffline(true)
    await page.goto(stage.server.origin + LEAD)
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
      await (await fetch(`${stage.server.origin}/manifest.webmanifest`)).text(),
    )
    assert.equal(manifest.display, 'standalone')
    for (const { src, sizes } of manifest.icons.filter(({ src }) => src.endsWith('.png'))) {
      const png = Buffer.from(await (await fetch(stage.server.origin + src)).arrayBuffer())
      assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes, src)
    }
  })
})

describe('live', () => {
  test(`a change is on the screen within ${LIVE_MS} ms`, async () => {
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + HOME)
    await page.waitForTimeout(200)
    const [first, ...rest] = now().cards
    assert(first !== undefined)
    stage.server.answer(`${API}/now`, { ...now(), cards: [{ ...first, leadId: 'l_new', name: 'Nora Newcomer' }, first, ...rest] })
    const startedAt = performance.now()
    stage.server.tell({ kind: 'lead', leadId: 'l_new' })
    await page.getByRole('heading', { name: 'Nora Newcomer' }).waitFor()
    const tookMs = Math.round(performance.now() - startedAt)
    await page.getByText('Emergency: Nora Newcomer').waitFor()
    assert(tookMs < LIVE_MS, `${tookMs} ms`)
  })

  test('a stream that was refused, as while the server starts anew, is opened again', async () => {
    const { page } = await stage.signedIn()
    let refused = 0
    await page.route(`**${API}/live`, (route) => (refused++ === 0 ? route.fulfill({ status: 503, body: 'starting' }) : route.continue()))
    await open(page, stage.server.origin + HOME)
    await page.waitForResponse((response) => response.url().endsWith('/live') && response.status() === 200)
    stage.server.answer(`${API}/now`, nobody())
    stage.server.tell({ kind: 'lead', leadId: null })
    await page.getByRole('heading', { name: 'No one is waiting' }).waitFor()
  })
})

describe('what people text stays text', () => {
  test('markup in a name, a problem and a text is shown as it was typed', async () => {
    const { page } = await stage.signedIn()
    for (const path of [HOME, `/b/${TENANT_ID}/leads/l_xss`]) {
      await open(page, stage.server.origin + path)
      assert((await page.getByText(HOSTILE.slice(0, 40)).count()) > 0)
      assert.equal(await page.locator('main img, main script').count(), 0)
      assert.notEqual(await page.title(), 'owned')
    }
  })
})

describe('what is written from the right', () => {
  test('is read from the right: names, problems and texts', async () => {
    const arabic = 'سخان الماء يسرب من الأسفل'
    const cards = now().cards.map((card) => ({ ...card, name: arabic, problem: arabic, lastText: arabic }))
    stage.server.answer(`${API}/now`, { ...now(), cards })
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + HOME)
    const directions = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.ticket-who h2, .ticket-problem, .talking-who, .talking-text')].map((words) => getComputedStyle(words).direction)`,
    )
    assert.deepEqual([...new Set(directions)], ['rtl'])
    const known = lead('l_heater')
    const captured = known.captured.map((one) => (one.field === 'problem' ? { ...one, value: arabic } : one))
    stage.server.answer(`${API}/leads/l_heater`, { ...known, captured })
    await open(page, stage.server.origin + LEAD)
    assert.equal(await page.getByText(arabic).getAttribute('dir'), 'auto')
  })
})

describe('what a caller said and sent', () => {
  test('a voicemail plays and pictures show', async () => {
    const { page } = await stage.signedIn()
    await open(page, stage.server.origin + VOICEMAIL)
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
    const { page } = await stage.signedIn()
    await open(page, `${stage.server.origin}/b/${TENANT_ID}/leads/l_xss`)
    assert.equal(await page.getByRole('region', { name: 'Voicemail' }).getByText(HOSTILE.slice(0, 40)).count(), 1)
    assert.equal(await page.locator('img[src="x"], main script').count(), 0)
    assert.notEqual(await page.title(), 'owned')
  })
})
