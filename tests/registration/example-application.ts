import type { Application, Business } from '#core/registration/application.ts'
import { campaignWords } from '#core/registration/campaign-words.ts'
import { exampleDirective } from '#core/conversation/example-turn.ts'
import { newRecord, type RegistrationRecord } from '#core/registration/record.ts'
import { instant } from '#core/values/instant.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import { testPolicy } from '../flow/house.ts'

export function phone(text: string): PhoneNumber {
  const parsed = parsePhoneNumber(text)
  if (parsed === null) throw new Error(`${text} is not E.164`)
  return parsed
}

/** Ace Plumbing LLC of Springfield, Illinois; a test shows only what matters to it. */
export function exampleApplication(changes: Partial<Application> = {}, business: Partial<Business> = {}): Application {
  return {
    route: 'ten-dlc',
    business: {
      legalName: 'Ace Plumbing LLC',
      brandName: 'Ace Plumbing',
      form: 'Limited Liability Corporation',
      company: 'private',
      ein: '12-3456789',
      stock: null,
      industry: 'CONSTRUCTION',
      website: 'https://aceplumbing.example.com',
      privacyPolicyUrl: 'https://aceplumbing.example.com/privacy',
      termsUrl: 'https://aceplumbing.example.com/terms',
      email: 'office@aceplumbing.example.com',
      address: { street: '12 Main St', streetSecondary: null, city: 'Springfield', region: 'IL', postalCode: '62701', country: 'US' },
      ...business,
    },
    representative: {
      firstName: 'Sam',
      lastName: 'Miller',
      email: 'sam@aceplumbing.example.com',
      phone: phone('+12175550101'),
      title: 'Owner',
      position: 'CEO',
    },
    mobilePhone: null,
    secondaryVetting: false,
    numbers: [phone('+12175550102')],
    words: { description: null, messageFlow: null, samples: null },
    optInImageUrls: [],
    secondOptIn: null,
    monthlyTexts: 900,
    mock: false,
    primaryProfileSid: null,
    ...changes,
  }
}

/** Sam Miller, who has no tax number. */
export function soleProprietor(changes: Partial<Application> = {}): Application {
  return exampleApplication(
    { mobilePhone: phone('+12175550177'), ...changes },
    { legalName: 'Sam Miller', brandName: 'Ace Plumbing', form: 'Sole Proprietorship', ein: null, website: null },
  )
}

export function tollFree(changes: Partial<Application> = {}): Application {
  return exampleApplication({
    route: 'toll-free',
    numbers: [phone('+18885550102')],
    optInImageUrls: ['https://aceplumbing.example.com/voice-script.png'],
    ...changes,
  })
}

export function exampleRecord(application: Application = exampleApplication()): RegistrationRecord {
  const at = instant(Date.parse('2026-12-07T16:00:00Z'))
  return newRecord(application, campaignWords(application, testPolicy('t_ace'), exampleDirective()), at)
}
