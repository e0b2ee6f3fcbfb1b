// Explosion (handbook 3): what planned orders need of a node, on the order's start day plus offset,
// rounded up once per order line. Parents are planned before their components, so each node
// gathers its dependent requirements from its parents' orders in one go.

import type { Network } from '../model/network.ts';
import { NO_DAY } from '../units/day.ts';
import type { PlannedOrders } from './plan.ts';
import type { WhereUsed } from './where-used.ts';

const EXACT_MAX = Number.MAX_SAFE_INTEGER;
const INT32_MAX = 0x7fffffff;

export interface Explosion {
  network: Network;
  planned: PlannedOrders;
  whereUsed: WhereUsed;
  plainUses: PlainUses;
  passable: Float64Array; // by day: what the last node's phantom lines let pass on
  fetched: number; // kept so that reading ahead is not optimized away; means nothing
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
  quantityPer: Int32Array; // by entry
}

/** Goes through the lines as they stand, source by source, and puts each where where-used has it:
 * half the time of looking every entry's line up. */
export function findPlainUses(network: Network, whereUsed: WhereUsed): PlainUses {
  const { sources, components, nodes } = network;
  const { start } = whereUsed.lines;
  const next = start.slice(0, nodes.count);
  const parent = new Int32Array(start[nodes.count]);
  const quantityPer = new Int32Array(start[nodes.count]);
  for (let source = 0; source < sources.count; source++) {
    const consumer = sources.node[source];
    const isOnly =
      sources.nodeStart[consumer + 1] - sources.nodeStart[consumer] === 1 &&
      nodes.runOut[consumer] === 0; // what it passes on goes to its successor
    const end = components.sourceStart[source + 1];
    for (let line = components.sourceStart[source]; line < end; line++) {
      const node = components.node[line];
      if (node < 0) continue;
      const entry = next[node]++;
      parent[entry] = isOnly && isPlain(components, line) ? consumer : -1;
      quantityPer[entry] = components.numerator[line];
    }
  }
  return { parent, quantityPer };
}

function isPlain(components: Network['components'], line: number): boolean {
  return (
    components.denominator[line] === 1 &&
    components.fixed[line] === 0 &&
    components.numerator[line] > 0 &&
    components.numerator[line] <= INT32_MAX &&
    components.offsetDays[line] === 0 &&
    components.validFrom[line] === NO_DAY &&
    components.validTo[line] === NO_DAY &&
    components.phantom[line] === 0
  );
}

const LINES_AT_ONCE = 16;
const FETCHED_ORDERS = 128; // of a parent: what lies further on, the processor sees coming
const INTS_A_LINE = 16; // 32-bit numbers in 64 bytes of memory, the least that is fetched
const DAYS_A_LINE = 32; // 16-bit numbers

/** Adds to `gross` (by day) what all planned orders of other nodes need of this one. */
export function gatherDependent(explosion: Explosion, node: number, gross: Float64Array): void {
  const { whereUsed } = explosion;
  const { lines, transfers, runOuts } = whereUsed;
  explosion.hasPassable = false;
  const lineEnd = lines.start[node + 1];
  for (let from = lines.start[node]; from < lineEnd; from += LINES_AT_ONCE) {
    const to = Math.min(lineEnd, from + LINES_AT_ONCE);
    fetchOrders(explosion, from, to);
    addLines(explosion, from, to, gross);
  }
  for (let i = transfers.start[node]; i < transfers.start[node + 1]; i++) {
    addTransfers(explosion, transfers.entries[i], gross);
  }
  for (let i = runOuts.start[node]; i < runOuts.start[node + 1]; i++) {
    addRunOut(explosion, runOuts.entries[i], node, gross);
  }
}

/** Reads one order in each 64 bytes of what `addLines` reads next. Parents' orders lie all over the
 * memory: asked for all at once they arrive in the time of one or two, where adding up waits for
 * each parent's in turn. Halves the time of the explosion from 300,000 nodes on. */
function fetchOrders(explosion: Explosion, from: number, to: number): void {
  const { parent } = explosion.plainUses;
  const { firstOfNode, countOfNode, quantity, releaseDay } = explosion.planned;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const consumer = Math.max(0, parent[i]);
    const first = firstOfNode[consumer];
    const end = first + Math.min(countOfNode[consumer], FETCHED_ORDERS);
    for (let order = first; order < end; order += INTS_A_LINE) sum += quantity[order];
    for (let order = first; order < end; order += DAYS_A_LINE) sum += releaseDay[order];
  }
  explosion.fetched = sum;
}

/** Requirement of a plain line = order quantity x quantity per, on the order's release day. */
function addLines(explosion: Explosion, from: number, to: number, gross: Float64Array): void {
  const { planned, plainUses, whereUsed } = explosion;
  const { firstOfNode, countOfNode, quantity, releaseDay } = planned;
  const { parent, quantityPer } = plainUses;
  for (let i = from; i < to; i++) {
    const consumer = parent[i];
    if (consumer < 0) {
      const line = whereUsed.lines.entries[i];
      addCarefully(explosion, line, whereUsed.sourceOfLine[line], gross);
      continue;
    }
    const each = quantityPer[i];
    const first = firstOfNode[consumer];
    const end = first + countOfNode[consumer];
    for (let order = first; order < end; order++) {
      gross[releaseDay[order]] += quantity[order] * each;
    }
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
