import type { SidMaker } from './sids.ts'

/** A recording as the carrier keeps it. The sound itself is made when asked for. */
export type Recording = {
  sid: string
  accountSid: string
  callSid: string
  startedAt: number
  seconds: number
  source: 'RecordVerb' | 'DialVerb'
  /** What was said, known because the people are ours. */
  says: string | null
}

export type RecordingBook = {
  add(recording: Omit<Recording, 'sid'>): Recording
  find(sid: string): Recording | null
  ofAccount(accountSid: string): readonly Recording[]
  remove(sid: string): boolean
  /** The address the product is told, without an ending; `.wav` or `.mp3` may be added. */
  urlOf(recording: Recording): string
}

/** Enough for a long simulation; the oldest are forgotten first. */
const KEPT_MAX = 20_000

/** Keeps recordings in memory. `origin` answers the carrier's own address at the moment it is needed. */
export function createRecordingBook(parts: { newSid: SidMaker; origin: () => string }): RecordingBook {
  const bySid = new Map<string, Recording>()
  return {
    add(facts) {
      const recording = { ...facts, sid: parts.newSid('RE') }
      bySid.set(recording.sid, recording)
      if (bySid.size > KEPT_MAX) bySid.delete(bySid.keys().next().value ?? '')
      return recording
    },
    find: (sid) => bySid.get(sid) ?? null,
    ofAccount: (accountSid) => [...bySid.values()].filter((recording) => recording.accountSid === accountSid).toReversed(),
    remove: (sid) => bySid.delete(sid),
    urlOf: ({ accountSid, sid }) => `${parts.origin()}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
  }
}

const SAMPLE_RATE_HZ = 8_000
const TONE_HZ = 440
const WAV_SECONDS_MAX = 30

/** A WAV file (8 kHz, 8 bit, mono) with a quiet tone: sound enough to prove that a download and a player work. */
export function toneWav(seconds: number): Uint8Array {
  const samples = Math.max(1, Math.round(Math.min(seconds, WAV_SECONDS_MAX) * SAMPLE_RATE_HZ))
  const file = Buffer.alloc(44 + samples)
  file.write('RIFF', 0, 'ascii')
  file.writeUInt32LE(36 + samples, 4)
  file.write('WAVEfmt ', 8, 'ascii')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(SAMPLE_RATE_HZ, 24)
  file.writeUInt32LE(SAMPLE_RATE_HZ, 28)
  file.writeUInt16LE(1, 32)
  file.writeUInt16LE(8, 34)
  file.write('data', 36, 'ascii')
  file.writeUInt32LE(samples, 40)
  for (let index = 0; index < samples; index += 1) {
    file[44 + index] = 128 + Math.round(20 * Math.sin((2 * Math.PI * TONE_HZ * index) / SAMPLE_RATE_HZ))
  }
  return file
}
