// The worst folders that still hold a company: each is planned as far as it goes, and says what it
// found, with the program that a user runs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  BalanceRow,
  CaseRow,
  DemandRow,
  DiagnosticRow,
  PlannedOrderRow,
} from '../../src/contract/plan-document.ts';
import { dataFolder, emptyFolder, type Rows, run, runJson } from './run-cli.ts';

/** The lists of the plan document, as read back. */
interface ReadPlan {
  demand: DemandRow[];
  planned_orders: PlannedOrderRow[];
  cases: CaseRow[];
  diagnostics: DiagnosticRow[];
  balances?: BalanceRow[];
}

const base: Rows = {
  items: `
    item_id,uom
    A,PCE
    B,PCE
  `,
  locations: `
    location_id
    P
  `,
};

const plan = (feeds: Rows, settings: object = {}, args: string[] = []) =>
  runJson<ReadPlan>(['plan', dataFolder({ ...base, ...feeds }, settings), ...args]);
const rules = ({ diagnostics }: ReadPlan) => diagnostics.map(({ rule }) => rule);

test('an empty folder is one clear error', async () => {
  const { code, err } = await run(['plan', emptyFolder()]);
  assert.equal(code, 1);
  assert.match(err, /items\.csv/);
});

test('only items and stock: nothing to plan, no case to open', async () => {
  const { planned_orders, cases } = await plan({
    inventory: 'item_id,location_id,quantity\nA,P,5',
  });
  assert.deepEqual([planned_orders, cases], [[], []]);
});

test('an item that consumes itself is planned, and said', async () => {
  const document = await plan({
    sourcing: 'source_id,item_id,location_id,kind,lead_time_days\nM,A,P,make,1',
    bom: 'item_id,component_item_id,quantity_per\nA,A,1\nA,B,1',
    sales_orders: 'order_id,item_id,location_id,quantity,requested_date\nS,A,P,5,2027-03-05',
  });
  assert.deepEqual(
    document.planned_orders.map(({ item_id, quantity }) => [item_id, quantity]),
    [['A', 5]],
  );
  assert.ok(rules(document).includes('bom_rework'));
});

test('dates of 1900 and 9999, lead times of 0 and 10,000 days', async () => {
  const document = await plan({
    sourcing: `
      source_id,item_id,location_id,kind,lead_time_days
      X,A,P,buy,10000
      Y,B,P,buy,0
    `,
    sales_orders: `
      order_id,item_id,location_id,quantity,requested_date
      OLD,A,P,5,1900-01-01
      FAR,A,P,5,9999-12-31
      NOW,B,P,5,2027-03-05
    `,
  });
  const receipts = document.planned_orders.map(({ item_id, receipt_date }) => [
    item_id,
    receipt_date,
  ]);
  assert.deepEqual(receipts, [
    ['A', '2054-07-17'],
    ['B', '2027-03-05'],
  ]);
  assert.deepEqual(
    document.demand.map(({ order_id, short_quantity }) => [order_id, short_quantity]),
    [
      ['OLD', 5],
      ['NOW', 0],
    ],
  );
});

test('numbers beyond measure are quarantined, by rule, and nothing else', async () => {
  const document = await plan({
    sales_orders: `
      order_id,item_id,location_id,quantity,requested_date
      E,A,P,1e308,2027-03-05
      N,A,P,NaN,2027-03-05
      M,A,P,-5,2027-03-05
      OK,A,P,5,2027-03-05
    `,
  });
  assert.deepEqual(
    document.demand.map(({ order_id }) => order_id),
    ['OK'],
  );
  assert.ok(rules(document).includes('quarantined_rows'));
});

test('a horizon of one day and of three years', async () => {
  const orders = {
    sourcing: 'source_id,item_id,location_id,kind,lead_time_days\nX,A,P,buy,0',
    sales_orders: 'order_id,item_id,location_id,quantity,requested_date\nS,A,P,5,2027-03-01',
  };
  for (const days of [1, 1095]) {
    const document = await plan(orders, { horizon_days: days }, ['--with', 'balances']);
    assert.equal(document.planned_orders.length, 1);
    assert.equal(document.balances?.length, days);
  }
});

test('ids with commas, quotes, line breaks and emoji come out as they went in', async () => {
  const { out } = await run([
    'plan',
    dataFolder({
      ...base,
      items: 'item_id\n"A, ""b"" 🚲"',
      sales_orders:
        'order_id,item_id,location_id,quantity,requested_date\nS,"A, ""b"" 🚲",P,5,2027-03-05',
    }),
    '--json',
  ]);
  const document = JSON.parse(out) as ReadPlan;
  assert.equal(document.demand[0].item_id, 'A, "b" 🚲');
});
