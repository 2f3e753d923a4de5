import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { parse as parseForm } from 'node:querystring'
import { fileURLToPath } from 'node:url'

import { OpenAPIBackend } from 'openapi-backend'
import type { Document, Operation } from 'openapi-backend'

import { brokenRule } from './twilio-rules.ts'
import type { Fault, Form } from './twilio-form.ts'

export type SpecRequest = {
  method: string
  path: string
  query: Form
  form: Form
  /** The version header of the messaging interface; null when absent. */
  version: string | null
  operationId: string | null
  fault: Fault | null
  /** What was answered. */
  answer: { status: number; body: unknown }
}
export type SpecServer = { origin: string; requests: SpecRequest[]; close: () => Promise<void> }

const FILES = ['twilio_api_v2010.json', 'twilio_lookups_v2.json', 'twilio_messaging_v1.json', 'twilio_trusthub_v1.json']

/** Where Twilio's own OpenAPI files are (`TWILIO_OAI_DIR`, else beside the project); null when there are none. They are not ours to ship. */
export function twilioOpenApiFolder(): string | null {
  const folder = process.env['TWILIO_OAI_DIR'] ?? fileURLToPath(new URL('../../../shared/twilio-oai', import.meta.url))
  return existsSync(join(folder, FILES[0] ?? '')) ? folder : null
}

/**
 * One origin that answers as Twilio's unmodified OpenAPI files say: a legal request gets the example of its operation, any other one a
 * refusal in Twilio's shape. `requests` keeps what was asked and what was wrong with it. The files are loose (unknown keys, formats,
 * content types, rules in prose); what they leave out is checked here and in `twilio-rules.ts`. With `forwardTo` (an origin) legal requests are passed on,
 * and the answer comes from there: so a stand-in with a memory can be judged on its way.
 */
export async function startTwilioSpecServer(folder: string, { forwardTo = null }: { forwardTo?: string | null } = {}): Promise<SpecServer> {
  const specs = await Promise.all(FILES.filter((file) => existsSync(join(folder, file))).map((file) => loadSpec(join(folder, file))))
  const requests: SpecRequest[] = []
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const judged = judge(specs, incoming.method ?? '', incoming.url ?? '', incoming.headers, body)
      const answering = judged.fault === null && forwardTo !== null ? pass(forwardTo, incoming, body) : Promise.resolve(judged.answer)
      answering
        .then((answer) => {
          requests.push({ ...judged, answer })
          outgoing.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
        })
        .catch(() => outgoing.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  }
}

async function pass(origin: string, incoming: IncomingMessage, body: string): Promise<{ status: number; body: unknown }> {
  const { authorization = '', 'content-type': contentType } = incoming.headers
  const headers = { authorization, ...(contentType === undefined ? {} : { 'content-type': contentType }) }
  const method = incoming.method ?? 'GET'
  const response = await fetch(origin + (incoming.url ?? ''), { method, headers, ...(method === 'POST' ? { body } : {}) })
  return { status: response.status, body: await response.json() }
}

async function loadSpec(file: string): Promise<OpenAPIBackend> {
  // The file is Twilio's own; openapi-backend says so when it is no OpenAPI document.
  const definition = JSON.parse(readFileSync(file, 'utf8')) as Document
  const ajvOpts = { coerceTypes: 'array', strict: false, allErrors: true, validateFormats: true, formats: FORMATS } as const
  const api = new OpenAPIBackend({ definition, quick: true, strict: false, ajvOpts })
  await api.init()
  return api
}

/** The formats that only Twilio knows, and those that a validator would take too lightly. All others accept everything. */
const FORMATS = {
  'phone-number': /^(\+[1-9]\d{6,14}|whatsapp:\+[1-9]\d{6,14}|\d{5,6})$/,
  uri: (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !new URL(text).hostname.includes('_'),
  'http-method': /^(GET|POST)$/,
  'date-time': /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/,
  date: /^\d{4}-\d\d-\d\d$/,
  ...Object.fromEntries(
    ['date-time-rfc-2822', 'iso-country-code', 'twiml', 'ice-server', 'uri-map', 'currency', 'phone-number-capabilities', 'endpoint'].map(
      (name) => [name, true as const],
    ),
  ),
}

type Headers = Record<string, string | string[] | undefined>

function judge(specs: OpenAPIBackend[], verb: string, url: string, headers: Headers, body: string): SpecRequest {
  const [path = '', queryText = ''] = url.split('?', 2)
  const query = formOf(queryText)
  const form = formOf(body)
  const method = verb.toLowerCase()
  const [api, operation] = operationFor(specs, method, path)
  const version = String(headers['x-twilio-api-version'] ?? '') || null
  const asked = { method: verb, path, query, form, version, operationId: operation?.operationId ?? null }
  const fault =
    api === null || operation === null
      ? { status: 404, code: 20404, message: 'the path is not in the specification' }
      : (credentialFault(path, headers) ??
        bodyFault(operation, method, headers, form, body) ??
        schemaFault(api, operation, { path, query, form, headers }))
  if (fault !== null || api === null || operation === null) {
    const { status, code, message } = fault ?? { status: 404, code: 20404, message: 'not found' }
    const moreInfo = `https://www.twilio.com/docs/errors/${code}`
    return { ...asked, fault: { status, code, message }, answer: { status, body: { code, message, more_info: moreInfo, status } } }
  }
  const { status, mock } = api.mockResponseForOperation(operation.operationId ?? '')
  return { ...asked, fault: null, answer: { status, body: withLastPage(mock, query) } }
}

function operationFor(specs: OpenAPIBackend[], method: string, path: string): [OpenAPIBackend, Operation] | [null, null] {
  for (const api of specs) {
    const operation = api.matchOperation({ method, path, headers: {} })
    if (operation !== undefined) return [api, operation]
  }
  return [null, null]
}

function credentialFault(path: string, headers: Headers): Fault | null {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/.exec(String(headers['authorization'] ?? ''))?.[1] ?? ''
  const [user = '', token = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  const account = /^\/2010-04-01\/Accounts\/(AC[0-9a-fA-F]{32})/.exec(path)?.[1] ?? user
  const isKnown = /^AC[0-9a-fA-F]{32}$/.test(user) && token !== '' && user === account
  return isKnown ? null : { status: 401, code: 20003, message: 'Authenticate' }
}

/** The files never mark a body as required nor its keys as the only ones, and openapi-backend would take JSON as well. */
function bodyFault(operation: Operation, method: string, headers: Headers, form: Form, body: string): Fault | null {
  if (method !== 'post') return body === '' ? null : { status: 400, code: 20001, message: 'a body on a request that has none' }
  const schema = formSchemaOf(operation)
  if (schema === null) return body === '' ? null : { status: 400, code: 20001, message: 'this operation takes no body' }
  if (!String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
    return { status: 415, code: 20415, message: 'the body is not application/x-www-form-urlencoded' }
  }
  const missing = (schema.required ?? []).find((name) => form[name] === undefined)
  if (missing !== undefined) return { status: 400, code: missing === 'To' ? 21604 : 20001, message: `${missing} is required` }
  const unknown = Object.keys(form).find((name) => !Object.hasOwn(schema.properties ?? {}, name))
  return unknown === undefined ? null : { status: 400, code: 20001, message: `unknown parameter ${unknown}` }
}

function formSchemaOf(operation: Operation): { required?: string[]; properties?: Record<string, unknown> } | null {
  const { requestBody } = operation
  if (requestBody === undefined || '$ref' in requestBody) return null
  const schema = requestBody.content['application/x-www-form-urlencoded']?.schema
  // Twilio's forms are plain object schemas, none is a reference; the test of planted bad requests would show otherwise.
  return schema === undefined ? null : (schema as { required?: string[]; properties?: Record<string, unknown> })
}

function schemaFault(
  api: OpenAPIBackend,
  operation: Operation,
  { path, query, form, headers }: { path: string; query: Form; form: Form; headers: Headers },
): Fault | null {
  const known = new Set((operation.parameters ?? []).flatMap((each) => ('name' in each && each.in === 'query' ? [each.name] : [])))
  const stranger = Object.keys(query).find((name) => !known.has(name))
  if (stranger !== undefined) return { status: 400, code: 20001, message: `unknown query parameter ${stranger}` }
  const contentType = String(headers['content-type'] ?? 'application/x-www-form-urlencoded')
  const request = { method: operation.method, path, query: { ...query }, body: { ...form }, headers: { 'content-type': contentType } }
  const { errors } = api.validateRequest(request, operation)
  const error = errors?.[0]
  if (error !== undefined) {
    const code = error.instancePath === '/requestBody/To' ? 21211 : 20001
    return { status: 400, code, message: `${error.instancePath} ${error.message ?? ''}` }
  }
  return brokenRule(operation.operationId ?? '', form)
}

function formOf(text: string): Form {
  // Node's parser makes lists of repeated names, as openapi-backend wants them.
  return { ...parseForm(text) } as Form
}

/** Every example of a list names a further page; here the second page is the last. */
function withLastPage(mock: unknown, query: Form): unknown {
  return typeof mock === 'object' && mock !== null && 'next_page_uri' in mock && query['Page'] !== undefined
    ? { ...mock, next_page_uri: null }
    : mock
}
