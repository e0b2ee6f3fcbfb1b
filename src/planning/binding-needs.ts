// By planned order, while lateness is traced: the late need that lets it start latest. Only nodes
// that are touched have a place in the column; on a cycle of bills of material a consumer may not
// be touched, and is not traced either.

import type { Plan } from './plan.ts';

export interface BindingNeeds {
  isTouched: Uint8Array; // by node
  offsetOfNode: Int32Array; // by touched node: where its orders stand, less its first order
  needPlusOne: Int32Array; // by order of a touched node: its late need; 0 = none
  isHeld: Uint8Array; // by node: 1 = one of its orders has a late need
}

export function createBindingNeeds({ planned }: Plan, isTouched: Uint8Array): BindingNeeds {
  const { firstOfNode, countOfNode } = planned;
  const offsetOfNode = new Int32Array(isTouched.length);
  let count = 0;
  for (let node = 0; node < isTouched.length; node++) {
    if (isTouched[node] === 0) continue;
    offsetOfNode[node] = count - firstOfNode[node];
    count += countOfNode[node];
  }
  return {
    isTouched,
    offsetOfNode,
    needPlusOne: new Int32Array(count),
    isHeld: new Uint8Array(isTouched.length),
  };
}

/** The late need of an order of a node, -1 = none. */
export function bindingNeed(binding: BindingNeeds, node: number, order: number): number {
  if (binding.isTouched[node] === 0) return -1;
  return binding.needPlusOne[binding.offsetOfNode[node] + order] - 1;
}

export function bindOrder(
  binding: BindingNeeds,
  node: number,
  order: number,
  lateNeed: number,
): void {
  if (binding.isTouched[node] === 0) return;
  binding.needPlusOne[binding.offsetOfNode[node] + order] = lateNeed + 1;
  binding.isHeld[node] = 1;
}
