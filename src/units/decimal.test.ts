import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decimalOf, parseDecimal, plainDecimal } from './decimal.ts';
import { formatQuantity } from './quantity.ts';
import { convertExactly, inverseFactor, isSameUnit, unitFactor } from './unit-of-measure.ts';

test('a number is written without an exponent, and read back as itself', () => {
  assert.equal(plainDecimal(1e-7), '0.0000001');
  assert.equal(plainDecimal(-1.5e-9), '-0.0000000015');
  assert.equal(plainDecimal(1.25e22), '12500000000000000000000');
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = plainDecimal(value);
      assert.match(text, /^-?\d+(\.\d+)?$/);
      assert.equal(Number(text) + 0, value + 0);
    }),
  );
});

test('a decimal is its whole coefficient and its decimals, without zeros at the end', () => {
  assert.deepEqual(parseDecimal('-12.50'), { coefficient: -125n, scale: 1 });
  assert.deepEqual(parseDecimal('.5'), { coefficient: 5n, scale: 1 });
  assert.deepEqual(decimalOf(0.1), { coefficient: 1n, scale: 1 });
  for (const text of ['', '.', '1e3', '1,5', 'x', '1.'])
    assert.equal(parseDecimal(text), null, text);
});

test('smallest units are shown in base units', () => {
  assert.equal(formatQuantity(1250, 2), '12.5');
  assert.equal(formatQuantity(-5, 3), '-0.005');
  assert.equal(formatQuantity(240, 0), '240');
  assert.equal(formatQuantity(2.5, 3), '0.0025');
});

test('a factor converts exactly there and back; what is not whole stays a fraction', () => {
  const pound = unitFactor(parseDecimal('0.45359237')!)!;
  assert.equal(convertExactly(parseDecimal('100000000')!, pound, 3), 45359237000);
  assert.equal(convertExactly(parseDecimal('45.359237')!, inverseFactor(pound), 0), 100);
  assert.ok(
    Math.abs(convertExactly(parseDecimal('1')!, inverseFactor(pound), 3) - 2204.6226) < 1e-3,
  );
  assert.equal(unitFactor(parseDecimal('0')!), null);
  const tiny = unitFactor(parseDecimal(`0.${'0'.repeat(400)}1`)!)!;
  assert.equal(convertExactly(parseDecimal('1')!, tiny, 3), 0);
});

test('a piece is a piece under each of its codes', () => {
  assert.ok(isSameUnit('', 'PCE') && isSameUnit('C62', 'EA') && isSameUnit('KGM', 'KGM'));
  assert.ok(!isSameUnit('PCE', 'KGM') && !isSameUnit('', 'PR'));
});
