/** Every error code of the API, with the status it comes with and what to do. RFC 9457 problem documents carry it as `code`. */
export const PROBLEMS = {
  unauthorized: { status: 401, title: 'Sign in first: send the operator token as a bearer token.' },
  tenant_not_found: { status: 404, title: 'There is no such business.' },
  lead_not_found: { status: 404, title: 'There is no such lead.' },
  not_found: { status: 404, title: 'There is nothing at this address.' },
  invalid_request: { status: 400, title: 'The request is not as the contract says.' },
  body_too_large: { status: 413, title: 'The request is larger than allowed.' },
  number_taken: { status: 409, title: 'One of the numbers belongs to another business.' },
  slot_taken: { status: 409, title: 'Somebody has that time already; choose another.' },
  owner_phone_missing: { status: 409, title: 'There is no phone of the owner to ring; give the business an ownerPhone.' },
  number_withheld: { status: 409, title: 'This caller withheld their number, so nobody can be connected to them.' },
  may_not_send: { status: 409, title: 'This text may not be sent.' },
  idempotency_key_missing: { status: 400, title: 'Send an Idempotency-Key header, so that the text cannot go out twice.' },
  erasure_busy: { status: 409, title: 'A text to or about this person is on its way; ask again in a minute.' },
  internal: { status: 500, title: 'Something went wrong on our side; it has been noted.' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof PROBLEMS
