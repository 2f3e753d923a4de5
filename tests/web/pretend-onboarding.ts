import type { RehearsalView, SetupView } from '#contract/onboarding.ts'

const at = '2026-12-07T16:00:00.000Z'

/** A setup in the middle: two steps confirmed, the first call not yet made. */
export function setup(): SetupView {
  return {
    isLive: false,
    canGoLive: false,
    steps: [
      { step: 'procedure', confirmedAt: at, sentences: ['The assistant finds out, in this order: what is wrong, where and the name.'] },
      { step: 'hours', confirmedAt: at, sentences: ['Monday to Friday: day from 7 am to 5 pm; the rest is night.'] },
      { step: 'messages', confirmedAt: at, sentences: ['Callers hear: “Thanks for calling Ace Plumbing.”'] },
      { step: 'callers', confirmedAt: null, sentences: ['Five callers ring, one after another. Nothing is sent and no phone rings.'] },
      { step: 'forwarding', confirmedAt: null, sentences: ['If you don’t pick up, your phone company sends the call to us.'] },
      { step: 'test-call', confirmedAt: null, sentences: ['A call that nobody takes must arrive here before anything is live.'] },
    ],
    texting: {
      state: 'waiting',
      sentences: [
        'US phone companies must know who texts before they let texts through. That takes days, sometimes weeks.',
        'Until they say yes, every caller still hears your message and can leave a voicemail.',
      ],
    },
    number: '+13125550100',
    hasTestCall: false,
  }
}

export function rehearsal(): RehearsalView {
  const line = (by: RehearsalView['callers'][number]['lines'][number]['by'], words: string, isText: boolean) => ({ by, at, words, isText })
  return {
    callers: [
      {
        id: 'job',
        title: 'An ordinary job',
        startsAt: at,
        lines: [
          line('caller', 'Rings, and nobody picks up.', false),
          line('line', "Thanks for calling Ace Plumbing. We can't take your call right now.", false),
          line('assistant', 'Ace Plumbing: Sorry we missed your call. How can we help today?', true),
          line('caller', 'My kitchen sink is clogged', true),
          line('owner', 'NEW LEAD - Ace Plumbing\n+12175550143\n"My kitchen sink is clogged"', true),
        ],
        outcome: 'A complete lead. You are told at once.',
      },
      {
        id: 'stop',
        title: 'Wants no texts',
        startsAt: at,
        lines: [line('caller', 'please stop texting me', true)],
        outcome: 'No more texts go to this number. The lead is kept.',
      },
    ],
  }
}
