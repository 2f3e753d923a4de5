import { z } from 'zod'

import type { Piece } from '#core/registration/piece.ts'
import { PRIMARY_PROFILE } from '#core/registration/trust-policies.ts'
import type { RegistrationStep, StepResult } from '#core/registration/step.ts'
import type { FoundStep, RegistrationAccess } from '#ports/registration.ts'
import { listPages } from '../list-pages.ts'
import { findInList, type V1Found } from './list-v1.ts'
import { bundlePath, CAMPAIGN_HEADERS, campaignsPath } from './piece-forms.ts'
import { readState, type RegistrationRest, type StateStep } from './read-state.ts'
import { codeOf, saidOf } from './step-answers.ts'

const text = z.string().nullish()
const labelled = z.object({ sid: z.string(), friendly_name: text, type: text, policy_sid: text, status: text })
const listedBrand = z.object({ sid: z.string(), customer_profile_bundle_sid: text, a2p_profile_bundle_sid: text })
const listedCampaign = z.object({ sid: z.string(), brand_registration_sid: text })
const listedVerification = z.object({ sid: z.string(), tollfree_phone_number_sid: text })

/**
 * Whether a step has been done already: by our label, by the ids it joins, or by the state it leads to. Steps that may simply be repeated are
 * answered `absent` without asking.
 */
export async function findStep(http: RegistrationRest, access: RegistrationAccess, step: RegistrationStep): Promise<FoundStep> {
  switch (step.kind) {
    case 'make':
      return made(await findPiece(http, access, step.piece))
    case 'change':
      return step.name === 'campaign' || step.name === 'verification' ? findChange(http, access, step) : { kind: 'absent' }
    case 'assign':
      return done(await findAssignment(http, access, step))
    case 'hand-in':
      return stateIs(http, access, { kind: 'read-bundle', bundle: step.bundle, bundleSid: step.bundleSid }, (status) =>
        HANDED_IN.includes(status),
      )
    case 'hand-in-brand':
      return stateIs(http, access, { kind: 'read-brand', sid: step.sid }, (status) => UNDER_REVIEW.includes(status))
    case 'add-number':
      return done(await findMember(http, access, step))
    case 'read-policies':
      return findPolicies(http, access)
    case 'find-primary-profile':
      return findPrimaryProfile(http, access, step.policySid)
    case 'find-number':
      return findNumber(http, access, step.e164)
    case 'evaluate':
    case 'send-code':
    case 'read-bundle':
    case 'read-brand':
    case 'read-service':
    case 'read-use-cases':
    case 'read-campaign':
    case 'read-verification':
      return { kind: 'absent' }
    default:
      return step satisfies never
  }
}

const HANDED_IN: readonly string[] = ['pending-review', 'in-review', 'twilio-approved']
const UNDER_REVIEW: readonly string[] = ['PENDING', 'IN_REVIEW']

type Found = V1Found<{ sid: string }>

function findPiece(http: RegistrationRest, access: RegistrationAccess, piece: Piece): Promise<Found> {
  const trusthub = { product: 'trusthub', key: 'results', item: labelled } as const
  const messaging = { product: 'messaging' } as const
  switch (piece.kind) {
    case 'end-user':
      return find(
        http,
        access,
        { ...trusthub, path: '/v1/EndUsers' },
        (item) => item.type === piece.type && item.friendly_name === piece.label,
      )
    case 'document':
      return find(http, access, { ...trusthub, path: '/v1/SupportingDocuments' }, (item) => item.friendly_name === piece.label)
    case 'bundle': {
      const query = { FriendlyName: piece.label, PolicySid: piece.policySid }
      const fits = (item: z.infer<typeof labelled>) => item.friendly_name === piece.label && item.policy_sid === piece.policySid
      return find(http, access, { ...trusthub, path: `/v1/${bundlePath(piece.bundle)}`, query }, fits)
    }
    case 'address':
      return findAddress(http, access, piece.label)
    case 'brand':
      return find(
        http,
        access,
        { ...messaging, path: '/v1/a2p/BrandRegistrations', key: 'data', item: listedBrand },
        (item) => item.customer_profile_bundle_sid === piece.profileSid && item.a2p_profile_bundle_sid === piece.trustProductSid,
      )
    case 'service':
      return find(
        http,
        access,
        { ...messaging, path: '/v1/Services', key: 'services', item: labelled },
        (item) => item.friendly_name === piece.label,
      )
    case 'campaign':
      return find(
        http,
        access,
        { ...messaging, path: campaignsPath(piece.serviceSid), key: 'compliance', item: listedCampaign, headers: CAMPAIGN_HEADERS },
        (item) => item.brand_registration_sid === piece.brandSid,
      )
    case 'verification': {
      const query = { TollfreePhoneNumberSid: piece.numberSid }
      const list = { ...messaging, path: '/v1/Tollfree/Verifications', key: 'verifications', item: listedVerification, query }
      return find(http, access, list, (item) => item.tollfree_phone_number_sid === piece.numberSid)
    }
    default:
      return piece satisfies never
  }
}

type List<Item extends z.ZodType> = {
  product: 'messaging' | 'trusthub'
  path: string
  key: string
  item: Item
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
}

function find<Item extends z.ZodType>(
  { rest, timeoutMs }: RegistrationRest,
  { account }: RegistrationAccess,
  list: List<Item>,
  fits: (item: z.infer<Item>) => boolean,
): Promise<V1Found<z.infer<Item>>> {
  return findInList(rest, { account, timeoutMs, ...list }, fits)
}

/** Addresses belong to the older interface, whose lists have another shape. */
async function findAddress({ rest, timeoutMs }: RegistrationRest, { account }: RegistrationAccess, label: string): Promise<Found> {
  const query = { FriendlyName: label }
  const listed = await listPages(rest, { account, resource: 'Addresses', key: 'addresses', item: labelled, query, timeoutMs })
  if (listed.kind !== 'items') return { kind: 'failed', answer: listed.kind === 'failed' ? listed.answer : null }
  const item = listed.items.find((address) => address.friendly_name === label)
  return item === undefined ? { kind: 'absent' } : { kind: 'found', item }
}

function findAssignment(
  http: RegistrationRest,
  access: RegistrationAccess,
  step: Extract<RegistrationStep, { kind: 'assign' }>,
): Promise<Found> {
  const path = `/v1/${bundlePath(step.bundle)}/${encodeURIComponent(step.bundleSid)}/EntityAssignments`
  const item = z.object({ sid: z.string(), object_sid: text })
  return find(http, access, { product: 'trusthub', path, key: 'results', item }, (each) => each.object_sid === step.objectSid)
}

function findMember(
  http: RegistrationRest,
  access: RegistrationAccess,
  step: Extract<RegistrationStep, { kind: 'add-number' }>,
): Promise<Found> {
  const path = `/v1/Services/${encodeURIComponent(step.serviceSid)}/PhoneNumbers`
  return find(
    http,
    access,
    { product: 'messaging', path, key: 'phone_numbers', item: z.object({ sid: z.string() }) },
    (each) => each.sid === step.numberSid,
  )
}

/** A change hands the thing in again; it has arrived when the thing is not rejected any more. */
function findChange(
  http: RegistrationRest,
  access: RegistrationAccess,
  { sid, piece }: Extract<RegistrationStep, { kind: 'change' }>,
): Promise<FoundStep> {
  return piece.kind === 'campaign'
    ? stateIs(http, access, { kind: 'read-campaign', serviceSid: piece.serviceSid, sid }, (status) => status !== 'FAILED')
    : stateIs(http, access, { kind: 'read-verification', sid }, (status) => status !== 'TWILIO_REJECTED')
}

async function stateIs(
  http: RegistrationRest,
  access: RegistrationAccess,
  step: StateStep,
  isDone: (status: string) => boolean,
): Promise<FoundStep> {
  const outcome = await readState(http, access, step)
  if (outcome.kind !== 'done') return { kind: 'unknown', reason: outcome.reason, code: outcome.kind === 'refused' ? outcome.code : null }
  const status = 'status' in outcome.value ? outcome.value.status : ''
  return isDone(status) ? { kind: 'found', result: { kind: 'done' } } : { kind: 'absent' }
}

async function findPolicies(http: RegistrationRest, access: RegistrationAccess): Promise<FoundStep> {
  const policies: { sid: string; name: string }[] = []
  const item = z.object({ sid: z.string(), friendly_name: text })
  // Nothing fits, so every page is read and kept.
  const all = await find(http, access, { product: 'trusthub', path: '/v1/Policies', key: 'results', item }, (policy) => {
    policies.push({ sid: policy.sid, name: policy.friendly_name ?? '' })
    return false
  })
  return all.kind === 'failed' ? unknown(all) : { kind: 'found', result: { kind: 'policies', policies } }
}

/** The operator's own approved profile. Only looked at: nothing of it is ever changed from here. */
async function findPrimaryProfile(http: RegistrationRest, access: RegistrationAccess, policySid: string): Promise<FoundStep> {
  const owner = { ...access, account: access.parentAccount ?? access.account }
  const query = { PolicySid: policySid, Status: 'twilio-approved' }
  const list = { product: 'trusthub', path: '/v1/CustomerProfiles', key: 'results', item: labelled, query } as const
  const found = await find(http, owner, list, (item) => item.policy_sid === PRIMARY_PROFILE.sid && item.status === 'twilio-approved')
  if (found.kind === 'found') return { kind: 'found', result: { kind: 'primary-profile', sid: found.item.sid } }
  return found.kind === 'failed' ? unknown(found) : { kind: 'absent' }
}

async function findNumber({ rest, timeoutMs }: RegistrationRest, { account }: RegistrationAccess, e164: string): Promise<FoundStep> {
  const query = { PhoneNumber: e164 }
  const item = z.object({ sid: z.string(), phone_number: z.string() })
  const listed = await listPages(rest, { account, resource: 'IncomingPhoneNumbers', key: 'incoming_phone_numbers', item, query, timeoutMs })
  if (listed.kind !== 'items') return unknown({ answer: listed.kind === 'failed' ? listed.answer : null })
  const number = listed.items.find((each) => each.phone_number === e164)
  return number === undefined ? { kind: 'absent' } : { kind: 'found', result: { kind: 'number', sid: number.sid } }
}

function made(found: Found): FoundStep {
  return answered(found, (item) => ({ kind: 'made', sid: item.sid }))
}

function done(found: Found): FoundStep {
  return answered(found, () => ({ kind: 'done' }))
}

function answered(found: Found, result: (item: { sid: string }) => StepResult): FoundStep {
  switch (found.kind) {
    case 'found':
      return { kind: 'found', result: result(found.item) }
    case 'absent':
      return { kind: 'absent' }
    case 'failed':
      return unknown(found)
    default:
      return found satisfies never
  }
}

function unknown({ answer }: Pick<Extract<V1Found<unknown>, { kind: 'failed' }>, 'answer'>): FoundStep {
  if (answer === null) return { kind: 'unknown', reason: "the carrier's list is longer than we read", code: null }
  if (answer.kind !== 'answered') return { kind: 'unknown', reason: `the carrier's list could not be read: ${answer.reason}`, code: null }
  const isRefused = answer.status >= 400 && answer.status < 500 && answer.status !== 429
  const reason = saidOf(answer.body) ?? `the carrier's list could not be read: it answered ${answer.status}`
  return { kind: 'unknown', reason, code: isRefused ? (codeOf(answer.body) ?? WRONG_CREDENTIALS) : null }
}

/** Twilio's word for an account that may not do this. */
const WRONG_CREDENTIALS = 20003
