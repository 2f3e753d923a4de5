import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from '../errors.ts'

/** A built file of the dashboard, in every encoding it was compressed to. */
type WebFile = { type: string; cacheControl: string; etag: string; identity: Buffer; br: Buffer | null; gzip: Buffer | null }

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
}

/** Vite names these by their content, so a name never means two things. */
const HASHED = '/assets/'
const FOREVER = 'public, max-age=31536000, immutable'
const ASK_FIRST = 'no-cache'

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Lead agent</title>
<h1>The dashboard is not built yet</h1><p>Calls and texts work. Stop the product and start it with <code>npm start</code>, which builds it.</p></html>`

/** The addresses of screens: each is the same page, which then draws what the address names. */
const SCREENS = ['/', '/b/*', '/operator', '/operator/*', '/lab', '/start'] as const

/** Files that browsers ask for by a fixed name; those of `web/public`. */
const NAMED = [
  '/icon.svg',
  '/icon-192.png',
  '/icon-512.png',
  '/icon-maskable-512.png',
  '/manifest.webmanifest',
  '/service-worker.js',
] as const

/**
 * Serves what `scripts/build-web.mjs` has built: about 20 files, read once and kept, a few hundred kilobytes in all. Only names that
 * were found at the start exist, so no path of a request ever reaches the disk.
 */
export function webFiles(
  scope: FastifyInstance,
  folder: string,
): { shell: (request: FastifyRequest, reply: FastifyReply) => FastifyReply } {
  const files = readFolder(folder)
  const page = files.get('/index.html')
  const file = (request: FastifyRequest, reply: FastifyReply) => {
    const found = files.get(request.url.split('?')[0] ?? '')
    return found === undefined ? sendProblem(reply, 'not_found') : send(request, reply, found)
  }
  for (const path of [...NAMED, `${HASHED}*`]) scope.get(path, file)
  const shell = (request: FastifyRequest, reply: FastifyReply) =>
    page === undefined ? reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT) : send(request, reply, page)
  for (const path of SCREENS) scope.get(path, shell)
  return { shell }
}

function readFolder(folder: string): Map<string, WebFile> {
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))
  const served = names.filter((name) => TYPES[extname(name)] !== undefined && statSync(join(folder, name)).isFile())
  return new Map(served.map((name) => [`/${name}`, readWebFile(folder, name)]))
}

function readWebFile(folder: string, name: string): WebFile {
  const path = join(folder, name)
  const identity = readFileSync(path)
  const compressed = (ending: string) => (existsSync(`${path}.${ending}`) ? readFileSync(`${path}.${ending}`) : null)
  return {
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    cacheControl: `/${name}`.startsWith(HASHED) ? FOREVER : ASK_FIRST,
    etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
    identity,
    br: compressed('br'),
    gzip: compressed('gz'),
  }
}

function send(request: FastifyRequest, reply: FastifyReply, file: WebFile): FastifyReply {
  const accepted = request.headers['accept-encoding'] ?? ''
  reply.type(file.type).header('cache-control', file.cacheControl).header('etag', file.etag).header('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  if (file.br !== null && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(file.br)
  if (file.gzip !== null && /\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(file.gzip)
  return reply.send(file.identity)
}
