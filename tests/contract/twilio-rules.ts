import { REGISTRATION_RULES } from './registration-rules.ts'
import { hasAll, hasAny, isWithin, textOf, type Fault, type Form, type Rule } from './twilio-form.ts'

/**
 * What Twilio demands in prose and its OpenAPI files do not say. Keyed by operation id; codes from Twilio's error dictionary, 20001 (wrong
 * parameters) where the page names none.
 */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  CreateMessage: [
    { code: 21603, message: 'From or MessagingServiceSid is required', isBroken: (form) => !hasAny(form, ['From', 'MessagingServiceSid']) },
    {
      code: 21602,
      message: 'Body, MediaUrl or ContentSid is required',
      isBroken: (form) => !hasAny(form, ['Body', 'MediaUrl', 'ContentSid']),
    },
    { code: 21617, message: 'Body is longer than 1,600 characters', isBroken: (form) => [...textOf(form, 'Body')].length > 1_600 },
    { code: 21623, message: 'more than 10 MediaUrl', isBroken: (form) => [form['MediaUrl'] ?? []].flat().length > 10 },
    { code: 20001, message: 'ValidityPeriod is not within 1 and 36000', isBroken: (form) => !isWithin(form, 'ValidityPeriod', 1, 36_000) },
    {
      code: 35118,
      message: 'a scheduled message needs ScheduleType, SendAt and MessagingServiceSid',
      isBroken: (form) => hasAny(form, ['ScheduleType', 'SendAt']) && !hasAll(form, ['ScheduleType', 'SendAt', 'MessagingServiceSid']),
    },
  ],
  CreateCall: [
    {
      code: 21205,
      message: 'Url, Twiml or ApplicationSid is required',
      isBroken: (form) => !hasAny(form, ['Url', 'Twiml', 'ApplicationSid']),
    },
  ],
  CreateIncomingPhoneNumber: [
    { code: 21421, message: 'PhoneNumber or AreaCode is required', isBroken: (form) => !hasAny(form, ['PhoneNumber', 'AreaCode']) },
  ],
  ...REGISTRATION_RULES,
}

/** The first rule that the form breaks; null when it breaks none. */
export function brokenRule(operationId: string, form: Form): Fault | null {
  const rule = RULES[operationId]?.find((each) => each.isBroken(form))
  return rule === undefined ? null : { status: 400, code: rule.code, message: rule.message }
}
