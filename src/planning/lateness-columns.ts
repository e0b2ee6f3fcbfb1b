// The late parts of demand lines, as they were found, become the columns of Lateness: sorted by
// demand line, then feasible day, each with its chain from the demand's node down to the root's.

import { groupByRow } from '../base/sparse-rows.ts';
import type { LateNeeds, LateParts } from './late-needs.ts';
import type { Lateness } from './lateness-types.ts';

export function latenessColumns(nodeCount: number, needs: LateNeeds, parts: LateParts): Lateness {
  const { count } = parts;
  const order = sortedParts(nodeCount, needs, parts);
  const lateness: Lateness = {
    count,
    line: new Int32Array(count),
    quantity: new Float64Array(count),
    feasibleDay: new Int32Array(count),
    rootKind: new Uint8Array(count),
    root: new Int32Array(count),
    ...chains(needs, parts, order),
    lackNode: new Int32Array(count),
    lackQuantity: new Float64Array(count),
    lackDay: new Int32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const part = order[i];
    const need = parts.need[part];
    const lack = parts.lack[part];
    lateness.line[i] = parts.line[part];
    lateness.quantity[i] = parts.quantity[part];
    lateness.feasibleDay[i] = needs.feasibleDay[need];
    lateness.rootKind[i] = needs.rootKind[need];
    lateness.root[i] = needs.root[need];
    lateness.lackNode[i] = needs.node[lack];
    lateness.lackQuantity[i] = parts.lackQuantity[part];
    lateness.lackDay[i] = needs.day[lack];
  }
  return lateness;
}

/** Demand lines stand by node: grouped by node, the parts are all but sorted, for a node's pegs go
 * through its lines in turn. Insertion puts the rest right, and leaves equal ones as found. */
function sortedParts(nodeCount: number, needs: LateNeeds, parts: LateParts): Int32Array {
  const { line, need, count } = parts;
  const { node, feasibleDay } = needs;
  const nodeOfPart = need.subarray(0, count).map((late) => node[late]);
  const order = groupByRow(nodeCount, nodeOfPart).entries;
  for (let i = 1; i < count; i++) {
    const part = order[i];
    let at = i;
    for (; at > 0 && comesLater(order[at - 1], part); at--) order[at] = order[at - 1];
    order[at] = part;
  }
  return order;

  function comesLater(one: number, than: number): boolean {
    if (line[one] !== line[than]) return line[one] > line[than];
    return feasibleDay[need[one]] > feasibleDay[need[than]];
  }
}

function chains(
  { below, node, day }: LateNeeds,
  parts: LateParts,
  order: Int32Array,
): Pick<Lateness, 'pathStart' | 'pathNode' | 'pathDay'> {
  const pathStart = new Int32Array(parts.count + 1);
  for (let i = 0; i < parts.count; i++) {
    let length = 0;
    for (let need = parts.need[order[i]]; need >= 0; need = below[need]) length++;
    pathStart[i + 1] = pathStart[i] + length;
  }
  const linkCount = pathStart[parts.count];
  const pathNode = new Int32Array(linkCount);
  const pathDay = new Int32Array(linkCount);
  let link = 0;
  for (let i = 0; i < parts.count; i++) {
    for (let need = parts.need[order[i]]; need >= 0; need = below[need]) {
      pathNode[link] = node[need];
      pathDay[link++] = day[need];
    }
  }
  return { pathStart, pathNode, pathDay };
}
