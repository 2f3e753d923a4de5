import { z } from 'zod'
import { EVENINGS, NIGHTS, WORKING_DAYS, WORKING_SPANS } from '#core/onboarding/draft-business.ts'
import { SETUP_STEPS } from '#core/onboarding/setup-steps.ts'
import { newTenantSchema } from './tenant.ts'

const { name, trade, ownerName, ownerPhone, ownerPhoneVerified } = newTenantSchema.shape

/** The trade and the five answers of onboarding. */
export const onboardingSchema = z
  .object({
    trade,
    name,
    ownerName: ownerName.unwrap().unwrap(),
    ownerPhone: ownerPhone.unwrap().unwrap(),
    ownerPhoneVerified,
    zip: z.string().trim().min(3).max(10).meta({ description: 'ZIP or postal code of the business: gives its state and its time zone' }),
    hours: z.object({ days: z.enum(WORKING_DAYS), span: z.enum(WORKING_SPANS), evening: z.enum(EVENINGS) }),
    night: z.enum(NIGHTS).meta({ description: 'What the owner is rung for at night' }),
    number: newTenantSchema.shape.numbers
      .unwrap()
      .element.shape.e164.nullable()
      .default(null)
      .meta({ description: 'Our number that calls are forwarded to' }),
  })
  .meta({ id: 'Onboarding' })

export type OnboardingAnswers = z.infer<typeof onboardingSchema>

const isoTime = z.string().meta({ description: 'ISO 8601, UTC' })

export const setupSchema = z
  .object({
    isLive: z.boolean(),
    /** Every step is confirmed. */
    canGoLive: z.boolean(),
    steps: z.array(z.object({ step: z.enum(SETUP_STEPS), confirmedAt: isoTime.nullable(), sentences: z.array(z.string()) })),
    texting: z.object({ state: z.enum(['ready', 'waiting']), sentences: z.array(z.string()) }),
    /** Our number that calls are forwarded to. */
    number: z.string().nullable(),
    hasTestCall: z.boolean(),
  })
  .meta({ id: 'SetupState' })

export type SetupView = z.infer<typeof setupSchema>

export const confirmSchema = z.object({ step: z.enum(SETUP_STEPS) })

export const rehearsalSchema = z
  .object({
    callers: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        startsAt: isoTime,
        lines: z.array(
          z.object({ by: z.enum(['caller', 'line', 'assistant', 'owner']), at: isoTime, words: z.string(), isText: z.boolean() }),
        ),
        outcome: z.string(),
      }),
    ),
  })
  .meta({ id: 'Rehearsal' })

export type RehearsalView = z.infer<typeof rehearsalSchema>
