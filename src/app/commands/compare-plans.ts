// Our plan against another system's own list of planned orders: equal or different per
// item-location, and why. A reason is only given when planning with that one change makes ours
// equal theirs; what differs only because its parents do follows from them and is named `demand`.

import { compareText } from '../../base/compare-text.ts';
import type { SparseRows } from '../../base/sparse-rows.ts';
import type {
  CompareDocument,
  ComparedRow,
  CompareReason,
} from '../../contract/compare-document.ts';
import { scaleByDecimals } from '../../model/item-decimals.ts';
import type { Network } from '../../model/network.ts';
import { PLANNED_PASS_THROUGH, type Plan } from '../../planning/plan.ts';
import { planNetwork } from '../../planning/plan-network.ts';
import { whereUsedOf } from '../../planning/where-used.ts';
import { formatDay } from '../../units/day.ts';
import type { ListedOrder, ReportProgress } from '../ports.ts';
import { itemId, locationId, wireNodeQuantity } from '../queries/wire-values.ts';
import { HYPOTHESES, type Hypothesis } from './hypotheses.ts';
import type { PlannedFolder } from './plan-folder.ts';

/** More rounds than this would explain chains deeper than bills of material are. */
const ROUNDS_MAX = 12;

/** One planned order of either side, in the plan's own terms. */
interface DatedUnits {
  day: number; // day index of receipt
  units: number; // smallest units of the item
}

/** What has been found out about a node: the change that explains it stays in for those below. */
interface Explained {
  reason: CompareReason;
  hypothesis: Hypothesis | null; // null: nothing of its own, it follows from its parents
}

export function comparePlans(
  { network, plan }: PlannedFolder,
  listed: readonly ListedOrder[],
  progress: ReportProgress,
): CompareDocument {
  const theirs = theirOrders(network, listed);
  const ours = ourOrders(plan);
  const differing = new Set<number>();
  for (let node = 0; node < network.nodes.count; node++) {
    if (!areEqual(ours[node], theirs.byNode[node])) differing.add(node);
  }
  const explained = explain(network, plan, theirs.byNode, differing, progress);
  const rows: ComparedRow[] = [];
  for (let node = 0; node < network.nodes.count; node++) {
    if (ours[node].length === 0 && theirs.byNode[node].length === 0) continue;
    const dated = ({ day, units }: DatedUnits) => ({
      date: formatDay(network.asOf + day),
      quantity: wireNodeQuantity(network, node, units),
    });
    rows.push({
      item_id: itemId(network, node),
      location_id: locationId(network, node),
      equal: !differing.has(node),
      ours: ours[node].map(dated),
      theirs: theirs.byNode[node].map(dated),
      reason: differing.has(node) ? (explained.get(node)?.reason ?? 'unknown') : null,
    });
  }
  rows.push(...unknownPlaces(theirs.elsewhere));
  rows.sort(
    (a, b) => compareText(a.item_id, b.item_id) || compareText(a.location_id, b.location_id),
  );
  return { items: rows };
}

/** Planned orders of ours by node, within the horizon, by day and quantity. */
function ourOrders(plan: Plan): DatedUnits[][] {
  const { planned, network } = plan;
  return Array.from({ length: network.nodes.count }, (_, node) => {
    const orders: DatedUnits[] = [];
    const first = planned.firstOfNode[node];
    for (let order = first; order < first + planned.countOfNode[node]; order++) {
      if (planned.flags[order] & PLANNED_PASS_THROUGH) continue;
      const day = planned.receiptDay[order];
      if (day < network.dayCount) orders.push({ day, units: planned.quantity[order] });
    }
    return orders.sort(compareOrders);
  });
}

function compareOrders(a: DatedUnits, b: DatedUnits): number {
  return a.day - b.day || a.units - b.units;
}

function theirOrders(
  network: Network,
  listed: readonly ListedOrder[],
): { byNode: DatedUnits[][]; elsewhere: ListedOrder[] } {
  const nodeOf = new Map<string, number>();
  for (let node = 0; node < network.nodes.count; node++) {
    nodeOf.set(JSON.stringify([itemId(network, node), locationId(network, node)]), node);
  }
  const byNode: DatedUnits[][] = Array.from({ length: network.nodes.count }, () => []);
  const elsewhere: ListedOrder[] = [];
  for (const order of listed) {
    const node = nodeOf.get(JSON.stringify([order.itemId, order.locationId]));
    if (node === undefined) {
      elsewhere.push(order);
      continue;
    }
    const day = order.date - network.asOf;
    if (day >= network.dayCount) continue;
    const decimals = network.items.decimals[network.nodes.item[node]];
    byNode[node].push({ day, units: scaleByDecimals(order.quantity, decimals) });
  }
  for (const orders of byNode) orders.sort(compareOrders);
  return { byNode, elsewhere };
}

function areEqual(a: readonly DatedUnits[], b: readonly DatedUnits[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ day, units }, at) => day === b[at].day && units === b[at].units)
  );
}

/** Item-locations that only their list names. */
function unknownPlaces(orders: readonly ListedOrder[]): ComparedRow[] {
  const rows = new Map<string, ComparedRow>();
  for (const { itemId: item_id, locationId: location_id, date, quantity } of orders) {
    const key = JSON.stringify([item_id, location_id]);
    const row = rows.get(key) ?? {
      item_id,
      location_id,
      equal: false,
      ours: [],
      theirs: [],
      reason: 'unknown' as const,
    };
    row.theirs.push({ date: formatDay(date), quantity });
    rows.set(key, row);
  }
  for (const { theirs } of rows.values()) theirs.sort((a, b) => compareText(a.date, b.date));
  return [...rows.values()];
}

/** Works down the bills of material: what explains a node stays changed while the rest is tried. */
function explain(
  network: Network,
  base: Plan,
  theirs: readonly DatedUnits[][],
  differing: ReadonlySet<number>,
  progress: ReportProgress,
): Map<number, Explained> {
  const explained = new Map<number, Explained>();
  for (let round = 0; round < ROUNDS_MAX && explained.size < differing.size; round++) {
    const current = withExplained(network, explained);
    const open = [...differing].filter((node) => !explained.has(node));
    const before = explained.size;
    if (round > 0) {
      const follows = matching(planNetwork(current), theirs, open);
      for (const node of follows) explained.set(node, { reason: 'demand', hypothesis: null });
    }
    const rest = open.filter((node) => !explained.has(node));
    const candidates = new Map<number, Hypothesis>();
    HYPOTHESES.forEach((hypothesis, at) => {
      progress((round + at / HYPOTHESES.length) / ROUNDS_MAX, `testing ${hypothesis.reason}`);
      const untested = rest.filter((node) => !candidates.has(node));
      if (untested.length === 0) return;
      const changed = changedAt(current, hypothesis, rest);
      for (const node of matching(planNetwork(changed), theirs, untested)) {
        candidates.set(node, hypothesis);
      }
    });
    for (const node of topmost(network, base, candidates)) {
      const hypothesis = candidates.get(node)!;
      explained.set(node, { reason: hypothesis.reason, hypothesis });
    }
    if (explained.size === before) break;
  }
  return explained;
}

function changedAt(
  network: Network,
  { change, above }: Hypothesis,
  nodes: readonly number[],
): Network {
  const at = new Uint8Array(network.nodes.count);
  for (const node of nodes) {
    if (above) for (const parent of parentsOf(network, node)) at[parent] = 1;
    else at[node] = 1;
  }
  return change(network, at);
}

/** The network with every change that has explained something so far. */
function withExplained(network: Network, explained: ReadonlyMap<number, Explained>): Network {
  return HYPOTHESES.reduce((changed, hypothesis) => {
    const found = [...explained].filter(([, each]) => each.hypothesis === hypothesis);
    const nodes = found.map(([node]) => node);
    return nodes.length === 0 ? changed : changedAt(changed, hypothesis, nodes);
  }, network);
}

function matching(plan: Plan, theirs: readonly DatedUnits[][], nodes: readonly number[]): number[] {
  const ours = ourOrders(plan);
  return nodes.filter((node) => areEqual(ours[node], theirs[node]));
}

/** Candidates below no other candidate: a match further down may only follow from those above. */
function topmost(
  network: Network,
  base: Plan,
  candidates: ReadonlyMap<number, Hypothesis>,
): number[] {
  const isBelow = new Uint8Array(network.nodes.count);
  const found: number[] = [];
  for (const node of base.nodeOrder) {
    const parents = parentsOf(network, node);
    if (parents.some((parent) => isBelow[parent] === 1 || candidates.has(parent))) {
      isBelow[node] = 1;
    } else if (candidates.has(node)) found.push(node);
  }
  return found;
}

/** Nodes whose orders ask something of this one: assemblies, receivers, what runs out into it. */
function parentsOf(network: Network, node: number): number[] {
  const { lines, sourceOfLine, transfers, runOuts } = whereUsedOf(network);
  const { sources } = network;
  const ofRow = ({ start, entries }: SparseRows): number[] => [
    ...entries.subarray(start[node], start[node + 1]),
  ];
  return [
    ...ofRow(lines).map((line) => sources.node[sourceOfLine[line]]),
    ...ofRow(transfers).map((source) => sources.node[source]),
    ...ofRow(runOuts),
  ];
}
