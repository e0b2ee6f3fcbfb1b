// The worst rows among sound ones, read, checked and planned by the program that a user runs: each
// is named with its remedy, and the rest of the company is planned.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedCountRow, QuarantineRow } from '../../src/contract/check-document.ts';
import type {
  CaseRow,
  DemandRow,
  DiagnosticRow,
  PlannedOrderRow,
} from '../../src/contract/plan-document.ts';
import { FEEDS } from '../../src/model/feeds/feeds.ts';
import { dataFolder, run, runJson } from './run-cli.ts';

interface ReadPlan {
  demand: DemandRow[];
  planned_orders: PlannedOrderRow[];
  cases: CaseRow[];
  diagnostics: DiagnosticRow[];
}
interface ReadCheck {
  feeds: FeedCountRow[];
  quarantine: QuarantineRow[];
}

test('every feed empty but for its header is read, and there is nothing to plan', async () => {
  const folder = dataFolder(
    Object.fromEntries(FEEDS.map(({ name, columns }) => [name, columns.map((c) => c.name).join()])),
  );
  const { feeds, quarantine } = await runJson<ReadCheck>(['check', folder]);
  assert.equal(feeds.length, FEEDS.length);
  assert.ok(feeds.every(({ rows, accepted }) => rows === 0 && accepted === 0));
  assert.deepEqual(quarantine, []);
  const { code, out } = await run(['plan', folder]);
  assert.equal(code, 0);
  assert.match(out, /^Nothing runs short in the next 30 days\.$/m);
});

const LONG = 'L'.repeat(5000);

// Monday, 1 March 2027, the day of the plan, is a holiday.
const worstRows = dataFolder({
  items: `
    item_id,uom
    A,PCE
    B,PCE
    "two
    lines, one ""id"" 🚲",PCE
    ${LONG},PCE
  `,
  locations: `
    location_id,calendar_id
    P,K
    Q,K
  `,
  calendars: `
    calendar_id,line,valid_from,valid_to,weekdays,working
    K,1,,,0000011,false
    K,2,2027-03-01,2027-03-01,,false
  `,
  sourcing: `
    source_id,item_id,location_id,kind,from_location_id,lead_time_days
    MB,B,P,make,,1
    M2,"two
    lines, one ""id"" 🚲",P,make,,0
    PQ,A,Q,transfer,P,2
    QP,A,P,transfer,Q,2
  `,
  inventory: `
    item_id,location_id,quantity
    A,P,-4
    A,Q,6
  `,
  sales_orders: `
    order_id,item_id,location_id,quantity,requested_date
    SA,A,Q,9,2027-03-08
    SB,B,P,4,2027-03-01
    S2,"two
    lines, one ""id"" 🚲",P,3,2027-03-04
    NEGATIVE,A,P,-5,2027-03-08
    LOST,${LONG},P,4,2027-03-02
    ${LONG},B,P,4,2027-03-02
  `,
});

test('ids of 5,000 characters and negative orders are put aside, each with its line', async () => {
  const { quarantine } = await runJson<ReadCheck>(['check', worstRows], 1);
  assert.deepEqual(
    quarantine.map(({ feed, line, column, rule, value }) => [
      feed,
      line,
      column,
      rule,
      value.slice(0, 2),
    ]),
    [
      ['items', 6, 'item_id', 'too_long', 'LL'],
      ['sales_orders', 6, 'quantity', 'range', '-5'],
      ['sales_orders', 7, 'item_id', 'too_long', 'LL'],
      ['sales_orders', 8, 'order_id', 'too_long', 'LL'],
    ],
  );
  assert.match(quarantine[0].message, /^item_id has 5000 characters; 255 are the most\.$/);
});

test('beside them the rest is planned, on a holiday too, and what is wrong is said', async () => {
  const document = await runJson<ReadPlan>(['plan', worstRows]);
  assert.deepEqual(
    document.planned_orders.map(({ source_id, quantity, release_date, receipt_date }) => [
      source_id,
      quantity,
      release_date,
      receipt_date,
    ]),
    [
      ['MB', 4, '2027-03-01', '2027-03-02'],
      ['M2', 3, '2027-03-04', '2027-03-04'],
      ['PQ', 3, '2027-03-06', '2027-03-08'],
    ],
  );
  const late = document.demand.find(({ order_id }) => order_id === 'SB');
  assert.deepEqual(late?.deliveries, [{ date: '2027-03-02', quantity: 4 }]);
  assert.ok(document.demand.some(({ item_id }) => item_id === 'two\nlines, one "id" 🚲'));
  const said = new Map(document.diagnostics.map(({ rule, message }) => [rule, message]));
  assert.match(said.get('negative_stock') ?? '', /^Stock A\/P\S+ is -4 .* Post the missing/);
  assert.match(
    said.get('sourcing_cycle') ?? '',
    /^Sources supply each other in a circle: A at P -> A at Q -> A at P\. Source QP is left out/,
  );
  assert.ok(said.has('quarantined_rows'));
});

test('a screen shows an id of two lines on one line', async () => {
  const { code, out } = await run(['plan', worstRows, '--as-of', '9999-12-31']);
  assert.equal(code, 0);
  assert.match(out, /two lines, one "id" 🚲/);
  assert.match(out, /^Plan of 31 Dec 9999 over 30 days; 4 item-locations; /m);
});
