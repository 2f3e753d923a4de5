/** What a fault of the carrier means for the owner (facts of the carrier, section 8.3). */
export function carrierWords(code: number): string {
  return CARRIER_WORDS.get(code) ?? `The phone company did not deliver it (its code is ${code}). Please call them.`
}

const BLOCKED = 'They told their phone company to stop your texts. Call, do not text. Only they can change that, by texting START.'
const UNREGISTERED = 'The phone companies have not approved your number for texts yet.'
const LANDLINE = 'This number cannot get texts. Please call them.'

const CARRIER_WORDS: ReadonlyMap<number, string> = new Map([
  [21610, BLOCKED],
  [21211, 'The phone company does not know this number. Please check it.'],
  [21217, 'The phone company does not know this number. Please check it.'],
  [21614, LANDLINE],
  [30006, LANDLINE],
  [30003, 'Their phone is off or out of reach.'],
  [30004, 'Their phone or phone company blocks our texts. Please call them.'],
  [30005, 'This number is not in use any more.'],
  [30007, 'The phone company took it for spam. We do not send it again. Please call them.'],
  [30008, 'The phone company could not deliver it and does not say why.'],
  [30032, UNREGISTERED],
  [30033, 'The phone companies have stopped your texts. Please look at your registration.'],
  [30034, UNREGISTERED],
  [20003, 'The phone company does not accept our password for your account.'],
])
