// Requirements as they are found, in columns that grow; ordered by node and order of service, they
// become the network's demand lines. What only the feed's row knows is looked up at the end.

import { growColumns } from '../../base/grow-columns.ts';
import type { Day } from '../../units/day.ts';

export interface DemandDraft {
  count: number;
  kind: Uint8Array; // DEMAND_*
  node: Int32Array;
  quantity: Float64Array;
  stockDay: Int32Array; // day index within the horizon
  dueDate: Int32Array;
  priority: Int32Array;
  customer: Int32Array; // customer index, -1 = none
  lane: Int32Array; // of customer-lanes.ts, -1 = none
  factRow: Int32Array; // row of the kind's feed
  passable: Uint8Array; // 1: need of a phantom that has stock or supply of its own
}

export interface Requirement {
  kind: number;
  node: number;
  quantity: number;
  stockDay: number;
  dueDate: Day;
  priority: number;
  customer: number;
  lane: number;
  factRow: number;
  isPassable: boolean;
}

export function createDemandDraft(capacity = 1024): DemandDraft {
  return {
    count: 0,
    kind: new Uint8Array(capacity),
    node: new Int32Array(capacity),
    quantity: new Float64Array(capacity),
    stockDay: new Int32Array(capacity),
    dueDate: new Int32Array(capacity),
    priority: new Int32Array(capacity),
    customer: new Int32Array(capacity),
    lane: new Int32Array(capacity),
    factRow: new Int32Array(capacity),
    passable: new Uint8Array(capacity),
  };
}

/** Adds a requirement; the caller's object may be used again for the next one. */
export function addRequirement(draft: DemandDraft, requirement: Requirement): void {
  const at = draft.count++;
  if (at === draft.kind.length) growColumns(draft, Math.ceil(draft.kind.length * 1.6));
  draft.kind[at] = requirement.kind;
  draft.node[at] = requirement.node;
  draft.quantity[at] = requirement.quantity;
  draft.stockDay[at] = requirement.stockDay;
  draft.dueDate[at] = requirement.dueDate;
  draft.priority[at] = requirement.priority;
  draft.customer[at] = requirement.customer;
  draft.lane[at] = requirement.lane;
  draft.factRow[at] = requirement.factRow;
  draft.passable[at] = requirement.isPassable ? 1 : 0;
}
