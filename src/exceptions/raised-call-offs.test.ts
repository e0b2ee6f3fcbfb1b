import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixtureRow } from '../model/fact-fixture.ts';
import { atPlant2, order, purchase, stock } from './detection-fixture.ts';

/** A release of Nordwagen for hubs: quantities by day of March 2027. */
function release(id: string, issuedOn: string, calls: Record<string, number>): FixtureRow[] {
  const byDay = Object.entries(calls).sort(([a], [b]) => (a < b ? -1 : 1));
  return byDay.map(([day, quantity]) => ({
    customer_id: 'N',
    item_id: '4711',
    ship_to: 'W4',
    kind: 'long',
    release_id: id,
    issued_on: issuedOn,
    date: `2027-03-${day}`,
    location_id: 'P2',
    quantity,
  }));
}

const BEFORE = release('R1', '2027-02-20', { '08': 100, '09': 100, '10': 100, '11': 100 });
const RAISED = release('R2', '2027-02-27', { '08': 100, '09': 150, '10': 150, '11': 150 });
const LATER_SUPPLY = purchase('1', 500, '2027-03-20'); // as we asked for it

function causesOf(callOffs: FixtureRow[], more: Record<string, FixtureRow[]> = {}): string[] {
  const { cases } = atPlant2({
    inventory: [stock(400)],
    purchase_orders: [LATER_SUPPLY],
    call_offs: callOffs,
    ...more,
  });
  return cases.map(({ cause }) => cause.text);
}

test('who raised call-offs is the cause of the hole that they make', () => {
  assert.deepEqual(causesOf([...BEFORE, ...RAISED]), [
    'Nordwagen raised its 4711 call-offs by 50 %, from 100 to 150 PCE a day, from 9 Mar',
  ]);
});

test('a next release that wants the same leaves the case what it was', () => {
  const company = { inventory: [stock(400)], purchase_orders: [LATER_SUPPLY] };
  const first = atPlant2({ ...company, call_offs: [...BEFORE, ...RAISED] });
  const same = release('R3', '2027-03-01', { '08': 100, '09': 150, '10': 150, '11': 150 });
  const next = atPlant2({ ...company, call_offs: [...BEFORE, ...RAISED, ...same] });
  assert.equal(first.cases[0].id, 'case:call_offs/N/4711/W4/long');
  assert.equal(next.cases[0].id, first.cases[0].id);
});

test('cumulative quantities are compared as they stand, when they count from one day', () => {
  const summed = (rows: FixtureRow[], since: string): FixtureRow[] => {
    let total = 1000;
    return rows.map(({ quantity, ...row }) => {
      total += Number(quantity);
      return {
        ...row,
        cumulative_quantity: total,
        shipped_cumulative: 1000,
        cumulative_since: since,
      };
    });
  };
  const newest = summed(RAISED, '2027-01-01');
  const [text] = causesOf([...summed(BEFORE, '2027-01-01'), ...newest]);
  assert.match(text, /^Nordwagen raised its 4711 call-offs by 50 %, from 100 to 150 PCE a day/);
  const [other] = causesOf([...summed(BEFORE, '2026-01-01'), ...newest]);
  assert.doesNotMatch(other, /raised/);
});

test('an order that comes later than asked for stays the cause, raise or not', () => {
  const slipped = purchase('1', 500, '2027-03-20', { requested_date: '2027-03-08' });
  const [text] = causesOf([...BEFORE, ...RAISED], { purchase_orders: [slipped] });
  assert.match(text, /^PO 1\/10 from Kessler is confirmed/);
});

test('a raise that makes less than half of the hole is not its cause', () => {
  const slight = release('R2', '2027-02-27', { '08': 100, '09': 100, '10': 100, '11': 110 });
  const [text] = causesOf([...BEFORE, ...slight], { inventory: [stock(350)] });
  assert.match(text, /^PO 1\/10 from Kessler/); // 10 of 60
});

test('one call-off that is raised is told as one', () => {
  const one = release('R2', '2027-02-27', { '08': 100, '09': 100, '10': 100, '11': 500 });
  assert.deepEqual(causesOf([...BEFORE, ...one]), [
    'Nordwagen raised its 4711 call-off of 11 Mar from 100 to 500 PCE',
  ]);
});

test('call-offs that move to an earlier day hurt too, to a later one they do not', () => {
  const earlier = release('R2', '2027-02-27', { '08': 400, '09': 0, '10': 0, '11': 0 });
  const short = { inventory: [stock(300)] };
  assert.deepEqual(causesOf([...BEFORE, ...earlier], short), [
    'Nordwagen moved its 4711 call-offs from 8 Mar forward',
  ]);
  const later = release('R2', '2027-02-27', { '08': 0, '09': 0, '10': 0, '11': 400 });
  assert.match(causesOf([...BEFORE, ...later], short)[0], /^PO 1\/10 from Kessler/);
});

test('a raise that stock of the finished goods absorbs reaches no component', () => {
  const rotor = {
    items: [
      { item_id: '4711', description: 'Hub', uom: 'PCE', unit_cost: 5, unit_price: 15 },
      { item_id: 'RING', uom: 'PCE', unit_cost: 1 },
    ],
    bom: [{ item_id: '4711', component_item_id: 'RING', quantity_per: 1 }],
    sourcing: [
      { source_id: 'M', kind: 'make', item_id: '4711', location_id: 'P2', lead_time_days: 0 },
      {
        source_id: 'B',
        kind: 'buy',
        supplier_id: 'KES',
        item_id: 'RING',
        location_id: 'P2',
        lead_time_days: 30,
      },
    ],
    purchase_orders: [purchase('1', 500, '2027-03-20', { item_id: 'RING' })],
  };
  const made = { ...rotor, inventory: [stock(400, { item_id: 'RING' })] };
  assert.match(causesOf([...BEFORE, ...RAISED], made)[0], /^Nordwagen raised/);
  const stocked = {
    ...rotor,
    inventory: [stock(550), stock(5, { item_id: 'RING' })],
    sales_orders: [order('SO-1', 50, '2027-03-10', { item_id: 'RING' })],
  };
  assert.match(causesOf([...BEFORE, ...RAISED], stocked)[0], /^PO 1\/10 from Kessler/);
});

test('lines of one order that are late for one place are one case', () => {
  const line = (number: string, date: string) =>
    purchase('1', 100, date, { line: number, requested_date: '2027-03-08' });
  const { cases } = atPlant2({
    purchase_orders: [line('10', '2027-03-12'), line('20', '2027-03-18')],
    call_offs: release('R1', '2027-02-20', { '08': 100, '15': 100 }),
  });
  assert.deepEqual(
    cases.map(({ cause, value_at_risk }) => [cause.key, value_at_risk]),
    [['1/10/1', 2000]],
  );
});
