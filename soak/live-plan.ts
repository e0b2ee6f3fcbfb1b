// B17: after any changes the live plan is that of the same facts from scratch, byte for byte: small
// companies of every kind that the contract allows, changed at random and replanned after each
// change.

import fc from 'fast-check';
import { planText } from '../src/app/living/live-fixture.ts';
import { LivePlanner } from '../src/app/living/live-planner.ts';
import { planned } from '../src/app/planned-fixture.ts';
import { createRandom, type Random } from '../src/base/prng.ts';
import { DEFAULT_RULES } from '../src/exceptions/rules/rule-set.ts';
import { type FixtureRow, type FixtureRows, facts, settings } from '../src/model/fact-fixture.ts';
import { arbitraryCompany } from '../test/properties/arbitrary-company.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';

const COMPANIES_A_ROUND = 20;
const CHANGES = 100; // of each
const DAYS = ['2027-03-01', '2027-03-02', '2027-03-05'];

export const livePlan: SoakTest = {
  name: 'live-plan',
  rows: 'B17',
  shows: 'the live plan after random changes is that of the same facts from scratch',
  round: (seed, count) => changeAndCompare(seed, count, COMPANIES_A_ROUND, CHANGES),
};

export async function changeAndCompare(
  seed: number,
  count: Count,
  companies: number,
  changes: number,
): Promise<string[]> {
  const random = createRandom(seed);
  const made = fc.sample(arbitraryCompany, { seed, numRuns: companies * 2 });
  for (let company = 0; company < companies; company++) {
    const planner = new LivePlanner({
      rules: DEFAULT_RULES,
      living: [],
      asOf: null,
      measure: () => 0,
    });
    let rows = made[2 * company]!;
    const source = made[2 * company + 1]!;
    let asOf = DAYS[0]!;
    for (let change = 1; change <= changes; change++) {
      rows = changed(rows, source, random);
      if (random.next() < 0.1) asOf = random.pick(DAYS);
      const given = { asOf, horizonDays: random.pick([40, 40, 25]) };
      planner.plan({
        position: change,
        now: change * 60_000,
        facts: facts(rows),
        settings: settings(given),
      });
      count('changes');
      const [live, fresh] = [planText(planner.snapshot!), planText(planned(rows, given))];
      if (live === fresh) continue;
      let at = 0;
      while (live[at] === fresh[at]) at++;
      const shown = (text: string) => text.slice(Math.max(0, at - 100), at + 200);
      return [
        `company ${company}, change ${change}: live ...${shown(live)}...\n` +
          `from scratch ...${shown(fresh)}...`,
      ];
    }
    count('companies');
  }
  return [];
}

const CHANGING = [
  'inventory',
  'sales_orders',
  'purchase_orders',
  'production_orders',
  'transfer_orders',
  'forecasts',
  'item_locations',
  'sourcing',
  'bom',
];

/** One row of one feed is taken away, comes from the other company, or has another quantity. */
function changed(rows: FixtureRows, source: FixtureRows, random: Random): FixtureRows {
  const feed = random.pick(CHANGING);
  const before = [...(rows[feed] ?? [])];
  const dice = random.next();
  const at = before.length === 0 ? -1 : random.integer(0, before.length - 1);
  if (dice < 0.3 && at >= 0) before.splice(at, 1);
  else if (dice < 0.65 && at >= 0 && typeof before[at]!.quantity === 'number') {
    before[at] = { ...before[at], quantity: random.integer(1, 200) };
  } else {
    const comes = source[feed] ?? [];
    if (comes.length > 0) place(before, random.pick(comes), keysOf(feed));
  }
  return { ...rows, [feed]: before };
}

const keysOf = (feed: string): string[] => KEYS[feed]!;
const KEYS: Readonly<Record<string, string[]>> = {
  inventory: ['item_id', 'location_id', 'sublocation', 'status', 'stock_kind', 'reserved_for'],
  sales_orders: ['order_id'],
  purchase_orders: ['order_id'],
  production_orders: ['order_id'],
  transfer_orders: ['order_id'],
  forecasts: ['item_id', 'location_id', 'date'],
  item_locations: ['item_id', 'location_id'],
  sourcing: ['source_id'],
  bom: ['item_id', 'line'],
};

/** In the place of the row with its key, or behind all. */
function place(rows: FixtureRow[], row: FixtureRow, columns: readonly string[]): void {
  const key = (each: FixtureRow) => columns.map((name) => `${each[name] ?? ''}`).join('|');
  const at = rows.findIndex((each) => key(each) === key(row));
  if (at < 0) rows.push(row);
  else rows[at] = row;
}
