import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFolder } from '../../src/app/commands/check-folder.ts';
import { planFolder } from '../../src/app/commands/plan-folder.ts';
import { planDocument } from '../../src/app/queries/plan-document.ts';
import { openDataFolder } from '../../src/connectors/files/data-folder.ts';
import { makeDataFolder } from './generate/data-folder.ts';
import { RUN_OUT } from './generate/network.ts';
import { DEFAULT_SEED } from './generate.ts';

const source = openDataFolder(import.meta.dirname, () => new Date(0));
const quietly = () => {};
const document = planDocument(await planFolder(source, {}, quietly), new Set(['balances']));
const demand = [...document.demand];
const messages = [...document.action_messages];
const exceptions = [...document.exceptions];
const cases = [...document.cases];
const balances = [...document.balances!];

function balanceOn(itemId: string, locationId: string, dates: readonly string[]): number[] {
  return dates.map(
    (date) =>
      balances.find(
        (row) => row.item_id === itemId && row.location_id === locationId && row.date === date,
      )!.projected_available_balance,
  );
}

test('every requirement is the one that the generator planned with, by its own netting', () => {
  // Needs of the last days lie beyond the horizon here, and within it there.
  const comparedDays = 100;
  const company = makeDataFolder(DEFAULT_SEED);
  const differing: string[] = [];
  for (const [key, { node, grossRequirements }] of company.plans) {
    if (node.itemId === RUN_OUT.itemId) continue;
    const rows = balances
      .filter((row) => row.item_id === node.itemId && row.location_id === node.locationId)
      .slice(0, comparedDays);
    const day = rows.findIndex(
      (row, index) => Math.abs(row.gross_requirements - grossRequirements[index]) > 1e-6,
    );
    if (day >= 0 || rows.length < comparedDays) differing.push(`${key} on ${rows[day]?.date}`);
  }
  assert.deepEqual(differing, []);
});

test('check puts exactly the dirty rows of the README aside, each by its rule', async () => {
  const { document: checked } = await checkFolder(source, quietly);
  const found = [...checked.quarantine].map((row) => [row.feed, row.line, row.column, row.rule]);
  const expected = makeDataFolder(DEFAULT_SEED)
    .faults.filter(({ dirty }) => dirty.outcome === 'quarantined')
    .map(({ dirty, line }) => [dirty.feed, line, dirty.column, dirty.rule]);
  assert.deepEqual(found.map(String).sort(), expected.map(String).sort());
});

test('what is kept though it hardly can be right is named, by its rule', () => {
  const named = [...document.diagnostics].map(({ feed, rule, message }) => ({
    feed,
    rule,
    message,
  }));
  const missed = makeDataFolder(DEFAULT_SEED)
    .faults.filter(({ dirty }) => dirty.outcome === 'kept with a warning')
    .filter(({ dirty, line }) => {
      const { cells, feed, rule } = dirty;
      // A day of history is the sum of its rows, so it is named by its date.
      const place = feed === 'demand_history' ? String(cells.date) : `line ${line}`;
      return !named.some((d) => d.feed === feed && d.rule === rule && d.message.includes(place));
    });
  assert.deepEqual(missed, []);
});

test('the plan finds the magnet ring short from 23 March and by 2,255 pieces on the 25th', () => {
  const dates = ['2027-03-02', '2027-03-22', '2027-03-23', '2027-03-25', '2027-03-30'];
  assert.deepEqual(balanceOn('MG-2207', 'P2', dates), [2460, 40, -725, -2255, 80]);
  assert.deepEqual(
    balanceOn('MG-2207', 'P2', ['2027-03-31', '2027-04-05', '2027-04-09']),
    [-685, -1430, 160],
  );
});

test('the plan finds the brake housing short until Kessler delivers on 17 March', () => {
  const dates = ['2027-03-09', '2027-03-10', '2027-03-16', '2027-03-17'];
  assert.deepEqual(balanceOn('HB-0415', 'P1', dates), [240, -100, -1460, 1800]);
});

test('nothing else runs short, and no customer but theirs waits', () => {
  const short = new Set(
    balances
      .filter((row) => row.projected_available_balance < 0)
      .map((row) => `${row.item_id}@${row.location_id}`),
  );
  assert.deepEqual([...short].sort(), ['HB-0415@P1', 'MG-2207@P2']);
  const late = demand.filter((line) => line.lateness_days! > 0 || line.short_quantity > 0);
  const hit = new Set(late.map((line) => `${line.customer_id} ${line.item_id}`));
  assert.deepEqual([...hit].sort(), [
    'AURION AC-312',
    'AURION EB-415',
    'CASTELL AC-290',
    'NORDWAGEN AC-310',
  ]);
});

test('six to twelve cases want a decision, the magnet ring and the housing before all', () => {
  assert.ok(cases.length >= 6 && cases.length <= 12, `${cases.length} cases`);
  const [first, second] = cases;
  assert.match(first.message, /MG-2207 at Plant 2 runs short by 2,255 PCE from 23 Mar/);
  assert.match(first.message, /Nordwagen raised its AC-310 call-offs by 38 %, from 380 to 525/);
  assert.equal(first.cause?.key, 'NORDWAGEN/AC-310/NW-WERK-4/long/118/2027-03-15');
  assert.equal(cases.filter(({ message }) => message.includes('MG-2207')).length, 1);
  assert.match(second.message, /HB-0415 at Plant 1 runs short by 1,460 PCE from 10 Mar/);
  for (const told of [/7 order lines of Polavia/, /BR-1108/, /KL-0210/, /Plastformy/]) {
    assert.ok(
      cases.some(({ message }) => told.test(message)),
      String(told),
    );
  }
});

test('the bearing line of 46,200 EUR can be cancelled', () => {
  const cancelled = messages.filter(({ kind }) => kind === 'cancel');
  assert.deepEqual(
    cancelled.map(({ order_id, line, quantity, value }) => [order_id, line, quantity, value]),
    [['4500868', '10', 12000, 46200]],
  );
});

test('no planned order is past due for release', () => {
  const pastDue = [...document.planned_orders].filter((order) => order.past_due_release);
  assert.deepEqual(pastDue, []);
  assert.ok(exceptions.length < 100, `${exceptions.length} exceptions`);
});
