import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editDistance, nearestName } from './nearest-name.ts';

test('swapped, missing and wrong letters count one each', () => {
  assert.equal(editDistance('inventory', 'inventroy'), 1);
  assert.equal(editDistance('items', 'item'), 1);
  assert.equal(editDistance('', 'abc'), 3);
});

test('the nearest name is meant, unless none is near', () => {
  const names = ['items', 'inventory', 'sales_orders'];
  assert.equal(nearestName('inventroy', names), 'inventory');
  assert.equal(nearestName('Sales_Order', names), 'sales_orders');
  assert.equal(nearestName('weather', names), '');
});
