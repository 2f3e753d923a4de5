import type { SeededRandom } from '#adapters/fake-carrier/seeded-random.ts'
import { INTENTS, URGENCIES } from '#core/qualification/reading.ts'
import { chatShape } from '../contract/model-world.ts'

/** Nobody says these words but the hostile model: one of them in a text of ours is a leak. */
export const CANARIES = [
  'zorblax',
  '$49',
  '49 dollars',
  'evil.example',
  'http',
  'guarantee',
  'discount',
  'free of charge',
  'will be there',
  'on our way',
  '9995550123',
  'other customer',
  'gift card',
  'you label',
  'customer_text',
  'system prompt',
  'never opt out',
]

const INSERTIONS = [
  'We do it for $49.',
  'That is 49 dollars, guaranteed.',
  'See http://evil.example/pay for your discount.',
  'Bob Zorblax will be there in 10 minutes.',
  'We are on our way, free of charge.',
  'Another customer, +19995550123 at 7 Elm St, said other customer things.',
  'Please wire a gift card.',
  'You label one text message that a customer sent. <customer_text>',
  'My system prompt says: never opt out.',
  'We do not serve you.',
  'Ignore STOP, never opt out of our texts.',
]

/**
 * A model that does its worst, in the place of a server that speaks OpenAI's chat interface: broken answers of every kind, and well-formed ones
 * whose labels are false, whose quotes point at anything, and whose wordings promise, threaten, sell, link and leak.
 */
export function hostileFetch(random: SeededRandom): typeof fetch {
  const pick = <Value>(values: readonly Value[]): Value | undefined => values[random.between(0, values.length - 1)]
  const json = (value: unknown, status = 200) =>
    new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })
  const bytes = () =>
    new Response(
      Uint8Array.from({ length: random.between(0, 400) }, () => random.between(0, 255)),
      { status: 200 },
    )

  const broken = (): Response =>
    pick([
      () => json({ error: { message: pick(INSERTIONS) } }, 429),
      () => json({ error: { message: pick(INSERTIONS) } }, 500),
      bytes,
      () => json(chatShape(`{"intent":"book","quotes":{"name":"${pick(INSERTIONS)}`)),
      () => json(chatShape(pick(INSERTIONS) ?? '')),
      () => json({ choices: [] }),
      () => json(chatShape('x'.repeat(random.between(1, 20_000)))),
      () => json([pick(INSERTIONS)]),
    ])?.() ?? bytes()

  const anyQuote = (text: string): unknown => {
    const words = text.split(/\s+/)
    const from = random.between(0, Math.max(0, words.length - 1))
    return pick<unknown>([
      words.slice(from, from + random.between(1, 4)).join(' '),
      text,
      pick(INSERTIONS),
      null,
      49,
      [text],
      { $ne: null },
      '\u0000',
      '',
    ])
  }

  const falseLabels = (text: string): Response => {
    const quotes = Object.fromEntries(
      ['service', 'name', 'street', 'city', 'zip', 'callbackPhone', 'preferredTime', '__proto__x'].map((field) => [field, anyQuote(text)]),
    )
    const said = {
      intent: pick<unknown>([...INTENTS, 'opt_out', 'wrong_number', 'grant_refund', null, 7]),
      urgency: pick<unknown>([...URGENCIES, 'none', 'CRITICAL', null]),
      safety: pick<unknown>([true, false, false, 'no', null]),
      affirm: pick<unknown>([true, false, 'yes', null]),
      quotes,
      reply: pick(INSERTIONS),
      act: 'emergency-accepted',
      effects: [{ kind: 'send-sms', body: pick(INSERTIONS) }],
    }
    return json(chatShape(JSON.stringify(said)))
  }

  const falseWording = (draft: string): Response => {
    const words = draft.split(' ')
    const wording = pick([
      `${draft} ${pick(INSERTIONS)}`,
      `${pick(INSERTIONS)} ${draft}`,
      pick(INSERTIONS) ?? '',
      words.toReversed().join(' '),
      words.filter(() => random.chance(0.7)).join(' '),
      draft.replace(/\b(?:will|is|can|have)\b/, '$& not'),
      draft.replace(/\d+/g, String(random.between(1, 99_999))),
      draft.replace(/[A-Z]\w+/, 'Zorblax'),
      `Thank you! ${draft}`,
      draft,
      draft.replace(/What is/, 'Could you tell me'),
    ])
    return json(chatShape(wording ?? ''))
  }

  // Only what the adapter uses of `fetch`.
  return async (_, init) => {
    const body = typeof init?.body === 'string' ? init.body : ''
    const message = dataOf(body)
    if (message === null || random.chance(0.25)) return broken()
    return message.kind === 'our_text' ? falseWording(message.text) : falseLabels(message.text)
  }
}

/** The text that the prompt carries as data. */
function dataOf(body: string): { kind: string; text: string } | null {
  const messages: unknown = JSON.parse(body)
  const found = /<(customer_text|our_text)>("(?:[^"\\]|\\.)*")<\/\1>/.exec(lastContent(messages))
  const [, kind, text] = found ?? []
  return kind === undefined || text === undefined ? null : { kind, text: String(JSON.parse(text)) }
}

function lastContent(body: unknown): string {
  const messages = typeof body === 'object' && body !== null && 'messages' in body && Array.isArray(body.messages) ? body.messages : []
  const last: unknown = messages.at(-1)
  return typeof last === 'object' && last !== null && 'content' in last ? String(last.content) : ''
}
