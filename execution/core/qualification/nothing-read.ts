import type { Reading } from './reading.ts'

/** The reading of a text that says nothing at all; whoever makes a reading adds what is said. */
export const NOTHING_READ: Reading = {
  intent: 'book',
  urgency: 'none',
  safety: false,
  service: null,
  name: null,
  street: null,
  city: null,
  zip: null,
  callbackPhone: null,
  preferredTime: null,
  affirm: null,
  language: 'en',
  spans: {},
}
