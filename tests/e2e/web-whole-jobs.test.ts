/**
 * Whole jobs over the real product in lab mode, in a real Chromium: from the missed call to the visit in the calendar, an owner who never opens
 * the dashboard, an emergency at night, a business that is paused. Nothing is pretended but the phone network.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Download, Locator, Page } from 'playwright-core'
import { assertGood, DESK, open, openBrowser, PHONE, visit, type Visit } from '../web/browser.ts'
import { startLabProduct, type LabProduct } from './lab-product.ts'

/** Calls take their own time: the owner declines, the message is spoken, the text goes out. */
const CALL_LIMIT_MS = 30_000
/** A burst of texts is waited for before it is answered. */
const REPLY_LIMIT_MS = 15_000

let browser: Browser
let product: LabProduct
let lab: Visit
let dashboard: Visit

before(async () => {
  browser = await openBrowser()
  product = await startLabProduct()
  lab = await visit(browser, { viewport: DESK })
  await lab.page.goto(product.link)
  await lab.page.getByRole('heading', { name: 'Phone Lab', level: 1 }).waitFor()
  // The same session on a telephone: what the owner sees while the lab plays the world.
  dashboard = await visit(browser, { viewport: PHONE, storageState: await lab.page.context().storageState() })
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

test('a missed call becomes a booked job: offered, chosen, confirmed by "2" and Y, in the calendar, with the customer told', async () => {
  await jumpTo('Day', 'Day: the owner is rung first.')
  await missedCall()
  await customerSays('My water heater is leaking a bit, I caught it in a bucket. Dana Kim, 220 W Jefferson St, Springfield 62701')
  await customerSays('Tomorrow morning')
  assert.match(await newest('customer'), /I can offer .+ or .+\. Which suits you\?/)
  await customerSays('the first one works')
  const held = /I'm holding (.+) for you and Sam will confirm it/.exec(await newest('customer'))?.[1]
  assert.ok(held !== undefined, await newest('customer'))
  await onPhone('/b/t_demo/calendar', 'calendar, held')
  await dashboard.page.getByRole('button', { name: 'Yes to Dana Kim' }).waitFor()
  assert.equal(await ownerSays('2'), `Mark Dana Kim as booked for ${held}? Y = yes. Another time: BOOK TUE 9`)
  assert.equal(await ownerSays('Y'), `Dana Kim: booked for ${held}.`)
  await textsOn('customer').getByText(`your visit is set for ${held}.`).waitFor({ timeout: REPLY_LIMIT_MS })
  await onPhone('/b/t_demo/calendar', 'calendar, confirmed')
  await dashboard.page.getByText('Dana Kim').first().waitFor()
  assert.equal(await dashboard.page.getByRole('button', { name: 'Yes to Dana Kim' }).count(), 0)
  await onPhone('/b/t_demo/results', 'results')
  assert.equal(await textsOn('owner').getByText('Please confirm').count(), 0, 'nothing asks for the yes that was given')
})

test('an owner runs a lead wholly by text: takes over, hands back, is connected, asks again before it is closed', async () => {
  await newCaller()
  await missedCall()
  await customerSays('Kitchen faucet drips, no rush. Lee Park, 90 Elm St, Springfield 62702')
  await customerSays('Friday afternoon')
  await textsOn('owner').getByText('Lee Park').first().waitFor({ timeout: CALL_LIMIT_MS })
  assert.match(await ownerSays('3 lee'), /^You have Lee Park\. The assistant is quiet until/)
  const quiet = await textsOn('customer').count()
  await send('customer', 'Is the assistant still there?')
  assert.match(await ownerSays('resume'), /^The assistant answers Lee Park again\.$/)
  assert.equal(await textsOn('customer').count(), quiet + 1, 'only their own text was added while a person had the lead')
  assert.equal(await ownerSays('1'), 'Calling you now. Press 1 to be connected to Lee Park.')
  assert.equal(await ownerSays('4'), 'Lee Park is not a lead: close it? Y = yes')
  assert.equal(await ownerSays('n'), 'All right, nothing was changed.')
  assert.equal(await ownerSays('book fri 2pm'), 'Mark Lee Park as booked for fri 2pm? Y = yes. Another time: BOOK TUE 9')
  assert.match(await ownerSays('yes'), /^Lee Park: booked for fri 2pm\./)
  await onPhone('/b/t_demo/now', 'now')
  await dashboard.page.getByText('Lee Park').first().waitFor({ state: 'detached' })
})

test('an emergency at night: safety first, the owner is paged, the card waits in red until somebody has it, and the customer hears by whom', async () => {
  await jumpTo('Night', 'Night: nobody is rung')
  await newCaller()
  await lab.page.getByRole('button', { name: 'Ring the business' }).click()
  await textsOn('customer').first().waitFor({ timeout: CALL_LIMIT_MS })
  await customerSays('I smell gas in the whole house, what do I do? Maria Alvarez, 14 Oak St')
  assert.match(await newest('customer'), /^Safety first: get everyone out now/)
  await textsOn('owner').getByText('EMERGENCY').last().waitFor({ timeout: CALL_LIMIT_MS })
  await onPhone('/b/t_demo/now', 'now, emergency')
  const { page } = dashboard
  const card = page.locator('article, li', { hasText: 'Maria Alvarez' }).first()
  await card.getByText('Emergency').waitFor()
  await card.getByRole('button', { name: /got it/ }).click()
  await textsOn('customer').getByText('Sam has your message and is taking care of it.').waitFor({ timeout: REPLY_LIMIT_MS })
  await card.getByRole('button', { name: /got it/ }).waitFor({ state: 'detached' })
  assert.equal(await textsOn('customer').getByText('has your message').count(), 1)
})

test('an operator pauses a business: calls are answered and kept, nobody is texted, and one tap lets it go on', async () => {
  await jumpTo('Day', 'Day: the owner is rung first.')
  await manage('Pause this business')
  await dashboard.page.getByText('Ace Plumbing is paused.').waitFor()
  await newCaller()
  await lab.page.getByRole('button', { name: 'Ring the business' }).click()
  await spoken('Thanks for calling Ace Plumbing')
  await lab.page.getByRole('log', { name: 'Spoken on the line' }).waitFor()
  await jumpTo('An hour on', 'Day: the owner is rung first.')
  assert.equal(await textsOn('customer').count(), 0)
  await onPhone('/b/t_demo/setup', 'setup, paused')
  await dashboard.page.getByText('Paused: nothing is sent').waitFor()
  await manage('Let it work again')
  await dashboard.page.getByText('Ace Plumbing works again.').waitFor()
  await newCaller()
  await missedCall()
})

test('somebody who fills in the website form gets a text that says why, and the owner sees what they ticked', async () => {
  await newCaller()
  const opened = lab.page.context().waitForEvent('page')
  await lab.page.getByRole('link', { name: 'Fill in the website form instead' }).click()
  const form = await opened
  await form.getByLabel('What do you need help with?').fill('My kitchen sink is clogged')
  await form.getByLabel('Your name').fill('Rosa Diaz')
  await form.getByLabel('Address or ZIP code').fill('30 Pine St, Springfield 62704')
  await form.getByRole('checkbox').check()
  // Quicker than people are is a machine's.
  await form.waitForTimeout(3_000)
  await form.getByRole('button', { name: 'Send' }).click()
  await form.getByText(/^We text you at .+ shortly\./).waitFor()
  await form.close()
  await textsOn('customer').getByText('You asked for help on our website.').waitFor({ timeout: REPLY_LIMIT_MS })
  await customerSays('Tomorrow morning')
  await onPhone('/b/t_demo/now', 'now, with an inquiry')
  await dashboard.page.getByText('Rosa Diaz').first().click()
  await dashboard.page.getByRole('heading', { name: 'Asked through a form' }).waitFor()
  await dashboard.page.getByText('Agreed to texts').waitFor()
  await dashboard.page.getByText('The words they ticked').click()
  await dashboard.page.getByText('I agree to get text messages').waitFor()
  await assertGood(dashboard.page, 'lead with an inquiry')
})

test('an operator checks the proof of a business and reads its newest alerts', async () => {
  const { page } = dashboard
  await open(page, `${product.origin}/operator`)
  await page.getByRole('button', { name: 'Manage Ace Plumbing' }).click()
  await page.getByRole('button', { name: 'Check the proof' }).click()
  await page.getByText(/^Whole: \d+ entr(?:y|ies), nothing changed\.$/).waitFor()
  await page.getByText('Newest alerts').click()
  await page
    .getByRole('dialog')
    .getByText(/LEAD|EMERGENCY/)
    .first()
    .waitFor()
  await assertGood(page, 'proof and alerts')
})

test('a paused business is taken out as a file with its key, refused where it is still known, and kept after all', async () => {
  const { page } = dashboard
  await manage('Pause this business')
  await page.getByText('Ace Plumbing is paused.').waitFor()
  await open(page, `${product.origin}/operator`)
  await page.getByRole('button', { name: 'Manage Ace Plumbing' }).click()
  await page.getByText('Move it to another installation').click()
  await page.getByLabel('Why it moves').fill('bigger machine')
  await assertGood(page, 'move out')
  const file = await (await takeOut(page)).path()
  const key = await page.getByLabel('The key of the file').inputValue()
  assert.equal(key.length, 43)
  await page.getByRole('button', { name: 'It did not work: keep it here' }).click()
  await page.getByText('Ace Plumbing stays here.').waitFor()
  await open(page, `${product.origin}/operator`)
  await page.getByRole('button', { name: 'Bring one in' }).click()
  await page.getByLabel('Its file').setInputFiles(file)
  await page.getByLabel('The key of the file').fill(key)
  await assertGood(page, 'bring in')
  await page.getByRole('button', { name: 'Bring it in' }).click()
  await page
    .getByText(/already|exists/i)
    .first()
    .waitFor()
  // The browser itself notes a refused request.
  assert.match(dashboard.troubles.splice(0).join('\n'), /^[^\n]*409[^\n]*$/)
  await manage('Let it work again')
  await page.getByText('Ace Plumbing works again.').waitFor()
})

test('no screen complained on the way', () => {
  assert.deepEqual([...lab.troubles, ...dashboard.troubles], [])
})

/** While an answer is leaving, the page asks to try again, and the browser notes the refused request. */
async function takeOut(page: Page): Promise<Download> {
  for (let tries = 1; tries <= TAKE_OUT_TRIES; tries += 1) {
    const saving = page.waitForEvent('download').catch(() => null)
    const refused = page
      .getByText(/try again in a minute/)
      .waitFor()
      .then(
        () => null,
        () => null,
      )
    // One try after another, each after what was under way has had time to end.
    // oxlint-disable-next-line no-await-in-loop
    await page.getByRole('button', { name: 'Take it out' }).click()
    // oxlint-disable-next-line no-await-in-loop
    const download = await Promise.race([saving, refused])
    if (download !== null) return download
    assert.match(dashboard.troubles.splice(0).join('\n'), /^[^\n]*409[^\n]*$/)
    // oxlint-disable-next-line no-await-in-loop
    await page.waitForTimeout(BETWEEN_TRIES_MS)
  }
  throw new Error('the business was never taken out')
}

const TAKE_OUT_TRIES = 3
/** Longer than a notice stays. */
const BETWEEN_TRIES_MS = 10_000

async function jumpTo(button: string, words: string): Promise<void> {
  await lab.page.getByRole('button', { name: button, exact: true }).click()
  await lab.page.getByText(words).waitFor()
}

async function newCaller(): Promise<void> {
  await lab.page.getByRole('button', { name: 'Be a new caller' }).click()
  await textsOn('customer').first().waitFor({ state: 'detached' })
}

/** Rings, is declined, hears the message, gets the text. */
async function missedCall(): Promise<void> {
  await lab.page.getByRole('button', { name: 'Ring the business' }).click()
  await spoken('Thanks for calling Ace Plumbing')
  await textsOn('customer').first().waitFor({ timeout: CALL_LIMIT_MS })
}

async function spoken(words: string): Promise<void> {
  await lab.page.getByRole('log', { name: 'Spoken on the line' }).getByText(words).waitFor({ timeout: CALL_LIMIT_MS })
}

function textsOn(phone: 'customer' | 'owner'): Locator {
  return lab.page.locator(`section[aria-labelledby=${phone}] .lab-text`)
}

async function newest(phone: 'customer' | 'owner'): Promise<string> {
  return (await textsOn(phone).last().textContent())?.trim() ?? ''
}

async function send(phone: 'customer' | 'owner', words: string): Promise<void> {
  const page: Page = lab.page
  const before = await textsOn(phone).count()
  await page.getByLabel(phone === 'owner' ? 'The owner’s answer' : 'Your answer').fill(words)
  await page.getByRole('button', { name: `Send from the ${phone}` }).click()
  await textsOn(phone).nth(before).waitFor({ timeout: REPLY_LIMIT_MS })
}

/** Says something as the customer and waits for what comes back. */
async function customerSays(words: string): Promise<void> {
  const before = await textsOn('customer').count()
  await send('customer', words)
  await textsOn('customer')
    .nth(before + 1)
    .waitFor({ timeout: REPLY_LIMIT_MS })
}

/** What the owner gets back by text: the first that came after their own and is no alert, which may come in between. */
async function ownerSays(words: string): Promise<string> {
  await send('owner', words)
  const back = lab.page.locator('section[aria-labelledby=owner] li.mine').last().locator('xpath=following-sibling::li')
  const answers = back.locator('.lab-text').filter({ hasNotText: '1 call' })
  await answers.first().waitFor({ timeout: REPLY_LIMIT_MS })
  return (await answers.first().textContent())?.trim() ?? ''
}

/** Opens a screen on the owner's telephone and asks of it what every screen is asked. */
async function onPhone(path: string, where: string): Promise<void> {
  await open(dashboard.page, product.origin + path)
  await assertGood(dashboard.page, where)
}

async function manage(button: string): Promise<void> {
  await open(dashboard.page, `${product.origin}/operator`)
  await dashboard.page.getByRole('button', { name: 'Manage Ace Plumbing' }).click()
  await dashboard.page.getByRole('button', { name: button }).click()
}
