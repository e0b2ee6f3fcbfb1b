// Requirements as they are found, in columns that grow; ordered by node and order of service, they
// become the network's demand lines. What only the feed's row knows is looked up at the end.

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
  detailRow: Int32Array; // of a component need its order_components row, else -1
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
  detailRow: number;
}

export function createDemandDraft(): DemandDraft {
  return {
    count: 0,
    kind: new Uint8Array(1024),
    node: new Int32Array(1024),
    quantity: new Float64Array(1024),
    stockDay: new Int32Array(1024),
    dueDate: new Int32Array(1024),
    priority: new Int32Array(1024),
    customer: new Int32Array(1024),
    lane: new Int32Array(1024),
    factRow: new Int32Array(1024),
    detailRow: new Int32Array(1024),
  };
}

/** Adds a requirement; the caller's object may be used again for the next one. */
export function addRequirement(draft: DemandDraft, requirement: Requirement): void {
  const at = draft.count++;
  if (at === draft.kind.length) grow(draft);
  draft.kind[at] = requirement.kind;
  draft.node[at] = requirement.node;
  draft.quantity[at] = requirement.quantity;
  draft.stockDay[at] = requirement.stockDay;
  draft.dueDate[at] = requirement.dueDate;
  draft.priority[at] = requirement.priority;
  draft.customer[at] = requirement.customer;
  draft.lane[at] = requirement.lane;
  draft.factRow[at] = requirement.factRow;
  draft.detailRow[at] = requirement.detailRow;
}

function grow(draft: DemandDraft): void {
  const size = Math.ceil(draft.kind.length * 1.6);
  const kind = new Uint8Array(size);
  kind.set(draft.kind);
  draft.kind = kind;
  const quantity = new Float64Array(size);
  quantity.set(draft.quantity);
  draft.quantity = quantity;
  const grown = (column: Int32Array) => {
    const larger = new Int32Array(size);
    larger.set(column);
    return larger;
  };
  draft.node = grown(draft.node);
  draft.stockDay = grown(draft.stockDay);
  draft.dueDate = grown(draft.dueDate);
  draft.priority = grown(draft.priority);
  draft.customer = grown(draft.customer);
  draft.lane = grown(draft.lane);
  draft.factRow = grown(draft.factRow);
  draft.detailRow = grown(draft.detailRow);
}
