import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Lab } from '#ports/lab.ts'
import { ApiProblem } from '../errors.ts'

const choice = z.string().max(40)
const viewQuery = z.object({ since: z.coerce.number().int().min(0).default(0) })
const ringBody = z.object({ caller: choice, owner: choice })
const textBody = z.object({ body: z.string().max(2_000), from: z.enum(['customer', 'owner']).default('customer') })
const callBody = z
  .object({ press: z.string().regex(/^[0-9*#]$/, 'press one key: 0 to 9, * or #') })
  .or(z.object({ hangUp: z.literal(true) }))
const clockBody = z.object({ to: choice })
const faultBody = z.object({ fault: choice })
const testCallBody = z.object({ tenantId: z.string().max(64) })

const DONE = { ok: true }

/** The Phone Lab, in lab mode only. Every body is checked here; what the lab itself refuses says why. */
export async function labRoutes(scope: FastifyInstance, lab: Lab): Promise<void> {
  scope.get('/lab/view', (request) => lab.view(parsed(viewQuery, request.query).since))
  scope.post('/lab/ring', (request) => orProblem(lab.ring(parsed(ringBody, request.body))))
  scope.post('/lab/test-call', (request) => orProblem(lab.testCall(parsed(testCallBody, request.body).tenantId)))
  scope.post('/lab/number', async () => ({ number: await orProblem(lab.freeNumber()) }))
  const does = (path: string, act: (body: unknown) => Promise<void>) =>
    scope.post(path, async ({ body }: FastifyRequest) => {
      await orProblem(act(body))
      return DONE
    })
  does('/lab/text', async (body) => {
    const text = parsed(textBody, body)
    await lab.text(text.body, text.from)
  })
  does('/lab/call', async (body) => {
    const act = parsed(callBody, body)
    await ('press' in act ? lab.press(act.press) : lab.hangUp())
  })
  does('/lab/clock', async (body) => lab.jump(parsed(clockBody, body).to))
  does('/lab/fault', async (body) => lab.inject(parsed(faultBody, body).fault))
  does('/lab/next-customer', () => lab.nextCustomer())
}

function parsed<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const result = shape.safeParse(body)
  if (!result.success) throw new ApiProblem('invalid_request', z.prettifyError(result.error))
  return result.data
}

async function orProblem<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'LabProblem') throw new ApiProblem('invalid_request', error.message)
    throw error
  })
}
