// Late needs while they are traced: each names what binds it at the bottom, and the late need of
// its supplying order that it hangs on; so a chain is walked from end demand down to its root.

import { grown } from './planned-order-columns.ts';

/** Rows at first; the columns double when they are full. */
const CAPACITY = 4096;

/** Needs of end demand and of planned orders that their supply comes too late for. */
export interface LateNeeds {
  count: number;
  node: Int32Array; // where the need stands
  day: Int32Array; // day index on which it is wanted
  feasibleDay: Int32Array; // day index from which it can be met; NEVER = not in the horizon
  below: Int32Array; // the late need that holds the supplying order up, -1 = none: the root is next
  rootKind: Int32Array; // ROOT_*
  root: Int32Array; // by rootKind, as in Lateness
}

/** Late needs of demand lines, and what lacks. */
export interface LateParts {
  count: number;
  line: Int32Array; // demand line
  quantity: Float64Array; // smallest units of the line
  need: Int32Array; // late need
  lack: Int32Array; // the late need of what lacks: the same, beneath a phantom its component's
  lackQuantity: Float64Array; // smallest units of what lacks
}

export function createLateNeeds(): LateNeeds {
  const column = () => new Int32Array(CAPACITY);
  return {
    count: 0,
    node: column(),
    day: column(),
    feasibleDay: column(),
    below: column(),
    rootKind: column(),
    root: column(),
  };
}

/** Adds a need and returns its number. */
export function addLateNeed(
  needs: LateNeeds,
  node: number,
  day: number,
  feasibleDay: number,
  below: number,
  rootKind: number,
  root: number,
): number {
  if (needs.count === needs.node.length) growNeeds(needs);
  const need = needs.count++;
  needs.node[need] = node;
  needs.day[need] = day;
  needs.feasibleDay[need] = feasibleDay;
  needs.below[need] = below;
  needs.rootKind[need] = rootKind;
  needs.root[need] = root;
  return need;
}

function growNeeds(needs: LateNeeds): void {
  const capacity = needs.count * 2;
  needs.node = grown(needs.node, capacity);
  needs.day = grown(needs.day, capacity);
  needs.feasibleDay = grown(needs.feasibleDay, capacity);
  needs.below = grown(needs.below, capacity);
  needs.rootKind = grown(needs.rootKind, capacity);
  needs.root = grown(needs.root, capacity);
}

export function createLateParts(): LateParts {
  return {
    count: 0,
    line: new Int32Array(CAPACITY),
    quantity: new Float64Array(CAPACITY),
    need: new Int32Array(CAPACITY),
    lack: new Int32Array(CAPACITY),
    lackQuantity: new Float64Array(CAPACITY),
  };
}

export function addLatePart(
  parts: LateParts,
  line: number,
  quantity: number,
  need: number,
  lack: number,
  lackQuantity: number,
): void {
  if (parts.count === parts.line.length) growParts(parts);
  const part = parts.count++;
  parts.line[part] = line;
  parts.quantity[part] = quantity;
  parts.need[part] = need;
  parts.lack[part] = lack;
  parts.lackQuantity[part] = lackQuantity;
}

function growParts(parts: LateParts): void {
  const capacity = parts.count * 2;
  parts.line = grown(parts.line, capacity);
  parts.quantity = grown(parts.quantity, capacity);
  parts.need = grown(parts.need, capacity);
  parts.lack = grown(parts.lack, capacity);
  parts.lackQuantity = grown(parts.lackQuantity, capacity);
}
