// What a customer's contract says lateness costs (feed customer_terms): the row that names the
// item and the ship-to wins over one that names the item alone, then the ship-to alone, then all.

import { numberColumn, textColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import {
  DEMAND_CALL_OFF,
  DEMAND_FORECAST,
  DEMAND_SALES_ORDER,
  type Network,
} from '../model/network.ts';

export interface CustomerTerms {
  rowsOfCustomer: Map<number, number[]>; // customer's pool code -> rows of feed customer_terms
  item: Int32Array; // by row: pool code, 0 = all items
  shipTo: Int32Array; // by row: pool code, 0 = all places
  lateCostPerUnitDay: Float64Array; // by row, 0 = none
  lineStopCostPerDay: Float64Array; // by row, 0 = none
  lostPerDay: Float64Array; // by row: probability a day that the demand is lost, 0 = none
}

export const NO_TERMS = -1;

/** Rows that say nothing about money (a delivery window alone) are no terms here. */
export function readCustomerTerms(facts: Facts): CustomerTerms {
  const table = facts.tables.customer_terms;
  const lateCost = numberColumn(table, 'late_cost_per_unit_day');
  const lineStop = numberColumn(table, 'line_stop_cost_per_day');
  const lost = numberColumn(table, 'p_lost_per_day');
  const customer = textColumn(table, 'customer_id');
  const rowsOfCustomer = new Map<number, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    if (Number.isNaN(lateCost[row]) && Number.isNaN(lineStop[row]) && Number.isNaN(lost[row])) {
      continue;
    }
    const rows = rowsOfCustomer.get(customer[row]);
    if (rows) rows.push(row);
    else rowsOfCustomer.set(customer[row], [row]);
  }
  return {
    rowsOfCustomer,
    item: textColumn(table, 'item_id'),
    shipTo: textColumn(table, 'ship_to'),
    lateCostPerUnitDay: lateCost.map(orNothing),
    lineStopCostPerDay: lineStop.map(orNothing),
    lostPerDay: lost.map(orNothing),
  };
}

function orNothing(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

/** The row that holds for a demand line of an item, NO_TERMS when its customer has none. */
export function termsOfLine(
  terms: CustomerTerms,
  facts: Facts,
  network: Network,
  line: number,
  item: number,
): number {
  const customer = network.demand.customer[line];
  if (customer < 0 || terms.rowsOfCustomer.size === 0) return NO_TERMS;
  const { codeOf } = facts.pool;
  const rows = terms.rowsOfCustomer.get(codeOf.get(network.customers.id[customer]) ?? 0);
  if (!rows) return NO_TERMS;
  const itemCode = codeOf.get(network.items.id[item]) ?? 0;
  const shipTo = shipToOfLine(facts, network, line);
  let best = NO_TERMS;
  let bestRank = -1;
  for (const row of rows) {
    if (terms.item[row] !== 0 && terms.item[row] !== itemCode) continue;
    if (terms.shipTo[row] !== 0 && terms.shipTo[row] !== shipTo) continue;
    const rank = (terms.item[row] !== 0 ? 2 : 0) + (terms.shipTo[row] !== 0 ? 1 : 0);
    if (rank > bestRank) [best, bestRank] = [row, rank];
  }
  return best;
}

/** Pool code of where a demand line goes, 0 = not given. */
export function shipToOfLine(facts: Facts, network: Network, line: number): number {
  const { kind, factRow } = network.demand;
  if (kind[line] === DEMAND_FORECAST || factRow[line] < 0) return 0;
  if (kind[line] === DEMAND_SALES_ORDER) {
    return textColumn(facts.tables.sales_orders, 'ship_to')[factRow[line]];
  }
  if (kind[line] === DEMAND_CALL_OFF) {
    return textColumn(facts.tables.call_offs, 'ship_to')[factRow[line]];
  }
  return 0;
}
