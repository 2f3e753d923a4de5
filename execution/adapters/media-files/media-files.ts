import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaFiles } from '#ports/media.ts'

/** Only the account that runs the product may read what customers said and sent. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** Keeps media below `DATA_DIR/media`, a folder for each business. Names are hashes of ids, so nothing that comes from outside is ever a path. */
export function createMediaFiles(dataDir: string): MediaFiles {
  const root = join(dataDir, 'media')
  const pathOf = (tenantId: string, id: string) => join(root, hashed(tenantId), hashed(id))
  return {
    async save(tenantId, id, bytes) {
      const path = pathOf(tenantId, id)
      await mkdir(join(root, hashed(tenantId)), { recursive: true, mode: FOLDER_MODE })
      const unfinished = `${path}.${randomUUID()}`
      await writeFile(unfinished, bytes, { mode: FILE_MODE })
      await rename(unfinished, path)
    },
    async read(tenantId, id) {
      return readFile(pathOf(tenantId, id)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
    },
    async remove(tenantId, id) {
      await rm(pathOf(tenantId, id), { force: true })
    },
  }
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40)
}
