// The live planner says what each replan changed, and plans as if nothing had been before.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { handle } from '../../exceptions/life-cycle/handle.ts';
import { plainRule } from '../../exceptions/rules/rule-set.ts';
import { hubPlant, liveCompany, planText, planTextFromScratch } from './live-fixture.ts';
import type { PlanChange } from './plan-change.ts';
import { draftsOfChange } from './stream-drafts.ts';

const told = ({ events }: PlanChange) => events.map(({ type, id }) => `${type} ${id}`);

test('a delivery that slips raises an exception; when it is mended it closes by itself', () => {
  const company = liveCompany();
  assert.deepEqual(
    told(company.plan(hubPlant(100, '2027-03-09'))).filter((event) => event.includes('stockout')),
    [],
  );
  const slipped = company.plan(hubPlant(100, '2027-03-20'));
  assert.ok(told(slipped).includes('raised projected_stockout:HUB/P2'));
  assert.ok(told(slipped).includes('raised demand_at_risk:sales_orders/SO1/10/1'));
  assert.ok(told(slipped).includes('raised case:purchase_orders/PO1/10/1'));
  assert.equal(slipped.summary.lateLines, 1);
  assert.equal(slipped.summary.moneyAtRisk, 800);
  const moved = company.plan(hubPlant(100, '2027-03-22'));
  assert.ok(told(moved).includes('updated projected_stockout:HUB/P2'));
  assert.ok(!told(moved).some((event) => event.startsWith('raised')));
  const mended = company.plan(hubPlant(100, '2027-03-09'));
  assert.ok(told(mended).includes('closed projected_stockout:HUB/P2'));
  assert.equal(mended.summary.lateLines, 0);
});

test('facts that change nothing in the plan make no event', () => {
  const company = liveCompany();
  company.plan(hubPlant());
  const again = company.plan(hubPlant());
  assert.deepEqual([again.events, again.writes], [[], []]);
  assert.deepEqual(
    draftsOfChange(again).map(({ kind }) => kind),
    ['plan.updated'],
  );
});

test('the turn of the day is told', () => {
  const company = liveCompany();
  company.plan(hubPlant());
  const next = company.plan(hubPlant(), { asOf: '2027-03-02' });
  assert.deepEqual(draftsOfChange(next)[0]!.body, { from: '2027-03-01', to: '2027-03-02' });
});

test('what a person did before the outcome was stored stays: the replan is done again', () => {
  const company = liveCompany();
  company.plan(hubPlant());
  const id = 'projected_stockout:HUB/P2';
  const seen = company.planner.living(id)!;
  const moment = { position: 1, at: 5, asOf: seen.raised.asOf };
  const handled = handle(seen, { action: 'assign', owner: 'cleo' }, 'lea', moment);
  assert.ok('living' in handled);
  company.plan(hubPlant(130));
  const redone = company.planner.redo([handled.living]);
  const write = redone.writes.find(({ living }) => living.id === id)!;
  assert.equal(write.living.assigned, 'cleo');
  assert.equal(write.versionBefore, 2);
  assert.equal(write.living.version, 3);
});

test('rules put in force close and raise without a new plan', () => {
  const company = liveCompany();
  company.plan(hubPlant());
  const off = { ...plainRule('projected_stockout'), enabled: false };
  const change = company.planner.changeRules({ version: 1, rules: [off] }, 9)!;
  const closed = change.events.find(({ id }) => id === 'projected_stockout:HUB/P2')!;
  assert.equal(closed.type, 'closed');
  assert.equal(closed.text, 'The rules of version 1 no longer raise it.');
  assert.equal(change.plannedInMs.network, 0);
  const preview = company.planner.previewRules({ version: 2, rules: [] }, 10)!;
  const stockouts = preview.codes.find(({ code }) => code === 'projected_stockout')!;
  assert.deepEqual([stockouts.today, stockouts.would, stockouts.isNew], [0, 1, 1]);
});

test('started again from what was stored, a replan of the same facts says nothing', () => {
  const first = liveCompany();
  const { writes } = first.plan(hubPlant());
  const stored = JSON.parse(JSON.stringify(writes.map(({ living }) => living)));
  assert.deepEqual(told(liveCompany(stored).plan(hubPlant())), []);
});

test('a snapshot that is held stays whole while later plans are made', () => {
  const company = liveCompany();
  company.plan(hubPlant(100));
  const held = company.planner.hold()!;
  const before = planText(held.snapshot);
  for (const ordered of [300, 20, 450, 80]) company.plan(hubPlant(ordered));
  assert.equal(planText(held.snapshot), before);
  held.release();
  company.plan(hubPlant(100));
  assert.equal(planText(company.planner.snapshot!), before);
});

test('after any changes the plan is that of the same facts from scratch, byte for byte', () => {
  const state = fc.record({
    ordered: fc.integer({ min: 1, max: 900 }),
    comes: fc.constantFrom('2027-02-10', '2027-03-05', '2027-03-20', '2027-03-28'),
    stock: fc.integer({ min: 0, max: 300 }),
    isEarly: fc.boolean(),
    asOf: fc.constantFrom('2027-03-01', '2027-03-03'),
    horizonDays: fc.constantFrom(30, 45),
  });
  fc.assert(
    fc.property(fc.array(state, { minLength: 1, maxLength: 6 }), (states) => {
      const company = liveCompany();
      for (const { ordered, comes, stock, isEarly, ...given } of states) {
        const rows = hubPlant(ordered, comes, {
          inventory: [{ item_id: 'HUB', location_id: 'P2', quantity: stock }],
          ...(isEarly && {
            forecasts: [
              {
                version: 'V1',
                item_id: 'HUB',
                location_id: 'P2',
                date: '2027-03-08',
                bucket: 'week',
                quantity: 70,
              },
            ],
          }),
        });
        company.plan(rows, given);
        assert.equal(planText(company.planner.snapshot!), planTextFromScratch(rows, given));
      }
    }),
    { numRuns: 40 },
  );
});
