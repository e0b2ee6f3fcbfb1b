import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { consumeForecast } from './forecast-consumption.ts';

test('own day, then back nearest first, then forward: each in its turn', () => {
  const open = Float64Array.from([3, 3, 3, 3, 3]);
  assert.equal(consumeForecast(open, 2, 8, 1, 2), 0);
  assert.deepEqual([...open], [3, 0, 0, 1, 3]);
});

test('what is consumed and what finds no forecast is the order, whatever the days', () => {
  const units = fc.integer({ min: 0, max: 50 });
  fc.assert(
    fc.property(
      fc.array(units, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: -15, max: 25 }),
      units,
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      (forecast, at, quantity, backward, forward) => {
        const open = Float64Array.from(forecast);
        const left = consumeForecast(open, at, quantity, backward, forward);
        const order = [at];
        for (let days = 1; days <= backward; days++) order.push(at - days);
        for (let days = 1; days <= forward; days++) order.push(at + days);
        let expected = quantity;
        const remains = [...forecast];
        for (const day of order) {
          const taken = Math.min(expected, remains[day] ?? 0);
          if (taken > 0) remains[day] = remains[day]! - taken;
          expected -= taken;
        }
        assert.equal(left, expected);
        assert.deepEqual([...open], remains);
      },
    ),
  );
});
