// Late needs while they are traced: each names what binds it at the bottom, and the late need of
// its supplying order that it hangs on; so a chain is walked from end demand down to its root.

import { growColumns } from '../base/grow-columns.ts';

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
  if (needs.count === needs.node.length) growColumns(needs, needs.count * 2);
  const need = needs.count++;
  needs.node[need] = node;
  needs.day[need] = day;
  needs.feasibleDay[need] = feasibleDay;
  needs.below[need] = below;
  needs.rootKind[need] = rootKind;
  needs.root[need] = root;
  return need;
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
  if (parts.count === parts.line.length) growColumns(parts, parts.count * 2);
  const part = parts.count++;
  parts.line[part] = line;
  parts.quantity[part] = quantity;
  parts.need[part] = need;
  parts.lack[part] = lack;
  parts.lackQuantity[part] = lackQuantity;
}
