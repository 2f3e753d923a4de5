// Test support: what Twilio's own OpenAPI files, unmodified, say about requests and responses.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'node:querystring'
import { OpenAPIBackend } from 'openapi-backend'
import type { Operation } from 'openapi-backend'

/** Why the checks against the files in this folder cannot run, or null when they can. */
export function whyAbsent(folder: string): string | null {
  if (existsSync(join(folder, 'twilio_api_v2010.json'))) return null
  return `Twilio's OpenAPI files are not at ${folder}; set TWILIO_OAI_DIR to a folder with spec/json of github.com/twilio/twilio-oai`
}

/** One part of Twilio's interface, able to judge. */
export type SpecJudge = {
  /** Why the specification refuses the request; null when it has nothing against it. `unknown-path` when it has no such operation. */
  whyRefused(request: { method: string; path: string; form: string }): string | null
  /** What is wrong with our answer to a request that the specification knows; empty when nothing is. */
  responseErrors(request: { method: string; path: string }, answer: { status: number; json: unknown }): readonly string[]
  /** Every parameter of an operation. */
  parameterNames(request: { method: string; path: string }): readonly string[]
}

const REQUEST_FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  'phone-number': (value) => /^\+[1-9]\d{6,14}$/.test(value) || /^whatsapp:\+\d+$/.test(value) || /^\d{5,6}$/.test(value),
  uri: (value) => value === '' || (/^https?:\/\/[^\s_/]+(\/\S*)?$/.test(value) && URL.canParse(value)),
  'date-time': (value) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.test(value) && Number.isFinite(Date.parse(value)),
  'http-method': (value) => /^[A-Z]+$/.test(value),
}

const RESPONSE_FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  'phone-number': (value) => /^\+[1-9]\d{6,14}$/.test(value),
  'date-time-rfc-2822': (value) => /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/.test(value),
  currency: (value) => /^[A-Z]{3}$/.test(value),
}

/** Formats that only Twilio knows and that this check takes no view on. */
const OPEN_FORMATS = [
  'uri',
  'uri-map',
  'endpoint',
  'twiml',
  'http-method',
  'date-time',
  'phone-number-capabilities',
  'int64',
  'iso-country-code',
]

/**
 * Loads one of the files with the settings that make openapi-backend see form bodies as Twilio does. Only the paths named are kept,
 * which makes thousands of questions quick; what they say is untouched, but for a `nullable` without a type, which ajv cannot read.
 */
export async function loadSpec(path: string, kept: readonly string[]): Promise<SpecJudge> {
  const whole = JSON.parse(readFileSync(path, 'utf8'), withoutBareNullable)
  for (const each of kept) if (!(each in whole.paths)) throw new Error(`${path} has no path ${each}`)
  const definition = { ...whole, paths: Object.fromEntries(kept.map((each) => [each, whole.paths[each]])) }
  const requests = await backendFor(definition, REQUEST_FORMATS, 'array')
  const responses = await backendFor(definition, RESPONSE_FORMATS, false)

  const matched = new Map<string, Operation | undefined>()

  function operationOf({ method, path }: { method: string; path: string }): Operation | undefined {
    const key = `${method} ${path.split('?', 1)[0]}`
    if (!matched.has(key)) matched.set(key, requests.matchOperation({ method, path, headers: {} }))
    return matched.get(key)
  }

  return {
    whyRefused({ method, path, form }) {
      const operation = operationOf({ method, path })
      if (operation === undefined) return 'unknown-path'
      const body = { ...parse(form) }
      const query = { ...parse(path.split('?')[1] ?? '') }
      const known = namesOf(operation)
      const unknown = [...Object.keys(body), ...Object.keys(query)].find((name) => !known.includes(name))
      if (unknown !== undefined) return `unknown parameter ${unknown}`
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const verdict = requests.validateRequest({ method, path, headers, ...(method === 'POST' ? { body } : {}) }, operation)
      return verdict.valid ? null : JSON.stringify(verdict.errors?.map((error) => `${error.instancePath} ${error.message}`))
    },
    responseErrors(request, answer) {
      const operation = operationOf(request)
      if (operation === undefined) return ['unknown path']
      if (!(String(answer.status) in (operation.responses ?? {}))) return [`status ${answer.status} is not in the specification`]
      if (answer.status === 204) return []
      const verdict = responses.validateResponse(answer.json, operation.operationId ?? '', answer.status)
      return (verdict.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
    },
    parameterNames(request) {
      const operation = operationOf(request)
      return operation === undefined ? [] : namesOf(operation)
    },
  }
}

function withoutBareNullable(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('nullable' in value) || 'type' in value) return value
  const { nullable: _dropped, ...rest } = value
  return rest
}

async function backendFor(definition: object, formats: typeof REQUEST_FORMATS, coerceTypes: 'array' | false): Promise<OpenAPIBackend> {
  const all = { ...Object.fromEntries(OPEN_FORMATS.map((name) => [name, () => true])), ...formats }
  const backend = new OpenAPIBackend({
    // The file is Twilio's own; openapi-backend checks its structure no further in quick mode.
    definition: structuredClone(definition) as NonNullable<ConstructorParameters<typeof OpenAPIBackend>[0]['definition']>,
    quick: true,
    strict: false,
    ajvOpts: { coerceTypes, strict: false, allErrors: true, validateFormats: true, formats: all },
  })
  await backend.init()
  return backend
}

function namesOf(operation: Operation): readonly string[] {
  const parameters = (operation.parameters ?? []).flatMap((parameter) =>
    'in' in parameter && parameter.in === 'query' ? [parameter.name] : [],
  )
  const content = operation.requestBody !== undefined && 'content' in operation.requestBody ? operation.requestBody.content : {}
  const schema = content['application/x-www-form-urlencoded']?.schema
  const properties = schema !== undefined && 'properties' in schema ? Object.keys(schema.properties ?? {}) : []
  return [...parameters, ...properties]
}
