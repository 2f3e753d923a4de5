import type { Language } from '#core/qualification/reading.ts'
import { toGsm } from '#core/values/sms-segments.ts'
import { COMPLIANCE_RULES } from './compliance-rules.ts'
import { identityLine, type TextSender } from './message-texts.ts'
import { recipientPlace } from './recipient-place.ts'
import { shortName } from './sender-name.ts'

export type AppointmentText = 'confirmed' | 'reminder' | 'declined' | 'canceled'

const WORDS: Record<AppointmentText, Record<Language, (slot: string) => string>> = {
  confirmed: {
    en: (slot) => `your visit is set for ${slot}. Reply here to change it. STOP to opt out.`,
    es: (slot) => `su visita queda para ${slot}. Responda aquí para cambiarla. STOP para cancelar mensajes.`,
    fr: (slot) => `votre visite est prévue le ${slot}. Répondez ici pour la changer. ARRET pour vous désabonner.`,
  },
  reminder: {
    en: (slot) => `a reminder of your visit ${slot}. Reply here to change it. STOP to opt out.`,
    es: (slot) => `le recordamos su visita ${slot}. Responda aquí para cambiarla. STOP para cancelar mensajes.`,
    fr: (slot) => `rappel de votre visite le ${slot}. Répondez ici pour la changer. ARRET pour vous désabonner.`,
  },
  declined: {
    en: (slot) => `we cannot make ${slot} after all and will contact you about another time.`,
    es: (slot) => `no podemos ${slot} y le vamos a proponer otro momento.`,
    fr: (slot) => `nous ne pouvons pas le ${slot} et vous proposerons un autre moment.`,
  },
  canceled: {
    en: (slot) => `your visit ${slot} is canceled. Reply here for another time.`,
    es: (slot) => `su visita ${slot} queda cancelada. Responda aquí para otro momento.`,
    fr: (slot) => `votre visite du ${slot} est annulée. Répondez ici pour un autre moment.`,
  },
}

/**
 * A text about a visit: the brand, the date and the time, how to change it and how to end texts; in Canada with address and phone
 * (facts 6.2, `appointment_confirm` and `appointment_reminder`; CASL s. 6(6)(b): solely the confirmation).
 * @param slot the time as it is said, such as `Tue Nov 24, 8-10 am`
 */
export function appointmentText(kind: AppointmentText, to: string, slot: string, sender: TextSender, language: Language): string {
  const { jurisdictions } = recipientPlace({ to }, COMPLIANCE_RULES)
  const identity = jurisdictions.some((place) => place === 'CA' || place === 'QC') ? identityLine(sender) : ''
  const name = shortName(sender.name)
  return toGsm(`${identity === '' ? name : `${name}, ${identity}`}: ${WORDS[kind][language](slot)}`)
}
