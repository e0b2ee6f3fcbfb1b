// What binds a late or short demand line, from the bottom of its chain: open supply or stock that
// comes later, a lead time, a planning fence, a source that is not released, or no supply at all.

import { compareText } from '../../base/compare-text.ts';
import type { ConstraintKind, ConstraintRow, Subject } from '../../contract/plan-document.ts';
import { textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { Network } from '../../model/network.ts';
import {
  type Lateness,
  ROOT_FENCE,
  ROOT_LEAD_TIME,
  ROOT_STOCK,
  ROOT_SUPPLY,
} from '../../planning/lateness-types.ts';
import type { Plan } from '../../planning/plan.ts';
import { formatDay } from '../../units/day.ts';
import { feedOfKind, orderKey, SUPPLY_KINDS } from './order-keys.ts';
import { itemId, locationId, wireText } from './wire-values.ts';

/** Of the late parts first .. end - 1, each constraint once, by kind, date and subject. */
export function constraintsOfLine(
  facts: Facts,
  plan: Plan,
  lateness: Lateness,
  first: number,
  end: number,
): ConstraintRow[] {
  if (first === end) return [];
  const found = new Map<string, ConstraintRow>();
  for (let part = first; part < end; part++) {
    const row = constraintOfPart(facts, plan, lateness, part);
    const key = JSON.stringify([row.kind, row.date ?? '~', row.subject]);
    if (!found.has(key)) found.set(key, row);
  }
  return [...found].sort((a, b) => compareText(a[0], b[0])).map(([, row]) => row);
}

function constraintOfPart(
  facts: Facts,
  plan: Plan,
  lateness: Lateness,
  part: number,
): ConstraintRow {
  const { network, planned } = plan;
  const root = lateness.root[part];
  const rootNode = lateness.pathNode[lateness.pathStart[part + 1] - 1];
  const place = placeOf(network, rootNode);
  const onDay = (day: number): string => formatDay(network.asOf + day);
  switch (lateness.rootKind[part]) {
    case ROOT_SUPPLY: {
      const feed = feedOfKind(SUPPLY_KINDS[network.supply.kind[root]]);
      const key = orderKey(facts, feed, network.supply.factRow[root]);
      const subject = { ...place, ...filled({ ...key }) };
      return { kind: 'material', subject, date: onDay(network.supply.usableDay[root]) };
    }
    case ROOT_STOCK: {
      const row = network.stock.factRow[root];
      const inventory = facts.tables.inventory;
      const status = row < 0 ? '' : facts.pool.texts[textColumn(inventory, 'status')[row]];
      const subject = { ...place, ...filled({ status: wireText(status) }) };
      return { kind: 'material', subject, date: onDay(network.stock.usableDay[root]) };
    }
    case ROOT_LEAD_TIME:
    case ROOT_FENCE: {
      const source = planned.source[root];
      const subject = source < 0 ? place : { ...place, source_id: network.sources.id[source] };
      const kind: ConstraintKind = lateness.rootKind[part] === ROOT_FENCE ? 'fence' : 'lead_time';
      return {
        kind,
        subject: kind === 'fence' ? place : subject,
        date: onDay(planned.receiptDay[root]),
      };
    }
    default:
      return { ...withoutSupply(network, rootNode, place), date: null };
  }
}

/** A node whose every source waits for release is bound by that, any other by the material. */
function withoutSupply(
  network: Network,
  node: number,
  place: Subject,
): { kind: ConstraintKind; subject: Subject } {
  const { sources } = network;
  const [first, end] = [sources.nodeStart[node], sources.nodeStart[node + 1]];
  for (let source = first; source < end; source++) {
    if (sources.released[source]) return { kind: 'material', subject: place };
  }
  if (first === end) return { kind: 'material', subject: place };
  return { kind: 'release_status', subject: { ...place, source_id: sources.id[first] } };
}

function placeOf(network: Network, node: number): Subject {
  return { item_id: itemId(network, node), location_id: locationId(network, node) };
}

function filled(parts: Record<string, string | null>): Record<string, string> {
  const kept = Object.entries(parts).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return Object.fromEntries(kept);
}
