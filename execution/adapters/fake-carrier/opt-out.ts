import { isTollFree } from './numbers.ts'

export type OptOutWord = 'STOP' | 'START' | 'HELP'

/** What the carrier does about an inbound text. `reply` is its own answer to the sender; null when it says nothing. */
export type OptOutReaction = { word: OptOutWord; reply: string | null }

export type OptOutFilter = {
  /** Reads an inbound text and changes the block list; null when the text is an ordinary one. */
  receive(text: { sender: string; number: string; serviceSid: string | null; body: string }): OptOutReaction | null
  /** True when texts to `recipient` from this sender (or its service) are refused with 21610. */
  isBlocked(text: { recipient: string; number: string; serviceSid: string | null }): boolean
}

/** Twilio's default words for long codes (Advanced Opt-Out tutorial, 2026). */
const WORDS: Readonly<Record<string, OptOutWord>> = {
  STOP: 'STOP',
  STOPALL: 'STOP',
  UNSUBSCRIBE: 'STOP',
  END: 'STOP',
  QUIT: 'STOP',
  CANCEL: 'STOP',
  REVOKE: 'STOP',
  OPTOUT: 'STOP',
  START: 'START',
  YES: 'START',
  UNSTOP: 'START',
  HELP: 'HELP',
  INFO: 'HELP',
}

const STOP_REPLY =
  'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.'
const START_REPLY =
  'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.'
const HELP_REPLY = 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.'
const TOLL_FREE_STOP_REPLY =
  'NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number. Text back "unstop" to receive messages again.'
const TOLL_FREE_START_REPLY = 'NETWORK MSG: You have replied "unstop" and will begin receiving messages again from this number.'

/**
 * The carrier's block list. Only the bare word counts ("STOP please" does not); inside a Messaging Service a block covers the whole
 * service, otherwise one number. A toll-free number is guarded by the network: YES does not reopen it (Twilio help, 2026).
 */
export function createOptOutFilter(): OptOutFilter {
  const blocked = new Set<string>()

  return {
    receive({ sender, number, serviceSid, body }) {
      const word = wordIn(body)
      if (word === null) return null
      const key = keyOf({ recipient: sender, number, serviceSid })
      const tollFree = isTollFree(number)
      switch (word) {
        case 'STOP':
          if (blocked.has(key)) return { word, reply: null }
          blocked.add(key)
          return { word, reply: tollFree ? TOLL_FREE_STOP_REPLY : STOP_REPLY }
        case 'START':
          // YES to a question of ours is no re-subscription unless there is a block to lift.
          if (!blocked.has(key)) return isYes(body) ? null : { word, reply: null }
          if (tollFree && isYes(body)) return null
          blocked.delete(key)
          return { word, reply: tollFree ? TOLL_FREE_START_REPLY : START_REPLY }
        case 'HELP':
          return { word, reply: tollFree ? null : HELP_REPLY }
        default:
          return word satisfies never
      }
    },
    isBlocked: (text) => blocked.has(keyOf(text)),
  }
}

function wordIn(body: string): OptOutWord | null {
  const bare = body.trim().toUpperCase()
  return Object.hasOwn(WORDS, bare) ? (WORDS[bare] ?? null) : null
}

function isYes(body: string): boolean {
  return body.trim().toUpperCase() === 'YES'
}

function keyOf(text: { recipient: string; number: string; serviceSid: string | null }): string {
  return `${text.serviceSid ?? text.number} ${text.recipient}`
}
