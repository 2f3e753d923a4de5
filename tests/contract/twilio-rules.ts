/** A form as it arrived: repeated fields are lists. */
export type Form = Readonly<Record<string, string | string[]>>

export type Fault = { status: number; code: number; message: string }

type Rule = { code: number; message: string; isBroken: (form: Form) => boolean }

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
  CreateUsAppToPerson: [
    {
      code: 20001,
      message: 'Description is not of 40 to 4,096 characters',
      isBroken: (form) => !isOfLength(form, 'Description', 40, 4_096),
    },
    {
      code: 20001,
      message: 'MessageFlow is not of 40 to 2,048 characters',
      isBroken: (form) => !isOfLength(form, 'MessageFlow', 40, 2_048),
    },
    {
      code: 20001,
      message: 'MessageSamples are not 2 to 5 texts of 20 to 1,024 characters',
      isBroken: (form) => {
        const samples = [form['MessageSamples'] ?? []].flat()
        return samples.length < 2 || samples.length > 5 || samples.some((sample) => sample.length < 20 || sample.length > 1_024)
      },
    },
    {
      code: 30908,
      message: 'carriers refuse a campaign without PrivacyPolicyUrl and TermsAndConditionsUrl',
      isBroken: (form) => !hasAll(form, ['PrivacyPolicyUrl', 'TermsAndConditionsUrl']),
    },
  ],
}

/** The first rule that the form breaks; null when it breaks none. */
export function brokenRule(operationId: string, form: Form): Fault | null {
  const rule = RULES[operationId]?.find((each) => each.isBroken(form))
  return rule === undefined ? null : { status: 400, code: rule.code, message: rule.message }
}

function hasAny(form: Form, names: string[]): boolean {
  return names.some((name) => textOf(form, name) !== '')
}

function hasAll(form: Form, names: string[]): boolean {
  return names.every((name) => textOf(form, name) !== '')
}

function textOf(form: Form, name: string): string {
  return [form[name] ?? ''].flat().join('')
}

function isOfLength(form: Form, name: string, min: number, max: number): boolean {
  const { length } = textOf(form, name)
  return length >= min && length <= max
}

/** An absent value is within any bounds. */
function isWithin(form: Form, name: string, min: number, max: number): boolean {
  const text = textOf(form, name)
  return text === '' || (/^\d+$/.test(text) && Number(text) >= min && Number(text) <= max)
}
