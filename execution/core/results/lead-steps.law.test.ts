import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newConversation, type Conversation, type Lead } from '#core/conversation/conversation.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { instant } from '#core/values/instant.ts'
import { leadSteps, NO_STEPS, STEP_NAMES, stepsTaken, type LeadSteps } from './lead-steps.ts'
import { medianOf } from './median.ts'

const time = fc.integer({ min: 0, max: 10 }).map(instant)
const maybe = fc.option(time)
const lead = fc.record({
  id: fc.constantFrom('ld_1', 'ld_2'),
  status: fc.constantFrom('open', 'qualified', 'handed_over', 'opted_out', 'booked', 'closed'),
  source: fc.constantFrom('call', 'sms', 'api'),
  createdAt: time,
  missedCalls: fc.constant(1),
  qualifiedAt: maybe,
})
const conversation = fc
  .record({ lead: fc.option(lead), sentAt: maybe, wroteAt: maybe })
  .map(({ lead: drawn, sentAt, wroteAt }): Conversation => {
    const plain = newConversation('+13125550111', null)
    return {
      ...plain,
      history: { ...plain.history, automatedAt: sentAt === null ? [] : [sentAt] },
      contact: { ...plain.contact, lastInboundAt: wroteAt },
      // The drawn statuses and sources are those of a lead.
      lead: drawn === null ? null : ({ ...drawn, intake: { ...newIntake('en'), qualifiedAt: drawn.qualifiedAt } } as Lead),
    }
  })

test('whatever way a conversation takes, what was added up is what its leads have come to', () => {
  fc.assert(
    fc.property(fc.array(conversation, { minLength: 1, maxLength: 8 }), (states) => {
      const sums = new Map<string, LeadSteps>()
      const last = new Map<string, LeadSteps>()
      let before: Conversation | null = null
      for (const after of states) {
        const id = after.lead?.id ?? 'none'
        // A lead that comes back after another would begin anew; in the product a closed lead never comes back.
        if (before !== null && before.lead?.id !== after.lead?.id && last.has(id)) break
        const steps = stepsTaken(before, after)
        const sum = { ...(sums.get(id) ?? NO_STEPS) }
        for (const name of STEP_NAMES) sum[name] += steps?.[name] ?? 0
        sums.set(id, sum)
        last.set(id, leadSteps(after))
        before = after
      }
      for (const [id, steps] of last) assert.deepEqual(sums.get(id), steps)
    }),
  )
})

test('from missed to qualified each step is a part of the one before, and only missed calls count', () => {
  fc.assert(
    fc.property(conversation, (state) => {
      const { missed, texted, replied, qualified } = leadSteps(state)
      assert.ok(missed >= texted && texted >= replied && replied >= qualified)
      if (state.lead?.source !== 'call') assert.deepEqual(leadSteps(state), NO_STEPS)
    }),
  )
})

test('the median of a tally is the median of the values it counts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 }), (values) => {
      const tally = [...new Set(values)].map((value) => ({ value, count: values.filter((one) => one === value).length }))
      assert.equal(medianOf(tally), values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1])
    }),
  )
  assert.equal(medianOf([]), null)
})
