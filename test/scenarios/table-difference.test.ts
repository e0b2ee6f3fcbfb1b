// The tables of a scenario are read, filled from a plan and compared; what differs is shown.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellFits, parseExpectedTables } from './expected-tables.ts';
import type { JsonObject } from './projection.ts';
import { projectRows } from './projection.ts';
import { tableDifference } from './table-difference.ts';

const plan: JsonObject = {
  as_of: '2026-01-05',
  planned_orders: [
    { id: 'buy:BRACKET:LEIPZIG:1', quantity: 100, receipt_date: '2026-01-15', supplier_id: null },
    { id: 'buy:BRACKET:LEIPZIG:2', quantity: 60, receipt_date: '2026-01-19', supplier_id: null },
  ],
  demand: [
    {
      id: 'SO-1/10/1',
      deliveries: [
        { date: '2026-01-10', quantity: 20 },
        { date: '2026-01-14', quantity: 60 },
      ],
      constraints: [{ kind: 'fence' }, { kind: 'material' }, { kind: 'fence' }],
    },
  ],
  exceptions: [{ code: 'supply_late', subject: { order_id: '4500101' } }, { code: 'release_due' }],
  cases: [{ exceptions: [1] }, { exceptions: [0] }],
  balances: [
    { item_id: 'BRACKET', location_id: 'LEIPZIG', date: '2026-01-05', gross_requirements: 7 },
    { item_id: 'BRACKET', location_id: 'DRESDEN', date: '2026-01-05', gross_requirements: 8 },
  ],
};

function difference(text: string): string | undefined {
  const [table] = parseExpectedTables(text);
  return tableDifference(table, projectRows(table, plan));
}

test('a table that says what the plan says has no difference', () => {
  for (const text of [
    '# planned_orders\nid  quantity  receipt_day  supplier_id\n' +
      'buy:BRACKET:LEIPZIG:1  100  d10  -\nbuy:BRACKET:LEIPZIG:2  *  d14  -\n',
    '# demand\nid  deliveries  constraints\nSO-1/10/1  20@d5 + 60@d9  fence + material\n',
    '# demand\nid  deliveries\nSO-1/10/1  20@2026-01-10 + 60@2026-01-14\n',
    '# exceptions (among others)\ncode  subject.order_id  case\nsupply_late  4500101  2\n',
    '# balances BRACKET DRESDEN\nday  gross_requirements\nd0  8\n',
    '# cases\nexceptions\n1\n1\n',
  ])
    assert.equal(difference(text), undefined, text);
});

test('a missing, a wrong and an unexpected row are shown in one aligned table', () => {
  assert.equal(
    difference('# planned_orders\nreceipt_day  quantity\nd10  100\nd14  61\n'),
    '# planned_orders\n' +
      '  receipt_day  quantity\n' +
      '  d10          100\n' +
      '- d14          61\n' +
      '+ d14          60',
  );
  assert.ok(difference('# planned_orders (none)')?.includes('\n+'));
  assert.ok(difference('# exceptions (among others)\ncode\nno_such_code\n')?.includes('\n- no_'));
  assert.ok(difference('# balances BRACKET LEIPZIG\nday  gross_requirements\nd9  0\n'));
});

test('a field that the answer lacks is no empty field', () => {
  assert.ok(difference('# planned_orders\nid  colour\nbuy:BRACKET:LEIPZIG:1  -\n*  *\n'));
});

test('a cell may leave open what stands around the words that matter', () => {
  assert.ok(cellFits('...inspection...', '500 in inspection until 7 Jan'));
  assert.ok(cellFits('...HOUSING...CAP...', 'cycle: HOUSING > CAP > HOUSING'));
  assert.ok(!cellFits('...CAP...BOLT...', 'cycle: HOUSING > CAP > HOUSING'));
  assert.ok(!cellFits('...HOUSING', 'HOUSING > CAP'));
  assert.ok(!cellFits('HOUSING...HOUSING', 'HOUSING'));
});

test('an expectation that is not well formed is refused', () => {
  for (const text of [
    '',
    'id  quantity\n',
    '# planned\nid\nx\n',
    '# demand\nid  quantity\nx\n',
    '# demand\nid\n',
    '# demand (none)\nid\nx\n',
    '# balances BRACKET\nday\nd0\n',
    '# pegging LEIPZIG\nquantity\n1\n',
  ])
    assert.throws(() => parseExpectedTables(text), text);
});
