// The supply network as one immutable snapshot of columns: what the engine plans from. A *node* is
// an item at a location. Quantities are whole smallest units of the node's item; day columns named
// `...Day` are day indices (0 = as_of) unless they say "date": days since 1970-01-01.
// Rows of a node stand together: those of node n are nodeStart[n] .. nodeStart[n + 1] - 1.

import type { Day } from '../units/day.ts';
import type { WorkingCalendar } from '../units/working-calendar.ts';
import type { PlanningParameters } from './parameters.ts';

export interface Network {
  asOf: Day; // date of day index 0
  dayCount: number; // the horizon: day indices 0 .. dayCount - 1
  currency: string;
  parameters: PlanningParameters;
  calendars: WorkingCalendar[]; // [0] = every day works
  items: Items;
  locations: Locations;
  suppliers: Parties;
  customers: Parties;
  nodes: Nodes;
  stock: StockLots;
  demand: DemandLines;
  supply: SupplyLines;
  sources: Sources;
  components: ComponentLines;
}

export interface Items {
  count: number;
  id: string[];
  description: string[]; // '' = none
  uom: string[]; // as given; '' = pieces
  decimals: Uint8Array;
  unitCost: Float64Array; // network currency per base unit; NaN = unknown
  unitPrice: Float64Array; // network currency per base unit; NaN = unknown
  successor: Int32Array; // item index to which run-out needs go, -1 = none
  factRow: Int32Array; // row of feed items, -1 = none
}

export interface Locations {
  count: number;
  id: string[];
  name: string[]; // '' = none
  calendar: Int32Array; // index into calendars
}

export interface Parties {
  count: number;
  id: string[];
  name: string[]; // '' = none
}

export const METHOD_MRP = 0;
export const METHOD_REORDER_POINT = 1;
export const METHOD_MIN_MAX = 2;
export const METHOD_NONE = 3;

export const LOT_FOR_LOT = 0;
export const LOT_FIXED = 1;
export const LOT_PERIOD = 2;

/** Sorted by item id, then location id (by code unit). Quantities NaN = blank. */
export interface Nodes {
  count: number;
  item: Int32Array;
  location: Int32Array;
  calendar: Int32Array; // the location's
  method: Uint8Array; // METHOD_*
  safetyStock: Float64Array; // 0 = none
  safetyTimeDays: Int32Array;
  reorderPoint: Float64Array;
  maxStock: Float64Array;
  lotSizeRule: Uint8Array; // LOT_*
  lotSize: Float64Array;
  periodDays: Int32Array;
  planningFenceDays: Int32Array; // working days of the location
  goodsReceiptDays: Int32Array; // working days of the location
  rescheduleHorizonDays: Int32Array; // calendar days; -1 = by the parameter
  runOut: Uint8Array; // 1: needs beyond stock and supply pass to the successor item
  planner: string[]; // '' = none
  buyer: string[];
  factRow: Int32Array; // row of feed item_locations, -1 = none
}

export const LOT_AVAILABLE = 0;
export const LOT_INSPECTION = 1;
export const LOT_IN_TRANSIT = 2;

/** Stock that counts or will count, by node. */
export interface StockLots {
  count: number;
  nodeStart: Int32Array;
  quantity: Float64Array; // may be negative (kept, with a diagnostic)
  status: Uint8Array; // LOT_*
  usableDay: Int32Array; // 0 = now; may lie at or beyond dayCount
  expiryDay: Int32Array; // first day on which it no longer counts; NEVER = does not expire
  reservedFor: Int32Array; // customer index, -1 = anyone
  factRow: Int32Array; // row of feed inventory, -1 = made from movements alone
}

/** Day index that stands for "never": beyond every horizon. */
export const NEVER = 0x3fffffff;

export const DEMAND_SALES_ORDER = 0;
export const DEMAND_CALL_OFF = 1;
export const DEMAND_PRODUCTION_ORDER = 2; // a component of a running order
export const DEMAND_TRANSFER_ORDER = 3; // the sender's side of an open transfer
export const DEMAND_FORECAST = 4;

/** Independent and order-bound requirements, by node and there in their order of service, each
 * within the horizon. Needs of planned orders are not here: the plan makes them. */
export interface DemandLines {
  count: number;
  nodeStart: Int32Array;
  kind: Uint8Array; // DEMAND_*
  quantity: Float64Array; // open
  stockDay: Int32Array; // day index on which it leaves stock, past ones 0
  dueDate: Int32Array; // date; of forecast its day; of components the day wanted
  requestedDate: Int32Array; // date, NO_DAY = none
  promisedDate: Int32Array; // date, NO_DAY = none
  priority: Int32Array; // 1 first; NO_PRIORITY = last
  customer: Int32Array; // customer index, -1 = none
  unitPrice: Float64Array; // network currency per base unit; NaN = the item's
  pickDays: Int32Array; // working days of laneCalendar between leaving stock and shipping
  transitDays: Int32Array; // calendar days between shipping and the due place
  laneCalendar: Int32Array; // index into calendars
  shipComplete: Uint8Array; // 1: all lines of the order on one day
  order: Int32Array; // lines of one sales order share it; -1 = none
  passable: Uint8Array; // 1: a phantom's: what its stock does not cover passes on below it
  factRow: Int32Array; // row of the kind's feed: sales_orders, call_offs, production_orders ...
}

export const NO_PRIORITY = 0x3fffffff;

export const SUPPLY_PURCHASE_ORDER = 0;
export const SUPPLY_PRODUCTION_ORDER = 1;
export const SUPPLY_TRANSFER_ORDER = 2;

export const SUPPLY_FIRM = 1;
export const SUPPLY_UNCONFIRMED = 2; // the part that the supplier has not confirmed
export const SUPPLY_PAST_DUE = 4; // its effective date lies before as_of
export const SUPPLY_DEAD = 8; // past due for too long: listed, but not supply
export const SUPPLY_CLOSE = 16; // a rest under the tolerance: listed, but not supply
export const SUPPLY_REQUISITION = 32; // not ordered yet
export const SUPPLY_NOT_CANCELLABLE = 64;

/** Open supply, by node, then usable day, feed, key. Each line is one part of an order's schedule
 * line: confirmed and unconfirmed parts stand apart. */
export interface SupplyLines {
  count: number;
  nodeStart: Int32Array;
  kind: Uint8Array; // SUPPLY_*_ORDER
  flags: Uint8Array; // SUPPLY_FIRM ...
  quantity: Float64Array; // open part; of dead and close lines what would have come
  usableDay: Int32Array; // day index on which it counts (>= 0; may lie beyond the horizon)
  arrivalDate: Int32Array; // date by the ladder, before goods receipt; may be past
  requestedDate: Int32Array; // date, NO_DAY = none
  promisedDate: Int32Array;
  confirmedDate: Int32Array;
  orderedDate: Int32Array;
  supplier: Int32Array; // supplier index, -1 = none
  source: Int32Array; // source index, -1 = unknown
  dateBasis: Uint8Array; // DATE_*: which rung of the date ladder gave arrivalDate
  orderQuantity: Float64Array; // of the whole schedule line
  unitPrice: Float64Array; // network currency per base unit; NaN = unknown
  factRow: Int32Array; // row of the kind's feed
}

export const DATE_BELIEVED = 0;
export const DATE_SHIPPED = 1;
export const DATE_CONFIRMED = 2;
export const DATE_PROMISED = 3;
export const DATE_REQUESTED = 4;

export const SOURCE_BUY = 0;
export const SOURCE_MAKE = 1;
export const SOURCE_TRANSFER = 2;

/** Ways to supply a node, by node, then priority, then source id. */
export interface Sources {
  count: number;
  nodeStart: Int32Array;
  node: Int32Array;
  id: string[];
  kind: Uint8Array; // SOURCE_*
  priority: Int32Array; // 1 first; NO_PRIORITY = last
  supplier: Int32Array; // supplier index, -1 = none
  fromNode: Int32Array; // of a transfer: the same item at the sender, else -1
  leadTimeDays: Int32Array; // 0 when not given (with a diagnostic)
  leadTimeCalendar: Int32Array; // index into calendars on which lead time counts; 0 = calendar days
  transitDays: Int32Array; // calendar days
  minLot: Float64Array; // 0 = none; already the source's own, else the node's
  lotMultiple: Float64Array; // >= 1
  maxLot: Float64Array; // Infinity = none
  quotaPercent: Float64Array; // NaN = none
  quotaPlaced: Float64Array; // received and open since quota_since, smallest units
  validFrom: Int32Array; // date; NO_DAY = open
  validTo: Int32Array; // date; NO_DAY = open
  released: Uint8Array; // 1: may be used
  unitCost: Float64Array; // network currency per base unit; NaN = unknown
  firmDays: Int32Array; // calendar days from as_of, 0 = none
  materialDays: Int32Array;
  flexUpPercent: Float64Array; // NaN = none allowed
  flexDownPercent: Float64Array;
  cancellable: Uint8Array;
  factRow: Int32Array; // row of feed sourcing
}

/** What an order of a source consumes, by source, then component item, then line: transfers have
 * none (the sender's need is the quantity itself). An order of Q parent units needs
 * ceil((Q x numerator + fixed) / denominator) component units. */
export interface ComponentLines {
  count: number;
  sourceStart: Int32Array; // by source, and one more
  node: Int32Array; // the component at the source's location
  numerator: Float64Array; // whole; negative of a co-product
  fixed: Float64Array; // whole, per order
  denominator: Float64Array; // whole, > 0; numerator, fixed and it share no divisor
  offsetDays: Int32Array; // calendar days after the order's start
  validFrom: Int32Array; // date of the need; NO_DAY = open
  validTo: Int32Array;
  phantom: Uint8Array; // 1: the need passes straight through, using the component's stock first
  factRow: Int32Array; // row of feed bom
}
