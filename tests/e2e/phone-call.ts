import assert from 'node:assert/strict'
import { callEndedForm, callForm, newSid, rungForm } from '../../scripts/bench/webhook.ts'
import { twimlOf, type Business, type HttpAnswer, type World } from './open-world.ts'
import { findVerb, type Verb } from './twiml-document.ts'

type DialEnd = { DialCallStatus: string; DialBridged?: 'true' | 'false' }

export type PhoneCall = {
  callSid: string
  /** The number's own webhook. Answers the document that the carrier carries out first. */
  arrives(): Promise<Verb[]>
  /** Somebody or something picks up the phone that is rung: asks for the page at the `url` of `<Number>`. */
  ownerPicksUp(): Promise<Verb[]>
  /** A key on the rung phone; `<Gather>` asks for the page at its `action`. */
  ownerPresses(digits: string): Promise<Verb[]>
  /** The `<Dial>` is over: asks for the page at its `action`. */
  dialEnds(end: DialEnd): Promise<Verb[]>
  /** The message was played to its end: follows the `<Redirect>` behind it. */
  messageEnds(): Promise<Verb[]>
  /** The status callback of the number, at the end of the call. */
  ends(status: string): Promise<HttpAnswer>
}

/** One call as the carrier runs it: asks only for addresses that a document named, resolved against the document's own address. */
export function phoneCall(world: World, business: Business, from: string): PhoneCall {
  const { account, number: to, webhooks, owner } = business
  const callSid = newSid('CA')
  const ownerSid = newSid('CA')
  const line = { from, to }
  const parentLeg = callForm(account, line, callSid, 'in-progress')
  const ownerLeg = {
    ...callForm(account, { from, to: owner }, ownerSid, 'in-progress'),
    Direction: 'outbound-dial',
    ParentCallSid: callSid,
  }
  const caller: Page = { url: webhooks.voice, verbs: [] }
  const called: Page = { url: webhooks.voice, verbs: [] }

  async function ask(page: Page, address: string, form: Record<string, string>): Promise<Verb[]> {
    const url = new URL(address, page.url).href
    const verbs = twimlOf(await world.post(account, url, form))
    page.url = url
    page.verbs = verbs
    return verbs
  }

  return {
    callSid,
    arrives: () => ask(caller, webhooks.voice, callForm(account, line, callSid, 'ringing')),
    ownerPicksUp() {
      called.url = caller.url
      return ask(called, addressIn(caller, 'Number', 'url'), ownerLeg)
    },
    ownerPresses: (digits) => ask(called, addressIn(called, 'Gather', 'action'), { ...ownerLeg, Digits: digits }),
    dialEnds: (end) => ask(caller, addressIn(caller, 'Dial', 'action'), { ...rungForm(account, line, callSid), ...end }),
    messageEnds() {
      const redirect = findVerb(caller.verbs, 'Redirect')
      assert.ok(redirect, 'the message ends in a redirect')
      return ask(caller, redirect.text, parentLeg)
    },
    ends: (status) => world.post(account, webhooks.voiceStatus, { ...callEndedForm(account, line, callSid), CallStatus: status }),
  }
}

type Page = { url: string; verbs: Verb[] }

function addressIn(page: Page, verb: string, attribute: string): string {
  const address = findVerb(page.verbs, verb)?.attributes[attribute]
  assert.ok(address, `the document has a <${verb} ${attribute}>`)
  return address
}
