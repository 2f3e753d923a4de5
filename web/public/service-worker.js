/**
 * Keeps the shell of the dashboard, so that it opens at once and without a network. Never keeps an answer of the API: what somebody texted
 * does not belong into a cache of the browser, and old figures would pass for new ones.
 */
const SHELL = 'shell-v1'
const ASSETS = 'assets-v1'
/** Everything else (API, lab, webhooks, sign-in links) goes past this worker. */
const PAGES = /^\/(?:$|b\/|operator|lab$|sign-in$)/
const PAGE_WAIT_MS = 3_000

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(['/', '/icon.svg'])))
  self.skipWaiting()
})

self.addEventListener('activate', (event) => event.waitUntil(forgetOldCaches().then(() => self.clients.claim())))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.search !== '') return
  if (request.mode === 'navigate' && PAGES.test(url.pathname)) event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

/** The network's shell when it answers in time, else the kept one: every page has the same shell. */
async function page(request) {
  const cache = await caches.open(SHELL)
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PAGE_WAIT_MS) })
    if (answer.ok && !answer.redirected) await keepShell(cache, answer.clone())
    return answer
  } catch (error) {
    const kept = await cache.match('/')
    if (kept === undefined) throw error
    return kept
  }
}

/** A new shell names new assets; those of the old one are no longer asked for. */
async function keepShell(cache, answer) {
  const kept = await cache.match('/')
  const isSame = kept !== undefined && (await kept.text()) === (await answer.clone().text())
  if (isSame) return
  await caches.delete(ASSETS)
  await cache.put('/', answer)
}

/** The name of an asset holds the hash of its content, so a kept one is never stale. */
async function asset(request) {
  const cache = await caches.open(ASSETS)
  const kept = await cache.match(request)
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

async function forgetOldCaches() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== SHELL && name !== ASSETS).map((name) => caches.delete(name)))
}
