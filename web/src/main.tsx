import './design/tokens.css'
import './design/base.css'
import './design/parts.css'
import './design/frame.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { watchNetwork } from './live.ts'

const place = document.getElementById('app')
if (place !== null) render(<App />, place)
watchNetwork()
// After the first screen: the worker only makes the next visit faster.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  addEventListener('load', () => void navigator.serviceWorker.register('/service-worker.js').catch(() => {}))
}
