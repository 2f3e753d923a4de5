import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { instant } from '#core/values/instant.ts'
import { createCalendarReader } from './calendar-reader.ts'
import { isInside } from './outside-fetch.ts'

const WINDOW = { start: instant(Date.parse('2026-11-01T00:00:00Z')), end: instant(Date.parse('2026-12-01T00:00:00Z')) }
const ICS = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:test',
  'BEGIN:VEVENT',
  'UID:1@test',
  'DTSTAMP:20260101T000000Z',
  'DTSTART:20261110T150000Z',
  'DTEND:20261110T160000Z',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')
const BUSY = [{ start: instant(Date.parse('2026-11-10T15:00:00Z')), end: instant(Date.parse('2026-11-10T16:00:00Z')) }]
const SIGN_IN = `Basic ${Buffer.from('sam:secret').toString('base64')}`

const servers: Server[] = []
after(() => {
  for (const server of servers) server.close().closeAllConnections()
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => answer(request, response, body))
  })
  servers.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // A listening TCP server has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const inside = createCalendarReader({ allowInside: true, tzdata: '2026c' })

test('an ICS address is read, through a redirect too', async () => {
  const origin = await serve((request, response) => {
    if (request.url === '/old.ics') response.writeHead(302, { location: '/new.ics' }).end()
    else response.writeHead(200, { 'content-type': 'text/calendar' }).end(ICS)
  })
  assert.deepEqual(await inside.read({ kind: 'ics', url: `${origin}/old.ics` }, WINDOW, 'America/Chicago'), { kind: 'done', value: BUSY })
})

test('a wrong address and a page in place of a calendar are refused in words; a server in trouble is asked again', async () => {
  const origin = await serve((request, response) => {
    if (request.url === '/gone') response.writeHead(404).end()
    else if (request.url === '/page') response.writeHead(200).end('<html>sign in</html>')
    else response.writeHead(503).end()
  })
  const read = (path: string) => inside.read({ kind: 'ics', url: `${origin}${path}` }, WINDOW, 'America/Chicago')
  const [gone, page, busy] = [await read('/gone'), await read('/page'), await read('/busy')]
  assert.equal(gone.kind, 'refused')
  assert.match(gone.kind === 'refused' ? gone.reason : '', /404: check the address/)
  assert.match(page.kind === 'refused' ? page.reason : '', /does not lead to a calendar/)
  assert.equal(busy.kind, 'retry')
})

test('a CalDAV collection is read with its sign-in, for the window only', async () => {
  const queries: string[] = []
  const origin = await serve((request, response, body) => {
    if (request.headers.authorization !== SIGN_IN) return response.writeHead(401).end()
    if (request.method === 'PROPFIND') return response.writeHead(207, { 'content-type': 'application/xml' }).end(multistatus(''))
    queries.push(body)
    return response.writeHead(207, { 'content-type': 'application/xml' }).end(multistatus(ICS))
  })
  const source = { kind: 'caldav' as const, url: `${origin}/cal/sam/`, username: 'sam', password: 'secret' }
  assert.deepEqual(await inside.read(source, WINDOW, 'America/Chicago'), { kind: 'done', value: BUSY })
  assert.match(queries[0] ?? '', /time-range start="20261101T000000Z" end="20261201T000000Z"/)
  const wrong = await inside.read({ ...source, password: 'wrong' }, WINDOW, 'America/Chicago')
  assert.match(wrong.kind === 'refused' ? wrong.reason : '', /refused the sign-in/)
})

test('addresses inside our own network are refused, whatever they are called', async () => {
  const outside = createCalendarReader({ allowInside: false, tzdata: '2026c' })
  const urls = [
    'http://example.com/a.ics',
    'https://127.0.0.1/a.ics',
    'https://[::1]/a.ics',
    'https://localhost/a.ics',
    'https://169.254.169.254/latest',
  ]
  for (const url of urls) {
    const answer = await outside.read({ kind: 'ics', url }, WINDOW, 'America/Chicago')
    assert.equal(answer.kind, 'refused', `${url}: ${JSON.stringify(answer)}`)
  }
  for (const address of ['10.1.2.3', '192.168.0.9', '::ffff:127.0.0.1', 'fe80::1', 'fd00::1', '0.0.0.0', '100.64.0.1'])
    assert.ok(isInside(address), address)
  for (const address of ['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8']) assert.ok(!isInside(address), address)
})

function multistatus(data: string): string {
  const escaped = data.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>/cal/sam/1.ics</d:href>
<d:propstat><d:prop><d:getetag>"1"</d:getetag><c:calendar-data>${escaped}</c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`
}
