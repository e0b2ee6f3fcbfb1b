// When the stock of each node was last used, as far as the feeds can tell: issues and outward
// transfers of `movements`, demand of `demand_history`, outbound `deliveries`. A feed that does not
// reach back far enough says nothing about disuse.

import { dayColumn, numberColumn, textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import type { Network } from '../model/network.ts';
import type { Plan } from '../planning/plan.ts';
import type { Day } from '../units/day.ts';
import type { NodeFinder } from './places.ts';
import { requirementWithin } from './requirements.ts';

const DAY_MILLISECONDS = 86_400_000;

interface StockUse {
  lastUsed: Map<number, Day>; // node -> date; a node without any is not in it
  knowsAllNodes: boolean; // movements reach back: a node that is not in lastUsed was not used
}

/** Nodes with stock that was not used for so many days and that nothing in the horizon asks
 * for, with the days since it was last used. */
export function findSlowMoving(
  facts: Facts,
  plan: Plan,
  finder: NodeFinder,
  slowMovingDays: number,
): Map<number, number> {
  const { network } = plan;
  const { asOf, dayCount, nodes, stock } = network;
  const slow = new Map<number, number>();
  const use = readStockUse(facts, network, finder, slowMovingDays);
  if (!use) return slow;
  for (let node = 0; node < nodes.count; node++) {
    if (stock.nodeStart[node] === stock.nodeStart[node + 1]) continue;
    const lastUsed = use.lastUsed.get(node);
    if (lastUsed === undefined && !use.knowsAllNodes) continue;
    const days = lastUsed === undefined ? slowMovingDays : asOf - lastUsed;
    if (days < slowMovingDays || !(plan.balance[node * dayCount] > 0)) continue;
    if (requirementWithin(plan, node, dayCount) === 0) slow.set(node, days);
  }
  return slow;
}

/** Of the `days` before as_of. Null when no feed reaches back so far. */
function readStockUse(
  facts: Facts,
  network: Network,
  finder: NodeFinder,
  days: number,
): StockUse | null {
  const since = network.asOf - days;
  const lastUsed = new Map<number, Day>();
  const note = (node: number, day: Day): void => {
    if (node >= 0 && day <= network.asOf) {
      lastUsed.set(node, Math.max(day, lastUsed.get(node) ?? day));
    }
  };
  const reaches = [
    noteMovements(facts, finder, note),
    noteHistory(facts, finder, note),
    noteDeliveries(facts, finder, note),
  ].map((earliest) => earliest <= since);
  return reaches.includes(true) ? { lastUsed, knowsAllNodes: reaches[0] } : null;
}

type Note = (node: number, day: Day) => void;

/** Each returns the earliest day that its feed knows of, Infinity = none. */
function noteMovements(facts: Facts, finder: NodeFinder, note: Note): number {
  const table = facts.tables.movements;
  const kind = textColumn(table, 'kind');
  const quantity = numberColumn(table, 'quantity');
  const at = numberColumn(table, 'at');
  const issue = facts.pool.codeOf.get('issue') ?? -1;
  const transfer = facts.pool.codeOf.get('transfer') ?? -1;
  let earliest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < table.rowCount; row++) {
    const day = Math.floor(at[row] / DAY_MILLISECONDS);
    if (Number.isNaN(day)) continue;
    earliest = Math.min(earliest, day);
    const isUse = kind[row] === issue || (kind[row] === transfer && quantity[row] < 0);
    if (isUse) note(finder.nodeOfRow('movements', row), day);
  }
  return earliest;
}

function noteHistory(facts: Facts, finder: NodeFinder, note: Note): number {
  const { seriesCount, item, location, start, day } = facts.demandHistory;
  const { texts } = facts.pool;
  let earliest = Number.POSITIVE_INFINITY;
  for (let series = 0; series < seriesCount; series++) {
    const [first, end] = [start[series], start[series + 1]];
    if (first === end) continue;
    earliest = Math.min(earliest, day[first]);
    note(finder.nodeOf(texts[item[series]], texts[location[series]]), day[end - 1]);
  }
  return earliest;
}

function noteDeliveries(facts: Facts, finder: NodeFinder, note: Note): number {
  const table = facts.tables.deliveries;
  const direction = textColumn(table, 'direction');
  const actual = dayColumn(table, 'actual_date');
  const outbound = facts.pool.codeOf.get('outbound') ?? -1;
  let earliest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < table.rowCount; row++) {
    if (direction[row] !== outbound) continue;
    earliest = Math.min(earliest, actual[row]);
    note(finder.nodeOfRow('deliveries', row), actual[row]);
  }
  return earliest;
}
