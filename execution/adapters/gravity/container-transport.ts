import { z } from 'zod'
import { asJson, callForData, GravityFault, request } from './gravity-http.ts'
import { stateOf, type GravityTransport, type Job } from './transport.ts'

const job = z.object({ id: z.string().min(1), status: z.string().nullish(), errorMessage: z.string().nullish() })

/** The customer's own container: no key, no bill per job, and what it stored is deleted once it was read. */
export function containerTransport(baseUrl: string): GravityTransport {
  const at = (call: string, id: string) => `${baseUrl}/data/${call}/${encodeURIComponent(id)}`
  return {
    async submit(input, signal) {
      const body = new FormData()
      body.set('File', new Blob([input], { type: 'application/json' }), 'text.json')
      body.set('MimeType', 'application/json')
      return jobOf(await callForData({ url: `${baseUrl}/data/add-job`, method: 'POST', body, signal }, job))
    },
    async look(id, signal) {
      const { status, errorMessage } = await callForData({ url: at('status', id), signal }, job.partial())
      return jobOf({ id, status, errorMessage })
    },
    async result(id, signal) {
      const { status, text } = await request({ url: at('result/json', id), signal })
      if (status !== 200) throw new GravityFault(`the result has status ${status}`)
      return asJson(text)
    },
    async remove(id, signal) {
      const { status } = await request({ url: at('delete', id), method: 'DELETE', signal })
      if (status >= 400 && status !== 404) throw new GravityFault(`deleting has status ${status}`)
    },
  }
}

function jobOf({ id, status, errorMessage }: z.infer<typeof job>): Job {
  return { id, state: stateOf(status, errorMessage), costMicros: 0 }
}
