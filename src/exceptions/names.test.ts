import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facts, settings } from '../model/fact-fixture.ts';
import { buildNetwork } from '../planning/network/build-network.ts';
import { parseDay } from '../units/day.ts';
import { dateText, daysText, itemName, moneyText, placeName, quantityText } from './names.ts';

const { network } = buildNetwork(
  facts({
    items: [
      { item_id: 'A', description: 'Hub', uom: 'PCE' },
      { item_id: 'B', uom: 'KGM', decimals: 2 },
    ],
    locations: [{ location_id: 'P2', name: 'Plant 2' }, { location_id: 'P3' }],
    inventory: [
      { item_id: 'A', location_id: 'P2', quantity: 1 },
      { item_id: 'B', location_id: 'P3', quantity: 1 },
    ],
  }),
  settings(),
);

test('quantities have thousands apart, the item’s own decimals and its unit', () => {
  assert.equal(quantityText(network, 0, 2255), '2,255 PCE');
  assert.equal(quantityText(network, 0, 1234567), '1,234,567 PCE');
  assert.equal(quantityText(network, 1, 123456), '1,234.56 KGM');
  assert.equal(quantityText(network, 0, -40), '-40 PCE');
});

test('money is whole, with its currency', () => {
  assert.equal(moneyText(network, 18399.5), '18,400 EUR');
});

test('dates name the year when it is not this one', () => {
  assert.equal(dateText(network, parseDay('2027-03-14')), '14 Mar');
  assert.equal(dateText(network, parseDay('2028-01-02')), '2 Jan 2028');
});

test('a thing without a name is called by its id', () => {
  assert.deepEqual([itemName(network, 0), placeName(network, 0)], ['Hub A', 'Plant 2']);
  assert.deepEqual([itemName(network, 1), placeName(network, 1)], ['B', 'P3']);
});

test('one day is a day', () => {
  assert.deepEqual([daysText(1), daysText(6)], ['1 day', '6 days']);
});
