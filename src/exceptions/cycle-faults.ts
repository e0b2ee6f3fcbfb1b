// Which diagnostic names the cycle of bills of material that a left-out node lies on: the one whose
// own node it leads to, through left-out components.

import type { Plan } from '../planning/plan.ts';
import type { DataFaults } from './data-faults.ts';

export const BOM_CYCLE = 'bom_cycle';

/** The fault, -1 = none. */
export function cycleFaultOf(plan: Plan, faults: DataFaults, node: number): number {
  const { sources, components } = plan.network;
  const seen = new Set([node]);
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const found = faults.ofNode.get(next)?.find((i) => faults.diagnostics[i].rule === BOM_CYCLE);
    if (found !== undefined) return found;
    for (let source = sources.nodeStart[next]; source < sources.nodeStart[next + 1]; source++) {
      const end = components.sourceStart[source + 1];
      for (let line = components.sourceStart[source]; line < end; line++) {
        const component = components.node[line];
        if (plan.leftOut[component] === 0 || seen.has(component)) continue;
        seen.add(component);
        waiting.push(component);
      }
    }
  }
  return -1;
}
