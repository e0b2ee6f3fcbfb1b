// What the plan asks the company to do now: planned orders whose release is due, for buyers and
// planners to turn into orders, and purchase lines that are wanted earlier, for buyers to chase.

import { compareText } from '../../base/compare-text.ts';
import { textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import {
  SOURCE_BUY,
  SOURCE_MAKE,
  SOURCE_TRANSFER,
  SUPPLY_PURCHASE_ORDER,
} from '../../model/network.ts';
import {
  MESSAGE_EXPEDITE,
  MESSAGE_RESCHEDULE_IN,
  PLANNED_PASS_THROUGH,
  type Plan,
} from '../../planning/plan.ts';
import type { Day } from '../../units/day.ts';

export interface PlannedRelease {
  kind: 'buy' | 'make' | 'transfer';
  sourceId: string;
  itemId: string;
  locationId: string;
  quantity: number; // smallest units
  releaseDay: Day; // when it is ordered; of make, when it starts; of transfer, when it leaves
  receiptDay: Day; // when it can be used
}

/** A purchase order line that the plan wants earlier. */
export interface WantedEarlier {
  orderId: string;
  line: string;
  scheduleLine: string;
  wantedDay: Day;
}

export interface PlanAdvice {
  releases: PlannedRelease[];
  wantedEarlier: WantedEarlier[];
}

export const NO_ADVICE: PlanAdvice = { releases: [], wantedEarlier: [] };

/** Days ahead of their start for which orders of the own plants are given out; further where a
 * planning time fence keeps the plan from placing any in the next days. */
const AHEAD_DAYS = 10;

const KIND_OF: Record<number, PlannedRelease['kind']> = {
  [SOURCE_BUY]: 'buy',
  [SOURCE_MAKE]: 'make',
  [SOURCE_TRANSFER]: 'transfer',
};

/** `facts`: those that the plan was made from. */
export function adviceOf(plan: Plan, facts: Facts): PlanAdvice {
  return { releases: releasesOf(plan), wantedEarlier: wantedEarlierOf(plan, facts) };
}

/** By item, location, day and source: the plan's own order says nothing. */
function releasesOf(plan: Plan): PlannedRelease[] {
  const { network, planned } = plan;
  const { sources, nodes, items, locations, asOf } = network;
  const releases: PlannedRelease[] = [];
  for (let order = 0; order < planned.count; order++) {
    const source = planned.source[order];
    if (source < 0 || (planned.flags[order] & PLANNED_PASS_THROUGH) !== 0) continue;
    const kind = KIND_OF[sources.kind[source]];
    const node = sources.node[source];
    const fence = nodes.planningFenceDays[node];
    const ahead = kind === 'buy' ? 0 : Math.max(AHEAD_DAYS, 2 * fence);
    if (planned.releaseDay[order] > ahead) continue;
    releases.push({
      kind,
      sourceId: sources.id[source],
      itemId: items.id[nodes.item[node]],
      locationId: locations.id[nodes.location[node]],
      quantity: planned.quantity[order],
      releaseDay: asOf + planned.releaseDay[order],
      receiptDay: asOf + planned.receiptDay[order],
    });
  }
  return releases.sort(
    (a, b) =>
      compareText(a.itemId, b.itemId) ||
      compareText(a.locationId, b.locationId) ||
      a.receiptDay - b.receiptDay ||
      compareText(a.sourceId, b.sourceId) ||
      a.quantity - b.quantity,
  );
}

/** By message, in the plan's order. */
function wantedEarlierOf({ network, messages }: Plan, facts: Facts): WantedEarlier[] {
  const { supply } = network;
  const table = facts.tables.purchase_orders;
  const [orderId, line, scheduleLine] = ['order_id', 'line', 'schedule_line'].map((name) =>
    textColumn(table, name),
  );
  const { texts } = facts.pool;
  const wanted: WantedEarlier[] = [];
  for (let message = 0; message < messages.count; message++) {
    const kind = messages.kind[message];
    if (kind !== MESSAGE_EXPEDITE && kind !== MESSAGE_RESCHEDULE_IN) continue;
    const at = messages.supply[message];
    if (at < 0 || supply.kind[at] !== SUPPLY_PURCHASE_ORDER) continue;
    const row = supply.factRow[at];
    wanted.push({
      orderId: texts[orderId[row]],
      line: texts[line[row]],
      scheduleLine: texts[scheduleLine[row]],
      wantedDay: messages.toDate[message],
    });
  }
  return wanted;
}
