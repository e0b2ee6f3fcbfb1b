// Rules decide what is raised, from when, for whom; without them all is as the parameters say.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facts, settings } from '../../model/fact-fixture.ts';
import { traceLateness } from '../../planning/lateness.ts';
import { buildNetwork } from '../../planning/network/build-network.ts';
import { planNetwork } from '../../planning/plan-network.ts';
import { caseStatement } from '../case-statement.ts';
import { type Detected, detectExceptions } from '../detect-exceptions.ts';
import type { DetectionInput } from '../detection.ts';
import { exceptionStatement } from '../exception-statement.ts';
import { createBaseNames } from '../life-cycle/base-names.ts';
import { detectedItems } from '../life-cycle/detected-items.ts';
import { DEFAULT_LIFE_THRESHOLDS } from '../life-cycle/living-exception.ts';
import { reconcile } from '../life-cycle/reconcile.ts';
import { nothingStands } from '../life-cycle/standing.ts';
import { previewRules } from './preview-rules.ts';
import { DEFAULT_RULES, plainRule, type Rule } from './rule-set.ts';

const company = facts({
  locations: [{ location_id: 'P2', name: 'Plant 2' }, { location_id: 'P3' }],
  suppliers: [{ supplier_id: 'KES', name: 'Kessler' }],
  customers: [{ customer_id: 'N', name: 'Nordwagen' }],
  items: [
    { item_id: 'HUB', category: 'turned', unit_cost: 5, unit_price: 15 },
    { item_id: 'BOLT', category: 'small', unit_cost: 1, unit_price: 1.1 },
  ],
  item_locations: [
    { item_id: 'HUB', location_id: 'P2', planner: 'ana', buyer: 'ben' },
    { item_id: 'BOLT', location_id: 'P3', planner: 'cleo' },
  ],
  sourcing: [
    {
      source_id: 'S1',
      kind: 'buy',
      supplier_id: 'KES',
      lead_time_days: 20,
      item_id: 'HUB',
      location_id: 'P2',
    },
    {
      source_id: 'S2',
      kind: 'buy',
      supplier_id: 'KES',
      lead_time_days: 20,
      item_id: 'BOLT',
      location_id: 'P3',
    },
  ],
  sales_orders: [
    {
      order_id: 'SO1',
      customer_id: 'N',
      item_id: 'HUB',
      location_id: 'P2',
      quantity: 100,
      requested_date: '2027-03-10',
    },
    {
      order_id: 'SO2',
      customer_id: 'N',
      item_id: 'BOLT',
      location_id: 'P3',
      quantity: 50,
      requested_date: '2027-03-12',
    },
  ],
  purchase_orders: [
    {
      order_id: 'PO1',
      supplier_id: 'KES',
      item_id: 'HUB',
      location_id: 'P2',
      quantity: 40,
      requested_date: '2027-03-08',
      ordered_at: '2027-02-01',
    },
    {
      order_id: 'PO2',
      supplier_id: 'KES',
      item_id: 'HUB',
      location_id: 'P2',
      quantity: 40,
      requested_date: '2027-03-20',
      confirmed_date: '2027-03-20',
      ordered_at: '2027-02-01',
    },
  ],
});
const planned = settings();
const { network, diagnostics } = buildNetwork(company, planned);
const plan = planNetwork(network);
const input: DetectionInput = {
  facts: company,
  settings: planned,
  network,
  plan,
  lateness: traceLateness(plan),
  networkDiagnostics: diagnostics,
};

function under(...rules: Partial<Rule>[]): Detected {
  return detectExceptions({ ...input, rules: { version: 1, rules: rules.map(asRule) } });
}

function asRule(given: Partial<Rule>): Rule {
  return { ...plainRule(given.code ?? 'projected_stockout'), ...given };
}

/** "stockout HUB ana critical" of the exceptions of a code. */
function raised(found: Detected, code = 'projected_stockout'): string[] {
  return found.exceptions
    .map((exception) => exceptionStatement(found, exception))
    .filter((statement) => statement.code === code)
    .map(({ subject, owner, severity }) => `${subject.item_id} ${owner} ${severity}`);
}

const documentOf = (found: Detected) =>
  JSON.stringify([
    found.exceptions.map((exception) => exceptionStatement(found, exception)),
    found.cases.map((each) => caseStatement(found, each)),
  ]);

test('no rules, and the rules as delivered, change nothing', () => {
  const plain = documentOf(detectExceptions(input));
  assert.deepEqual(raised(detectExceptions(input)), ['HUB ana critical', 'BOLT cleo critical']);
  assert.equal(documentOf(detectExceptions({ ...input, rules: DEFAULT_RULES })), plain);
  assert.equal(documentOf(under({})), plain);
});

test('a rule that is off raises none of its code, where it holds', () => {
  assert.deepEqual(raised(under({ enabled: false })), []);
  const small = { enabled: false, scope: { categories: ['small'] } };
  assert.deepEqual(raised(under(small)), ['HUB ana critical']);
});

test('the first rule that covers an exception counts', () => {
  const hub = { scope: { items: ['HUB'] } };
  assert.deepEqual(raised(under(hub, { enabled: false })), ['HUB ana critical']);
  assert.deepEqual(raised(under({ enabled: false }, hub)), []);
});

test('value, quantity and days are thresholds; severity and owner are put in place', () => {
  assert.deepEqual(raised(under({ minimum_value: 100 })), ['HUB ana critical']);
  assert.deepEqual(raised(under({ minimum_quantity: 51 })), ['HUB ana critical']);
  assert.deepEqual(raised(under({ within_days: 10 })), ['HUB ana critical']);
  const dora = { owner: 'dora', severity: 'low' as const, scope: { planners: ['cleo'] } };
  assert.deepEqual(raised(under(dora, {})), ['HUB ana critical', 'BOLT dora low']);
});

test('a rule raises within its scope alone, and another one may raise the rest', () => {
  const hub = { scope: { items: ['HUB'] } };
  assert.deepEqual(raised(under(hub)), ['HUB ana critical']);
  assert.deepEqual(raised(under({ scope: { locations: ['P3'] } })), ['BOLT cleo critical']);
  assert.deepEqual(raised(under({ scope: { items: ['NONE'] } })), []);
  assert.deepEqual(raised(under(hub, {})), ['HUB ana critical', 'BOLT cleo critical']);
  const off = { enabled: false, scope: { items: ['BOLT'] } };
  assert.deepEqual(raised(under(off)), ['HUB ana critical'], 'off says only where it is not');
  assert.deepEqual(raised(under(off, hub)), ['HUB ana critical']);
  const other = { code: 'supply_late' as const, scope: { items: ['NONE'] } };
  assert.deepEqual(raised(under(other)).length, 2, 'rules of another code do not count');
});

test('a rule has planning parameters of its own', () => {
  const code = 'supply_unconfirmed' as const;
  assert.deepEqual(raised(under({}), code), ['HUB ben medium']);
  const parameters = { unconfirmed_after_days: 60, unconfirmed_fence_days: 3 };
  assert.deepEqual(raised(under({ code, parameters }), code), []);
  const elsewhere = { code, parameters, scope: { suppliers: ['OTHER'] } };
  assert.deepEqual(raised(under(elsewhere), code), []);
  assert.deepEqual(raised(under(elsewhere, { code }), code), ['HUB ben medium']);
  const kessler = { code, parameters, scope: { suppliers: ['KES'] } };
  assert.deepEqual(raised(under(kessler), code), []);
});

test('a case whose exceptions are all filtered away is none', () => {
  const before = detectExceptions(input);
  const after = under(
    ...before.exceptions.map(({ code }) => ({ code, enabled: false, scope: { items: ['BOLT'] } })),
  );
  assert.ok(before.cases.some(({ id }) => id.includes('BOLT') || id.includes('S2')));
  assert.ok(after.cases.length > 0);
  assert.ok(after.cases.length < before.cases.length);
});

test('a preview counts what would be raised, how much of it is new, and what would go', () => {
  const moment = { position: 5, at: 0, asOf: network.asOf };
  const common = {
    moment,
    dayTurned: false,
    currency: 'EUR',
    thresholds: DEFAULT_LIFE_THRESHOLDS,
    closedBecause: () => ({ text: '', facts: [] }),
  };
  const nothing = { exceptions: nothingStands(), cases: nothingStands() };
  const items = detectedItems(under({ enabled: false, scope: { items: ['BOLT'] } }), {
    exceptions: createBaseNames(nothing.exceptions.bases),
    cases: createBaseNames(nothing.cases.bases),
  });
  const { standing: exceptions } = reconcile({
    ...common,
    standing: nothing.exceptions,
    found: items.exceptions,
  });
  const { standing: cases } = reconcile({
    ...common,
    standing: nothing.cases,
    found: items.cases,
  });
  const candidate = { version: 2, rules: [asRule({ scope: { items: ['HUB'] }, enabled: false })] };
  const preview = previewRules({ input, candidate, exceptions, cases, shown: 3, ...common });
  const stockouts = preview.codes.find(({ code }) => code === 'projected_stockout')!;
  const { today, would, isNew, gone } = stockouts;
  assert.deepEqual({ today, would, isNew, gone }, { today: 1, would: 1, isNew: 1, gone: 1 });
  assert.deepEqual(
    stockouts.someNew.map(({ id }) => id),
    ['projected_stockout:BOLT/P3'],
  );
  assert.match(stockouts.someGone[0]!.message, /^HUB at Plant 2 runs short by/);
});
