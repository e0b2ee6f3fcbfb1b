// Whatever replans find and people do: no name twice, no end without a beginning, nothing back
// without a reason, and the events alone give what stands.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Action } from './handle.ts';
import { applyEvent } from './life-events.ts';
import { act, type Memory, memory, replan, stockout, TODAY } from './life-fixture.ts';
import type { LivingException } from './living-exception.ts';
import { allLiving } from './standing.ts';

const found = fc.record({
  base: fc.constantFrom('projected_stockout:A/P', 'projected_stockout:B/P', 'supply_late:po/1'),
  firstDay: fc.integer({ min: 0, max: 60 }),
  length: fc.integer({ min: 0, max: 6 }),
  value: fc.constantFrom(null, 0, 100, 700, 2000, 9000),
  severity: fc.constantFrom('critical', 'high', 'medium', 'low' as const),
  causeId: fc.constantFrom('case:a', 'case:b'),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ action: fc.constantFrom('acknowledge', 'start', 'wait', 'reopen' as const) }),
  fc.record({
    action: fc.constantFrom('resolve', 'dismiss' as const),
    reason: fc.constantFrom('', 'agreed'),
  }),
  fc.record({
    action: fc.constant('snooze' as const),
    until: fc.option(fc.integer({ min: 0, max: 80 }).map((day) => TODAY + day)),
    reason: fc.constant(''),
  }),
  fc.record({ action: fc.constant('assign' as const), owner: fc.constantFrom('', 'cleo') }),
  fc.record({
    action: fc.constant('comment' as const),
    text: fc.constant('Seen'),
    mentions: fc.constant<string[]>([]),
  }),
);
const step = fc.oneof(
  { weight: 2, arbitrary: fc.array(found, { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.record({ which: fc.nat({ max: 9 }), action }) },
);
const life = fc.array(fc.record({ days: fc.constantFrom(0, 0, 0, 1, 5, 20), step }), {
  maxLength: 30,
});

type Steps = typeof life extends fc.Arbitrary<infer Value> ? Value : never;

function live(steps: Steps): Memory {
  const desk = memory();
  for (const { days, step: each } of steps) {
    if (Array.isArray(each)) {
      const items = each.map(({ length, ...rest }) =>
        stockout({ ...rest, firstDay: rest.firstDay + desk.day, lastDay: rest.firstDay + length }),
      );
      const before = new Map([...allLiving(desk.standing)].map((living) => [living.id, living]));
      const { events } = replan(desk, items, days);
      nothingBackWithoutReason(before, desk, events);
      continue;
    }
    const all = [...allLiving(desk.standing)];
    if (all.length > 0) act(desk, all[each.which % all.length]!.id, each.action);
  }
  return desk;
}

function nothingBackWithoutReason(
  before: Map<string, LivingException>,
  desk: Memory,
  events: Memory['events'],
): void {
  for (const living of allLiving(desk.standing)) {
    const was = before.get(living.id);
    if (!was?.aside || living.aside) continue;
    const own = events.filter(({ id }) => id === living.id);
    const reason = own.find(({ type }) => type === 'woken' || type === 'reopened');
    assert.ok(reason && reason.text !== '', `${living.id} came back without a reason`);
  }
}

test('no name stands twice, and what stands as open is just what was found last', () => {
  fc.assert(
    fc.property(life, (steps) => {
      const desk = live(steps);
      const ids = [...allLiving(desk.standing)].map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      const last = steps.findLast(({ step: each }) => Array.isArray(each));
      const open = [...allLiving(desk.standing)].filter(({ closed }) => closed === null);
      assert.equal(open.length, last === undefined ? 0 : (last.step as unknown[]).length);
    }),
    { numRuns: 300 },
  );
});

test('every life begins with a raise, and closes and reopens by turns', () => {
  fc.assert(
    fc.property(life, (steps) => {
      const open = new Map<string, boolean>();
      const version = new Map<string, number>();
      for (const event of live(steps).events) {
        if (event.type === 'refreshed') continue;
        const isOpen = open.get(event.id);
        if (event.type === 'raised') {
          assert.notEqual(isOpen, true, 'raised twice');
          version.set(event.id, 0);
        } else assert.notEqual(isOpen, undefined, `${event.type} before it was raised`);
        if (event.type === 'closed') assert.equal(isOpen, true);
        if (event.type === 'reopened') assert.equal(isOpen, false);
        assert.equal(event.version, version.get(event.id)! + 1, 'no event is missing');
        version.set(event.id, event.version);
        if (event.type === 'closed') open.set(event.id, false);
        if (event.type === 'raised' || event.type === 'reopened') open.set(event.id, true);
      }
    }),
    { numRuns: 300 },
  );
});

test('the events alone give what stands', () => {
  fc.assert(
    fc.property(life, (steps) => {
      const desk = live(steps);
      const replayed = new Map<string, LivingException>();
      for (const event of desk.events) {
        replayed.set(event.id, applyEvent(replayed.get(event.id) ?? null, event));
      }
      for (const living of allLiving(desk.standing)) {
        assert.deepEqual(replayed.get(living.id), living);
        replayed.delete(living.id);
      }
      for (const forgotten of replayed.values()) assert.notEqual(forgotten.closed, null);
    }),
    { numRuns: 300 },
  );
});
