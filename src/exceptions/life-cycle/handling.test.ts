// What people do stays through replans; what they put aside comes back only with a reason.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from './handle.ts';
import {
  act,
  type FoundFixture,
  type Memory,
  memory,
  only,
  replan,
  stockout,
  TODAY,
} from './life-fixture.ts';

function putAside(action: Action, found: FoundFixture = {}): Memory {
  const desk = memory();
  replan(desk, [stockout(found)]);
  act(desk, only(desk).id, action);
  return desk;
}

const dismiss: Action = { action: 'dismiss', reason: 'Customer agreed' };

/** Why it came back, null = it did not. */
function wokenBy(desk: Memory, found: FoundFixture, days = 0): string | null {
  const { events } = replan(desk, [stockout(found)], days);
  return events.find(({ type }) => type === 'woken')?.text ?? null;
}

test('what was dismissed stays so while it is much the same', () => {
  const desk = putAside(dismiss);
  assert.equal(wokenBy(desk, { value: 4100, firstDay: 13, quantity: 110 }), null);
  assert.equal(only(desk).state, 'dismissed');
  assert.equal(only(desk).seen.value, 4100);
});

test('what was dismissed comes back when it costs a quarter and 500 more than then', () => {
  const desk = putAside(dismiss);
  assert.equal(wokenBy(desk, { value: 4500 }), null);
  assert.equal(
    wokenBy(desk, { value: 9100 }),
    'Value at risk rose from 3,640 to 9,100 EUR since it was dismissed.',
  );
  assert.equal(only(desk).state, 'new');
  assert.equal(only(desk).aside, null);
});

test('small money does not wake it, however many per cent', () => {
  assert.equal(wokenBy(putAside(dismiss, { value: 10 }), { value: 400 }), null);
});

test('it comes back when it is worse, nearer, or has another cause', () => {
  assert.equal(
    wokenBy(putAside(dismiss), { severity: 'critical' }),
    'Severity rose from medium to critical since it was dismissed.',
  );
  assert.equal(
    wokenBy(putAside(dismiss), { firstDay: 11, lastDay: 16 }),
    'Its first date moved from 2027-03-15 to 2027-03-12 since it was dismissed.',
  );
  assert.equal(
    wokenBy(putAside(dismiss), { causeId: 'case:b' }),
    'It has another cause since it was dismissed: PO 45/10 comes late.',
  );
});

test('a snooze ends on its day, in the state that it had', () => {
  const desk = memory();
  replan(desk, [stockout()]);
  act(desk, only(desk).id, { action: 'start' });
  act(desk, only(desk).id, { action: 'snooze', until: TODAY + 3, reason: 'Supplier answers then' });
  assert.equal(wokenBy(desk, {}, 2), null);
  assert.equal(wokenBy(desk, {}, 1), 'It was snoozed until 2027-03-04, and is still there.');
  assert.equal(only(desk).state, 'in_progress');
});

test('what was called resolved and is still there after three days comes back', () => {
  const desk = putAside({ action: 'resolve', reason: 'Ordered by phone' });
  assert.equal(wokenBy(desk, {}, 2), null);
  assert.equal(wokenBy(desk, {}, 1), 'It was called resolved 3 days ago, and is still there.');
});

test('what flaps stays dismissed', () => {
  const desk = putAside(dismiss);
  replan(desk, []);
  const { events } = replan(desk, [stockout()]);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['reopened'],
  );
  assert.equal(only(desk).state, 'dismissed');
});

test('what was resolved and closed is new when its cause is back', () => {
  const desk = putAside({ action: 'resolve', reason: 'Ordered by phone' });
  replan(desk, []);
  replan(desk, [stockout()]);
  assert.equal(only(desk).state, 'new');
  assert.equal(only(desk).wokenBecause, 'Its cause is back after it was resolved.');
});

test('an assignment stays through replans, an empty one gives it back', () => {
  const desk = memory();
  replan(desk, [stockout()]);
  act(desk, only(desk).id, { action: 'assign', owner: 'cleo' });
  replan(desk, [stockout({ value: 5000, owner: 'dora' })]);
  assert.equal(only(desk).assigned, 'cleo');
  assert.equal(only(desk).seen.owner, 'dora');
  act(desk, only(desk).id, { action: 'assign', owner: '' });
  assert.equal(only(desk).assigned, '');
});

test('refusals name the value and the remedy', () => {
  const desk = memory();
  replan(desk, [stockout()]);
  const refusal = (action: Action) => {
    const answer = act(desk, only(desk).id, action);
    return 'refused' in answer ? answer.message : null;
  };
  assert.equal(
    refusal({ action: 'dismiss', reason: ' ' }),
    '"reason" is empty: say why, so that the next one who reads it understands.',
  );
  assert.equal(
    refusal({ action: 'snooze', until: TODAY, reason: '' }),
    '"until" is 2027-03-01: give a day from 2027-03-02 to 2028-03-01, or none.',
  );
  assert.match(refusal({ action: 'reopen' })!, /is new already: only what was dismissed/);
  act(desk, only(desk).id, dismiss);
  assert.match(refusal({ action: 'start' })!, /is dismissed; "start" is for .* Reopen it first/);
  replan(desk, []);
  assert.match(refusal({ action: 'reopen' })!, /is closed: its cause is gone/);
  assert.equal(refusal({ action: 'comment', text: 'Seen', mentions: [] }), null);
});
