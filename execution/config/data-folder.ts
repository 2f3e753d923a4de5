import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ConfigError } from './config.ts'
import { PRIVATE_FOLDER } from './secrets.ts'

/** Makes the folder of DATA_DIR where it is missing, closed to other users of the machine. Throws `ConfigError`, so that nobody tries again, when it cannot be made or written to. */
export function makeDataFolder(path: string): void {
  try {
    make(path)
    accessSync(path, constants.W_OK)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError([
      { name: 'DATA_DIR', text: `DATA_DIR is "${path}": it cannot be used (${reason}); name a folder that may be written to` },
    ])
  }
  if (!statSync(path).isDirectory())
    throw new ConfigError([{ name: 'DATA_DIR', text: `DATA_DIR is "${path}": it is a file; name a folder that may be written to` }])
}

/** The folders above it get the same mode. Not with `recursive`, which tries without end in a folder whose file system refuses with "no such file", as /proc does (Node 24.21). */
function make(path: string): void {
  if (existsSync(path)) return
  const parent = dirname(path)
  if (parent !== path) make(parent)
  try {
    mkdirSync(path, PRIVATE_FOLDER)
  } catch (error) {
    // Another process of ours may have been quicker.
    if (!existsSync(path)) throw error
  }
}
