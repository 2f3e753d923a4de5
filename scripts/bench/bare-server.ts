/**
 * The yardstick of the throughput figure: a `node:http` server that parses the form, checks the same signature and answers an empty document.
 * It writes nothing, decides nothing and keeps nothing. Runs as a process of its own: `PORT`, `PUBLIC_URL` and `AUTH_TOKEN` in the environment.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type BareServerSettings = { port: number; publicUrl: string; authToken: string }

const { PORT = '0', PUBLIC_URL = '', AUTH_TOKEN = '' } = process.env
const EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => answer(request, response, Buffer.concat(chunks).toString('utf8')))
})
server.listen(Number(PORT), '127.0.0.1', 1_024, () => process.send?.('ready'))
process.on('disconnect', () => process.exit(0))

function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  const fields = new URLSearchParams(body)
  fields.sort()
  let text = PUBLIC_URL + (request.url ?? '')
  for (const [name, value] of fields) text += name + value
  const wanted = Buffer.from(createHmac('sha1', AUTH_TOKEN).update(text).digest('base64'))
  const presented = Buffer.from(String(request.headers['x-twilio-signature'] ?? ''))
  if (wanted.length !== presented.length || !timingSafeEqual(wanted, presented)) {
    response.writeHead(403).end()
    return
  }
  response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'content-length': EMPTY.length }).end(EMPTY)
}
