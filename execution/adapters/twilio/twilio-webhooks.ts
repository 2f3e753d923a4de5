import { DEFAULT_VOICES, twiml } from './twiml.ts'
import { isSignedByTwilio } from './signature.ts'
import { parseWebhook } from './parse.ts'
import { trustedUrlRule } from './trusted-url.ts'
import type { Voices } from './twiml.ts'
import type { CarrierWebhooks } from '#ports/carrier.ts'

type TwilioWebhooksSettings = {
  /** `TWILIO_API_BASE_URL`; its origin may then serve recordings and pictures. Null = Twilio's own hosts alone. */
  apiBaseUrl: string | null
  /** Other voices than `DEFAULT_VOICES`. */
  voices?: Partial<Voices>
  /** Asks Twilio to write voicemails down (`<Record transcribe>`: English, up to two minutes, a fee for each minute). */
  transcribes?: boolean
}

/** Twilio's side of the webhooks: signature, fields and TwiML. Holds no state and makes no request. */
export function createTwilioWebhooks(settings: TwilioWebhooksSettings): CarrierWebhooks {
  const isTrustedUrl = trustedUrlRule(settings.apiBaseUrl)
  const voices = { ...DEFAULT_VOICES, ...settings.voices }
  return {
    verify: isSignedByTwilio,
    parse: (step, request) => parseWebhook(step, request, isTrustedUrl),
    render: (reply, links) => ({
      contentType: 'text/xml; charset=utf-8',
      body: twiml(reply, { ...links, transcribes: settings.transcribes === true }, voices),
    }),
  }
}
