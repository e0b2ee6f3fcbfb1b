// Rules over the whole system: what a preview says is what writing them then does.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CaseView, ExceptionView } from '../../src/contract/living-exception.ts';
import type { RuleSetView, RulesPreviewView, RuleView } from '../../src/contract/rule-set.ts';
import {
  day,
  ITS_EXCEPTIONS,
  purchaseOrder,
  salesOrder,
  sendBracketCompany,
} from './bracket-company-fixture.ts';
import {
  type Client,
  type LivingServer,
  openLivingServer,
  until,
} from './living-server-fixture.ts';

let server: LivingServer;
let lead: Client;

before(async () => {
  server = await openLivingServer();
  lead = await server.key('lead');
  await sendBracketCompany(lead);
  const late = purchaseOrder();
  const small = { order_id: '4500102', quantity: 5, confirmed_quantity: 5 };
  await lead.facts('sales_orders', [
    salesOrder({ order_id: 'SO-2', quantity: 5, requested_date: day(30) }),
  ]);
  const { position } = await lead.facts('purchase_orders', [
    late,
    { ...late, ...small, requested_date: day(30), confirmed_date: day(33) },
  ]);
  await lead.planned(position);
});
after(() => server.close());

const inForce = () => lead.get<RuleSetView>('/rules');
const open = async (): Promise<ExceptionView[]> =>
  (await lead.get<{ rows: ExceptionView[] }>('/exceptions?state=open')).rows;
const ids = async (): Promise<string[]> => (await open()).map(({ id }) => id).sort();
const openCases = async (): Promise<number> =>
  (await lead.get<{ rows: CaseView[] }>('/cases?state=open')).rows.length;

/** The rules in force with that of one code changed. */
async function changed(code: string, change: Partial<RuleView>): Promise<RuleView[]> {
  const { rules } = await inForce();
  return rules.map((rule) => (rule.code === code ? { ...rule, ...change } : rule));
}

async function write(rules: readonly unknown[]): Promise<number> {
  const { version } = await inForce();
  const body = { rules, base_version: version, comment: 'as agreed on Tuesday' };
  const written = await lead.send<RuleSetView>('PUT', '/rules', body);
  assert.equal(written.version, version + 1);
  return written.version;
}

/** Previews, writes, and holds the one against the other. */
async function writeAsPreviewed(rules: readonly RuleView[]): Promise<RulesPreviewView> {
  const before = await ids();
  const casesBefore = await openCases();
  const preview = await lead.send<RulesPreviewView>('POST', '/rules/preview', { rules });
  assert.deepEqual(await ids(), before, 'a preview changes nothing');
  await write(rules);
  const would = preview.codes.reduce((sum, code) => sum + code.would_raise, 0);
  const isNew = preview.codes.reduce((sum, code) => sum + code.new, 0);
  const gone = preview.codes.reduce((sum, code) => sum + code.gone, 0);
  await until(async () => (await ids()).length === would, `${would} exceptions`);
  const now = await ids();
  assert.equal(now.filter((id) => !before.includes(id)).length, isNew);
  assert.equal(before.filter((id) => !now.includes(id)).length, gone);
  assert.equal(casesBefore + preview.cases.new - preview.cases.gone, await openCases());
  assert.equal(preview.cases.would_raise, await openCases());
  return preview;
}

test('as delivered everything is raised, and a preview of the same says so', async () => {
  const { version, rules } = await inForce();
  assert.equal(version, 0);
  for (const id of ITS_EXCEPTIONS) assert.ok((await ids()).includes(id), id);
  const preview = await lead.send<RulesPreviewView>('POST', '/rules/preview', { rules });
  const count = (await ids()).length;
  assert.match(preview.message, new RegExp(`^Would raise ${count} now, 0 of them new;`));
});

test('a threshold takes away what it should, as the preview said', async () => {
  const preview = await writeAsPreviewed(await changed('supply_late', { minimum_value: 100 }));
  const code = preview.codes.find(({ code }) => code === 'supply_late')!;
  assert.deepEqual([code.today, code.would_raise, code.gone], [2, 1, 1]);
  assert.equal(code.some_gone[0].id, 'supply_late:purchase_orders/4500102/10/1');
});

test('owner and severity of a rule show on what it raises', async () => {
  await write(await changed('projected_stockout', { owner: 'Paula Planner', severity: 'low' }));
  const ofPaula = async (): Promise<ExceptionView[]> =>
    (await open()).filter(({ owner }) => owner === 'Paula Planner');
  await until(async () => (await ofPaula()).length > 0, 'an owner');
  for (const { code, severity } of await ofPaula()) {
    assert.deepEqual([code, severity], ['projected_stockout', 'low']);
  }
});

test('a rule switches off what its scope covers, and nothing else', async () => {
  const off = (supplier: string) =>
    changed('reschedule_in', { enabled: false, scope: { suppliers: [supplier] } });
  const count = async () => (await open()).filter(({ code }) => code === 'reschedule_in').length;
  await writeAsPreviewed(await off('SOMEBODY-ELSE'));
  assert.equal(await count(), 2);
  await writeAsPreviewed(await off('KESSLER'));
  assert.equal(await count(), 0);
});

test('a rule that is on raises within its scope alone, and the preview says so', async () => {
  const count = async () => (await open()).filter(({ code }) => code === 'reschedule_in').length;
  const only = (scope: RuleView['scope']) => changed('reschedule_in', { enabled: true, scope });
  await writeAsPreviewed(await only({ suppliers: ['SOMEBODY-ELSE'] }));
  assert.equal(await count(), 0);
  await writeAsPreviewed(await only({ suppliers: ['KESSLER'], items: ['BRACKET'] }));
  assert.equal(await count(), 2);
  // A second one for the rest, with other settings.
  const rules = await only({ suppliers: ['SOMEBODY-ELSE'] });
  const [rule] = rules.filter(({ code }) => code === 'reschedule_in');
  await writeAsPreviewed([...rules, { ...rule, scope: {}, severity: 'low' }]);
  const severities = async () =>
    (await open()).filter(({ code }) => code === 'reschedule_in').map(({ severity }) => severity);
  await until(async () => (await severities()).every((each) => each === 'low'), 'the new severity');
  assert.deepEqual(await severities(), ['low', 'low']);
  await writeAsPreviewed(await only({}));
});

test('switched off and on again, an exception is the same one with its history', async () => {
  const id = 'demand_at_risk:sales_orders/SO-1/10/1';
  await writeAsPreviewed(await changed('demand_at_risk', { enabled: false }));
  assert.ok(!(await ids()).includes(id));
  await writeAsPreviewed(await changed('demand_at_risk', { enabled: true }));
  const { history } = await lead.get<ExceptionView>(`/exceptions/${encodeURIComponent(id)}`);
  assert.deepEqual(
    history!.map(({ type }) => type),
    ['raised', 'closed', 'reopened'],
  );
  assert.match(history![1].text!, /rule/i);
});

test('rules are versions; who made his from an older one is told so', async () => {
  const { rows } = await lead.get<{ rows: RuleSetView[] }>('/rules/versions');
  const { version, rules } = await inForce();
  assert.deepEqual(
    rows.map((row) => row.version).sort((a, b) => a - b),
    Array.from({ length: version + 1 }, (_, i) => i),
  );
  const stale = await lead.ask('PUT', '/rules', { rules, base_version: 1 });
  assert.deepEqual([stale.status, JSON.parse(stale.text).code], [409, 'version_conflict']);
  const first = await lead.get<RuleSetView>('/rules?version=1');
  assert.equal(first.rules.find(({ code }) => code === 'supply_late')!.minimum_value, 100);
  assert.equal(first.comment, 'as agreed on Tuesday');
  assert.equal((await lead.ask('GET', `/rules?version=${version + 1}`)).status, 404);
  await server.stop();
  await server.start();
  assert.equal((await inForce()).version, version);
});

test('a rule that is none is refused with its place and a remedy', async () => {
  const { version } = await inForce();
  const rules = [{ code: 'suply_late' }, { code: 'supply_late', within_days: -1 }];
  const answer = await lead.ask('PUT', '/rules', { rules, base_version: version });
  assert.equal(answer.status, 422);
  const { detail } = JSON.parse(answer.text);
  assert.match(detail, /rules\[0\]\.code .* use supply_late/);
  assert.match(detail, /rules\[1\]\.within_days .* from 0 to/);
});

test('a planner reads the rules and may not set them', async () => {
  const planner = await server.key('planner');
  await planner.get('/rules');
  const { rules, version } = await inForce();
  const answer = await planner.ask('PUT', '/rules', { rules, base_version: version });
  assert.equal(answer.status, 403);
});
