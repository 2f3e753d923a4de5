/**
 * Draws the PNG icons of the dashboard from web/public/icon.svg, with the Chromium that the browser tests use. Run it after a change of
 * the drawing; the results are committed, because a start must not need a browser.
 *
 *   node scripts/web-icons.ts
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const PUBLIC = join(import.meta.dirname, '..', 'web', 'public')
/** A maskable icon may lose everything outside of the middle 80 %. */
const ICONS = [
  { file: 'icon-192.png', size: 192, share: 1 },
  { file: 'icon-512.png', size: 512, share: 1 },
  { file: 'icon-maskable-512.png', size: 512, share: 0.78 },
] as const
const GROUND = '#15191c'

const svg = readFileSync(join(PUBLIC, 'icon.svg'), 'utf8')
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' })
for (const { file, size, share } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const drawn = svg.replace('<svg ', `<svg width="${size * share}" height="${size * share}" `)
  const ground = share === 1 ? 'transparent' : GROUND
  await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}">${drawn}</body>`)
  await page.screenshot({ path: join(PUBLIC, file), omitBackground: true })
  await page.close()
}
await browser.close()
