import type { Language } from '#core/qualification/reading.ts'
import { toGsm } from '#core/values/sms-segments.ts'
import { COMPLIANCE_RULES } from './compliance-rules.ts'
import { identityLine, type TextSender } from './message-texts.ts'
import { recipientPlace } from './recipient-place.ts'
import { shortName } from './sender-name.ts'

/** What the first text to somebody who filled in a form is made of. */
export type InquiryAnswer = {
  to: string
  /** Where they asked: `website`, or the name of whoever sent it on. */
  label: string
  /** The assistant's own words about what they asked. */
  reply: string
  language: Language
  zip?: string | null
  region?: string | null
}

/**
 * The first text to somebody who asked for help through a form: who writes, that it is a machine, why they get it, the assistant's words, and how to
 * end it (facts 1.8 and 2.1). To Canada with address and phone; to Quebec in French first.
 */
export function inquiryText(answer: InquiryAnswer, sender: TextSender): string {
  const { to, zip = null, region = null, label, language } = answer
  const { jurisdictions } = recipientPlace({ to, zip, region }, COMPLIANCE_RULES)
  const reply = toGsm(answer.reply)
  const name = shortName(sender.name)
  if (jurisdictions.includes('QC')) return `${identified(name, sender)}: ${bilingual(reply, label, language)}`
  const who = jurisdictions.includes('CA') ? identified(name, sender) : name
  const { machine, asked, end } = WORDS[language]
  return `${who}, ${machine}: ${asked(label)} ${reply} ${end}`
}

function bilingual(reply: string, label: string, language: Language): string {
  const { asked } = WORDS.fr
  const french = `${asked(label)} Assistant automatisé (IA). ${language === 'fr' ? `${reply} ` : ''}AIDE pour de l'aide, ARRET pour vous désabonner.`
  const english = language === 'fr' ? 'Reply in English if you prefer.' : reply
  return `${french} / ${WORDS.en.asked(label)} Automated AI assistant. ${english} STOP to opt out.`
}

function identified(name: string, sender: TextSender): string {
  const identity = identityLine(sender)
  return identity === '' ? name : `${name}, ${identity}`
}

const OWN_FORM = 'website'

type Words = { machine: string; asked: (label: string) => string; end: string }

const WORDS: Record<Language, Words> = {
  en: {
    machine: 'automated AI assistant',
    asked: (label) => (label === OWN_FORM ? 'You asked for help on our website.' : `You asked for help through ${label}.`),
    end: 'Msg & data rates may apply. HELP for help, STOP to opt out.',
  },
  es: {
    machine: 'asistente automatizado (IA)',
    asked: (label) => (label === OWN_FORM ? 'Usted pidió ayuda en nuestro sitio web.' : `Usted pidió ayuda por ${label}.`),
    end: 'Pueden aplicarse tarifas de mensajes y datos. HELP para ayuda, STOP para cancelar.',
  },
  fr: {
    machine: 'assistant automatisé (IA)',
    asked: (label) => (label === OWN_FORM ? "Vous avez demandé de l'aide sur notre site." : `Vous avez demandé de l'aide par ${label}.`),
    end: "Des frais de messages peuvent s'appliquer. AIDE pour de l'aide, ARRET pour vous désabonner.",
  },
}
