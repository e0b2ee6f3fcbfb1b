// Explosion (handbook 3): a planned order's quantity becomes requirements of what it is made of or
// sent from, on its start day plus offset, rounded up once per order line.

import { type Network, SOURCE_TRANSFER } from '../model/network.ts';
import { NO_DAY } from '../units/day.ts';
import type { PlannedOrders } from './plan.ts';

const EXACT_MAX = Number.MAX_SAFE_INTEGER;

/** Smallest units of the component that an order of `quantity` parent units needs: whole, rounded
 * up; of a co-product minus what the order yields, rounded towards less. */
export function componentNeed(network: Network, line: number, quantity: number): number {
  const { numerator, fixed, denominator } = network.components;
  const divisor = denominator[line]!;
  const product = quantity * numerator[line]! + fixed[line]!;
  if (product > EXACT_MAX || product < -EXACT_MAX) {
    const exact = BigInt(quantity) * BigInt(numerator[line]!) + BigInt(fixed[line]!);
    const by = BigInt(divisor);
    const down = exact / by; // towards zero
    return Number(exact > 0n && down * by !== exact ? down + 1n : down);
  }
  if (divisor === 1) return product;
  const remainder = product % divisor;
  const down = (product - remainder) / divisor; // towards zero
  return remainder > 0 ? down + 1 : down;
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
  const isCoProduct = numerator[line]! < 0;
  const day = isCoProduct ? receiptDay : Math.max(0, releaseDay + offsetDays[line]!);
  const date = network.asOf + day;
  if (validFrom[line] !== NO_DAY && date < validFrom[line]!) return -1;
  if (validTo[line] !== NO_DAY && date > validTo[line]!) return -1;
  return day;
}

/** By source: 1 when its component lines are whole multiples without offset, validity or phantom,
 * so that they explode in the plain loop. */
export function findPlainSources(network: Network): Uint8Array {
  const { sources, components } = network;
  const plain = new Uint8Array(sources.count);
  for (let source = 0; source < sources.count; source++) {
    let isPlain = true;
    const end = components.sourceStart[source + 1]!;
    for (let line = components.sourceStart[source]!; line < end && isPlain; line++) {
      isPlain =
        components.denominator[line] === 1 &&
        components.fixed[line] === 0 &&
        components.numerator[line]! > 0 &&
        components.offsetDays[line] === 0 &&
        components.validFrom[line] === NO_DAY &&
        components.validTo[line] === NO_DAY &&
        components.phantom[line] === 0;
    }
    plain[source] = isPlain ? 1 : 0;
  }
  return plain;
}

export interface Explosion {
  network: Network;
  planned: PlannedOrders;
  plainSources: Uint8Array; // by source
  successorNode: Int32Array; // by node: of run-out needs
  requirements: Float64Array; // [node * dayCount + day]: dependent requirements
  passable: Map<number, Float64Array>; // by phantom node: the part that may pass on, by day
}

/** Adds what the node's planned orders need to the requirements below it. */
export function explodeNode(explosion: Explosion, node: number): void {
  const { planned, plainSources, network } = explosion;
  const first = planned.firstOfNode[node]!;
  const end = first + planned.countOfNode[node]!;
  for (let from = first; from < end; ) {
    const source = planned.source[from]!;
    let to = from + 1;
    while (to < end && planned.source[to] === source) to++;
    if (source < 0) explodeRunOut(explosion, node, from, to);
    else if (network.sources.kind[source] === SOURCE_TRANSFER) {
      const sender = network.sources.fromNode[source]!;
      if (sender >= 0) addOrders(explosion, sender * network.dayCount, 1, from, to);
    } else if (plainSources[source] === 1) explodePlain(explosion, source, from, to);
    else explodeCarefully(explosion, source, from, to);
    from = to;
  }
}

function explodePlain(explosion: Explosion, source: number, from: number, to: number): void {
  const { sourceStart, node, numerator } = explosion.network.components;
  const { dayCount } = explosion.network;
  const end = sourceStart[source + 1]!;
  for (let line = sourceStart[source]!; line < end; line++) {
    addOrders(explosion, node[line]! * dayCount, numerator[line]!, from, to);
  }
}

/** The inner loop: requirement = order quantity x quantity per, on the order's release day. */
function addOrders(
  explosion: Explosion,
  base: number,
  quantityPer: number,
  from: number,
  to: number,
): void {
  const { requirements } = explosion;
  const { quantity, releaseDay } = explosion.planned;
  const { dayCount } = explosion.network;
  for (let order = from; order < to; order++) {
    const day = releaseDay[order]!;
    if (day < dayCount) requirements[base + day]! += quantity[order]! * quantityPer;
  }
}

function explodeCarefully(explosion: Explosion, source: number, from: number, to: number): void {
  const { network, planned, requirements } = explosion;
  const { sourceStart, node, phantom } = network.components;
  const { dayCount } = network;
  for (let line = sourceStart[source]!; line < sourceStart[source + 1]!; line++) {
    const component = node[line]!;
    for (let order = from; order < to; order++) {
      const day = needDay(network, line, planned.releaseDay[order]!, planned.receiptDay[order]!);
      if (day < 0 || day >= dayCount) continue;
      const need = componentNeed(network, line, planned.quantity[order]!);
      requirements[component * dayCount + day]! += need;
      if (phantom[line] === 1) passableOf(explosion, component)[day]! += need;
    }
  }
}

function passableOf(explosion: Explosion, node: number): Float64Array {
  let passable = explosion.passable.get(node);
  if (passable === undefined) {
    passable = new Float64Array(explosion.network.dayCount);
    explosion.passable.set(node, passable);
  }
  return passable;
}

/** Needs of a run-out item beyond its stock go to its successor, in the successor's units. */
function explodeRunOut(explosion: Explosion, node: number, from: number, to: number): void {
  const { network, planned, requirements, successorNode } = explosion;
  const successor = successorNode[node]!;
  if (successor < 0) return;
  for (let order = from; order < to; order++) {
    const day = planned.releaseDay[order]!;
    const need = successorNeed(network, node, successor, planned.quantity[order]!);
    if (day < network.dayCount) requirements[successor * network.dayCount + day]! += need;
  }
}

export function successorNeed(
  network: Network,
  node: number,
  successor: number,
  quantity: number,
): number {
  const { nodes, items } = network;
  const digits = items.decimals[nodes.item[successor]!]! - items.decimals[nodes.item[node]!]!;
  return digits >= 0 ? quantity * 10 ** digits : Math.ceil(quantity / 10 ** -digits);
}
