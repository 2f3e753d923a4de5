/**
 * Real processes: a supervisor with a tiny HTTP server as its child, killed in all the ways that happen. Every test has its own port, every
 * wait is for an event or a condition with a limit.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { holdSocket } from './hold-socket.ts'

const LIMIT_MS = 10_000
const folder = mkdtempSync(join(tmpdir(), 'supervisor-test-'))
const started: ChildProcess[] = []
after(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const SUPERVISED = new URL('supervised.ts', import.meta.url).href
const SUPERVISOR = new URL('supervisor.ts', import.meta.url).href

/** Answers its process id and restart counts; `/hang` blocks the event loop for good. */
const SERVER = `
  import http from 'node:http'
  import { attachToSupervisor } from '${SUPERVISED}'
  const attached = attachToSupervisor({ onStop: () => new Promise((done) => server.close(() => done())) })
  const server = http.createServer((request, response) => {
    if (request.url === '/hang') for (;;);
    response.setHeader('connection', 'close')
    response.end(JSON.stringify({ pid: process.pid, restarts: attached.restarts }))
  })
  server.listen(attached.handle, 511, attached.ready)
`

type Answer = { pid: number; restarts: Record<string, number> }

async function startSupervisor(
  childCode: string,
  port: number,
  limits = { readyMs: 60_000, hangMs: 10_000 },
): Promise<ChildProcess & { text: () => string }> {
  const script = join(folder, `child-${started.length}.mjs`)
  writeFileSync(script, childCode)
  const options = JSON.stringify({ script, address: { host: '127.0.0.1', port }, limits })
  const code = `process.exit(await (await import('${SUPERVISOR}')).supervise(${options}))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'ignore', 'pipe'] })
  started.push(child)
  let text = ''
  child.stderr.on('data', (chunk) => (text += chunk))
  return Object.assign(child, { text: () => text })
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert(typeof address === 'object' && address !== null)
  server.close()
  await once(server, 'close')
  return address.port
}

/** One request over a connection of its own; null when the connection was refused or cut. */
function ask(port: number, path = '/'): Promise<Answer | null> {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path, agent: false, timeout: LIMIT_MS }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk))
      response.on('end', () => resolve(JSON.parse(body)))
      response.on('error', () => resolve(null))
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(null))
  })
}

async function firstAnswer(port: number): Promise<Answer> {
  return until(() => ask(port), 'an answer')
}

async function until<Value>(read: () => Promise<Value | null> | Value | null, what: string): Promise<Value> {
  const giveUpAt = performance.now() + LIMIT_MS
  while (performance.now() < giveUpAt) {
    const value = await read()
    if (value !== null) return value
    await sleep(20)
  }
  assert.fail(`waited ${LIMIT_MS} ms for ${what}`)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a server killed again and again under load loses no waiting connection', async () => {
  const port = await freePort()
  await startSupervisor(SERVER, port)
  const pids = new Set<number>()
  let lost = 0
  let kills = 0
  await firstAnswer(port)
  for (let request = 1; request <= 600; request++) {
    const answer = await ask(port)
    if (answer === null) lost++
    else pids.add(answer.pid)
    if (request % 200 === 0 && answer !== null) {
      process.kill(answer.pid, 'SIGKILL')
      kills++
    }
  }
  const last = await firstAnswer(port)
  assert.equal(kills, 3)
  assert.equal(pids.size + (pids.has(last.pid) ? 0 : 1), 4, 'each kill is followed by a new process')
  // The client has one request in flight at a time, so each kill may cut one.
  assert(lost <= kills, `${lost} connections lost by ${kills} kills`)
  assert.deepEqual(last.restarts, { crashed: 3, hung: 0, 'never-ready': 0 })
})

test('connections made while no server lives are answered by the next one', async () => {
  const port = await freePort()
  await startSupervisor(SERVER, port)
  const { pid } = await firstAnswer(port)
  process.kill(pid, 'SIGKILL')
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(port)))
  // Connections accepted in the instant before the signal arrived are the only ones that may be cut.
  assert(answers.filter((answer) => answer !== null && answer.pid !== pid).length >= 45)
})

test('a server whose event loop hangs is killed and replaced', async () => {
  const port = await freePort()
  const supervisor = await startSupervisor(SERVER, port, { readyMs: 60_000, hangMs: 1_500 })
  const first = await firstAnswer(port)
  assert.equal(await ask(port, '/hang'), null)
  const second = await firstAnswer(port)
  assert.notEqual(second.pid, first.pid)
  assert.equal(second.restarts['hung'], 1)
  assert.match(supervisor.text(), /did not answer and was killed/)
})

test('a server that never becomes ready is killed and started again', async () => {
  const port = await freePort()
  const supervisor = await startSupervisor("setInterval(() => undefined, 1000); process.on('disconnect', () => process.exit())", port, {
    readyMs: 700,
    hangMs: 10_000,
  })
  await until(
    () => (supervisor.text().includes('ended before it was ready') || supervisor.text().includes('starting it again') ? true : null),
    'a restart',
  )
})

test('SIGTERM stops the server cleanly, frees the port and ends with 0', async () => {
  const port = await freePort()
  const supervisor = await startSupervisor(SERVER, port)
  const { pid } = await firstAnswer(port)
  supervisor.kill('SIGTERM')
  const [code] = await once(supervisor, 'exit')
  assert.equal(code, 0)
  assert.equal(isAlive(pid), false)
  assert.equal(await ask(port), null)
})

test('a server does not outlive its killed supervisor, and the next supervisor takes over the address', async () => {
  const port = await freePort()
  const supervisor = await startSupervisor(SERVER, port)
  const { pid } = await firstAnswer(port)
  supervisor.kill('SIGKILL')
  await startSupervisor(SERVER, port)
  const next = await until(async () => {
    const answer = await ask(port)
    return answer === null || answer.pid === pid ? null : answer
  }, 'an answer of the next server')
  // Its new parent may take a moment to collect a process that has ended.
  await until(() => (isAlive(pid) ? null : true), 'the end of the first server')
  assert.deepEqual(next.restarts, { crashed: 0, hung: 0, 'never-ready': 0 })
})

test('a configuration that cannot work ends the supervisor with the same code and no second try', async () => {
  const supervisor = await startSupervisor('process.exit(78)', await freePort())
  const [code] = await once(supervisor, 'exit')
  assert.equal(code, 78)
  assert.equal(supervisor.text().match(/serving process ended/g)?.length, 1)
})

test('an address held by another program is named after the retries', async () => {
  const other = net.createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  assert(typeof address === 'object' && address !== null)
  const held = holdSocket({ host: '127.0.0.1', port: address.port }, new AbortController().signal, { retryMs: 0 })
  await assert.rejects(held, { message: `127.0.0.1:${address.port} is in use by another program: stop that program or set another PORT` })
  other.close()
})

test('whoever waits for an address is told so, once', async () => {
  const other = net.createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  assert(typeof address === 'object' && address !== null)
  const said: string[] = []
  const say = (text: string) => {
    said.push(text)
    other.close()
  }
  const held = await holdSocket({ host: '127.0.0.1', port: address.port }, new AbortController().signal, { say })
  held?.close()
  assert.deepEqual(said, [`127.0.0.1:${address.port} is in use by another program; waiting up to 15 s for it ...`])
})

test('an address of another machine is refused with the fix', async () => {
  const held = holdSocket({ host: '192.0.2.1', port: 3000 }, new AbortController().signal, { retryMs: 0 })
  await assert.rejects(held, /HOST=192\.0\.2\.1 is not an address of this machine/)
})

test('nobody who reads the log is needed: without a reader a dead server is started again', async () => {
  const port = await freePort()
  const supervisor = await startSupervisor(`${SERVER}\nprocess.stderr.write('started\\n')`, port)
  const first = await firstAnswer(port)
  supervisor.stderr?.destroy()
  process.kill(first.pid, 'SIGKILL')
  const second = await until(async () => {
    const answer = await ask(port)
    return answer === null || answer.pid === first.pid ? null : answer
  }, 'a second server')
  assert.deepEqual([second.restarts['crashed'], supervisor.exitCode], [1, null])
})

test('SIGHUP reaches the serving process, which goes on', async () => {
  const port = await freePort()
  const supervisor = await startSupervisor(`${SERVER}\nprocess.on('SIGHUP', () => process.stderr.write('read again\\n'))`, port)
  const { pid } = await firstAnswer(port)
  // The supervisor takes note of a ready server a moment after the server answers.
  await until(() => {
    supervisor.kill('SIGHUP')
    return supervisor.text().includes('read again') ? true : null
  }, 'the signal')
  assert.equal((await ask(port))?.pid, pid)
})
