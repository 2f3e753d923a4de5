import { createReachUs } from '#adapters/twilio/reach-us.ts'
import { createLineReader } from '#adapters/twilio/read-line.ts'
import { createTwilioWebhooks } from '#adapters/twilio/twilio-webhooks.ts'
import { selfTestAddress, webhookAddresses } from '#adapters/twilio/webhook-addresses.ts'
import type { Config } from '#config/config.ts'
import type { Reply } from '#core/reply.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { FlowParts } from '#flow/parts.ts'
import { createSelfTests, type SelfTests } from '#flow/self-test/self-tests.ts'
import type { CarrierWebhooks } from '#ports/carrier.ts'
import type { ReachUs } from '#ports/self-test.ts'

/** The self-tests over the configured carrier and the public address. `selfTested` hears of the state of each. */
export function openSelfTests(
  { twilioApiBaseUrl: apiBaseUrl }: Config,
  parts: FlowParts,
  reachUs: ReachUs | undefined,
  selfTested: (state: string) => void,
): SelfTests {
  const { clock, publicUrl } = parts
  const webhooks = createTwilioWebhooks({ apiBaseUrl })
  return createSelfTests({
    ...parts,
    // When to ask again is decided by the flow, so the adapter's advice needs no chance.
    lines: createLineReader({ apiBaseUrl, random: () => 0, now: () => clock.now() }),
    reachUs: reachUs ?? createReachUs(),
    webhookAddresses,
    selfTestAddress,
    brokenDocument: (tenantId: TenantId, replies) =>
      firstBrokenDocument(webhooks, { base: `${publicUrl}/twilio/${tenantId}`, callSid: 'CA-self-test' }, replies),
    selfTested,
  })
}

/** Documents are judged by the built-in carrier's reading of TwiML, which is loaded when it is first needed. */
async function firstBrokenDocument(
  webhooks: CarrierWebhooks,
  links: { base: string; callSid: string },
  replies: readonly Reply[],
): Promise<string | null> {
  const { parseTwiml } = await import('#adapters/fake-carrier/twiml-schema.ts')
  for (const reply of replies) {
    try {
      parseTwiml(webhooks.render(reply, links).body, 'voice')
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  return null
}
