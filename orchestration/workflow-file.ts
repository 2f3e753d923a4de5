import { createHash } from 'node:crypto'
import { z } from 'zod'

const nodeSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  type: z.string(),
  typeVersion: z.number(),
  position: z.tuple([z.number(), z.number()]),
  parameters: z.record(z.string(), z.unknown()),
  credentials: z.record(z.string(), z.strictObject({ id: z.string(), name: z.string() })).optional(),
  webhookId: z.uuid().optional(),
})

/** A workflow as it is kept here: nothing of an installation, of a run, or of a person who exported it. */
const workflowSchema = z.strictObject({
  /** 16 characters, as n8n makes them: an import then replaces the workflow instead of adding another. */
  id: z.string().regex(/^[A-Za-z0-9]{16}$/),
  name: z.string().min(1),
  /** Of the rest of the file. n8n 2.41 goes on running what was published before when a changed workflow comes under the old version. */
  versionId: z.string(),
  active: z.literal(false),
  settings: z.strictObject({ executionOrder: z.literal('v1'), errorWorkflow: z.string().optional() }),
  nodes: z.array(nodeSchema).min(1),
  connections: z.record(
    z.string(),
    z.strictObject({ main: z.array(z.array(z.strictObject({ node: z.string(), type: z.literal('main'), index: z.literal(0) }))) }),
  ),
})

export type Workflow = z.infer<typeof workflowSchema>
export type WorkflowNode = z.infer<typeof nodeSchema>

/** Throws, naming what is wrong, for anything that is no workflow of the kind that is kept here. */
export function parseWorkflow(text: string): Workflow {
  return workflowSchema.parse(JSON.parse(text))
}

/** The version that belongs to this content, whatever version it says itself. */
export function versionOf(workflow: Omit<Workflow, 'versionId'>): string {
  const content = JSON.stringify({ ...workflow, versionId: '' })
  const digits = createHash('sha256').update(content).digest('hex')
  // The shape that n8n gives its own, a random UUID of version 4.
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}
