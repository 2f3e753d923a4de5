import { comeToRest } from './come-to-rest.ts'
import { attachToSupervisor } from './supervised.ts'

const NODE_MAJOR_MIN = 24

/** The serving process: read the configuration, build the app, serve, stop cleanly. Usually started by the supervisor. */
async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR_MIN) {
    throw new Error(
      `Node ${NODE_MAJOR_MIN} or newer is needed, this is ${process.versions.node}: start with "npm start", which brings its own Node`,
    )
  }
  let stop: () => Promise<void> = async () => {}
  const supervision = attachToSupervisor({ onStop: () => stop() })
  const started = await startServing(supervision)
  stop = started.stop
  supervision.ready()
  comeToRest()
}

async function startServing(supervision: ReturnType<typeof attachToSupervisor>): Promise<{ stop: () => Promise<void> }> {
  const { serve } = await import('./serve.ts')
  return serve(supervision)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  // A wrong setting stays wrong: its own exit code tells the supervisor not to try again.
  process.exit(error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number' ? error.exitCode : 1)
})
