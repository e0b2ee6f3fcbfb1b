// Demand lines after sales orders changed: at the touched nodes those of sales orders and of the
// forecast that they consume are built anew, those of other feeds are kept.

import {
  DEMAND_CALL_OFF,
  DEMAND_FORECAST,
  DEMAND_SALES_ORDER,
  type DemandLines,
} from '../../model/network.ts';
import type { BuiltNetwork, NetworkBasis } from '../network/build-network.ts';
import { laneOfCallOff } from '../network/call-offs.ts';
import { addRequirement, createDemandDraft, type DemandDraft } from '../network/demand-draft.ts';
import { buildDemandLines, numberedSalesOrders } from '../network/demand-lines.ts';
import { createDiagnosticList } from '../network/diagnostic-list.ts';
import { addForecastDemand } from '../network/forecast-demand.ts';
import { addSalesLines } from '../network/sales-lines.ts';
import { marked, rowsAtNodes } from './rows-at-nodes.ts';
import { type SpareColumns, spliceByNode } from './splice-by-node.ts';

/** `built`: the network before, its basis with the new facts. */
export function demandAnew(
  { basis, network }: BuiltNetwork,
  touched: Int32Array,
  spare: SpareColumns,
): DemandLines {
  const { master, index, lanes, callOffEnds } = basis;
  const { nodes, demand } = network;
  const draft = createDemandDraft();
  const rows = rowsAtNodes(basis, master.facts.tables.sales_orders!, touched);
  addSalesLines(master, index, lanes, draft, rows);
  keepOthers(basis, demand, touched, draft);
  const silent = { ...master, noted: createDiagnosticList() }; // the version is what it was
  addForecastDemand(silent, index, nodes, callOffEnds, draft, marked(nodes.count, touched));
  const anew = buildDemandLines(master, nodes, lanes, draft);
  const lines = spliceByNode(demand, anew, touched, spare);
  return { ...lines, ...numberedSalesOrders(master, lines) };
}

function keepOthers(
  { master, lanes }: NetworkBasis,
  demand: DemandLines,
  touched: Int32Array,
  draft: DemandDraft,
): void {
  for (const node of touched) {
    for (let line = demand.nodeStart[node]!; line < demand.nodeStart[node + 1]!; line++) {
      const kind = demand.kind[line]!;
      if (kind === DEMAND_SALES_ORDER || kind === DEMAND_FORECAST) continue;
      const factRow = demand.factRow[line]!;
      addRequirement(draft, {
        kind,
        node,
        quantity: demand.quantity[line]!,
        stockDay: demand.stockDay[line]!,
        dueDate: demand.dueDate[line]!,
        priority: demand.priority[line]!,
        customer: demand.customer[line]!,
        lane: kind === DEMAND_CALL_OFF ? laneOfCallOff(master, lanes, factRow) : -1,
        factRow,
        isPassable: demand.passable[line] === 1,
      });
    }
  }
}
