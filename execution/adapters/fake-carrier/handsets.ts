import type { PhonePersona } from './personas.ts'

/** What kind of line a number is; decides what becomes of a text sent to it. */
export type HandsetKind = 'mobile' | 'landline' | 'voip' | 'toll-free' | 'unknown'

/** What becomes of texts to a mobile: delivered, phone off (30003), blocked (30004), unknown (30005), filtered as spam (30007). */
export type TextReception = 'delivered' | 'switched-off' | 'blocked' | 'unknown-number' | 'filtered'

/** A person's answers by text: a script, one entry per text received, or a function of the text. Null is silence. */
export type TextsBack = readonly string[] | ((lastText: string) => string | null)

/** A telephone on the outside network. */
export type Handset = {
  e164: string
  kind: HandsetKind
  phone: PhonePersona
  texts: TextReception
  textsBack: TextsBack
  textsBackAfterMs: number
  carrierName: string
  /** Everything that has arrived on its screen, oldest first. */
  inbox: { from: string; body: string; at: number }[]
}

export type HandsetBook = {
  /** Describes a telephone; what is not said keeps its earlier or usual value. */
  register(handset: Pick<Handset, 'e164'> & Partial<Omit<Handset, 'inbox'>>): Handset
  /** The telephone at a number. An unknown one is a mobile that nobody answers. */
  get(e164: string): Handset
  /** The next thing its person writes after `lastText`, or null. */
  nextText(e164: string, lastText: string): string | null
}

const TEXTS_BACK_AFTER_MS = 8_000
/** What one telephone shows; older texts scroll away. */
const INBOX_MAX = 200

/** Keeps the telephones of the outside world. */
export function createHandsetBook(): HandsetBook {
  const handsets = new Map<string, Handset>()
  const scriptPositions = new Map<string, number>()

  function get(e164: string): Handset {
    return handsets.get(e164) ?? blankHandset(e164)
  }

  return {
    register(settings) {
      const handset = { ...get(settings.e164), ...settings }
      handsets.set(handset.e164, handset)
      if (settings.textsBack !== undefined) scriptPositions.delete(handset.e164)
      return handset
    },
    get,
    nextText(e164, lastText) {
      const { textsBack } = get(e164)
      if (typeof textsBack === 'function') return textsBack(lastText)
      const position = scriptPositions.get(e164) ?? 0
      const text = textsBack[position] ?? null
      if (text !== null) scriptPositions.set(e164, position + 1)
      return text
    },
  }
}

/** Puts a text on the telephone's screen. */
export function show(handset: Handset, text: { from: string; body: string; at: number }): void {
  handset.inbox.push(text)
  if (handset.inbox.length > INBOX_MAX) handset.inbox.shift()
}

function blankHandset(e164: string): Handset {
  return {
    e164,
    kind: 'mobile',
    phone: { kind: 'no-answer' },
    texts: 'delivered',
    textsBack: [],
    textsBackAfterMs: TEXTS_BACK_AFTER_MS,
    carrierName: 'Example Wireless',
    inbox: [],
  }
}
