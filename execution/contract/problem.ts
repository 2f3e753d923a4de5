/** Every error code of the API, with the status it comes with and what to do. RFC 9457 problem documents carry it as `code`. */
export const PROBLEMS = {
  unauthorized: { status: 401, title: 'Sign in first: send the operator token as a bearer token.' },
  tenant_not_found: { status: 404, title: 'There is no such business.' },
  lead_not_found: { status: 404, title: 'There is no such lead.' },
  message_not_found: { status: 404, title: 'There is no such text of this business.' },
  not_found: { status: 404, title: 'There is nothing at this address.' },
  invalid_request: { status: 400, title: 'The request is not as the contract says.' },
  body_too_large: { status: 413, title: 'The request is larger than allowed.' },
  directive_faulty: { status: 422, title: 'This procedure has problems; nothing was changed.' },
  number_taken: { status: 409, title: 'One of the numbers belongs to another business.' },
  slot_taken: { status: 409, title: 'Somebody has that time already; choose another.' },
  owner_phone_missing: { status: 409, title: 'There is no phone of the owner to ring; give the business an ownerPhone.' },
  number_withheld: { status: 409, title: 'This caller withheld their number, so nobody can be connected to them.' },
  may_not_send: { status: 409, title: 'This text may not be sent.' },
  idempotency_key_missing: { status: 400, title: 'Send an Idempotency-Key header, so that the text cannot go out twice.' },
  erasure_busy: { status: 409, title: 'A text to or about this person is on its way; ask again in a minute.' },
  application_incomplete: { status: 409, title: 'The application cannot be handed in as it is; `reasons` names what to mend.' },
  phone_not_of_staff: {
    status: 409,
    title: "This is neither the owner's phone nor the fallback phone of the business; save it there first.",
  },
  too_many_codes: { status: 429, title: 'Too many codes were asked for this phone.' },
  code_not_right: { status: 409, title: 'The code is not right.' },
  not_suppressed: { status: 409, title: 'This person has not opted out, so there is nothing to take back.' },
  blocked_by_carrier: {
    status: 409,
    title: 'Their phone company blocks our texts at their wish. Only they can lift that, by texting START.',
  },
  registration_not_found: { status: 404, title: 'Nothing was submitted yet. Fill in the application and submit it.' },
  registration_under_review: { status: 409, title: 'The registration is under review or approved; a change would restart it.' },
  registration_attested: { status: 409, title: 'The operator vouches for these numbers; set registration.kind to "managed" first.' },
  registration_must_be_mended: { status: 409, title: 'It was rejected: mend what `reasons` names and submit, or resume with "again".' },
  internal: { status: 500, title: 'Something went wrong on our side; it has been noted.' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof PROBLEMS
