import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { formatDay, parseDay } from '../../src/units/day.ts';
import { isWorkingDay } from '../../src/units/working-calendar.ts';
import { calendarNamed, easterSunday } from './generate/calendars.ts';
import { AS_OF, HORIZON_DAYS } from './generate/company.ts';
import { makeDataFolder } from './generate/data-folder.ts';
import type { NodePlan } from './generate/requirements.ts';
import { DEFAULT_SEED, generate } from './generate.ts';

const bundled = import.meta.dirname;
const company = makeDataFolder(DEFAULT_SEED);
const rowsOf = (feed: string) => company.tables.find((table) => table.feed === feed)!.rows;

/** Balance at each day's end over the horizon, with what is open and what will be made or moved. */
function balancesOf(plan: NodePlan): number[] {
  const balances: number[] = [];
  let balance = plan.stock;
  for (let day = 0; day < HORIZON_DAYS; day++) {
    for (const { usable, quantity } of plan.purchases) {
      if (usable - AS_OF === day) balance += quantity;
    }
    for (const { receipt, quantity } of plan.orders) if (receipt === day) balance += quantity;
    balance -= plan.grossRequirements[day];
    balances.push(Math.round(balance * 1000) / 1000);
  }
  return balances;
}

function balanceOn(key: string, date: string): number {
  return balancesOf(company.plans.get(key)!)[parseDay(date) - AS_OF];
}

test('the same seed makes the bundled folder again, byte for byte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'falk-'));
  try {
    for (const name of generate(folder, DEFAULT_SEED)) {
      assert.ok(
        readFileSync(join(folder, name)).equals(readFileSync(join(bundled, name))),
        `${name} differs: run node examples/automotive/generate.ts`,
      );
    }
    const csvFiles = (place: string) => readdirSync(place).filter((name) => name.endsWith('.csv'));
    assert.deepEqual(csvFiles(bundled).sort(), csvFiles(folder).sort());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('another seed makes another company', () => {
  const history = makeDataFolder(7).tables.find(({ feed }) => feed === 'demand_history')!;
  assert.notDeepEqual(history.rows.slice(0, 50), rowsOf('demand_history').slice(0, 50));
});

test('the folder stays under 8 MB', () => {
  let size = 0;
  for (const name of readdirSync(bundled)) {
    if (/\.(csv|json|md)$/.test(name)) size += statSync(join(bundled, name)).size;
  }
  assert.ok(size < 8e6, `${size} bytes`);
});

test('Easter 2027 closes Good Friday 26 March and Monday 29 March', () => {
  assert.equal(formatDay(easterSunday(2027)), '2027-03-28');
  const works = (date: string) => isWorkingDay(calendarNamed('DE'), parseDay(date));
  assert.deepEqual(['2027-03-25', '2027-03-26', '2027-03-29', '2027-03-30'].map(works), [
    true,
    false,
    false,
    true,
  ]);
});

test('the magnet ring is short from 23 March and by 2,255 pieces on the 25th', () => {
  const days = ['2027-03-02', '2027-03-19', '2027-03-22', '2027-03-23', '2027-03-25', '2027-03-30'];
  assert.deepEqual(
    days.map((date) => balanceOn('MG-2207@P2', date)),
    [2460, 805, 40, -725, -2255, 80],
  );
});

test('the brake housing is short from 10 March until Kessler delivers on the 17th', () => {
  const days = ['2027-03-09', '2027-03-10', '2027-03-16', '2027-03-17'];
  assert.deepEqual(
    days.map((date) => balanceOn('HB-0415@P1', date)),
    [240, -100, -1460, 1800],
  );
});

test('outside the story every balance stays above its safety stock', () => {
  const told = new Set(['MG-2207@P2', 'HB-0415@P1']);
  const low: string[] = [];
  for (const [key, plan] of company.plans) {
    const { supply } = plan.node;
    if (told.has(key) || supply === 'none') continue;
    // What is bought is covered through the last open order; beyond it the plan proposes.
    const last = plan.purchases[plan.purchases.length - 1]?.usable ?? AS_OF;
    const until = supply === 'buy' ? last - AS_OF : HORIZON_DAYS;
    const lowest = Math.min(...balancesOf(plan).slice(0, Math.max(1, until)));
    if (lowest < plan.safetyStock) low.push(`${key} ${lowest} < ${plan.safetyStock}`);
  }
  assert.deepEqual(low, []);
});

test('every part that a bill names is bought, made or moved at that plant', () => {
  const supplied = new Set(rowsOf('sourcing').map((row) => `${row[1]}@${row[2]}`));
  const missing = rowsOf('bom').filter(
    ([, location, component]) =>
      !String(component).endsWith('9999') && !supplied.has(`${component}@${location}`),
  );
  assert.deepEqual(missing, []);
});

test('seven lines of Polavia and two of Lianhe are silent for six working days and more', () => {
  const silent = rowsOf('purchase_orders').filter((row) => {
    const [, , , , , , , , , orderedAt, , promised] = row;
    const isOpen = row[18] === 'open';
    return isOpen && promised === '' && String(orderedAt) <= '2027-02-22' && row[0] !== '4500990';
  });
  const bySupplier = silent.map((row) => `${row[3]} ${row[0]}/${row[1]}`).sort();
  assert.equal(bySupplier.filter((line) => line.startsWith('POLAVIA')).length, 7);
  assert.equal(bySupplier.filter((line) => line.startsWith('LIANHE')).length, 2);
  assert.equal(bySupplier.length, 9, bySupplier.join());
});
