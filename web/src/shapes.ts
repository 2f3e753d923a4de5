/**
 * What the API answers, in the words of the screens. The types come from the schemas that the server answers with; nothing of the schemas
 * themselves reaches the browser.
 */
import type { bookingSchema, calendarSchemaOfDays, calendarTestSchema } from '#contract/booking.ts'
import type { CapturedView, CardView, LeadDetail as LeadDetailView, TimelineItem } from '#contract/dashboard.ts'
import type { ledgerVerdictSchema } from '#contract/ledger.ts'
import type { alertSchema, leadSchema } from '#contract/views.ts'
import type { IntakeView } from '#contract/inquiries.ts'
import type { OnboardingAnswers, RehearsalView, SetupView } from '#contract/onboarding.ts'
import type { ResultsView } from '#contract/results.ts'
import type { SelfTestView } from '#contract/self-test.ts'
import type { memberSchema, SessionView, SignedInView } from '#contract/session.ts'
import type { TenantView } from '#contract/tenant.ts'

export type { LiveEvent, NowView } from '#contract/dashboard.ts'
export type { PasskeyView as Passkey } from '#contract/session.ts'
export type { AuditEntry, TenantSummary } from '#contract/operator.ts'

export type Session = SessionView
export type SignedIn = SignedInView
/** Somebody who may sign in to a business. */
export type Member = (typeof memberSchema)['_output']
export type NowCard = CardView
export type Captured = CapturedView
export type TimelineEntry = TimelineItem
export type Speaker = (TimelineItem & { kind: 'message' })['by']
export type Lead = (typeof leadSchema)['_output']
export type LeadDetail = LeadDetailView
export type Call = LeadDetail['calls'][number]
export type Photo = LeadDetail['photos'][number]
export type OutcomeState = LeadDetail['outcome']['state']

/** Whether the chain of the proof ledger is whole. */
export type LedgerVerdict = (typeof ledgerVerdictSchema)['_output']
export type Alert = (typeof alertSchema)['_output']

export type Results = ResultsView
export type FunnelStep = keyof ResultsView['funnel']
export type Tenant = TenantView
export type ApprovedFact = TenantView['approvedFacts'][number]
export type ServiceRule = TenantView['services'][number]
export type Hours = TenantView['hours']
export type HoursException = Hours['exceptions'][number]
export type Weekday = keyof Hours['week']
export type HoursRange = NonNullable<Hours['week'][Weekday]>[number]
export type HoursMode = HoursRange['mode']

export type Intake = IntakeView
export type Answers = OnboardingAnswers
export type SetupState = SetupView
export type SetupStep = SetupView['steps'][number]
export type Rehearsal = RehearsalView

export type SelfTest = SelfTestView
export type SelfTestFinding = NonNullable<SelfTestView['result']>['findings'][number]

export type Page<Item> = { items: Item[]; nextCursor: string | null }

/** Where a business stands with the carriers (`execution/core/registration/registration-view.ts` words it). */
export type RegistrationState = {
  registration: { status: 'none' | 'pending' | 'approved'; words: string; mend: { words: string }[] } | null
}

export type Calendar = (typeof calendarSchemaOfDays)['_output']
export type CalendarTest = (typeof calendarTestSchema)['_output']
export type Booking = (typeof bookingSchema)['_output']
