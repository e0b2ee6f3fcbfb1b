// Raised once, updated, closed when the cause is gone, and quiet when nothing changed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act, memory, only, replan, stockout, TODAY } from './life-fixture.ts';
import { withoutIdleBases } from './standing.ts';

const types = (result: { events: { type: string }[] }) => result.events.map(({ type }) => type);

test('a stockout is raised once, and a replan that finds it again says nothing', () => {
  const desk = memory();
  assert.deepEqual(types(replan(desk, [stockout()])), ['raised']);
  const before = desk.standing;
  assert.deepEqual(types(replan(desk, [stockout()])), []);
  assert.equal(desk.standing, before);
  assert.equal(desk.told, 1);
});

test('a stockout that moves two days later is updated, not closed and raised', () => {
  const desk = memory();
  replan(desk, [stockout({ firstDay: 14 })]);
  const { events } = replan(desk, [stockout({ firstDay: 16, quantity: 80 })]);
  assert.equal(events.length, 1);
  assert.equal(events[0]!.type, 'updated');
  assert.deepEqual(
    events[0]!.changes!.map(({ field }) => field),
    ['first_date', 'last_date', 'quantity'],
  );
  assert.equal(only(desk).id, 'projected_stockout:4711/P2');
});

test('two spells of one item-location keep their names when both move', () => {
  const desk = memory();
  replan(desk, [stockout({ firstDay: 5 }), stockout({ firstDay: 30 })]);
  const { events } = replan(desk, [stockout({ firstDay: 8 }), stockout({ firstDay: 27 })]);
  assert.deepEqual(types({ events }), ['updated', 'updated']);
  assert.deepEqual(
    events.map(({ id, seen }) => `${id} ${seen!.firstDate! - TODAY}`),
    ['projected_stockout:4711/P2 8', 'projected_stockout:4711/P2#2 27'],
  );
});

test('when the first spell is gone the second keeps its name', () => {
  const desk = memory();
  replan(desk, [stockout({ firstDay: 5 }), stockout({ firstDay: 30 })]);
  const { events } = replan(desk, [stockout({ firstDay: 30 })]);
  assert.deepEqual(
    events.map(({ id, type }) => `${type} ${id}`),
    ['closed projected_stockout:4711/P2'],
  );
});

test('a hole three weeks after the one that is gone is another one', () => {
  const desk = memory();
  replan(desk, [stockout({ firstDay: 5 })]);
  const { events } = replan(desk, [stockout({ firstDay: 30 })]);
  assert.deepEqual(
    events.map(({ id, type }) => `${type} ${id}`),
    ['raised projected_stockout:4711/P2#2', 'closed projected_stockout:4711/P2'],
  );
});

test('an order line has one exception however far its date moves', () => {
  const desk = memory();
  const line = (firstDay: number) =>
    stockout({ base: 'supply_late:purchase_orders/45/10/1', firstDay });
  replan(desk, [line(3)]);
  assert.deepEqual(types(replan(desk, [line(60)])), ['updated']);
});

test('what closes says when, and comes back with its owner within two weeks', () => {
  const desk = memory();
  replan(desk, [stockout()]);
  act(desk, only(desk).id, { action: 'assign', owner: 'cleo' });
  assert.deepEqual(types(replan(desk, [])), ['closed']);
  assert.equal(only(desk).closed!.position, 2);
  assert.deepEqual(types(replan(desk, [stockout({ firstDay: 16 })], 2)), ['reopened']);
  assert.equal(only(desk).closed, null);
  assert.equal(only(desk).assigned, 'cleo');
});

test('what comes back after more than two weeks is raised anew, and belongs to nobody yet', () => {
  const desk = memory();
  replan(desk, [stockout()]);
  act(desk, only(desk).id, { action: 'assign', owner: 'cleo' });
  replan(desk, []);
  replan(desk, [], 15);
  assert.deepEqual(types(replan(desk, [stockout({ firstDay: 20 })])), ['raised']);
  assert.equal(only(desk).assigned, '');
});

test('names that nobody has any more are let go, and nothing else changes', () => {
  const desk = memory();
  replan(desk, [stockout(), stockout({ base: 'supply_late:purchase_orders/45/10/1' })]);
  replan(desk, [stockout()]);
  replan(desk, [stockout()], 20);
  const standing = withoutIdleBases(desk.standing, 0);
  assert.equal(desk.standing.bases.texts.length, 3);
  assert.equal(withoutIdleBases(desk.standing), desk.standing);
  assert.equal(standing.bases.texts.length, 2);
  desk.standing = standing;
  assert.deepEqual(types(replan(desk, [stockout()])), []);
});

test('the turn of the day alone is no news', () => {
  const desk = memory();
  const today = (day: number, value: number) => {
    const item = stockout({ base: 'slow_moving:4711/P2', firstDay: day, value });
    item.seen = { ...item.seen, fromToday: true, toHorizon: true, count: 180 + day };
    return item;
  };
  replan(desk, [today(0, 100)]);
  const turned = replan(desk, [today(1, 101)], 1);
  assert.deepEqual(types(turned), []);
  assert.equal(turned.refreshed.length, 1);
  assert.equal(only(desk).seen.value, 101);
  assert.equal(only(desk).version, 1);
});
