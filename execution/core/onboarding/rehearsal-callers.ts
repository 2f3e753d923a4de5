import type { HoursMode } from '#core/hours/business-hours.ts'
import type { Trade } from '#core/qualification/reading.ts'

export type CallerAct =
  /** Rings, nobody answers, and hears the message; `says`: leaves a voicemail of so many seconds. */
  { kind: 'rings'; withheld: boolean; voicemailSeconds: number | null } | { kind: 'texts'; words: string }

export type RehearsalCaller = { id: string; title: string; mode: HoursMode; acts: readonly CallerAct[] }

type TradeWords = { job: string; emergency: string; price: string }

const WORDS: Record<Trade, TradeWords> = {
  plumbing: {
    job: 'Hi, my kitchen sink is clogged and the water wont drain',
    emergency: 'A pipe burst and water is coming through the ceiling!!',
    price: 'how much do you charge to replace a water heater?',
  },
  hvac: {
    job: 'Hi, my AC is running but it only blows warm air',
    emergency: 'I smell gas near the furnace, what do I do??',
    price: 'how much is a new furnace?',
  },
  electrical: {
    job: 'Hi, half of the outlets in my garage stopped working',
    emergency: 'There are sparks and smoke coming out of our breaker panel!!',
    price: 'how much for a panel upgrade?',
  },
  roofing: {
    job: 'Hi, a few shingles blew off and I need someone to look at the roof',
    emergency: 'Part of the roof came down in the storm and rain is pouring in!!',
    price: 'how much does a new roof cost?',
  },
  locksmith: {
    job: 'Hi, I need the locks changed at my rental house',
    emergency: 'My baby is locked in the car and it is hot, please hurry!!',
    price: 'how much to rekey a house?',
  },
  appliance_repair: {
    job: 'Hi, my dishwasher does not drain any more',
    emergency: 'My dryer is smoking and it smells like it is burning!!',
    price: 'how much to fix a fridge?',
  },
  garage_door: {
    job: 'Hi, my garage door opener hums but the door does not move',
    emergency: 'The spring snapped and the garage door fell, my son is trapped under it!!',
    price: 'how much for a new garage door?',
  },
  auto_repair: {
    job: 'Hi, my brakes squeal and I need someone to look at them',
    emergency: 'Smoke and flames are coming out from under my hood!!',
    price: 'how much for new brakes?',
  },
}

const MISSED = { kind: 'rings', withheld: false, voicemailSeconds: null } as const

/** Five people whom every business meets, with the words of its trade. What they say is ours; nobody real is quoted. */
export function rehearsalCallers(trade: Trade): RehearsalCaller[] {
  const words = WORDS[trade]
  return [
    {
      id: 'job',
      title: 'An ordinary job',
      mode: 'day',
      acts: [
        MISSED,
        { kind: 'texts', words: words.job },
        { kind: 'texts', words: '412 Oak St, Springfield 62704' },
        { kind: 'texts', words: 'Dana Miller' },
        { kind: 'texts', words: 'tomorrow morning works' },
      ],
    },
    { id: 'emergency', title: 'An emergency at night', mode: 'night', acts: [MISSED, { kind: 'texts', words: words.emergency }] },
    {
      id: 'price',
      title: 'Wants a price by text',
      mode: 'day',
      acts: [MISSED, { kind: 'texts', words: words.price }],
    },
    {
      id: 'withheld',
      title: 'Withholds the number',
      mode: 'day',
      acts: [{ kind: 'rings', withheld: true, voicemailSeconds: 14 }],
    },
    {
      id: 'stop',
      title: 'Wants no texts',
      mode: 'day',
      acts: [MISSED, { kind: 'texts', words: 'please stop texting me' }],
    },
  ]
}
