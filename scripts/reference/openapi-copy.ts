import { tmpdir } from 'node:os'
import { quietApp } from './quiet-app.ts'

/** `docs/openapi.json`: what `GET /api/v1/openapi.json` answers. */
export async function openapiCopy(): Promise<string> {
  const app = await quietApp(':memory:', tmpdir())
  const response = await app.server.inject({ url: '/api/v1/openapi.json' })
  await app.stop()
  return `${JSON.stringify(response.json(), null, 2)}\n`
}
