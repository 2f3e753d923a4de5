import type { TenantPolicy } from '#core/tenant-policy.ts'
import { openHouse, phone, type House } from './house.ts'

export const FIRST_NUMBER = '+12175550102'
export const SECOND_NUMBER = '+13125550202'
export const FIRST_OWNER = '+12175550101'
export const SECOND_OWNER = '+13125550201'

export type TwoAgents = {
  first: House
  second: House
  /** Who said what, in order. */
  said: { by: 'first' | 'second'; body: string }[]
  pass(ms: number): Promise<void>
  close(): Promise<void>
}

/** Two businesses of ours, each the other's customer: what one texts, the other gets. */
export async function twoAgents(policies: { first?: Partial<TenantPolicy>; second?: Partial<TenantPolicy> } = {}): Promise<TwoAgents> {
  const first = await openHouse()
  const second = await openHouse()
  await first.addTenant(policies.first)
  await second.addTenant({
    id: 't_bob',
    name: 'Bob Heating',
    trade: 'hvac',
    ownerName: 'Bob',
    ownerPhone: phone(SECOND_OWNER),
    businessPhone: phone('+13125550200'),
    numbers: [{ e164: phone(SECOND_NUMBER), topology: 'forwarded' }],
    ...policies.second,
  })
  first.carrier.registerHandset({ e164: SECOND_NUMBER, kind: 'mobile' })
  second.carrier.registerHandset({ e164: FIRST_NUMBER, kind: 'mobile' })
  first.carrier.setPhone(FIRST_OWNER, { kind: 'declines' })
  const said: TwoAgents['said'] = []
  const carried = { first: 0, second: 0 }

  function carry(): void {
    const fromFirst = first.carrier.handset(SECOND_NUMBER).inbox
    for (; carried.first < fromFirst.length; carried.first += 1) {
      const body = fromFirst[carried.first]?.body ?? ''
      said.push({ by: 'first', body })
      second.carrier.sendTextFromHandset({ from: FIRST_NUMBER, to: SECOND_NUMBER, body })
    }
    const fromSecond = second.carrier.handset(FIRST_NUMBER).inbox
    for (; carried.second < fromSecond.length; carried.second += 1) {
      const body = fromSecond[carried.second]?.body ?? ''
      said.push({ by: 'second', body })
      first.carrier.sendTextFromHandset({ from: SECOND_NUMBER, to: FIRST_NUMBER, body })
    }
  }

  return {
    first,
    second,
    said,
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += STEP_MS) {
        await first.pass(STEP_MS)
        await second.pass(STEP_MS)
        carry()
      }
    },
    async close() {
      await first.close()
      await second.close()
    },
  }
}

const STEP_MS = 250
