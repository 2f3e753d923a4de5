import { say } from '../design/toasts.tsx'

/** Says words aloud with the browser's own voice; a second call stops the first, unless it `waits` for its turn. */
export function speak(words: string, waits = false): void {
  if (!('speechSynthesis' in window)) {
    if (!waits) say('This browser cannot speak.', true)
    return
  }
  if (!waits) speechSynthesis.cancel()
  const utterance = new SpeechSynthesisUtterance(words)
  utterance.lang = 'en-US'
  speechSynthesis.speak(utterance)
}

/** Stops whatever is being said. */
export function hush(): void {
  if ('speechSynthesis' in window) speechSynthesis.cancel()
}
