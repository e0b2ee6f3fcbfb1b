// How far down a raise of call-offs reaches: what a customer wants more of an item is made by the
// last of its planned orders, these need more components, and so on. Where stock or open supply
// absorbs the raise it reaches no further. So a hole below says which part of it the raise made.

import { NEVER } from '../model/network.ts';
import { componentNeed, needDay } from '../planning/explosion.ts';
import type { Plan } from '../planning/plan.ts';
import { holeFrom } from './holes.ts';
import type { RaisedCallOff } from './raised-call-offs.ts';

/** By node that runs short: each raise that reaches it, and by day index how much more it wants
 * in all until then, in smallest units. */
export type RaisedNeeds = ReadonlyMap<number, ReadonlyMap<number, Float64Array>>;

type NeedsOfNode = Map<number, Float64Array>; // by raise

/** A hole is a raise's doing when this share of its depth goes back to raises. */
const SHARE_THAT_EXPLAINS = 0.5;

export function traceRaisedNeeds(plan: Plan, raises: readonly RaisedCallOff[]): RaisedNeeds {
  const reached = new Map<number, NeedsOfNode>();
  raises.forEach(({ node, extraUntil }, raise) => {
    needsAt(reached, node).set(raise, extraUntil.slice());
  });
  if (raises.length === 0) return reached;
  for (const node of plan.nodeOrder) {
    const needs = reached.get(node);
    if (needs === undefined) continue;
    for (const [raise, until] of needs) passOn(plan, reached, node, raise, until);
    if (plan.firstShortDay[node] === NEVER) reached.delete(node);
  }
  return reached;
}

function needsAt(reached: Map<number, NeedsOfNode>, node: number): NeedsOfNode {
  const known = reached.get(node);
  if (known) return known;
  const needs: NeedsOfNode = new Map();
  reached.set(node, needs);
  return needs;
}

/** The planned orders of a node that a raise has made, as needs of what they are made from. */
function passOn(
  plan: Plan,
  reached: Map<number, NeedsOfNode>,
  node: number,
  raise: number,
  until: Float64Array,
): void {
  const { planned, network } = plan;
  const { sources, components } = network;
  const first = planned.firstOfNode[node];
  const end = first + planned.countOfNode[node];
  let orderedUntil = 0;
  let passed = 0;
  for (let order = first; order < end; order++) {
    const quantity = planned.quantity[order];
    orderedUntil += quantity;
    const raised = Math.min(until[planned.neededDay[order]], orderedUntil) - passed;
    if (raised <= 0) continue;
    passed += raised;
    const source = planned.source[order];
    if (source < 0) continue; // bought
    const sender = sources.fromNode[source];
    if (sender >= 0) addNeed(reached, sender, raise, planned.releaseDay[order], raised);
    const lineEnd = components.sourceStart[source + 1];
    for (let line = components.sourceStart[source]; line < lineEnd; line++) {
      const day = needDay(network, line, planned.releaseDay[order], planned.receiptDay[order]);
      const need = componentNeed(network, line, quantity) * (raised / quantity);
      if (day >= 0 && need > 0) addNeed(reached, components.node[line], raise, day, need);
    }
  }

  function addNeed(
    to: Map<number, NeedsOfNode>,
    below: number,
    of: number,
    day: number,
    need: number,
  ): void {
    const needs = needsAt(to, below);
    const all = needs.get(of) ?? new Float64Array(network.dayCount);
    needs.set(of, all);
    for (let later = day; later < all.length; later++) all[later] += need;
  }
}

/** The raise that a hole goes back to: of all that reach the node by its deepest day the one that
 * wants most, when together they want enough; -1 = none. */
export function raiseBehind(
  plan: Plan,
  needs: RaisedNeeds,
  node: number,
  day: number, // of the hole, or before it
): number {
  const ofNode = needs.get(node);
  const hole = ofNode ? holeFrom(plan, node, day) : null;
  if (!ofNode || !hole) return -1;
  const { balance, network } = plan;
  const base = node * network.dayCount;
  let deepest = hole.firstDay;
  for (let at = deepest; at <= hole.lastDay; at++) {
    if (balance[base + at] < balance[base + deepest]) deepest = at;
  }
  let greatest = -1;
  let most = 0;
  let total = 0;
  for (const [raise, until] of ofNode) {
    total += until[deepest];
    if (until[deepest] > most) [greatest, most] = [raise, until[deepest]];
  }
  return total >= SHARE_THAT_EXPLAINS * -balance[base + deepest] ? greatest : -1;
}
