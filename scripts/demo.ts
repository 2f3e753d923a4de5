/**
 * `npm run demo`: one missed call from ring to qualified lead, told as it happens. The product runs whole, over HTTP, with the built-in phone
 * network in the place of Twilio; the times are those of the machine's clock. Ends with 1 when the lead is not qualified within a minute.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '#adapters/clock/system-clock.ts'
import type { CarrierEvent } from '#adapters/fake-carrier/event-log.ts'
import { loadConfig } from '#config/config.ts'
import { loadSecrets } from '#config/secrets.ts'
import { buildApp } from '#execution/app.ts'
import { DEMO_NUMBER, DEMO_OWNER_PHONE } from '#execution/lab/demo-business.ts'
import { startLab, type StartedLab } from '#execution/lab/lab.ts'
import { freePort } from './bench/product.ts'

const LIMIT_MS = 60_000
const LOOK_EVERY_MS = 50
/** The story is told by then; nobody should wait for a connection that stays open. */
const STOP_LIMIT_MS = 1_000
/** As long as a quick person takes to read a text and to write the next. */
const TYPING_MS = 3_500
const ANSWERS = [
  'Hi, my kitchen sink is clogged and the water wont drain',
  '412 Oak St, Springfield 62704',
  'Dana Miller',
  'tomorrow morning works',
]

const COLUMNS = 100
const MARGIN = ' '.repeat(22)

const folder = mkdtempSync(join(tmpdir(), 'lead-agent-demo-'))
let exitCode = 1
try {
  exitCode = (await demo(folder)) ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
// Whatever is still open (a delivery report of the last text on its way) has nothing to tell any more.
process.exit(exitCode)

/** Plays the call; true when it became a qualified lead in time. */
async function demo(dataDir: string): Promise<boolean> {
  const config = loadConfig({ LEAD_AGENT_MODE: 'lab', PORT: String(await freePort()), DATA_DIR: dataDir })
  const lab = await startLab(config, systemClock())
  const faults: unknown[] = []
  const app = await buildApp(lab.config, loadSecrets(dataDir), { ...lab.replacements, onFault: (_where, error) => faults.push(error) })
  await lab.attach(app)
  await app.start()
  await app.server.listen({ host: config.listen.host, port: config.listen.port })
  try {
    const teller = demoTeller()
    const stopListening = lab.carrier.subscribe((event) => tell(teller, event))
    const qualified = await play(lab, teller)
    stopListening()
    for (const fault of faults) teller.fault(fault)
    return qualified && faults.length === 0
  } finally {
    await Promise.race([app.stop().then(() => lab.stop()), sleep(STOP_LIMIT_MS)])
  }
}

async function play(lab: StartedLab, teller: Teller): Promise<boolean> {
  const { screen } = lab
  const giveUpAt = performance.now() + LIMIT_MS
  const { business } = await screen.view(0)
  teller.begin(business)
  await screen.jump('day')
  await screen.ring({ caller: 'waits', owner: 'declines' })
  const textsTo = (phone: string) =>
    lab.carrier.texts(lab.account.accountSid).filter((text) => text.to === phone && text.from === DEMO_NUMBER).length
  const until = async (isSo: () => boolean | Promise<boolean>) => {
    while (!(await isSo())) {
      if (performance.now() > giveUpAt) return false
      await sleep(LOOK_EVERY_MS)
    }
    return true
  }

  for (const [place, answer] of ANSWERS.entries()) {
    if (!(await until(() => textsTo(business.customer) > place))) return teller.end(null)
    await sleep(TYPING_MS)
    await screen.text(answer, 'customer')
  }
  const isQualified = async () => (await screen.view(0)).lead?.['status'] === 'qualified'
  const done =
    (await until(isQualified)) && (await until(() => textsTo(DEMO_OWNER_PHONE) > 0 && textsTo(business.customer) > ANSWERS.length))
  return teller.end(done ? (await screen.view(0)).lead : null)
}

/** One event of the phone network as a line of the story, or as nothing. */
function tell(teller: Teller, { at, kind, detail }: CarrierEvent): void {
  const word = (name: string) => (typeof detail[name] === 'string' ? detail[name] : '')
  if (kind === 'leg' && detail['step'] === 'ringing') teller.say(at, 'RINGS', "Sam's phone rings. Sam is under a sink.")
  if (kind === 'leg' && detail['step'] === 'ended' && detail['status'] === 'busy') teller.missed(at)
  if (kind === 'verb' && detail['verb'] === 'Say') teller.say(at, 'SPOKEN', `"${word('text')}"`)
  if (kind !== 'text') return
  if (detail['direction'] === 'inbound') teller.say(at, 'CUSTOMER', word('body'))
  else teller.text(at, word('to') === DEMO_OWNER_PHONE ? 'owner' : 'customer', word('body'))
}

type Teller = {
  begin(business: { name: string; number: string; customer: string }): void
  /** `at` is epoch milliseconds. */
  say(at: number, who: string, words: string): void
  missed(at: number): void
  text(at: number, to: 'owner' | 'customer', words: string): void
  fault(error: unknown): void
  /** The captured fields, or null when it took too long. Answers whether it went well. */
  end(lead: Readonly<Record<string, string | null>> | null): boolean
}

/** Writes the story of one call to the terminal, with the seconds since it began. */
function demoTeller(): Teller {
  let beganAt = Date.now()
  let missedAt: number | null = null
  let firstTextAt: number | null = null
  let customerTexts = 0

  function line(at: number, who: string, words: string): void {
    const seconds = `${((at - beganAt) / 1_000).toFixed(2)} s`.padStart(9)
    const [first = '', ...more] = wrapped(words, COLUMNS - MARGIN.length)
    write(`${seconds}  ${who.padEnd(9)}  ${first}`)
    for (const part of more) write(MARGIN + part)
  }

  return {
    begin({ name, number, customer }) {
      write('')
      write(`  One missed call, from ring to qualified lead. The whole product runs here; a built-in phone network`)
      write(`  stands in for Twilio. Nothing leaves this machine. Times are real, in seconds since the call began.`)
      write('')
      beganAt = Date.now()
      line(beganAt, 'CALL', `${customer} calls ${name} at ${number}.`)
    },
    say: line,
    missed(at) {
      missedAt = at
      line(at, 'DECLINED', 'Sam declines: his hands are full. The call is missed; the caller stays on the line and hears:')
    },
    text(at, to, words) {
      if (to === 'owner') return line(at, 'TO OWNER', words)
      customerTexts += 1
      if (customerTexts > 1 || missedAt === null) return line(at, 'WE TEXT', words)
      firstTextAt = at
      line(at, 'WE TEXT', `[${secondsBetween(missedAt, at)} after the missed call]`)
      for (const part of wrapped(words, COLUMNS - MARGIN.length)) write(MARGIN + part)
    },
    fault: (error) => write(`  FAULT  ${error instanceof Error ? error.message : String(error)}`),
    end(lead) {
      write('')
      if (lead === null) {
        write('  The lead was not qualified within a minute.')
        return false
      }
      write('  The lead, as captured:')
      for (const [field, value] of Object.entries(lead)) if (value !== null && value !== '') write(`      ${field.padEnd(15)} ${value}`)
      write('')
      const took =
        missedAt === null || firstTextAt === null ? '' : ` First text ${secondsBetween(missedAt, firstTextAt)} after the missed call;`
      write(
        ` ${took} lead qualified and owner told ${secondsBetween(beganAt, Date.now())} after the first ring (most of it the customer's typing).`,
      )
      write('  Try it yourself: npm start, then open the address that it prints.')
      write('')
      return true
    },
  }
}

function secondsBetween(from: number, to: number): string {
  return `${((to - from) / 1_000).toFixed(2)} s`
}

/** Lines of at most `width` columns; the breaks that the words have themselves stay. */
function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((words) => wrappedLine(words, width))
}

function wrappedLine(words: string, width: number): string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

function write(text: string): void {
  process.stdout.write(`${text}\n`)
}
