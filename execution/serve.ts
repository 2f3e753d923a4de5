import type { Server } from 'node:http'
import { join } from 'node:path'
import { systemClock } from '#adapters/clock/system-clock.ts'
import { liveDirectives } from '#adapters/directives/live-directives.ts'
import { maskedLog } from '#adapters/log/masked-log.ts'
import { loadConfig, type Config } from '#config/config.ts'
import { makeDataFolder } from '#config/data-folder.ts'
import { loadSecrets } from '#config/secrets.ts'
import { buildApp } from './app.ts'
import { startLab } from './lab/lab.ts'
import type { Attachment } from './supervised.ts'

const DIRECTIVES_FOLDER = join(import.meta.dirname, '..', 'directives')

/** How many connections may wait in the kernel while the serving process restarts. */
const BACKLOG = 1_024

/** Starts everything and tells a person where it is. Resolves when requests are served. */
export async function serve(supervision: Pick<Attachment, 'handle' | 'restarts'>): Promise<{ stop: () => Promise<void> }> {
  const config = loadConfig()
  makeDataFolder(config.dataDir)
  const secrets = loadSecrets(config.dataDir)
  const log = maskedLog('info')
  const machineClock = systemClock()
  const onFault = (where: string, error: unknown) => log.error({ where, err: error }, 'something failed')
  const lab = config.mode === 'lab' ? await startLab(config, machineClock) : null
  const live = liveDirectives(DIRECTIVES_FOLDER, machineClock, {
    reloaded: (hash) => log.info({ hash }, 'the directives were read anew'),
    broken: (error) => onFault('directives: the last good version stays in use', error),
  })
  // The usual signal for "read your files again"; the supervisor passes it on.
  process.on('SIGHUP', live.reload)
  const procedures = { directives: live.directives, directiveProblems: live.broken }
  const restarts = Object.values(supervision.restarts).reduce((sum, count) => sum + count, 0)
  const app = await buildApp(lab?.config ?? config, secrets, {
    clock: machineClock,
    onFault,
    restarts,
    ...procedures,
    ...lab?.replacements,
  })
  await lab?.attach(app)
  await app.start()
  await app.server.ready()
  await listen(app.server.server, config, supervision.handle)
  void lab?.test(app)
  log.info({ mode: config.mode, publicUrl: config.publicUrl }, 'serving')
  process.stdout.write(welcome(config, secrets.operatorToken))
  return {
    async stop() {
      live.stop()
      await app.stop()
      await lab?.stop()
    },
  }
}

function listen(server: Server, config: Config, handle: Attachment['handle']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    if (handle === null) server.listen({ host: config.listen.host, port: config.listen.port, backlog: BACKLOG }, resolve)
    else server.listen(handle, BACKLOG, resolve)
  })
}

function whatLeaves({ ai }: Config): string {
  return ai === null ? 'Nothing leaves this machine.' : `Nothing leaves this machine but texts for the language model (${ai.provider}).`
}

/** In live mode the output mostly goes to a collected log, which is no place for a secret: only a person at a terminal is shown the link that signs in. */
function welcome(config: Config, operatorToken: string): string {
  const isLab = config.mode === 'lab'
  const about = isLab
    ? `Lab mode: a built-in phone network and a demo business. ${whatLeaves(config)}`
    : 'Live mode: texts and calls go to the configured carrier.'
  const signIn =
    isLab || process.stdout.isTTY
      ? `Sign in with ${config.publicUrl}/sign-in?token=${operatorToken}`
      : `Sign in with ${config.publicUrl}/sign-in?token=… and the operator token, which lies in DATA_DIR or is set by you.`
  return `\n  ${about}\n  Open ${config.publicUrl}/\n  ${signIn}\n\n`
}
