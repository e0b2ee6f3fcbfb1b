// Why another system may plan an item-location otherwise: one hypothesis a row, each a small change
// of the network at given nodes. Planning the changed network tests it.

import type { CompareReason } from '../../contract/compare-document.ts';
import {
  DEMAND_CALL_OFF,
  DEMAND_FORECAST,
  DEMAND_SALES_ORDER,
  LOT_AVAILABLE,
  LOT_FOR_LOT,
  type Network,
  SUPPLY_DEAD,
  SUPPLY_REQUISITION,
  SUPPLY_UNCONFIRMED,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { inUsableOrder } from './supply-order.ts';

/** 1 for each node at which the change is made. */
export type NodeSet = Uint8Array;

export interface Hypothesis {
  reason: CompareReason;
  above?: true; // the change is made at the nodes' parents, whose starts set the dates needed here
  change: (network: Network, at: NodeSet) => Network;
}

/** In the order in which they are tried: the likeliest and least drastic first. */
export const HYPOTHESES: readonly Hypothesis[] = [
  { reason: 'safety_stock', change: withoutSafetyStock },
  { reason: 'safety_stock', change: withoutSafetyTime },
  { reason: 'lot_size', change: withoutLotRule },
  { reason: 'lot_size', change: (network, at) => withLots(network, at, { maxLot: Infinity }) },
  { reason: 'lot_size', change: (network, at) => withLots(network, at, { lotMultiple: 1 }) },
  { reason: 'lot_size', change: (network, at) => withLots(network, at, { minLot: 0 }) },
  { reason: 'lot_size', change: lotForLot },
  { reason: 'fence', change: withoutFence },
  { reason: 'calendar', change: onCalendarDays },
  { reason: 'lead_time', change: withoutTransitAndGoodsReceipt },
  { reason: 'lead_time', change: withoutLeadTime },
  { reason: 'calendar', above: true, change: onCalendarDays },
  { reason: 'lead_time', above: true, change: withoutTransitAndGoodsReceipt },
  { reason: 'lead_time', above: true, change: withoutLeadTime },
  {
    reason: 'open_supply',
    change: (network, at) => withoutSupply(network, at, SUPPLY_UNCONFIRMED),
  },
  {
    reason: 'open_supply',
    change: (network, at) => withoutSupply(network, at, SUPPLY_REQUISITION),
  },
  { reason: 'open_supply', change: onRequestedDates },
  { reason: 'open_supply', change: (network, at) => withRescheduling(network, at, 0) },
  { reason: 'open_supply', change: (network, at) => withRescheduling(network, at, 100_000) },
  { reason: 'open_supply', change: (network, at) => withoutSupply(network, at, 0) },
  { reason: 'stock', change: (network, at) => withoutStock(network, at, true) },
  { reason: 'stock', change: (network, at) => withoutStock(network, at, false) },
  { reason: 'demand', change: onDueDates },
  { reason: 'demand', change: (network, at) => withoutDemand(network, at, DEMAND_FORECAST) },
  { reason: 'demand', change: (network, at) => withoutDemand(network, at, DEMAND_SALES_ORDER) },
  { reason: 'demand', change: (network, at) => withoutDemand(network, at, DEMAND_CALL_OFF) },
  { reason: 'source', change: withoutQuotas },
  { reason: 'source', change: fromNextSource },
  { reason: 'bom', change: withoutDependentDemand },
];

type NumberColumn = Float64Array | Int32Array | Uint8Array;

/** A copy of a column by node, set to `value` at the chosen nodes. */
function setAt<Column extends NumberColumn>(column: Column, at: NodeSet, value: number): Column {
  const copy = column.slice() as Column;
  for (let node = 0; node < at.length; node++) if (at[node]) copy[node] = value;
  return copy;
}

/** A copy of a column whose rows stand by node, set to `value` where `where` holds. */
function setRows<Column extends NumberColumn>(
  column: Column,
  nodeStart: Int32Array,
  at: NodeSet,
  value: number,
  where: (row: number) => boolean = () => true,
): Column {
  const copy = column.slice() as Column;
  for (let node = 0; node < at.length; node++) {
    if (!at[node]) continue;
    for (let row = nodeStart[node]; row < nodeStart[node + 1]; row++) {
      if (where(row)) copy[row] = value;
    }
  }
  return copy;
}

function withoutSafetyStock(network: Network, at: NodeSet): Network {
  const safetyStock = setAt(network.nodes.safetyStock, at, 0);
  return { ...network, nodes: { ...network.nodes, safetyStock } };
}

function withoutSafetyTime(network: Network, at: NodeSet): Network {
  const safetyTimeDays = setAt(network.nodes.safetyTimeDays, at, 0);
  return { ...network, nodes: { ...network.nodes, safetyTimeDays } };
}

/** Fixed and period lots ordered as needed, within minimum, multiple and maximum. */
function withoutLotRule(network: Network, at: NodeSet): Network {
  const lotSizeRule = setAt(network.nodes.lotSizeRule, at, LOT_FOR_LOT);
  return { ...network, nodes: { ...network.nodes, lotSizeRule } };
}

function withLots(
  network: Network,
  at: NodeSet,
  limits: Partial<Record<'minLot' | 'lotMultiple' | 'maxLot', number>>,
): Network {
  const sources = { ...network.sources };
  for (const name of ['minLot', 'lotMultiple', 'maxLot'] as const) {
    const limit = limits[name];
    if (limit !== undefined) sources[name] = setRows(sources[name], sources.nodeStart, at, limit);
  }
  return { ...network, sources };
}

function lotForLot(network: Network, at: NodeSet): Network {
  const limits = { minLot: 0, lotMultiple: 1, maxLot: Number.POSITIVE_INFINITY };
  return withLots(withoutLotRule(network, at), at, limits);
}

function withoutFence(network: Network, at: NodeSet): Network {
  const planningFenceDays = setAt(network.nodes.planningFenceDays, at, 0);
  return { ...network, nodes: { ...network.nodes, planningFenceDays } };
}

/** Every day works, at the receiver and for the lead time. */
function onCalendarDays(network: Network, at: NodeSet): Network {
  const { nodes, sources } = network;
  const calendar = setAt(nodes.calendar, at, 0);
  const leadTimeCalendar = setRows(sources.leadTimeCalendar, sources.nodeStart, at, 0);
  return { ...network, nodes: { ...nodes, calendar }, sources: { ...sources, leadTimeCalendar } };
}

function withoutTransitAndGoodsReceipt(network: Network, at: NodeSet): Network {
  const { nodes, sources } = network;
  const goodsReceiptDays = setAt(nodes.goodsReceiptDays, at, 0);
  const transitDays = setRows(sources.transitDays, sources.nodeStart, at, 0);
  return {
    ...network,
    nodes: { ...nodes, goodsReceiptDays },
    sources: { ...sources, transitDays },
  };
}

/** Receipts on the day they are needed, though their release lies in the past. */
function withoutLeadTime(network: Network, at: NodeSet): Network {
  const short = withoutTransitAndGoodsReceipt(network, at);
  const leadTimeDays = setRows(short.sources.leadTimeDays, short.sources.nodeStart, at, 0);
  return { ...short, sources: { ...short.sources, leadTimeDays } };
}

/** Open supply with one of the flags does not count; flags 0: none does. */
function withoutSupply(network: Network, at: NodeSet, flags: number): Network {
  const { supply } = network;
  const counted = supply.flags.slice();
  for (let node = 0; node < at.length; node++) {
    if (!at[node]) continue;
    for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
      if (flags === 0 || counted[line] & flags) counted[line] |= SUPPLY_DEAD;
    }
  }
  return { ...network, supply: { ...supply, flags: counted } };
}

/** Open supply on the date it was asked for, whatever the supplier has answered. */
function onRequestedDates(network: Network, at: NodeSet): Network {
  const { supply } = network;
  const usableDay = supply.usableDay.slice();
  for (let node = 0; node < at.length; node++) {
    if (!at[node]) continue;
    for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
      if (supply.requestedDate[line] === NO_DAY) continue;
      const moved = supply.requestedDate[line] - supply.arrivalDate[line];
      usableDay[line] = Math.max(0, usableDay[line] + moved);
    }
  }
  return { ...network, supply: inUsableOrder({ ...supply, usableDay }) };
}

function withRescheduling(network: Network, at: NodeSet, days: number): Network {
  const rescheduleHorizonDays = setAt(network.nodes.rescheduleHorizonDays, at, days);
  return { ...network, nodes: { ...network.nodes, rescheduleHorizonDays } };
}

/** No stock, or none but what is available (nothing in inspection or in transit). */
function withoutStock(network: Network, at: NodeSet, keepAvailable: boolean): Network {
  const { stock } = network;
  const goes = (lot: number): boolean => !keepAvailable || stock.status[lot] !== LOT_AVAILABLE;
  const quantity = setRows(stock.quantity, stock.nodeStart, at, 0, goes);
  return { ...network, stock: { ...stock, quantity } };
}

/** Demand on the day it is due, without picking and transit. */
function onDueDates(network: Network, at: NodeSet): Network {
  const { demand } = network;
  const stockDay = demand.stockDay.slice();
  for (let node = 0; node < at.length; node++) {
    if (!at[node]) continue;
    for (let line = demand.nodeStart[node]; line < demand.nodeStart[node + 1]; line++) {
      const due = Math.max(0, demand.dueDate[line] - network.asOf);
      stockDay[line] = Math.min(due, network.dayCount - 1);
    }
  }
  return { ...network, demand: { ...demand, stockDay } };
}

function withoutDemand(network: Network, at: NodeSet, kind: number): Network {
  const { demand } = network;
  const isKind = (line: number): boolean => demand.kind[line] === kind;
  const quantity = setRows(demand.quantity, demand.nodeStart, at, 0, isKind);
  return { ...network, demand: { ...demand, quantity } };
}

function withoutQuotas(network: Network, at: NodeSet): Network {
  const { sources } = network;
  const quotaPercent = setRows(sources.quotaPercent, sources.nodeStart, at, Number.NaN);
  return { ...network, sources: { ...sources, quotaPercent } };
}

/** The first source that may be used is passed over. */
function fromNextSource(network: Network, at: NodeSet): Network {
  const { sources } = network;
  const released = sources.released.slice();
  for (let node = 0; node < at.length; node++) {
    if (!at[node]) continue;
    const [first, end] = [sources.nodeStart[node], sources.nodeStart[node + 1]];
    const used = released.subarray(first, end).indexOf(1);
    if (used >= 0) released[first + used] = 0;
  }
  return { ...network, sources: { ...sources, released } };
}

/** Planned orders of parents ask for nothing here. */
function withoutDependentDemand(network: Network, at: NodeSet): Network {
  const { components } = network;
  const numerator = components.numerator.slice();
  const fixed = components.fixed.slice();
  for (let line = 0; line < components.count; line++) {
    if (!at[components.node[line]]) continue;
    numerator[line] = 0;
    fixed[line] = 0;
  }
  return { ...network, components: { ...components, numerator, fixed } };
}
