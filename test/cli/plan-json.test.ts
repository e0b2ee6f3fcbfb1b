// `drumbeat plan --json`: the document that programs rest on, on a company planned by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  ActionMessageRow,
  BalanceRow,
  CaseRow,
  DemandRow,
  ExceptionRow,
  PeggingRow,
  PlannedOrderRow,
} from '../../src/contract/plan-document.ts';
import { dataFolder, run, runJson } from './run-cli.ts';
import { smallCompany } from './small-company.ts';

interface Plan {
  as_of: string;
  horizon_days: number;
  mode: string;
  position: null;
  demand: DemandRow[];
  planned_orders: PlannedOrderRow[];
  action_messages: ActionMessageRow[];
  exceptions: ExceptionRow[];
  cases: CaseRow[];
  balances: BalanceRow[];
  pegging: PeggingRow[];
  resource_loads: [];
  diagnostics: { rule: string; feed: string; severity: string }[];
}

const ALWAYS = [
  'as_of',
  'horizon_days',
  'mode',
  'position',
  'demand',
  'planned_orders',
  'action_messages',
  'exceptions',
  'cases',
  'diagnostics',
];

function plan(args: string[] = [], settings = {}): Promise<Plan> {
  return runJson<Plan>(['plan', dataFolder(smallCompany, settings), ...args]);
}

test('pumps for Ostbahn wait for the late housings of Kessler', async () => {
  const { demand } = await plan();
  assert.deepEqual(demand[1], {
    kind: 'sales_order',
    id: 'SO2/10/1',
    customer_id: 'OST',
    order_id: 'SO2',
    line: '10',
    schedule_line: '1',
    item_id: 'P',
    location_id: 'W',
    quantity: 45,
    requested_date: '2027-03-08',
    promised_date: null,
    due_date: '2027-03-08',
    priority: 2,
    deliveries: [
      { date: '2027-03-08', quantity: 5 },
      { date: '2027-03-14', quantity: 40 },
    ],
    lateness_days: 6,
    short_quantity: 0,
    constraints: [
      {
        kind: 'material',
        subject: {
          item_id: 'H',
          location_id: 'W',
          order_id: 'PO7',
          line: '1',
          schedule_line: '1',
        },
        date: '2027-03-12',
      },
    ],
  });
});

test('planned orders are named in receipt order and stand by release date, then id', async () => {
  const { planned_orders } = await plan();
  assert.deepEqual(
    planned_orders.map((order) => [order.release_date, order.id, order.quantity]),
    [
      ['2027-03-05', 'buy:S:W:1', 5.5],
      ['2027-03-06', 'make:P:W:1', 40],
      ['2027-03-22', 'buy:S:W:2', 2.5],
      ['2027-03-23', 'make:P:W:2', 10],
    ],
  );
  assert.deepEqual(planned_orders[1], {
    id: 'make:P:W:1',
    kind: 'make',
    source_id: 'MAKE-P',
    item_id: 'P',
    location_id: 'W',
    quantity: 40,
    needed_date: '2027-03-08',
    release_date: '2027-03-06',
    receipt_date: '2027-03-08',
    supplier_id: null,
    from_location_id: null,
    past_due_release: false,
  });
});

test('the late order is to be expedited, with its value', async () => {
  const { action_messages } = await plan();
  assert.deepEqual(action_messages[0], {
    kind: 'expedite',
    feed: 'purchase_orders',
    order_id: 'PO7',
    line: '1',
    schedule_line: '1',
    item_id: 'H',
    location_id: 'W',
    quantity: 40,
    from_date: '2027-03-12',
    to_date: '2027-03-06',
    to_quantity: null,
    value: 400,
  });
});

test('the case names cause, money and a sentence, and points at its exceptions', async () => {
  const { cases, exceptions } = await plan();
  assert.equal(cases.length, 1);
  const [only] = cases;
  assert.equal(only.value_at_risk, 2400); // 40 pumps x (100 - 40)
  assert.equal(only.cause?.feed, 'purchase_orders');
  assert.equal(only.cause?.key, 'PO7/1/1');
  assert.match(only.message, /Housing H.*20 PCE.*6 Mar.*Kessler/);
  assert.ok(only.exceptions.length > 0);
  for (const at of only.exceptions) assert.ok(exceptions[at].code.length > 0);
});

test('lists that are not asked for are absent, all others are there', async () => {
  assert.deepEqual(Object.keys(await plan()), ALWAYS);
  const lists = Object.keys(await plan(['--with', 'balances,pegging,forecast,loads']));
  assert.deepEqual(lists, [
    ...ALWAYS.slice(0, -1),
    'balances',
    'pegging',
    'resource_loads',
    'diagnostics',
  ]);
});

test('an empty company has every list, empty', async () => {
  const folder = dataFolder({ items: 'item_id', locations: 'location_id' });
  const document = await runJson<Record<string, unknown>>(['plan', folder]);
  assert.deepEqual(Object.keys(document), ALWAYS);
  assert.deepEqual(document.demand, []);
  assert.deepEqual(document.planned_orders, []);
});

test('a balance row a day of the horizon, and every row adds up', async () => {
  const { balances } = await plan(['--with', 'balances', '--horizon', '10']);
  assert.equal(balances.length, 3 * 10);
  for (let row = 0; row < balances.length; row++) {
    const { projected_available_balance: after, date, item_id } = balances[row];
    if (date === '2027-03-01') continue;
    const before = balances[row - 1].projected_available_balance;
    const { scheduled_receipts, planned_receipts, gross_requirements } = balances[row];
    const sum = before + scheduled_receipts + planned_receipts - gross_requirements;
    assert.equal(after, Math.round(sum * 1000) / 1000, `${item_id} on ${date}`);
  }
});

test('pegged in is pegged out: each planned need and each order line in full', async () => {
  const { pegging, demand } = await plan(['--with', 'pegging']);
  const sumOf = (id: string, item: string): number =>
    pegging
      .filter((peg) => peg.demand.id === id && peg.item_id === item)
      .reduce((sum, peg) => sum + peg.quantity, 0);
  for (const line of demand) assert.equal(sumOf(line.id, line.item_id), line.quantity);
  assert.equal(sumOf('make:P:W:1', 'H'), 80);
  assert.equal(sumOf('make:P:W:1', 'S'), 10);
  const fromPo = pegging.filter((peg) => peg.supply.id === 'PO7/1/1');
  assert.equal(
    fromPo.reduce((sum, peg) => sum + peg.quantity, 0),
    100,
  );
  const surplus = pegging.at(-1);
  assert.deepEqual(surplus?.demand, { kind: 'surplus', id: 'H/W', date: null });
});

test('forecast is demand only where it is asked for, and named by version and day', async () => {
  const forecast = { ...smallCompany };
  forecast.forecasts = `
    version,item_id,location_id,date,bucket,quantity,made_on
    F1,P,W,2027-03-16,day,5,2027-02-28
  `;
  const folder = dataFolder(forecast);
  const ids = ({ demand }: Plan): string[] => demand.map((line) => line.id);
  assert.deepEqual(ids(await runJson<Plan>(['plan', folder])), [
    'SO1/10/1',
    'SO2/10/1',
    'SO2/20/1',
  ]);
  assert.deepEqual(ids(await runJson<Plan>(['plan', folder, '--with', 'forecast'])), [
    'SO1/10/1',
    'SO2/10/1',
    'F1/P/W/2027-03-16/',
    'SO2/20/1',
  ]);
});

test('loads are an empty list with a note until there is a constrained plan', async () => {
  const { resource_loads, diagnostics } = await plan(['--with', 'loads']);
  assert.deepEqual(resource_loads, []);
  assert.ok(diagnostics.some(({ rule, feed }) => rule === 'not_available' && feed === 'resources'));
});

test('the command line’s date and horizon win over the folder’s', async () => {
  const { as_of, horizon_days, demand } = await plan(['--as-of', '2027-03-05', '--horizon', '7']);
  assert.equal(as_of, '2027-03-05');
  assert.equal(horizon_days, 7);
  assert.deepEqual(
    demand.map((line) => line.order_id),
    ['SO1', 'SO2'],
  );
});

test('the same folder gives the same document, byte for byte', async () => {
  const folder = dataFolder(smallCompany);
  const args = ['plan', folder, '--json', '--with', 'balances,pegging,forecast'];
  const [first, second] = [await run(args), await run(args)];
  assert.equal(first.out, second.out);
  assert.equal(first.err, '');
});

test('a quantity of thousandths is printed as it is, without noise', async () => {
  const folder = dataFolder({
    items: `
      item_id,uom
      S,KGM
    `,
    locations: 'location_id\nW',
    inventory: 'item_id,location_id,quantity\nS,W,0.3',
    sales_orders: `
      order_id,item_id,location_id,quantity,requested_date
      A,S,W,0.1,2027-03-02
      B,S,W,0.2,2027-03-03
    `,
  });
  const { out } = await run(['plan', folder, '--json', '--with', 'balances']);
  const quantities = out.match(/\d+\.\d+/g) ?? [];
  assert.deepEqual(
    quantities.filter((text) => text.length > 5),
    [],
  );
});
