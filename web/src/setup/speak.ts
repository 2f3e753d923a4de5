import { say } from '../design/toasts.tsx'

/** Says words aloud with the browser's own voice; a second call stops the first. */
export function speak(words: string): void {
  if (!('speechSynthesis' in window)) {
    say('This browser cannot speak.', true)
    return
  }
  speechSynthesis.cancel()
  const utterance = new SpeechSynthesisUtterance(words)
  utterance.lang = 'en-US'
  speechSynthesis.speak(utterance)
}
