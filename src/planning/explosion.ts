// Explosion (handbook 3): what planned orders need of a node, on the order's start day plus offset,
// rounded up once per order line. Parents are planned before their components, so each node
// gathers its dependent requirements from its parents' orders in one go.

import type { Network } from '../model/network.ts';
import { NO_DAY } from '../units/day.ts';
import type { PlannedOrders } from './plan.ts';
import type { WhereUsed } from './where-used.ts';

const EXACT_MAX = Number.MAX_SAFE_INTEGER;

export interface Explosion {
  network: Network;
  planned: PlannedOrders;
  whereUsed: WhereUsed;
  plainUses: PlainUses;
  passable: Float64Array; // by day: what the last node's phantom lines let pass on
  hasPassable: boolean; // false: no phantom line, `passable` means nothing
  passableNodes: Uint8Array | null; // by node: 1 = own lines may pass on; null = no node has any
}

/** Smallest units of the component that an order of `quantity` parent units needs: whole, rounded
 * up; of a co-product minus what the order yields, rounded towards less. */
export function componentNeed(network: Network, line: number, quantity: number): number {
  const { numerator, fixed, denominator } = network.components;
  const divisor = denominator[line];
  const product = quantity * numerator[line] + fixed[line];
  if (product > EXACT_MAX || product < -EXACT_MAX) {
    const exact = BigInt(quantity) * BigInt(numerator[line]) + BigInt(fixed[line]);
    const by = BigInt(divisor);
    const towardsZero = exact / by;
    const isRounded = exact > 0n && towardsZero * by !== exact;
    return Number(isRounded ? towardsZero + 1n : towardsZero);
  }
  if (divisor === 1) return product;
  const remainder = product % divisor;
  const towardsZero = (product - remainder) / divisor;
  return remainder > 0 ? towardsZero + 1 : towardsZero;
}

/** Day index of the need: the order's start plus offset (of a co-product its receipt), not before
 * as_of; -1 when the line is not valid on that date. */
export function needDay(
  network: Network,
  line: number,
  releaseDay: number,
  receiptDay: number,
): number {
  const { numerator, offsetDays, validFrom, validTo } = network.components;
  const isCoProduct = numerator[line] < 0;
  const day = isCoProduct ? receiptDay : Math.max(0, releaseDay + offsetDays[line]);
  const date = network.asOf + day;
  if (validFrom[line] !== NO_DAY && date < validFrom[line]) return -1;
  if (validTo[line] !== NO_DAY && date > validTo[line]) return -1;
  return day;
}

/** What the plain loop reads, in the order in which where-used lists the lines: a line is plain
 * when it is a whole multiple without offset, validity or phantom and its source is the parent's
 * only one. */
export interface PlainUses {
  parent: Int32Array; // by entry of whereUsed.lines: the consuming node, -1 = not plain
  quantityPer: Float64Array; // by entry
}

export function findPlainUses(network: Network, whereUsed: WhereUsed): PlainUses {
  const { sources, components } = network;
  const { lines, sourceOfLine } = whereUsed;
  const parent = new Int32Array(lines.entries.length);
  const quantityPer = new Float64Array(lines.entries.length);
  for (let i = 0; i < lines.entries.length; i++) {
    const line = lines.entries[i];
    const consumer = sources.node[sourceOfLine[line]];
    const isPlain =
      sources.nodeStart[consumer + 1] - sources.nodeStart[consumer] === 1 &&
      components.denominator[line] === 1 &&
      components.fixed[line] === 0 &&
      components.numerator[line] > 0 &&
      components.offsetDays[line] === 0 &&
      components.validFrom[line] === NO_DAY &&
      components.validTo[line] === NO_DAY &&
      components.phantom[line] === 0;
    parent[i] = isPlain ? consumer : -1;
    quantityPer[i] = components.numerator[line];
  }
  return { parent, quantityPer };
}

/** Adds to `gross` (by day) what all planned orders of other nodes need of this one. */
export function gatherDependent(explosion: Explosion, node: number, gross: Float64Array): void {
  const { planned, whereUsed, plainUses } = explosion;
  const { lines, transfers, runOuts, sourceOfLine } = whereUsed;
  const { parent, quantityPer } = plainUses;
  explosion.hasPassable = false;
  const lineEnd = lines.start[node + 1];
  for (let i = lines.start[node]; i < lineEnd; i++) {
    const consumer = parent[i];
    if (consumer >= 0) addPlain(planned, consumer, quantityPer[i], gross);
    else {
      const line = lines.entries[i];
      addCarefully(explosion, line, sourceOfLine[line], gross);
    }
  }
  for (let i = transfers.start[node]; i < transfers.start[node + 1]; i++) {
    addTransfers(explosion, transfers.entries[i], gross);
  }
  for (let i = runOuts.start[node]; i < runOuts.start[node + 1]; i++) {
    addRunOut(explosion, runOuts.entries[i], node, gross);
  }
}

/** The inner loop: requirement = order quantity x quantity per, on the order's release day. */
function addPlain(
  planned: PlannedOrders,
  parent: number,
  quantityPer: number,
  gross: Float64Array,
): void {
  const { quantity, releaseDay } = planned;
  const first = planned.firstOfNode[parent];
  const end = first + planned.countOfNode[parent];
  for (let order = first; order < end; order++) {
    gross[releaseDay[order]] += quantity[order] * quantityPer;
  }
}

function addCarefully(
  explosion: Explosion,
  line: number,
  source: number,
  gross: Float64Array,
): void {
  const { network, planned, passable } = explosion;
  const isPhantom = network.components.phantom[line] === 1;
  if (isPhantom && !explosion.hasPassable) {
    explosion.hasPassable = true;
    passable.fill(0);
  }
  const parent = network.sources.node[source];
  const first = planned.firstOfNode[parent];
  const end = first + planned.countOfNode[parent];
  for (let order = first; order < end; order++) {
    if (planned.source[order] !== source) continue;
    const day = needDay(network, line, planned.releaseDay[order], planned.receiptDay[order]);
    if (day < 0 || day >= gross.length) continue;
    const need = componentNeed(network, line, planned.quantity[order]);
    gross[day] += need;
    if (isPhantom) passable[day] += need;
  }
}

function addTransfers(explosion: Explosion, source: number, gross: Float64Array): void {
  const { network, planned } = explosion;
  const receiver = network.sources.node[source];
  const first = planned.firstOfNode[receiver];
  const end = first + planned.countOfNode[receiver];
  for (let order = first; order < end; order++) {
    if (planned.source[order] !== source) continue;
    gross[planned.releaseDay[order]] += planned.quantity[order];
  }
}

/** Needs of a run-out item beyond its stock go to its successor. */
function addRunOut(explosion: Explosion, oldNode: number, node: number, gross: Float64Array): void {
  const { network, planned } = explosion;
  const first = planned.firstOfNode[oldNode];
  const end = first + planned.countOfNode[oldNode];
  for (let order = first; order < end; order++) {
    const need = successorNeed(network, oldNode, node, planned.quantity[order]);
    gross[planned.releaseDay[order]] += need;
  }
}

/** A run-out item's need in the smallest units of its successor, rounded up. */
export function successorNeed(
  network: Network,
  oldNode: number,
  node: number,
  quantity: number,
): number {
  const { nodes, items } = network;
  const digits = items.decimals[nodes.item[node]] - items.decimals[nodes.item[oldNode]];
  return digits >= 0 ? quantity * 10 ** digits : Math.ceil(quantity / 10 ** -digits);
}
