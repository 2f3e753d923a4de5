/** A business with people in every state, for the screens. Times hang on the moment of the call, so that "2 min" stays true. */
import type { bookingSchema, calendarSchemaOfDays } from '#contract/booking.ts'
import type { CapturedView, CardView, LeadDetail, NowView, TimelineItem } from '#contract/dashboard.ts'
import type { AuditEntry, TenantSummary } from '#contract/operator.ts'
import type { IntakeView } from '#contract/inquiries.ts'
import { defaultConsentWords } from '#core/inquiries/consent-words.ts'
import type { ResultsView } from '#contract/results.ts'
import type { SelfTestView } from '#contract/self-test.ts'
import type { TenantView } from '#contract/tenant.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

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

type MessageItem = TimelineItem & { kind: 'message' }

function said(id: string, minutes: number, by: MessageItem['by'], body: string, status?: string): MessageItem {
  const at = ago(minutes * MINUTE)
  const isOut = by !== 'customer'
  const [business, customer] = ['+12175550102', '+12175550111']
  return {
    kind: 'message',
    at,
    by,
    message: {
      id,
      leadId: 'l_heater',
      direction: isOut ? 'outbound' : 'inbound',
      from: isOut ? business : customer,
      to: isOut ? customer : business,
      body,
      kind: isOut ? 'reply' : 'inbound',
      status: status ?? (isOut ? 'delivered' : 'received'),
      carrierId: null,
      errorCode: null,
      segments: 1,
      createdAt: at,
      sentAt: isOut ? at : null,
      waitsUntil: null,
      reasons: [],
    },
  }
}

function system(minutes: number, sentence: string): TimelineItem {
  return { kind: 'system', at: ago(minutes * MINUTE), sentence }
}

export function timeline(): TimelineItem[] {
  return [
    system(34, 'Missed call. Rang 15 seconds, nobody picked up.'),
    said(
      'm_1',
      33.9,
      'assistant',
      'Hi, this is the automated assistant of Ace Plumbing. Sorry we missed your call. What is going on, and is it urgent? Reply STOP to opt out.',
    ),
    system(33.8, 'The text left 0.2 s after the missed call.'),
    said('m_2', 31, 'customer', 'Hi my water heater is leaking from the bottom, its about 12 years old'),
    said('m_3', 30.9, 'assistant', 'Thanks. A leaking water heater is worth seeing soon. What is the address, and your name?'),
    said('m_4', 28, 'customer', 'Dana Kim, 220 W Jefferson St'),
    said('m_5', 27.9, 'assistant', 'Thank you, Dana. When would suit you?'),
    said('m_6', 26.5, 'customer', 'tomorrow between 8 and 10 works'),
    said('m_7', 26, 'assistant', 'Got it: tomorrow, 8 to 10 am. I pass this on and Sam confirms the time.'),
    system(25.9, 'You were told.'),
    said('m_8', 12, 'person', 'This is Sam. I can be there at 8:30, does that work?', 'sent'),
    said('m_9', 2, 'assistant', 'Just checking in: are you still there?', 'refused'),
  ]
}

function spanned(field: CapturedView['field'], value: CapturedView['value'], messageId: string, words: string): CapturedView {
  const entry = timeline().find((one) => one.kind === 'message' && one.message.id === messageId)
  const start = entry?.kind === 'message' ? entry.message.body.indexOf(words) : -1
  if (start < 0) throw new Error(`"${words}" does not stand in ${messageId}`)
  return { field, value, words, messageId, start, end: start + words.length, enteredBy: 'customer' }
}

export function lead(id: string): LeadDetail {
  return id === 'l_voicemail' ? voicemailLead() : ordinaryLead(id)
}

/** A caller who spoke and sent pictures, one of which could not be kept. */
function voicemailLead(): LeadDetail {
  const known = ordinaryLead('l_voicemail')
  const [call] = known.calls
  const pictures = said('m_pictures', 12, 'customer', '')
  const photo = (place: number, state: LeadDetail['photos'][number]['state']) => ({
    messageId: pictures.message.id,
    at: pictures.at,
    state,
    url: state === 'kept' ? `/api/v1/tenants/${TENANT_ID}/messages/m_pictures/media/${place}` : null,
    contentType: state === 'kept' ? 'image/png' : null,
  })
  return {
    ...known,
    assistant: { state: 'talking', until: null },
    timeline: [...known.timeline, pictures],
    photos: [photo(0, 'kept'), photo(1, 'kept'), photo(2, 'refused')],
    calls: call === undefined ? [] : [{ ...call, recording: { state: 'kept', url: RECORDING, transcript: SAID } }],
  }
}

const RECORDING = `/api/v1/tenants/${TENANT_ID}/calls/c_1/recording`
const SAID = 'Hi, this is Dana Kim. The water heater is leaking and it is getting worse. 220 West Jefferson. Please call me.'

function ordinaryLead(id: string): LeadDetail {
  const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10)
  const preferredTime = { start: `${tomorrow}T08:00`, end: `${tomorrow}T10:00` }
  const items = timeline()
  return {
    id,
    phone: '+12175550111',
    status: 'qualified',
    intent: 'book',
    urgency: 'urgent',
    safety: false,
    service: 'water_heater',
    name: id === 'l_xss' ? HOSTILE : 'Dana Kim',
    street: '220 W Jefferson St',
    city: 'Springfield',
    zip: null,
    preferredTime,
    score: 80,
    scoreReasons: [],
    leadGroup: null,
    serviceArea: null,
    amountCents: null,
    acknowledgedBy: null,
    acknowledgedAt: null,
    source: 'call',
    createdAt: ago(34 * MINUTE),
    messages: [],
    captured: [
      spanned('problem', 'water heater is leaking from the bottom', 'm_2', 'water heater is leaking from the bottom'),
      spanned('name', 'Dana Kim', 'm_4', 'Dana Kim'),
      spanned('street', '220 W Jefferson St', 'm_4', '220 W Jefferson St'),
      spanned('preferredTime', preferredTime, 'm_6', 'tomorrow between 8 and 10'),
      { field: 'city', value: 'Springfield', words: null, messageId: null, start: null, end: null, enteredBy: 'person' },
    ],
    timeline: id === 'l_xss' ? [...items, said('m_x', 1, 'customer', HOSTILE)] : items,
    why: {
      m_1: [
        'They called you 34 minutes ago and heard that a text would come.',
        'It was 2:14 pm where they are.',
        'They have never said stop.',
      ],
      m_9: ['They answered last 24 minutes ago, and you are talking with them yourself.'],
    },
    assistant: { state: 'paused', until: ago(-108 * MINUTE) },
    calls: [
      {
        id: 'c_1',
        leadId: id,
        from: '+12175550111',
        to: '+12175550102',
        stage: 'ended',
        mode: 'day',
        startedAt: ago(34.4 * MINUTE),
        missedAt: ago(34 * MINUTE),
        endedAt: ago(33.9 * MINUTE),
        disclosurePlayedAt: ago(34 * MINUTE),
        recordingSid: 'RE1',
        recordingSeconds: 12,
        recording: { state: 'kept', url: RECORDING, transcript: id === 'l_xss' ? HOSTILE : null },
      },
    ],
    photos: [],
    outcome: { state: 'open', amountCents: null },
    inquiries:
      id === 'l_xss'
        ? [
            {
              at: ago(33 * MINUTE),
              label: 'website',
              channel: 'form',
              ticked: true,
              words: HOSTILE,
              wordsVersion: 'form-000000000000',
              pageUrl: 'https://ace.example/contact',
              doubt: null,
            },
          ]
        : [],
  }
}

export function results(days: number): ResultsView {
  const today = new Date()
  const list = Array.from({ length: days }, (_none, place) => {
    const date = new Date(today.getTime() - (days - 1 - place) * DAY)
    const isWeekend = [0, 6].includes(date.getUTCDay())
    const missed = (isWeekend ? 1 : 3) + ((place * 7) % 4)
    const replied = Math.max(0, missed - 1 - (place % 2))
    const [qualified, booked, won] = [Math.max(0, replied - (place % 2)), place % 3 === 0 ? 1 : 0, place % 5 === 0 ? 1 : 0]
    return {
      date: date.toISOString().slice(0, 10),
      missed,
      texted: missed,
      replied,
      qualified,
      booked,
      won,
      costCents: missed * 4,
      inquiries: place % 2,
    }
  })
  const total = (step: 'missed' | 'texted' | 'replied' | 'qualified' | 'booked' | 'won' | 'costCents') =>
    list.reduce((sum, day) => sum + day[step], 0)
  const [missed, texted, replied] = [total('missed'), total('texted'), total('replied')]
  return {
    from: list[0]?.date ?? '',
    to: list.at(-1)?.date ?? '',
    funnel: { missed, texted, replied, qualified: total('qualified'), booked: total('booked'), won: total('won') },
    medianSecondsToText: 0.8,
    costCents: total('costCents'),
    bySource: [
      { label: 'website', inquiries: 9 },
      { label: 'angi', inquiries: 2 },
    ],
    monthCostCents: 1_240,
    capCents: 5_000,
    moneyCents: 384_000,
    days: list,
    unmarked: 3,
  }
}

function summary(id: string, name: string, part: Partial<TenantSummary>): TenantSummary {
  const well = {
    trade: 'plumbing',
    status: 'active' as const,
    needs: [],
    sentence: 'All well.',
    registration: 'approved',
    openEmergencies: 0,
  }
  return {
    id,
    name,
    ...well,
    lastCallAt: ago(40 * MINUTE),
    textsThisHour: 4,
    textsPerHour: 60,
    monthCostCents: 1_240,
    capCents: 5_000,
    ...part,
  }
}

export function tenants(): TenantSummary[] {
  return [
    summary(TENANT_ID, 'Ace Plumbing', {
      needs: ['emergency-waiting'],
      openEmergencies: 1,
      sentence: 'An emergency has waited 2 minutes and nobody has taken it.',
      lastCallAt: ago(2 * MINUTE),
    }),
    summary('t_cool', 'Coolbreeze Heating & Air', {
      trade: 'hvac',
      needs: ['budget-near'],
      sentence: '91 % of this month’s cap is used.',
      monthCostCents: 4_550,
      textsThisHour: 22,
    }),
    summary('t_lock', 'Keystone Locksmiths', {
      trade: 'locksmith',
      needs: ['registration-missing'],
      sentence: 'Not registered: callers get no text.',
      registration: 'none',
      lastCallAt: null,
      textsThisHour: 0,
      monthCostCents: 0,
    }),
    summary('t_door', 'Overhead Door Pros', {
      trade: 'garage_door',
      needs: ['paused'],
      status: 'paused',
      sentence: 'Paused since Friday.',
    }),
    summary('t_roof', 'Summit Roofing', { trade: 'roofing' }),
  ]
}

export function audit(): AuditEntry[] {
  const operator = { role: 'operator', name: 'Operator' }
  return [
    {
      id: 'a_3',
      at: ago(5 * MINUTE),
      who: operator,
      tenantId: TENANT_ID,
      act: 'GET /api/v1/tenants/:tenantId/leads/:leadId',
      subject: 'l_heater',
      reason: 'Owner asked why no text went out',
      status: 200,
    },
    {
      id: 'a_2',
      at: ago(3 * 60 * MINUTE),
      who: { role: 'owner', name: 'Sam' },
      tenantId: TENANT_ID,
      act: 'PATCH /api/v1/tenants/:tenantId',
      subject: null,
      reason: null,
      status: 200,
    },
    {
      id: 'a_1',
      at: ago(2 * DAY),
      who: operator,
      tenantId: 't_door',
      act: 'POST /api/v1/tenants/:tenantId/pause',
      subject: null,
      reason: null,
      status: 200,
    },
  ]
}

type CalendarView = (typeof calendarSchemaOfDays)['_output']

/** Two weeks with a visit that waits for a yes, one that is confirmed, and a closed day. */
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
