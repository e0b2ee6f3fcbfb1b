import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { type FixtureRows, facts, settings } from '../../model/fact-fixture.ts';
import { traceLateness } from '../../planning/lateness.ts';
import { buildNetwork } from '../../planning/network/build-network.ts';
import { planNetwork } from '../../planning/plan-network.ts';
import { caseStatement } from '../case-statement.ts';
import { detectExceptions } from '../detect-exceptions.ts';
import { order, stock } from '../detection-fixture.ts';
import { exceptionStatement } from '../exception-statement.ts';

const DAY = '2027-03-05';

/** With these diagnostics and no others. */
function withDiagnostics(rows: FixtureRows, networkDiagnostics: Diagnostic[]) {
  const company = facts({
    items: [{ item_id: '4711', description: 'Hub' }, { item_id: 'A/B' }, { item_id: 'IDLE' }],
    locations: [{ location_id: 'P2' }],
    inventory: [stock(5), stock(1, { item_id: 'A/B' })],
    ...rows,
  });
  const { network } = buildNetwork(company, settings());
  const plan = planNetwork(network);
  const lateness = traceLateness(plan);
  const found = detectExceptions({
    facts: company,
    settings: settings(),
    network,
    plan,
    lateness,
    networkDiagnostics,
  });
  return {
    exceptions: found.exceptions
      .map((each) => exceptionStatement(found, each))
      .filter(({ code }) => code === 'data_quality'),
    cases: found.cases.map((each) => caseStatement(found, each)),
  };
}

function fault(feed: string, key: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const message = `${feed} ${key} is wrong.`;
  return { severity: 'error', feed, key, rule: 'wrong', message, ...more };
}

test('errors and warnings about what is planned are exceptions, what is only said is none', () => {
  const { exceptions } = withDiagnostics({}, [
    fault('item_locations', '4711/P2', { severity: 'warning' }),
    fault('inventory', '4711/P2/////'),
    fault('inventory', '4711/P2/////', { severity: 'info' }),
  ]);
  assert.deepEqual(
    exceptions.map(({ subject, severity, message }) => [subject.feed, severity, message]),
    [
      ['inventory', 'medium', 'Inventory 4711/P2///// is wrong.'],
      ['item_locations', 'low', 'Item_locations 4711/P2 is wrong.'],
    ],
  );
});

test('a row of an item that the plan does not know is left to the data audit', () => {
  assert.deepEqual(withDiagnostics({}, [fault('items', 'IDLE')]).exceptions, []);
});

test('an id with a slash in it is found all the same', () => {
  const { exceptions } = withDiagnostics({}, [fault('inventory', 'A/B/P2/////')]);
  assert.equal(exceptions.length, 1);
});

test('a feed that fails as a whole touches the plan', () => {
  assert.equal(withDiagnostics({}, [fault('sourcing', '')]).exceptions.length, 1);
});

test('the same fault said twice is one exception', () => {
  const twice = [fault('inventory', '4711/P2/////'), fault('inventory', '4711/P2/////')];
  assert.equal(withDiagnostics({}, twice).exceptions.length, 1);
});

test('errors of one rule in one feed are one case, warnings are none', () => {
  const { cases } = withDiagnostics({}, [
    fault('inventory', '4711/P2/////'),
    fault('inventory', 'A/B/P2/////'),
    fault('inventory', '4711/P2/////', { severity: 'warning', rule: 'odd' }),
  ]);
  assert.equal(cases.length, 1);
  assert.equal(cases[0].message, 'Inventory 4711/P2///// is wrong. 1 more row');
});

test('a missing source is the cause of the demand that is short for want of it', () => {
  const { exceptions, cases } = withDiagnostics(
    { sourcing: [], sales_orders: [order('SO-1', 50, '2027-03-10')] },
    [fault('item_locations', '4711/P2', { severity: 'warning', rule: 'missing_source' })],
  );
  assert.equal(exceptions[0].severity, 'critical');
  assert.equal(cases.length, 1);
  assert.equal(cases[0].id, 'case:data/item_locations/4711/P2/missing_source');
  assert.equal(cases[0].cause.text, 'Hub 4711 at P2 has no source of supply');
});

test('one rule fails for two items, one of them short: two cases, in any order of rows', () => {
  const toItself = (source_id: string, item_id: string) => ({
    source_id,
    item_id,
    location_id: 'P2',
    kind: 'transfer',
    from_location_id: 'P2',
  });
  const sourcing = [toItself('S1', '4711'), toItself('S2', 'IDLE')];
  const rows = { inventory: [stock(1, { item_id: 'IDLE' })], sales_orders: [order('SO', 7, DAY)] };
  const sender = { rule: 'transfer_without_sender' };
  const faults = [fault('sourcing', 'S1', sender), fault('sourcing', 'S2', sender)];
  const ids = [faults, [...faults].reverse()].map((each) =>
    withDiagnostics({ ...rows, sourcing }, each).cases.map(({ id }) => id),
  );
  assert.deepEqual(ids[0], [
    'case:data/sourcing/S1/transfer_without_sender',
    'case:data/sourcing/S2/transfer_without_sender',
  ]);
  assert.deepEqual(ids[1], ids[0]);
});
