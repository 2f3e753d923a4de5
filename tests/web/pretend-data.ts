/** A business with people in every state, for the screens. Times hang on the moment of the call, so that "2 min" stays true. */
import type { bookingSchema, calendarSchemaOfDays } from '#contract/booking.ts'
import type { CardView, NowView } from '#contract/dashboard.ts'
import type { IntakeView } from '#contract/inquiries.ts'
import { defaultConsentWords } from '#core/inquiries/consent-words.ts'
import type { SelfTestView } from '#contract/self-test.ts'
import type { TenantView } from '#contract/tenant.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const TENANT_ID = 't_demo'
/** Texts that must stay texts. */
export const HOSTILE = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'

export function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString()
}

/** All well; `faulty`: the number leads to an old vendor. */
export function selfTest(faulty = false): SelfTestView {
  const at = ago(5 * 60 * MINUTE)
  const number = faulty
    ? {
        code: 'line_voice_elsewhere',
        state: 'down' as const,
        sentence: 'Calls to +12175550102 go to another address (a-very-long-name-of-an-old-vendor.calls.example.com), not to us.',
        todo: 'Set the addresses of the number at the carrier to those that Setup shows.',
      }
    : { code: 'line_leads_here', state: 'ok' as const, sentence: 'Calls and texts to +12175550102 come to us.', todo: null }
  return {
    sentence: faulty ? `${number.sentence} Tested 6:02 this morning.` : 'Working. Tested 6:02 this morning.',
    result: {
      at,
      state: faulty ? 'down' : 'ok',
      findings: [
        { part: 'number', ...number },
        { code: 'address_reached', part: 'address', state: 'ok', sentence: 'Our public address answers, and signatures hold.', todo: null },
        {
          code: 'call_answered',
          part: 'call',
          state: 'ok',
          sentence: 'A missed call at this hour is answered, with your name.',
          todo: null,
        },
        { code: 'text_ready', part: 'call', state: 'ok', sentence: 'The first text may leave at this hour.', todo: null },
      ],
    },
    doubt: null,
    nextAt: new Date(Date.now() + 19 * 60 * MINUTE).toISOString(),
  }
}

export function tenant(): TenantView {
  const working = [
    { from: '07:00', to: '17:00', mode: 'day' as const },
    { from: '17:00', to: '21:00', mode: 'evening' as const },
  ]
  return {
    id: TENANT_ID,
    name: 'Ace Plumbing',
    trade: 'plumbing',
    timezone: 'America/Chicago',
    country: 'US',
    region: 'IL',
    mailingAddress: '12 Main St, Springfield, IL 62701',
    businessPhone: '+12175550100',
    website: null,
    ownerName: 'Sam',
    ownerPhone: '+12175550101',
    ownerPhoneVerified: true,
    fallbackPhone: '+12175550103',
    fallbackPhoneVerified: true,
    fallbackName: 'Pat',
    digestAt: '18:30',
    serviceArea: null,
    approvedFacts: [
      { topic: 'visit-price', cents: 8_900 },
      { topic: 'service-price', service: 'drain', fromCents: 15_000, toCents: 30_000 },
      { topic: 'free-estimate', services: ['water heater'] },
      { topic: 'license', number: '058-123456' },
      { topic: 'payment', methods: ['cash', 'credit-card'] },
      { topic: 'own', asks: ['senior'], say: { en: 'Seniors get 10% off labor.', es: null, fr: null } },
    ],
    services: [
      { name: 'sump pump', offered: false, words: [] },
      { name: 'septic tank', offered: false, words: ['septic', 'fosa séptica'] },
    ],
    numbers: [{ e164: '+12175550102', topology: 'forwarded' }],
    hours: {
      week: { mon: working, tue: working, wed: working, thu: working, fri: working },
      exceptions: [{ date: '2026-12-25', mode: 'night' }],
    },
    limits: { requestsPerMinute: 20, textsPerHour: 60, textsPerDay: 200, monthlyBudgetCents: 5_000 },
    twilio: { accountSid: null, messagingServiceSid: null },
    registration: { kind: 'managed', status: 'pending', campaignSid: null, note: null, tier: null },
    webhooks: { voice: '', voiceStatus: '', sms: '', smsStatus: '' },
    ringSeconds: 15,
    messageAudioUrl: null,
    messages: {
      spoken: { night: { opening: 'You have reached {business}, and the shop is closed.', voice: 'matthew', audioUrl: null } },
      firstText: null,
    },
    status: 'active',
    movedOutAt: null,
    createdAt: ago(30 * DAY),
  }
}

function card(leadId: string, need: CardView['need'], minutes: number, part: Partial<CardView>): CardView {
  const empty = {
    name: null,
    phone: '+12175550110',
    place: null,
    problem: null,
    urgency: 'routine',
    safety: false,
    lastText: null,
    callOnly: false,
    paused: false,
  }
  return { leadId, need, ...empty, preferredTime: null, acknowledgedBy: null, pausedUntil: null, since: ago(minutes * MINUTE), ...part }
}

export function now(): NowView {
  const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10)
  return {
    working: { state: 'ok', sentence: 'Working. Tested 6:02 this morning.', testedAt: ago(5 * 60 * MINUTE) },
    cards: [
      card('l_flood', 'emergency', 2, {
        name: 'Maria Alvarez',
        place: '14 Oak St, Springfield',
        problem: 'Water is coming through the kitchen ceiling and I can’t find the shutoff',
        urgency: 'emergency',
      }),
      card('l_heater', 'ready', 26, {
        name: 'Dana Kim',
        phone: '+12175550111',
        place: '220 W Jefferson St, Springfield',
        problem: 'water heater is leaking from the bottom',
        urgency: 'urgent',
        preferredTime: { start: `${tomorrow}T08:00`, end: `${tomorrow}T10:00` },
      }),
      card('l_xss', 'ready', 64, {
        name: HOSTILE.slice(0, 60),
        phone: '+12175550112',
        place: '9 Elm Ave',
        problem: HOSTILE,
        callOnly: true,
        acknowledgedBy: 'Sam',
      }),
      card('l_talk', 'talking', 1, { name: null, phone: '+12175550113', lastText: 'Hi, do you also do garbage disposals? Mine just hums' }),
      card('l_pause', 'talking', 7, {
        name: 'Lee',
        phone: '+12175550114',
        lastText: 'ok thanks, see you then',
        paused: true,
        pausedUntil: ago(-90 * MINUTE),
      }),
    ],
    lastAnswered: { at: ago(3 * MINUTE), seconds: 3.1 },
  }
}

export function nobody(): NowView {
  return { ...now(), cards: [] }
}

type CalendarView = (typeof calendarSchemaOfDays)['_output']

export function calendar(from: string, to: string): CalendarView {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1
  const days = Array.from({ length: count }, (_none, place) => {
    const date = new Date(Date.parse(from) + place * DAY).toISOString().slice(0, 10)
    const at = (hour: number) => `${date}T${String(hour + 6).padStart(2, '0')}:00:00.000Z`
    const visit = (id: string, name: string, state: 'held' | 'confirmed', hour: number) => ({
      id,
      leadId: 'l_heater',
      name,
      phone: '+12175550111',
      start: at(hour),
      end: at(hour + 2),
      state,
      heldUntil: null,
    })
    const closed = place === 4
    const visits = place === 1 ? [visit('v_1', 'Dana Kim', 'held', 8), visit('v_2', 'Lee Park', 'confirmed', 13)] : []
    const free = closed || place === 0 ? [] : [8, 11, 14].map((hour) => ({ start: at(hour), end: at(hour + 2), free: 1 }))
    return { date, closed, free, visits, busy: [] }
  })
  return { timezone: 'America/Chicago', days }
}

export function booking(): (typeof bookingSchema)['_output'] {
  const settings = { visitMinutes: 120, travelMinutes: 30, capacity: 1, noticeMinutes: 120, daysAhead: 14, confirmBy: 'owner' as const }
  return {
    settings: { ...settings, holdMinutes: 240, reminderMinutes: 1_440 },
    calendars: [{ id: 'cal_1', kind: 'ics', host: 'calendar.example.com', readAt: null, problem: null }],
    feedUrl: 'http://127.0.0.1/calendar/t_demo/token.ics',
  }
}

export function intake(): IntakeView {
  const url = 'https://leads.example/form/t_ace.0123456789abcdef'
  const words = defaultConsentWords({ name: 'Ace Plumbing', country: 'US', mailingAddress: null, businessPhone: null })
  return {
    form: {
      isOpen: true,
      url,
      scriptUrl: 'https://leads.example/embed/t_ace.0123456789abcdef.js',
      privacyUrl: null,
      words,
      defaultWords: words,
      version: 'form-0123456789ab',
    },
    keys: [{ id: 'ik_1', name: 'Angi', createdAt: ago(9 * DAY), lastUsedAt: ago(HOUR) }],
    arrivals: [
      { at: ago(9 * MINUTE), leadId: 'l_heater', label: 'website', channel: 'form', ticked: true, decision: 'send', doubt: null },
      { at: ago(HOUR), leadId: 'l_heater', label: 'angi', channel: 'api', ticked: false, decision: 'never', doubt: null },
      { at: ago(DAY), leadId: 'l_heater', label: 'website', channel: 'form', ticked: true, decision: 'never', doubt: 'too_fast' },
    ],
    bySource: [
      { label: 'website', inquiries: 12 },
      { label: 'angi', inquiries: 3 },
    ],
  }
}
