// The plans of the bundled examples, as programs get them, add up: deliveries, balances, pegs, and
// the order in which every list stands.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type {
  ActionMessageRow,
  BalanceRow,
  CaseRow,
  DemandRow,
  ExceptionRow,
  PeggingRow,
  PlannedOrderRow,
} from '../../src/contract/plan-document.ts';
import { runJson } from './run-cli.ts';

interface Plan {
  as_of: string;
  demand: DemandRow[];
  planned_orders: PlannedOrderRow[];
  action_messages: ActionMessageRow[];
  exceptions: ExceptionRow[];
  cases: CaseRow[];
  balances: BalanceRow[];
  pegging: PeggingRow[];
}

/** Base units to whole millionths, in which sums are exact. */
const exact = (quantity: number): number => Math.round(quantity * 1e6);

for (const name of ['adventureworks', 'automotive']) {
  const folder = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
  const lists = 'balances,pegging,forecast';
  const made = runJson<Plan>(['plan', folder, '--with', lists]);

  test(`${name}: every line is delivered or short, late ones have a reason`, async () => {
    const { as_of, demand } = await made;
    assert.ok(demand.length > 100);
    for (const line of demand) {
      const delivered = line.deliveries.reduce((sum, each) => sum + exact(each.quantity), 0);
      assert.equal(delivered + exact(line.short_quantity), exact(line.quantity), line.id);
      const earliest = line.due_date > as_of ? line.due_date : as_of;
      for (const { date } of line.deliveries) assert.ok(date >= earliest, line.id);
      const isLate = line.short_quantity > 0 || (line.lateness_days ?? 0) > 0;
      assert.equal(line.constraints.length > 0, isLate, line.id);
    }
  });

  test(`${name}: every balance follows from the day before`, async () => {
    const { as_of, balances } = await made;
    let before = 0;
    for (const row of balances) {
      const after = exact(row.projected_available_balance);
      const where = `${row.item_id} at ${row.location_id} on ${row.date}`;
      assert.ok(row.gross_requirements >= 0, where);
      if (row.date !== as_of) {
        const received = exact(row.scheduled_receipts) + exact(row.planned_receipts);
        assert.equal(after, before + received - exact(row.gross_requirements), where);
      }
      before = after;
    }
  });

  test(`${name}: pegged in is pegged out`, async () => {
    const { demand, planned_orders, pegging, balances } = await made;
    const toDemand = new Map<string, number>();
    const fromSupply = new Map<string, number>();
    const add = (sums: Map<string, number>, key: string, quantity: number): void => {
      sums.set(key, (sums.get(key) ?? 0) + exact(quantity));
    };
    for (const { supply, demand: end, item_id, location_id, quantity } of pegging) {
      add(toDemand, [end.kind, end.id, item_id, location_id].join('|'), quantity);
      add(fromSupply, [supply.kind, supply.id, item_id, location_id].join('|'), quantity);
    }
    for (const { kind, id, item_id, location_id, quantity, short_quantity } of demand) {
      const pegged = toDemand.get([kind, id, item_id, location_id].join('|')) ?? 0;
      assert.ok(pegged <= exact(quantity), id);
      if (short_quantity === 0) assert.equal(pegged, exact(quantity), id);
    }
    const lastDay = balances.at(-1)?.date ?? '';
    for (const { id, item_id, location_id, quantity, receipt_date } of planned_orders) {
      const pegged = fromSupply.get(['planned_order', id, item_id, location_id].join('|'));
      if (receipt_date <= lastDay) assert.equal(pegged, exact(quantity), id);
    }
  });

  test(`${name}: every list stands in the contract’s order`, async () => {
    const plan = await made;
    inOrder(plan.demand, (row) => [row.due_date, row.kind, row.id]);
    inOrder(plan.planned_orders, (row) => [row.release_date, row.id]);
    inOrder(plan.action_messages, (row) => [row.from_date, row.feed]);
    inOrder(plan.exceptions, (row) => [row.first_date ?? '~', row.code]);
    inOrder(plan.balances, (row) => [row.item_id, row.location_id, row.date]);
    inOrder(plan.pegging, ({ supply, demand }) => [
      demand.date ?? '~',
      demand.id,
      supply.date ?? '~',
      supply.id,
    ]);
    const values = plan.cases.map((row) => row.value_at_risk ?? 0);
    assert.deepEqual(
      values,
      [...values].sort((a, b) => b - a),
    );
    const pointedAt = plan.cases.flatMap((row) => row.exceptions);
    assert.equal(new Set(pointedAt).size, pointedAt.length);
    for (const at of pointedAt) assert.ok(plan.exceptions[at]);
  });
}

function inOrder<Row>(rows: readonly Row[], keyOf: (row: Row) => string[]): void {
  for (let at = 1; at < rows.length; at++) {
    const [before, after] = [keyOf(rows[at - 1]), keyOf(rows[at])];
    const differs = before.findIndex((part, place) => part !== after[place]);
    assert.ok(differs < 0 || before[differs] < after[differs], `${before} before ${after}`);
  }
}
