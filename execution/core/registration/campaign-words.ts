import { missedMessage } from '#core/calls/spoken.ts'
import { firstTextBody, keywordText } from '#core/compliance/message-texts.ts'
import type { Directive } from '#core/conversation/directive.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Application } from './application.ts'
import type { ApplicationProblem } from './check-application.ts'
import { isPublicShortener } from './public-shortener-names.ts'

/** The words of a campaign as they are submitted; frozen in the record, so that what was promised can be compared with what is sent. */
export type CampaignWords = {
  description: string
  messageFlow: string
  samples: readonly string[]
  optInMessage: string
  optOutMessage: string
  helpMessage: string
  /** Whether our texts hold links or phone numbers; a wrong answer is a rejection (30889). */
  hasLinks: boolean
  hasPhones: boolean
}

/** Lengths in characters (Twilio's specification of the Usa2p resource, 2026). */
const DESCRIPTION = { min: 40, max: 4_096 }
const MESSAGE_FLOW = { min: 40, max: 2_048 }
const SAMPLES = { min: 2, max: 5 }
const SAMPLE = { min: 20, max: 1_024 }
const KEYWORD_MESSAGE = { min: 20, max: 320 }

/**
 * What the carriers get to read. The samples are the product's own texts and the flow quotes the very message that callers hear, so what is
 * registered is what is sent. Words that a person wrote take the place of ours.
 */
export function campaignWords(application: Application, policy: TenantPolicy, directive: Directive): CampaignWords {
  const sender = senderOf(application, policy)
  const samples = application.words.samples ?? realSamples(sender, directive)
  const all = samples.join('\n')
  return {
    description: application.words.description ?? describe(application, policy),
    messageFlow: application.words.messageFlow ?? flowOf(application, policy),
    samples,
    optInMessage: keywordText('START', 'en', sender),
    optOutMessage: keywordText('STOP', 'en', sender),
    helpMessage: keywordText('HELP', 'en', sender),
    hasLinks: /https?:\/\//i.test(all),
    hasPhones: /\+?\d[\d\s().-]{8,}\d/.test(all),
  }
}

/** The texts begin with the policy's name; the reviewer must find the registered one. */
function senderOf(application: Application, policy: TenantPolicy) {
  return { ...policy, businessPhone: policy.businessPhone ?? policy.numbers[0]?.e164 ?? null, website: application.business.website }
}

/** A number in New York that is reserved for fiction: the texts of the United States. */
const SAMPLE_RECEIVER = '+12125550143'

function realSamples(sender: ReturnType<typeof senderOf>, directive: Directive): string[] {
  const asked = [directive.texts.en['ask-address'], directive.texts.en['ask-time']]
  const questions = asked.filter((text) => !text.includes('{') && text.length >= SAMPLE.min)
  return [firstTextBody(SAMPLE_RECEIVER, sender), ...questions, keywordText('HELP', 'en', sender)].slice(0, SAMPLES.max)
}

function describe({ business }: Application, policy: TenantPolicy): string {
  return (
    `${business.brandName} is a ${policy.trade.replaceAll('_', ' ')} business. When somebody calls and the call is missed, an automated assistant answers that ` +
    `caller by text: it asks what is needed, where and when, and passes the answers to the owner, who calls back. ` +
    `The texts are answers to the customer's own request for service. No promotions are sent, and numbers are never sold or shared.`
  )
}

/** Every point that reviewers look for: path, brand, frequency, rates, STOP and HELP, public links, and that nobody must agree (facts 12.4, compliance 2.1). */
function flowOf({ business, secondOptIn, optInImageUrls }: Application, policy: TenantPolicy): string {
  const script = missedMessage({ ...policy, messageAudioUrl: null }, { emergencyKey: false }).text
  const places = [
    business.website === null ? null : `Website: ${business.website}`,
    `Privacy policy: ${business.privacyPolicyUrl}`,
    `Terms: ${business.termsUrl}`,
    optInImageUrls.length === 0 ? null : `The published script: ${optInImageUrls.join(' ')}`,
  ].filter((place) => place !== null)
  return [
    `The consumer starts the contact by calling ${business.brandName}. When nobody answers, the caller hears this announcement before any text is sent: "${script}"`,
    'The caller may press 9 and then gets no text. Agreeing to texts is not a condition of any service; the caller can leave a voice message instead.',
    secondOptIn === null ? null : `Customers may also agree in writing: ${secondOptIn}`,
    `Message frequency varies with the conversation, usually 3 to 8 texts. Message and data rates may apply. Reply HELP for help, STOP to opt out.`,
    `${places.join('. ')}.`,
  ]
    .filter((part) => part !== null)
    .join(' ')
}

/** What of the words the carrier would refuse unread. */
export function checkCampaignWords(words: CampaignWords): ApplicationProblem[] {
  const problems: ApplicationProblem[] = []
  if (!isWithin(words.description, DESCRIPTION))
    problems.push({ field: 'words.description', words: `the description needs ${range(DESCRIPTION)} characters` })
  if (!isWithin(words.messageFlow, MESSAGE_FLOW))
    problems.push({ field: 'words.messageFlow', words: `the message flow needs ${range(MESSAGE_FLOW)} characters` })
  const { length } = words.samples
  if (length < SAMPLES.min || length > SAMPLES.max || words.samples.some((sample) => !isWithin(sample, SAMPLE)))
    problems.push({ field: 'words.samples', words: `give ${range(SAMPLES)} samples of ${range(SAMPLE)} characters` })
  if (![words.optInMessage, words.optOutMessage, words.helpMessage].every((text) => isWithin(text, KEYWORD_MESSAGE)))
    problems.push({
      field: 'business.website',
      words: `the answer to HELP has more than ${KEYWORD_MESSAGE.max} characters; give a shorter website`,
    })
  const hosts = [...`${words.samples.join(' ')} ${words.messageFlow}`.matchAll(/https?:\/\/([^\s/?#]+)/gi)].map((match) => match[1] ?? '')
  if (hosts.some((host) => isPublicShortener(host.toLowerCase())))
    problems.push({ field: 'words.samples', words: 'short links of a public shortener are filtered; write the full address' })
  return problems
}

function isWithin(text: string, { min, max }: { min: number; max: number }): boolean {
  return text.length >= min && text.length <= max
}

function range({ min, max }: { min: number; max: number }): string {
  return `${min} to ${max.toLocaleString('en-US')}`
}
