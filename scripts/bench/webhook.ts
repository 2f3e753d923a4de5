import { createHmac, randomBytes } from 'node:crypto'

/** One request as Twilio sends it: where to, the form, and the signature over both. */
export type SignedWebhook = { url: string; body: string; signature: string }

export type Account = { accountSid: string; authToken: string }
export type Line = { from: string; to: string }

/**
 * Twilio's signature, written a second time on purpose: a fault in the product's own check must not hide behind the same fault here.
 * Source: Twilio, "Webhooks security": base64(HMAC-SHA1(token, address + each field in the order of its name, name and value)).
 */
export function signatureOf(url: string, form: Readonly<Record<string, string>>, authToken: string): string {
  let text = url
  for (const name of Object.keys(form).toSorted()) text += name + (form[name] ?? '')
  return createHmac('sha1', authToken).update(text).digest('base64')
}

export function signedWebhook(url: string, form: Readonly<Record<string, string>>, authToken: string): SignedWebhook {
  return { url, body: new URLSearchParams(form).toString(), signature: signatureOf(url, form, authToken) }
}

/** A new id with the two letters of its kind: CA for calls, SM for texts, AC for accounts. */
export function newSid(letters: 'CA' | 'SM' | 'AC' | 'RE'): string {
  return letters + randomBytes(16).toString('hex')
}

/** The fields that every voice webhook carries (Twilio, "TwiML for Programmable Voice", request parameters). */
export function callForm(account: Account, { from, to }: Line, callSid: string, status: string): Record<string, string> {
  return {
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    CallStatus: status,
    Called: to,
    CalledCity: 'SPRINGFIELD',
    CalledCountry: 'US',
    CalledState: 'IL',
    CalledZip: '62701',
    Caller: from,
    CallerCity: 'CHICAGO',
    CallerCountry: 'US',
    CallerState: 'IL',
    CallerZip: '60601',
    Direction: 'inbound',
    From: from,
    FromCity: 'CHICAGO',
    FromCountry: 'US',
    FromState: 'IL',
    FromZip: '60601',
    StirVerstat: 'TN-Validation-Passed-A',
    To: to,
    ToCity: 'SPRINGFIELD',
    ToCountry: 'US',
    ToState: 'IL',
    ToZip: '62701',
  }
}

/** The fields of `<Dial action>` when nobody took the call. */
export function rungForm(account: Account, line: Line, callSid: string): Record<string, string> {
  return {
    ...callForm(account, line, callSid, 'in-progress'),
    DialBridged: 'false',
    DialCallSid: newSid('CA'),
    DialCallStatus: 'no-answer',
  }
}

/** The fields of the number's own status callback at the end of a call. */
export function callEndedForm(account: Account, line: Line, callSid: string): Record<string, string> {
  return {
    ...callForm(account, line, callSid, 'completed'),
    CallDuration: '31',
    Duration: '1',
    CallbackSource: 'call-progress-events',
    SequenceNumber: '0',
    Timestamp: 'Mon, 07 Dec 2026 16:00:31 +0000',
  }
}

/** The fields of a delivery report (Twilio, "Track outbound message status"). */
export function reportForm(account: Account, text: Line & { sid: string; status: string; errorCode?: string }): Record<string, string> {
  return {
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
    From: text.from,
    MessageSid: text.sid,
    MessageStatus: text.status,
    SmsSid: text.sid,
    SmsStatus: text.status,
    To: text.to,
    ...(text.errorCode === undefined ? {} : { ErrorCode: text.errorCode }),
    ...(text.status === 'delivered' ? { RawDlrDoneDate: '2612071000' } : {}),
  }
}

/** The fields of a text that came in. */
export function textForm(account: Account, { from, to }: Line, body: string, sid: string = newSid('SM')): Record<string, string> {
  return {
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
    Body: body,
    From: from,
    FromCity: 'CHICAGO',
    FromCountry: 'US',
    FromState: 'IL',
    FromZip: '60601',
    MessageSid: sid,
    NumMedia: '0',
    NumSegments: '1',
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    To: to,
    ToCity: 'SPRINGFIELD',
    ToCountry: 'US',
    ToState: 'IL',
    ToZip: '62701',
  }
}
