import { DAY_MS, HOUR_MS } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import { addCalendarMonths } from './calendar-months.ts'
import type { Jurisdiction } from './recipient-place.ts'
import type { ConsentClass, ContactStanding } from './send-question.ts'

/** How long each class lasts (facts 6.1). */
const HEARD_ANNOUNCEMENT_MS = 72 * HOUR_MS
const CONVERSATION_MS = 7 * DAY_MS
/** 47 CFR 64.1200(f)(5): an inquiry makes a relationship for three months, a purchase for eighteen. */
const INQUIRY_MONTHS_US = 3
const PURCHASE_MONTHS_US = 18
/** CASL s. 10(10): six months for an inquiry, two years for a purchase. */
const INQUIRY_MONTHS_CANADA = 6
const PURCHASE_MONTHS_CANADA = 24
/** Express consent that nobody used for this long is treated as lapsed (policy). */
const EXPRESS_UNUSED_MONTHS = 18

/** Stands for "does not end by itself". */
export const NEVER_EXPIRES = Infinity

/**
 * The last instant, in epoch milliseconds, at which the class still counts in the jurisdiction; null when the facts do not make
 * the class at all. A class is valid at every instant up to its expiry, that one included.
 */
export function classExpiry(consentClass: ConsentClass, contact: ContactStanding, jurisdiction: Jurisdiction): number | null {
  switch (consentClass) {
    case 'C0':
      return NEVER_EXPIRES
    case 'C1':
      // How soon after the call is the row's age, not the class's end.
      return contact.callAt === null ? null : NEVER_EXPIRES
    case 'C1D':
      return contact.callAt === null || !contact.disclosurePlayed || contact.declinedText ? null : contact.callAt + HEARD_ANNOUNCEMENT_MS
    case 'C2':
      return conversationExpiry(contact, jurisdiction)
    case 'C3':
      return expressExpiry(contact)
    case 'C4':
      return contact.writtenAt === null ? null : NEVER_EXPIRES
    case 'P':
      return contact.purchaseAt === null
        ? null
        : addCalendarMonths(contact.purchaseAt, isCanada(jurisdiction) ? PURCHASE_MONTHS_CANADA : PURCHASE_MONTHS_US)
    default:
      return consentClass satisfies never
  }
}

/** The facts from which the inquiry bound counts: the last inquiry, or the last text when none was told apart. */
function conversationExpiry(contact: ContactStanding, jurisdiction: Jurisdiction): number | null {
  const lastHeard = latest(contact.lastInboundAt, contact.inquiryAt)
  const inquiry = contact.inquiryAt ?? contact.lastInboundAt
  if (lastHeard === null || inquiry === null) return null
  const bound = addCalendarMonths(inquiry, isCanada(jurisdiction) ? INQUIRY_MONTHS_CANADA : INQUIRY_MONTHS_US)
  return Math.min(lastHeard + CONVERSATION_MS, bound)
}

/** Written consent is express too, and does not lapse. */
function expressExpiry(contact: ContactStanding): number | null {
  if (contact.writtenAt !== null) return NEVER_EXPIRES
  if (contact.expressAt === null) return null
  return addCalendarMonths(latest(contact.expressAt, contact.lastInboundAt) ?? contact.expressAt, EXPRESS_UNUSED_MONTHS)
}

function latest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

function isCanada(jurisdiction: Jurisdiction): boolean {
  return jurisdiction === 'CA' || jurisdiction === 'QC'
}
