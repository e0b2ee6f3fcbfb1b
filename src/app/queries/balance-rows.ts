// The balances of a plan by item, location and day: the projected available balance and what
// changed it. Gross requirements follow from the others, so that every row adds up:
// balance = balance of the day before + scheduled receipts + planned receipts - gross requirements.
// What only passes through a phantom or run-out item is neither a receipt nor a requirement of it.

import type { BalanceRow } from '../../contract/plan-document.ts';
import { countedQuantity } from '../../planning/counted-supply.ts';
import { PLANNED_PASS_THROUGH, type Plan } from '../../planning/plan.ts';
import {
  createPlannedNeeds,
  gatherPlannedNeeds,
  type PlannedNeeds,
} from '../../planning/planned-needs.ts';
import { type StockUsage, useStock } from '../../planning/stock-usage.ts';
import { formatDay } from '../../units/day.ts';
import { itemId, locationId, wireNodeQuantity } from './wire-values.ts';

/** One node's columns, filled anew for each node. */
interface NodeFlows {
  scheduled: Float64Array; // by day: open supply, stock that becomes usable, less what expires
  planned: Float64Array; // by day: planned receipts and co-products
  gross: Float64Array; // by day: needs, where stock that expires must know them
  usage: StockUsage;
  needs: PlannedNeeds;
}

export function balanceRows(plan: Plan): Generator<BalanceRow> {
  return rowsOfNodes(plan, 0, plan.network.nodes.count, coProductNodes(plan));
}

/** Those of one node. */
export function balanceRowsOfNode(plan: Plan, node: number): Generator<BalanceRow> {
  return rowsOfNodes(plan, node, node + 1, coProductNodes(plan));
}

function* rowsOfNodes(
  plan: Plan,
  first: number,
  end: number,
  yieldsCoProduct: Uint8Array,
): Generator<BalanceRow> {
  const { network, balance } = plan;
  const { dayCount } = network;
  const dates = Array.from({ length: dayCount }, (_, day) => formatDay(network.asOf + day));
  const flows = createFlows(plan);
  for (let node = first; node < end; node++) {
    const quantity = (units: number): number => wireNodeQuantity(network, node, units);
    fillFlows(flows, plan, node, yieldsCoProduct[node] === 1);
    let before = flows.usage.opening;
    for (let day = 0; day < dayCount; day++) {
      const after = balance[node * dayCount + day];
      const requirements = before + flows.scheduled[day] + flows.planned[day] - after;
      yield {
        item_id: itemId(network, node),
        location_id: locationId(network, node),
        date: dates[day],
        gross_requirements: quantity(requirements),
        scheduled_receipts: quantity(flows.scheduled[day]),
        planned_receipts: quantity(flows.planned[day]),
        projected_available_balance: quantity(after),
      };
      before = after;
    }
  }
}

function createFlows(plan: Plan): NodeFlows {
  const column = (): Float64Array => new Float64Array(plan.network.dayCount);
  const usage = { opening: 0, coverOpening: 0, isPlain: true, later: column(), both: column() };
  const needs = createPlannedNeeds(plan);
  return { scheduled: column(), planned: column(), gross: column(), usage, needs };
}

/** Nodes that some bill of material gives rather than takes. */
function coProductNodes({ network }: Plan): Uint8Array {
  const { components, nodes } = network;
  const found = new Uint8Array(nodes.count);
  for (let line = 0; line < components.count; line++) {
    if (components.numerator[line] < 0 || components.fixed[line] < 0) {
      found[components.node[line]] = 1;
    }
  }
  return found;
}

function fillFlows(flows: NodeFlows, plan: Plan, node: number, yieldsCoProduct: boolean): void {
  const { network } = plan;
  const { stock, supply, demand, dayCount } = network;
  const { scheduled, planned, gross, usage, needs } = flows;
  scheduled.fill(0);
  planned.fill(0);
  gross.fill(0);
  addPlannedReceipts(planned, plan, node);
  const lotCount = stock.nodeStart[node + 1] - stock.nodeStart[node];
  if (lotCount > 0 || yieldsCoProduct) {
    for (let line = demand.nodeStart[node]; line < demand.nodeStart[node + 1]; line++) {
      gross[demand.stockDay[line]] += demand.quantity[line];
    }
    gatherPlannedNeeds(needs, node);
    for (let i = 0; i < needs.count; i++) {
      if (needs.quantity[i] < 0) planned[needs.day[i]] -= needs.quantity[i];
      else gross[needs.day[i]] += needs.quantity[i];
    }
  }
  useStock(network, node, gross, usage);
  for (let line = supply.nodeStart[node]; line < supply.nodeStart[node + 1]; line++) {
    const day = supply.usableDay[line];
    if (day < dayCount) scheduled[day] += countedQuantity(network, line);
  }
  if (usage.isPlain) return;
  for (let day = 0; day < dayCount; day++) scheduled[day] += usage.later[day] + usage.both[day];
}

function addPlannedReceipts(out: Float64Array, plan: Plan, node: number): void {
  const { planned, network } = plan;
  const first = planned.firstOfNode[node];
  for (let order = first; order < first + planned.countOfNode[node]; order++) {
    if (planned.flags[order] & PLANNED_PASS_THROUGH) continue;
    const day = planned.receiptDay[order];
    if (day < network.dayCount) out[day] += planned.quantity[order];
  }
}
