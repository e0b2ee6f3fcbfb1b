// Found items written down shortly, and a planner's memory that keeps every event: for tests of how
// exceptions live through replans.

import { intern } from '../../base/text-pool.ts';
import { parseDay } from '../../units/day.ts';
import type { Severity } from '../plan-exception.ts';
import { type Action, type HandlingRefusal, handle } from './handle.ts';
import {
  DEFAULT_LIFE_THRESHOLDS,
  type LifeEvent,
  type LivingException,
  type Seen,
  type Told,
} from './living-exception.ts';
import { type Reconciled, reconcile } from './reconcile.ts';
import { allLiving, livingAt, nothingStands, type Standing, withChanges } from './standing.ts';

/** An exception as a replan finds it. */
export interface DetectedItem {
  base: string;
  seen: Seen;
}

export const TODAY = parseDay('2027-03-01');

export interface FoundFixture {
  base?: string;
  firstDay?: number; // days after 1 March 2027
  lastDay?: number;
  quantity?: number;
  value?: number | null;
  severity?: Severity;
  causeId?: string;
  owner?: string;
}

/** A stockout as a replan finds it. */
export function stockout(given: FoundFixture = {}): DetectedItem {
  const { base = 'projected_stockout:4711/P2', firstDay = 14, quantity = 100 } = given;
  const { value = 3640, severity = 'medium', causeId = 'case:a', owner = 'ana' } = given;
  const lastDay = given.lastDay ?? firstDay + 2;
  const seen: Seen = {
    firstDate: TODAY + firstDay,
    lastDate: TODAY + lastDay,
    decideBy: null,
    quantity,
    value,
    severity,
    owner,
    count: 1,
    causeId,
    caseId: causeId,
    fromToday: firstDay === 0,
    toHorizon: false,
    decideToday: false,
  };
  return { base, seen };
}

export interface Memory {
  standing: Standing;
  events: LifeEvent[]; // all of them, refreshed ones too
  position: number;
  day: number; // days after 1 March 2027
  told: number; // sentences that were asked for
}

export function memory(): Memory {
  return { standing: nothingStands(), events: [], position: 0, day: 0, told: 0 };
}

/** Replans and finds these; `days` go by first. */
export function replan(memory: Memory, found: readonly DetectedItem[], days = 0): Reconciled {
  memory.day += days;
  memory.position++;
  const codeAt = (place: number): string => found[place].base.split(':')[0];
  const result = reconcile({
    standing: memory.standing,
    found: {
      kind: 'exception',
      count: found.length,
      base: Int32Array.from(found, ({ base }) => intern(memory.standing.bases, base)),
      codeAt,
      isSpellAt: (place) => codeAt(place) === 'projected_stockout',
      isSameAs: (place, seen) => JSON.stringify(found[place].seen) === JSON.stringify(seen),
      seenAt: (place) => found[place].seen,
      tellAt: () => told(memory),
    },
    moment: momentOfMemory(memory),
    dayTurned: days > 0,
    currency: 'EUR',
    thresholds: DEFAULT_LIFE_THRESHOLDS,
    closedBecause: () => ({ text: 'Its cause is gone.', facts: [] }),
  });
  memory.standing = result.standing;
  memory.events.push(...result.events, ...result.refreshed);
  return result;
}

function told(memory: Memory): Told {
  memory.told++;
  return {
    subject: { item_id: '4711', location_id: 'P2' },
    itemId: '4711',
    locationId: 'P2',
    supplierId: '',
    cause: { feed: 'purchase_orders', key: '45/10', text: 'PO 45/10 comes late' },
    certainty: null,
    message: 'Hub 4711 at Plant 2 runs short',
  };
}

export function momentOfMemory({ position, day }: Memory) {
  return { position, at: position * 60_000, asOf: TODAY + day };
}

export function act(memory: Memory, id: string, action: Action): LifeEvent | HandlingRefusal {
  const living = livingAt(memory.standing, id);
  if (!living) throw new Error(`Nothing stands under ${id}.`);
  const handled = handle(living, action, 'ben', momentOfMemory(memory));
  if ('refused' in handled) return handled;
  memory.standing = withChanges(memory.standing, [handled.living]);
  memory.events.push(handled.event);
  return handled.event;
}

export function only(memory: Memory): LivingException {
  const all = [...allLiving(memory.standing)];
  if (all.length !== 1) throw new Error(`${all.length} stand, not one.`);
  return all[0]!;
}
