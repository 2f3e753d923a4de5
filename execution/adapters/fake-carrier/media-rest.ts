import { rfc2822 } from './call-params.ts'
import type { RestAnswer, RestCall } from './rest-answer.ts'
import { jsonAnswer, notFound } from './rest-answer.ts'
import { PAGE_RULES, dateRules, pageOf } from './rest-page.ts'
import type { ParamRules } from './rest-params.ts'
import type { RestRoute } from './rest-router.ts'
import type { TextBook, TextMedia, TextRecord } from './text-records.ts'

const LIST: ParamRules = { ...dateRules('DateCreated'), ...PAGE_RULES }

const PATH = '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid:SM|MM}/Media'

/** The Media of a message: list, fetch, delete, and the picture itself (the address without an ending). */
export function mediaRoutes(texts: TextBook): readonly RestRoute[] {
  return [
    { method: 'GET', path: `${PATH}.json`, params: LIST, handle: (call) => list(texts, call) },
    { method: 'GET', path: `${PATH}/{MediaSid:ME}.json`, params: {}, handle: (call) => fetchOne(texts, call) },
    { method: 'GET', path: `${PATH}/{MediaSid:ME}`, params: {}, handle: (call) => download(texts, call) },
    { method: 'DELETE', path: `${PATH}/{MediaSid:ME}.json`, params: {}, handle: (call) => remove(texts, call) },
  ]
}

function list(texts: TextBook, call: RestCall): RestAnswer {
  const text = findText(texts, call)
  const path = `/2010-04-01/Accounts/${text.accountSid}/Messages/${text.sid}/Media.json`
  const filters = ['DateCreated', 'DateCreated<', 'DateCreated>']
  return jsonAnswer(200, pageOf(call, { key: 'media_list', path, filters, items: text.media, present: (item) => present(text, item) }))
}

function fetchOne(texts: TextBook, call: RestCall): RestAnswer {
  const text = findText(texts, call)
  return jsonAnswer(200, present(text, findMedia(text, call)))
}

function download(texts: TextBook, call: RestCall): RestAnswer {
  const item = findMedia(findText(texts, call), call)
  if (item.bytes === null) return { status: 307, headers: { location: item.url ?? '' }, body: '' }
  return { status: 200, headers: { 'content-type': item.contentType }, body: item.bytes }
}

function remove(texts: TextBook, call: RestCall): RestAnswer {
  const text = findText(texts, call)
  const removed = findMedia(text, call)
  text.media = text.media.filter((item) => item !== removed)
  return { status: 204, headers: {}, body: '' }
}

function findText(texts: TextBook, call: RestCall): TextRecord {
  const text = texts.find(call.ids['Sid'] ?? '')
  if (text === null || text.accountSid !== call.account.accountSid) throw notFound(`Messages/${call.ids['Sid']}`)
  return text
}

function findMedia(text: TextRecord, call: RestCall): TextMedia {
  const item = text.media.find(({ sid }) => sid === call.ids['MediaSid'])
  if (item === undefined) throw notFound(`Media/${call.ids['MediaSid']}`)
  return item
}

function present(text: TextRecord, item: TextMedia) {
  return {
    sid: item.sid,
    account_sid: text.accountSid,
    parent_sid: text.sid,
    content_type: item.contentType,
    date_created: rfc2822(text.createdAt),
    date_updated: rfc2822(text.createdAt),
    uri: `/2010-04-01/Accounts/${text.accountSid}/Messages/${text.sid}/Media/${item.sid}.json`,
  }
}
