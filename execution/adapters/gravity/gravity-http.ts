import { z } from 'zod'

/** A result of ours is one small record. */
const ANSWER_BYTES_MAX = 256 * 1024

/** Something that the service said or did that ends this job. The message holds no words of the customer and none of the service. */
export class GravityFault extends Error {
  override name = 'GravityFault'
}

/** Every answer of the service is wrapped like this; `isError` may be set although the status is 200. */
export function envelope<Data extends z.ZodType>(data: Data) {
  return z.object({ data: data.nullish(), isError: z.boolean().nullish(), errorMessage: z.string().nullish() })
}

export type Call = {
  url: string
  method?: 'GET' | 'POST' | 'DELETE'
  headers?: Record<string, string>
  body?: FormData
  signal: AbortSignal
}

/** One request whose answer is data in an envelope. Throws `GravityFault` for every other answer. */
export async function callForData<Data extends z.ZodType>(call: Call, data: Data): Promise<z.infer<Data>> {
  const { status, text } = await request(call)
  if (status < 200 || status > 299) throw new GravityFault(`status ${status}`)
  const read = envelope(data).safeParse(asJson(text))
  if (!read.success) throw new GravityFault('an answer of another shape')
  if (read.data.isError === true) throw new GravityFault('the service reports an error')
  if (read.data.data === null || read.data.data === undefined) throw new GravityFault('an answer without data')
  // `data` is neither null nor undefined, so it is what the schema gave.
  return read.data.data as z.infer<Data>
}

/** One request, read to its end; an endless answer is cut off by a fault. */
export async function request({ url, method = 'GET', headers = {}, body, signal }: Call): Promise<{ status: number; text: string }> {
  const upload = body === undefined ? null : await encoded(body)
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...upload?.headers },
    signal,
    redirect: 'error',
    ...(upload === null ? {} : { body: upload.bytes }),
  })
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > ANSWER_BYTES_MAX) throw new GravityFault('an answer that is too long')
    text += decoder.decode(chunk, { stream: true })
  }
  return { status: response.status, text: text + decoder.decode() }
}

/** A form is encoded before it is sent: ending a request while the runtime still streams one rejects a promise that nobody can catch. */
async function encoded(form: FormData): Promise<{ bytes: ArrayBuffer; headers: Record<string, string> }> {
  const response = new Response(form)
  return { bytes: await response.arrayBuffer(), headers: { 'content-type': response.headers.get('content-type') ?? '' } }
}

export function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new GravityFault('an answer that is no JSON')
  }
}
