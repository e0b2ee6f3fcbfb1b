// The planning parameters of each item-location. Without an item_locations row (or cell): method
// mrp, lot for lot, safety stock 0, no fence. Quantities finer than the item's unit count as whole.

import { numberColumn, textColumn } from '../../model/fact-table.ts';
import {
  LOT_FIXED,
  LOT_FOR_LOT,
  LOT_PERIOD,
  METHOD_MIN_MAX,
  METHOD_MRP,
  METHOD_NONE,
  METHOD_REORDER_POINT,
  type Nodes,
} from '../../model/network.ts';
import { dayCount } from './day-count.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';

const METHOD_OF_TEXT: Record<string, number> = {
  mrp: METHOD_MRP,
  reorder_point: METHOD_REORDER_POINT,
  min_max: METHOD_MIN_MAX,
  none: METHOD_NONE,
};
const LOT_RULE_OF_TEXT: Record<string, number> = {
  lot_for_lot: LOT_FOR_LOT,
  fixed: LOT_FIXED,
  period: LOT_PERIOD,
};
const PERIOD_DAYS = 7;

export function buildNodes(master: MasterData, index: NodeIndex): Nodes {
  const { count, item, location } = index;
  const factRow = rowsOfNodes(master, index);
  const numbers = (name: string) => numberColumn(master.facts.tables.item_locations!, name);
  const texts = (name: string) => textColumn(master.facts.tables.item_locations!, name);
  const daysOf = (name: string, blank: number) => {
    const column = numbers(name);
    return Int32Array.from(factRow, (row) => {
      return row < 0 || Number.isNaN(column[row]!) ? blank : dayCount(column[row]!);
    });
  };
  const unitsOf = (name: string, blank: number) => {
    const column = numbers(name);
    return Float64Array.from(factRow, (row) => {
      return row < 0 || Number.isNaN(column[row]!) ? blank : Math.ceil(column[row]!);
    });
  };
  const codesOf = (name: string, values: Record<string, number>) => {
    const column = texts(name);
    return Uint8Array.from(factRow, (row) => {
      return row < 0 ? 0 : (values[master.texts[column[row]!]!] ?? 0);
    });
  };
  const namesOf = (name: string) => {
    const column = texts(name);
    return Array.from(factRow, (row) => (row < 0 ? '' : master.texts[column[row]!]!));
  };
  return {
    count,
    item,
    location,
    calendar: location.map((at) => master.locations.calendar[at]!),
    method: codesOf('planning_method', METHOD_OF_TEXT),
    safetyStock: unitsOf('safety_stock', 0),
    safetyTimeDays: daysOf('safety_time_days', 0),
    reorderPoint: unitsOf('reorder_point', Number.NaN),
    maxStock: unitsOf('max_stock', Number.NaN),
    lotSizeRule: codesOf('lot_size_rule', LOT_RULE_OF_TEXT),
    lotSize: unitsOf('lot_size', Number.NaN).map((size) => (size > 0 ? size : Number.NaN)),
    periodDays: daysOf('period_days', PERIOD_DAYS).map((days) => Math.max(1, days)),
    planningFenceDays: daysOf('planning_time_fence_days', 0),
    goodsReceiptDays: daysOf('goods_receipt_days', 0),
    rescheduleHorizonDays: daysOf('reschedule_horizon_days', -1),
    runOut: Uint8Array.from(item, (of) => master.isRunOut[of]!),
    planner: namesOf('planner'),
    buyer: namesOf('buyer'),
    factRow,
  };
}

function rowsOfNodes(master: MasterData, index: NodeIndex): Int32Array {
  const table = master.facts.tables.item_locations!;
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  const factRow = new Int32Array(index.count).fill(-1);
  for (let row = 0; row < table.rowCount; row++) {
    const item = master.itemOfCode[itemCode[row]!]!;
    const node = nodeOf(index, item, master.locationOfCode[locationCode[row]!]!);
    if (node >= 0) factRow[node] = row;
  }
  return factRow;
}
