import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import type { LanguageModel } from '#ports/language-model.ts'

/** What a model says of a text, as any of the documented interfaces may carry it; labels and quotes need not be ours or true. */
export type Said = {
  intent?: unknown
  urgency?: unknown
  safety?: unknown
  affirm?: unknown
  quotes?: Record<string, unknown>
}

/** What the next question meets. */
export type ModelFate =
  | { kind: 'says'; said: Said }
  /** Well-formed for the interface, with these words where the model's answer belongs. */
  | { kind: 'words'; words: string }
  | { kind: 'status'; status: number }
  /** These bytes as the whole body of a 200. */
  | { kind: 'bytes'; bytes: Uint8Array | string }
  /** Takes the question and never answers. */
  | { kind: 'hangs' }
  | { kind: 'endless' }
  | { kind: 'redirects'; to: string }

export type SeenRequest = { method: string; path: string; headers: IncomingMessage['headers']; body: string }

/** The model's side, as a test moves it. Every adapter that is a `LanguageModel` over a network brings one. */
export type ModelWorld = {
  model: LanguageModel
  /** From now on every question meets this. */
  fate: (fate: ModelFate) => void
  seen: () => SeenRequest[]
  /** From now on nobody listens. */
  vanish: () => Promise<void>
  close: () => Promise<void>
}

/** How one vendor's interface carries an answer. */
export type WireShape = (words: string) => unknown

/** An HTTP server on 127.0.0.1 that answers every POST in one documented shape. */
export async function standInServer(shape: WireShape): Promise<Omit<ModelWorld, 'model'> & { origin: string }> {
  let fate: ModelFate = { kind: 'says', said: {} }
  const seen: SeenRequest[] = []
  const place = await listen(async (request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: await textOf(request) })
    await answer(response, fate, (words) => JSON.stringify(shape(words)))
  })
  return { ...place, seen: () => seen, fate: (next) => (fate = next), vanish: place.close }
}

/** Listens on a free port; `close` ends open connections too. */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Answers one request as its fate wants; `wrap` puts the model's words into the interface's own JSON. */
export async function answer(response: ServerResponse, fate: ModelFate, wrap: (words: string) => string): Promise<void> {
  const json = { 'content-type': 'application/json' }
  switch (fate.kind) {
    case 'says':
      response.writeHead(200, json).end(wrap(JSON.stringify(complete(fate.said))))
      return
    case 'words':
      response.writeHead(200, json).end(wrap(fate.words))
      return
    case 'status':
      response.writeHead(fate.status, json).end(JSON.stringify({ error: { message: 'no', type: 'error', code: null, param: null } }))
      return
    case 'bytes':
      response.writeHead(200, json).end(fate.bytes)
      return
    case 'hangs':
      return
    case 'endless':
      return endless(response)
    case 'redirects':
      response.writeHead(307, { location: fate.to }).end()
      return
    default:
      return fate satisfies never
  }
}

/** A stream of one letter until the reader hangs up. */
function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  const chunk = 'x'.repeat(64 * 1024)
  const more = () => {
    if (response.destroyed) return
    if (response.write(chunk)) setImmediate(more)
    else response.once('drain', more)
  }
  response.write('"')
  more()
}

export function complete(said: Said): Said {
  const quotes = {
    service: null,
    name: null,
    street: null,
    city: null,
    zip: null,
    callbackPhone: null,
    preferredTime: null,
    ...said.quotes,
  }
  return { intent: null, urgency: null, safety: null, affirm: null, ...said, quotes }
}

/** OpenAI's chat interface, which Ollama and vLLM speak too. */
export const chatShape: WireShape = (words) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'stand-in',
  choices: [{ index: 0, message: { role: 'assistant', content: words }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 400, completion_tokens: 60, total_tokens: 460 },
})

/** OpenAI's responses interface. */
export const responsesShape: WireShape = (words) => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1_700_000_000,
  status: 'completed',
  model: 'stand-in',
  output: [
    {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: words, annotations: [] }],
    },
  ],
  usage: { input_tokens: 400, output_tokens: 60, total_tokens: 460 },
})

/** Anthropic's messages interface. */
export const messagesShape: WireShape = (words) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'stand-in',
  content: [{ type: 'text', text: words }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 400, output_tokens: 60 },
})
