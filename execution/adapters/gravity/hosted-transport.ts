import { z } from 'zod'
import { asJson, callForData, GravityFault, request } from './gravity-http.ts'
import { stateOf, type GravityTransport, type Job } from './transport.ts'

/** The vendor bills in thousandths of a dollar. */
const MICROS_PER_BILLED_UNIT = 1_000

const job = z.object({
  id: z.string().min(1),
  status: z.string().nullish(),
  // Published clients read this name from the answer that creates a job; the documentation names the other.
  statusMessage: z.string().nullish(),
  errorMessage: z.string().nullish(),
  billedUsage: z.number().nonnegative().nullish().catch(null),
})

/** The vendor's service. The input is a file of JSON; the output is fetched by a signed link that is valid for a while. */
export function hostedTransport(baseUrl: string, apiKey: string): GravityTransport {
  const headers = { 'x-api-key': apiKey }
  const jobs = `${baseUrl}/api/v1/jobs`

  const linkedResult = async (id: string, signal: AbortSignal) => {
    const link = await callForData({ url: `${jobs}/result-link/${encodeURIComponent(id)}`, headers, signal }, z.string())
    // The link carries its own permission: our key goes to nobody but the service.
    return request({ url: checkedLink(link, baseUrl), signal })
  }

  return {
    async submit(input, signal) {
      const body = new FormData()
      body.set('data', JSON.stringify({ mimeType: 'application/json' }))
      body.set('file', new Blob([input], { type: 'application/json' }), 'text.json')
      return jobOf(await callForData({ url: jobs, method: 'POST', headers, body, signal }, job))
    },
    async look(id, signal) {
      return jobOf(await callForData({ url: `${jobs}/${encodeURIComponent(id)}`, headers, signal }, job))
    },
    async result(id, signal) {
      const first = await linkedResult(id, signal)
      // A link that has expired is replaced once.
      const { status, text } = first.status >= 400 && first.status < 500 ? await linkedResult(id, signal) : first
      if (status !== 200) throw new GravityFault(`the result has status ${status}`)
      return asJson(text)
    },
    remove: null,
  }
}

function jobOf({ id, status, statusMessage, errorMessage, billedUsage }: z.infer<typeof job>): Job {
  return { id, state: stateOf(status ?? statusMessage, errorMessage), costMicros: Math.ceil((billedUsage ?? 0) * MICROS_PER_BILLED_UNIT) }
}

/** A service spoken to by https does not send us to an address without it. */
function checkedLink(link: string, baseUrl: string): string {
  const url = URL.parse(link)
  const isWeb = url?.protocol === 'https:' || (url?.protocol === 'http:' && baseUrl.startsWith('http:'))
  if (url === null || !isWeb) throw new GravityFault('a result link that is no web address')
  return url.href
}
