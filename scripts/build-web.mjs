/**
 * Builds the dashboard into web/dist and compresses each file once, so that the server only hands bytes on.
 * Plain JavaScript: `npm start` runs it through scripts/ensure.mjs when the sources are newer than what was built.
 *
 *   node scripts/build-web.mjs [folder]
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = join(import.meta.dirname, '..')
const outDir = resolve(process.argv[2] ?? join(root, 'web', 'dist'))
/** Below this a compressed answer saves nothing but costs the reader time. */
const COMPRESS_MIN_BYTES = 400
const COMPRESSED = /\.(?:js|css|html|svg|webmanifest)$/

await build({ configFile: join(root, 'web', 'vite.config.ts'), logLevel: 'warn', build: { outDir, emptyOutDir: true } })
for (const name of readdirSync(outDir, { recursive: true })) {
  const path = join(outDir, name)
  if (!COMPRESSED.test(name) || statSync(path).size < COMPRESS_MIN_BYTES) continue
  const content = readFileSync(path)
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }))
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
}
