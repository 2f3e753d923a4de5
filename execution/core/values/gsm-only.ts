import { isGsm, toGsm } from './sms-segments.ts'

/** Letters that GSM-7 lacks lose their accent, what has no plain equal is left out. */
export function gsmOnly(text: string): string {
  let kept = ''
  for (const character of toGsm(text)) {
    if (isGsm(character)) kept += character
    else kept += [...character.normalize('NFKD')].filter((part) => isGsm(part)).join('')
  }
  return kept.replace(/ {2,}/g, ' ').trim()
}
