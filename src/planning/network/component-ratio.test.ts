import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ComponentUse, componentRatio } from './component-ratio.ts';

const line: ComponentUse = {
  quantityPer: 1,
  baseQuantity: Number.NaN,
  fixedQuantity: Number.NaN,
  scrapPercent: Number.NaN,
  yieldPercent: Number.NaN,
  assemblyScrapPercent: Number.NaN,
  parentDecimals: 0,
  componentDecimals: 0,
};

function need(use: Partial<ComponentUse>, quantity: number): number {
  const { numerator, fixed, denominator } = componentRatio({ ...line, ...use });
  assert.ok([numerator, fixed, denominator].every(Number.isInteger));
  return Math.ceil((quantity * numerator + fixed) / denominator);
}

test('100 x 2 with 10 % scrap need 220, not the 221 of floating point', () => {
  assert.equal(need({ quantityPer: 2, scrapPercent: 10 }, 100), 220);
  assert.deepEqual(componentRatio({ ...line, quantityPer: 2, scrapPercent: 10 }), {
    numerator: 11,
    fixed: 0,
    denominator: 5,
  });
});

test('yield divides: 95 good ones at 95 % yield need 100', () => {
  assert.equal(need({ yieldPercent: 95 }, 95), 100);
  assert.equal(need({ yieldPercent: 95 }, 96), 102);
});

test('assembly scrap of the parent comes on top of the scrap of the line', () => {
  assert.equal(need({ quantityPer: 2, scrapPercent: 10, assemblyScrapPercent: 5 }, 100), 231);
});

test('a bill per 1,000 pieces with a fixed start-up quantity', () => {
  assert.equal(need({ quantityPer: 2.5, baseQuantity: 1000 }, 400), 1);
  assert.equal(need({ quantityPer: 2.5, baseQuantity: 1000, fixedQuantity: 3 }, 400), 4);
  assert.equal(need({ quantityPer: 1, fixedQuantity: 3, scrapPercent: 10 }, 7), 11);
});

test('0.1 m of wire a piece, counted in millimetres: 30 pieces need 3,000', () => {
  assert.equal(need({ quantityPer: 0.1, componentDecimals: 3 }, 30), 3000);
});

test('a parent counted in grams: half a kilogram at 2 pieces a kilogram needs 1', () => {
  assert.equal(need({ quantityPer: 2, parentDecimals: 3 }, 500), 1);
  assert.equal(need({ quantityPer: 2, parentDecimals: 3 }, 501), 2);
});

test('a co-product has a negative quantity per', () => {
  assert.deepEqual(componentRatio({ ...line, quantityPer: -0.25 }), {
    numerator: -1,
    fixed: 0,
    denominator: 4,
  });
});

test('sixteen digits a piece stay a ratio of whole numbers, exact to one part in 10^15', () => {
  const use = { ...line, quantityPer: 0.3333333333333333, componentDecimals: 6 };
  const { numerator, denominator } = componentRatio(use);
  assert.ok(Number.isInteger(numerator) && Number.isInteger(denominator));
  assert.ok(Math.abs(numerator / denominator / 333333.3333333333 - 1) < 1e-15);
});
