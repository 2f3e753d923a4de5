import type { CallContext, Page, VerbHandler } from '../call-context.ts'
import { CONTINUE, methodOf, numberOf } from '../call-context.ts'
import type { Leg } from '../call-leg.ts'
import { LegEnded } from '../call-leg.ts'
import { hangUp } from '../call-lifecycle.ts'
import { API_VERSION, callParams, rfc2822 } from '../call-params.ts'
import { beginMessage } from '../listen.ts'
import type { Recording } from '../recordings.ts'
import { resolveUrl } from '../resolve-url.ts'
import type { XmlElement } from '../twiml-parse.ts'
import { TwimlProblem } from '../twiml-schema.ts'

const BEEP_MS = 1_000
/** How long a recording is worked on before it is announced, and transcribed. */
const PROCESSING_MS = 1_500
const TRANSCRIPTION_MS = 5_000
/** How soon after the last word a person hangs up. */
const HANG_UP_AFTER_WORDS_MS = 300

/** How a recording came to its end. */
type Ending = 'silence' | 'key' | 'max-length' | 'speaker-done'

/**
 * `<Record>`: beep, then whatever the person says. A recording without a sound makes no action request and the document goes on;
 * a person who hangs up ends the recording, is announced to the action with `Digits=hangup`, and nothing it answers is heard.
 */
export const record: VerbHandler = async (context, leg, verb, page) => {
  beginMessage(context, leg)
  if (verb.attributes['playBeep'] !== 'false') await leg.wait(BEEP_MS)
  const startedAt = context.clock.now()
  announceRecording(context, leg, { verb, page, event: 'in-progress', recording: null, startedAt })
  const says = leg.recorded ? null : leg.plan.voicemail
  if (says === null) {
    await leg.wait(numberOf(verb, 'timeout', 5) * 1_000)
    announceRecording(context, leg, { verb, page, event: 'absent', recording: null, startedAt })
    return CONTINUE
  }
  leg.recorded = true
  const ending = await recordSpeech(context, leg, { verb, page, startedAt })
  const spokenMs = Math.min(says.ms, context.clock.now() - startedAt)
  const recording = keepRecording(context, leg, { verb, page, startedAt, spokenMs })
  return { kind: 'document', source: actionOf(context, { verb, page, recording, digits: ending.key }) }
}

async function recordSpeech(
  context: CallContext,
  leg: Leg,
  session: { verb: XmlElement; page: Page; startedAt: number },
): Promise<{ ending: Ending; key: string }> {
  try {
    return await leg.until((resolve) => hearSpeech(context, leg, session.verb, resolve))
  } catch (error) {
    if (error instanceof LegEnded) {
      const spokenMs = context.clock.now() - session.startedAt
      const recording = keepRecording(context, leg, { ...session, spokenMs })
      announceHangUp(context, leg, { ...session, recording })
    }
    throw error
  }
}

function hearSpeech(
  context: CallContext,
  leg: Leg,
  verb: XmlElement,
  resolve: (heard: { ending: Ending; key: string }) => void,
): () => void {
  const says = leg.plan.voicemail
  const maxMs = numberOf(verb, 'maxLength', 3_600) * 1_000
  const silenceMs = numberOf(verb, 'timeout', 5) * 1_000
  const finishOnKey = verb.attributes['finishOnKey'] ?? '1234567890*#'
  const speechMs = says?.ms ?? 0
  const timers = [context.clock.after(maxMs, () => done('max-length', ''))]
  // A timeout of 0 means that silence never ends the recording.
  if (says !== null && says.thenHangsUp) timers.push(context.clock.after(speechMs + HANG_UP_AFTER_WORDS_MS, () => hangUp(context, leg)))
  else if (silenceMs > 0) timers.push(context.clock.after(speechMs + silenceMs, () => done('silence', '')))
  leg.setInputListener((input) => {
    if ('key' in input && finishOnKey.includes(input.key)) done('key', input.key)
  })

  function disarm(): void {
    for (const timer of timers) timer.cancel()
    leg.setInputListener(null)
  }

  function done(ending: Ending, key: string): void {
    disarm()
    resolve({ ending, key })
  }
  return disarm
}

function keepRecording(
  context: CallContext,
  leg: Leg,
  session: { verb: XmlElement; page: Page; startedAt: number; spokenMs: number },
): Recording {
  const recording = context.recordings.add({
    accountSid: leg.accountSid,
    callSid: leg.callSid,
    startedAt: session.startedAt,
    seconds: Math.max(1, Math.round(session.spokenMs / 1_000)),
    source: 'RecordVerb',
    says: leg.plan.voicemail?.says ?? null,
  })
  context.log.add({
    kind: 'recording',
    callSid: leg.callSid,
    detail: { sid: recording.sid, seconds: recording.seconds, says: recording.says },
  })
  context.clock.after(PROCESSING_MS, () => announceRecording(context, leg, { ...session, event: 'completed', recording }))
  if (session.verb.attributes['transcribe'] === 'true') {
    context.clock.after(TRANSCRIPTION_MS, () => announceTranscription(context, leg, { ...session, recording }))
  }
  return recording
}

function actionOf(context: CallContext, session: { verb: XmlElement; page: Page; recording: Recording; digits: string }) {
  const action = session.verb.attributes['action'] ?? session.page.url
  if (action === null) throw new TwimlProblem(11100, '<Record> without an action, in TwiML that has no address')
  const params = {
    RecordingUrl: context.recordings.urlOf(session.recording),
    RecordingSid: session.recording.sid,
    RecordingDuration: String(session.recording.seconds),
    Digits: session.digits,
  }
  return { kind: 'url' as const, url: resolveUrl(action, session.page), method: methodOf(session.verb), params }
}

function announceHangUp(context: CallContext, leg: Leg, session: { verb: XmlElement; page: Page; recording: Recording }): void {
  const { url, method, params } = actionOf(context, { ...session, digits: 'hangup' })
  notify(context, leg, { url, method, params: { ...callParams(leg), ...params } })
}

function announceRecording(
  context: CallContext,
  leg: Leg,
  session: { verb: XmlElement; page: Page; event: 'in-progress' | 'completed' | 'absent'; recording: Recording | null; startedAt: number },
): void {
  const callback = session.verb.attributes['recordingStatusCallback']
  const events = (session.verb.attributes['recordingStatusCallbackEvent'] ?? 'completed').split(' ')
  if (callback === undefined || !events.includes(session.event)) return
  const { recording } = session
  notify(context, leg, {
    url: resolveUrl(callback, session.page),
    method: methodOf(session.verb, 'recordingStatusCallbackMethod'),
    params: {
      AccountSid: leg.accountSid,
      CallSid: leg.callSid,
      ApiVersion: API_VERSION,
      RecordingStatus: session.event,
      RecordingStartTime: rfc2822(session.startedAt),
      RecordingChannels: '1',
      RecordingSource: 'RecordVerb',
      RecordingTrack: 'inbound',
      ErrorCode: '0',
      ...(recording === null
        ? {}
        : {
            RecordingSid: recording.sid,
            RecordingUrl: context.recordings.urlOf(recording),
            RecordingDuration: String(recording.seconds),
          }),
    },
  })
}

function announceTranscription(context: CallContext, leg: Leg, session: { verb: XmlElement; page: Page; recording: Recording }): void {
  const callback = session.verb.attributes['transcribeCallback']
  if (callback === undefined) return
  const { recording } = session
  notify(context, leg, {
    url: resolveUrl(callback, session.page),
    method: 'POST',
    params: {
      ...callParams(leg),
      TranscriptionSid: context.newSid('TR'),
      TranscriptionStatus: recording.says === null ? 'failed' : 'completed',
      TranscriptionText: recording.says ?? '',
      TranscriptionType: 'fast',
      RecordingSid: recording.sid,
      RecordingUrl: context.recordings.urlOf(recording),
    },
  })
}

function notify(context: CallContext, leg: Leg, webhook: { url: string; method: 'GET' | 'POST'; params: Record<string, string> }): void {
  const account = context.accounts.get(leg.accountSid)
  context.callbacks({ account, channel: 'voice', ...webhook, callSid: leg.callSid })
}
