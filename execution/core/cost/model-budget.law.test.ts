import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MODEL_CALL_MICROS_MAX, mayAskModel, modelCallMicros } from './model-budget.ts'

test('however dear and however many at once, models never take what is kept for texts', () => {
  const bills = fc.array(fc.oneof(fc.double(), fc.constantFrom(Infinity, -5, Number.NaN, 1e18)), { maxLength: 200 })
  fc.assert(
    fc.property(bills, fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 5_000_000 }), (costs, budgetCents, spentBefore) => {
      let spent = spentBefore
      const underWay: number[] = []
      for (const [place, cost] of costs.entries()) {
        if (mayAskModel(spent, underWay.length, budgetCents)) underWay.push(cost)
        if (place % 3 === 2) for (const bill of underWay.splice(0)) spent += modelCallMicros(bill)
      }
      for (const bill of underWay) spent += modelCallMicros(bill)
      assert.ok(spent <= Math.max(spentBefore, budgetCents * 8_000))
    }),
  )
})

test('a bill is whole, not negative and within belief', () => {
  assert.deepEqual([modelCallMicros(1.2), modelCallMicros(-1), modelCallMicros(Infinity)], [2, 0, MODEL_CALL_MICROS_MAX])
})
