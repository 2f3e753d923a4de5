/** Everything about single leads of the pretend business, for the screens. Times hang on the moment of the call. */
import type { CapturedView, LeadDetail, TimelineItem } from '#contract/dashboard.ts'
import { ago, DAY, HOSTILE, MINUTE, TENANT_ID } from './pretend-data.ts'

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
