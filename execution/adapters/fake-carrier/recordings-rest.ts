import { API_VERSION, rfc2822 } from './call-params.ts'
import type { Recording, RecordingBook } from './recordings.ts'
import { toneWav } from './recordings.ts'
import type { RestAnswer, RestCall } from './rest-answer.ts'
import { jsonAnswer, notFound } from './rest-answer.ts'
import { PAGE_RULES, dateRange, dateRules, pageOf } from './rest-page.ts'
import type { ParamRules } from './rest-params.ts'
import type { RestRoute } from './rest-router.ts'

const INCLUDE: ParamRules = { IncludeSoftDeleted: { form: 'boolean' } }
const LIST: ParamRules = {
  ...dateRules('DateCreated'),
  CallSid: { form: { sid: 'CA' } },
  ConferenceSid: { form: { sid: 'CF' } },
  ...INCLUDE,
  ...PAGE_RULES,
}

const PATH = '/2010-04-01/Accounts/{AccountSid}/Recordings'

/** The Recordings resource: list, fetch, delete, and the sound itself (WAV whatever ending is asked for). */
export function recordingRoutes(recordings: RecordingBook): readonly RestRoute[] {
  const sound = (call: RestCall): RestAnswer => ({
    status: 200,
    headers: { 'content-type': 'audio/x-wav' },
    body: toneWav(find(recordings, call).seconds),
  })
  return [
    { method: 'GET', path: `${PATH}.json`, params: LIST, handle: (call) => list(recordings, call) },
    {
      method: 'GET',
      path: `${PATH}/{Sid:RE}.json`,
      params: INCLUDE,
      handle: (call) => jsonAnswer(200, present(recordings, find(recordings, call))),
    },
    { method: 'DELETE', path: `${PATH}/{Sid:RE}.json`, params: {}, handle: (call) => remove(recordings, call) },
    ...['', '.wav', '.mp3'].map((ending) => ({ method: 'GET' as const, path: `${PATH}/{Sid:RE}${ending}`, params: {}, handle: sound })),
  ]
}

function list(recordings: RecordingBook, call: RestCall): RestAnswer {
  const callSid = call.params.one('CallSid')
  const created = dateRange(call, 'DateCreated')
  const items = recordings
    .ofAccount(call.account.accountSid)
    .filter((recording) => callSid === null || recording.callSid === callSid)
    .filter((recording) => created === null || (recording.startedAt >= created.fromMs && recording.startedAt <= created.untilMs))
  const path = `/2010-04-01/Accounts/${call.account.accountSid}/Recordings.json`
  const filters = Object.keys(LIST).filter((name) => !Object.hasOwn(PAGE_RULES, name))
  return jsonAnswer(200, pageOf(call, { key: 'recordings', path, filters, items, present: (item) => present(recordings, item) }))
}

function remove(recordings: RecordingBook, call: RestCall): RestAnswer {
  recordings.remove(find(recordings, call).sid)
  return { status: 204, headers: {}, body: '' }
}

function find(recordings: RecordingBook, call: RestCall): Recording {
  const recording = recordings.find(call.ids['Sid'] ?? '')
  if (recording === null || recording.accountSid !== call.account.accountSid) throw notFound(`Recordings/${call.ids['Sid']}`)
  return recording
}

function present(recordings: RecordingBook, recording: Recording) {
  const uri = `/2010-04-01/Accounts/${recording.accountSid}/Recordings/${recording.sid}`
  return {
    sid: recording.sid,
    account_sid: recording.accountSid,
    api_version: API_VERSION,
    call_sid: recording.callSid,
    conference_sid: null,
    channels: 1,
    date_created: rfc2822(recording.startedAt),
    date_updated: rfc2822(recording.startedAt + recording.seconds * 1_000),
    start_time: rfc2822(recording.startedAt),
    duration: String(recording.seconds),
    encryption_details: null,
    error_code: null,
    media_url: recordings.urlOf(recording),
    price: null,
    price_unit: 'USD',
    source: recording.source,
    status: 'completed',
    uri: `${uri}.json`,
    subresource_uris: {},
  }
}
