import type { Instant } from '#core/values/instant.ts'
import type { ApplicationField } from './application-field.ts'
import { fieldsNamed, meaningOfFailure, UNLISTED_FAILURE, type Mender } from './failure-codes.ts'

/** One thing that the carrier said against us, as it was said. */
export type FailureNote = {
  code: number | null
  /** As the carrier names them. */
  fields: readonly string[]
  words: string | null
}

/** The same for a person. */
export type FailureReason = {
  code: number | null
  mender: Mender
  words: string
  fields: readonly ApplicationField[]
  /** The carrier's own sentence; null when there was none. */
  said: string | null
}

/** What stopped the registration. It is over as soon as a person has changed something (a higher revision). */
export type Failure = {
  /** What was rejected or refused, such as `campaign`. */
  what: string
  reasons: readonly FailureReason[]
  /** The revision of the application that it was about. */
  revision: number
  /** A refused look is tried again by itself: a wrong token may be put right elsewhere. Null: only a person can go on. */
  triesAgainAt: Instant | null
}

/** Puts what the carrier said into words for the person who must mend it. Fields that the carrier names itself come first. */
export function reasonsOf(notes: readonly FailureNote[]): FailureReason[] {
  const given: readonly FailureNote[] = notes.length === 0 ? [{ code: null, fields: [], words: null }] : notes
  return given.map(({ code, fields, words }) => {
    const named = fieldsNamed(fields)
    const listed = meaningOfFailure(code)
    const meaning = listed ?? (named.length === 0 ? UNLISTED_FAILURE : { ...UNLISTED_FAILURE, mender: 'business' as const })
    return {
      code,
      mender: meaning.mender,
      words: meaning.words,
      fields: [...new Set([...named, ...meaning.fields])],
      said: words,
    }
  })
}
