// From facts to the network snapshot that the engine plans from (handbook 2 and 3): what there is,
// what comes, what is wanted, and how more can be had. Bad data never stops it: what cannot be
// taken as it stands is named in a diagnostic beside the result.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Facts } from '../../model/facts.ts';
import type { Network, Nodes, Sources, StockLots, SupplyLines } from '../../model/network.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { readBillOfMaterials } from './bill-of-materials.ts';
import { addCallOffs } from './call-offs.ts';
import { buildComponentLines, readBomQuantities } from './component-lines.ts';
import { compileLanes } from './customer-lanes.ts';
import { createDemandDraft } from './demand-draft.ts';
import { buildDemandLines } from './demand-lines.ts';
import { closedDiagnostics, createDiagnosticList } from './diagnostic-list.ts';
import { addForecastDemand } from './forecast-demand.ts';
import { buildMasterData, type MasterData } from './master-data.ts';
import { nameItemLocations } from './named-item-locations.ts';
import { buildNodes } from './network-nodes.ts';
import { buildSources } from './network-sources.ts';
import { indexNodes, type NodeIndex } from './node-index.ts';
import { addOpenProduction, type OpenProduction, readOpenProduction } from './open-production.ts';
import { addOpenPurchases } from './open-purchases.ts';
import {
  addTransferNeeds,
  addTransferSupply,
  type OpenTransfers,
  readOpenTransfers,
} from './open-transfers.ts';
import { indexSources } from './order-source.ts';
import { fillQuotaPlaced } from './quota-placed.ts';
import { addRunningOrderNeeds } from './running-order-needs.ts';
import { addSalesLines } from './sales-lines.ts';
import { readShipments } from './shipped-parts.ts';
import { buildStockLots } from './stock-lots.ts';
import { createSupplyDraft } from './supply-draft.ts';
import { buildSupplyLines } from './supply-lines.ts';

/** Feeds whose rows mostly become one line each: the drafts begin with room for them. */
const DEMAND_FEEDS = [
  'sales_orders',
  'call_offs',
  'order_components',
  'transfer_orders',
  'forecasts',
];
const SUPPLY_FEEDS = ['purchase_orders', 'production_orders', 'transfer_orders'];

export interface BuiltNetwork {
  network: Network;
  diagnostics: Diagnostic[];
}

export function buildNetwork(facts: Facts, settings: PlanningSettings): BuiltNetwork {
  const noted = createDiagnosticList();
  const master = buildMasterData(facts, settings, noted);
  const bom = readBillOfMaterials(master);
  const named = nameItemLocations(master, bom);
  const index = indexNodes(named.all, master.items.count);
  const nodes = buildNodes(master, index);
  const sources = buildSources(master, index, nodes, named.phantoms);
  const sourceOfCode = indexSources(master, sources);
  fillQuotaPlaced(master, index, sources, sourceOfCode);
  const quantities = readBomQuantities(master);
  const production = readOpenProduction(master, index, sources, sourceOfCode);
  const transfers = readOpenTransfers(master, index, sources);

  const lanes = compileLanes(master);
  const demand = createDemandDraft(rowCount(facts, DEMAND_FEEDS));
  addSalesLines(master, index, lanes, demand);
  const callOffEnds = addCallOffs(master, index, lanes, demand);
  addTransferNeeds(master, transfers, demand);
  addForecastDemand(master, index, nodes, callOffEnds, demand);
  const stock = buildStockLots(master, index, nodes);
  const supply = buildSupply(master, index, nodes, sources, sourceOfCode, production, transfers);
  const hasOwn = (node: number) => hasSupply(stock, supply, node);
  addRunningOrderNeeds(master, index, nodes, sources, bom, quantities, production, hasOwn, demand);

  const network: Network = {
    asOf: settings.asOf,
    dayCount: settings.horizonDays,
    currency: settings.currency,
    parameters: settings.parameters,
    calendars: master.calendars,
    items: master.items,
    locations: master.locations,
    suppliers: master.suppliers,
    customers: master.customers,
    nodes,
    stock,
    demand: buildDemandLines(master, nodes, lanes, demand),
    supply,
    sources,
    components: buildComponentLines(master, index, nodes, sources, bom, quantities),
  };
  return { network, diagnostics: closedDiagnostics(noted) };
}

/** Whether something lies at the node or comes to it. */
function hasSupply(stock: StockLots, supply: SupplyLines, node: number): boolean {
  if (supply.nodeStart[node]! < supply.nodeStart[node + 1]!) return true;
  const lots = stock.quantity.subarray(stock.nodeStart[node]!, stock.nodeStart[node + 1]!);
  return lots.some((quantity) => quantity > 0);
}

function buildSupply(
  master: MasterData,
  index: NodeIndex,
  nodes: Nodes,
  sources: Sources,
  sourceOfCode: Map<number, number>,
  production: OpenProduction,
  transfers: OpenTransfers,
): SupplyLines {
  const shipments = readShipments(master);
  const draft = createSupplyDraft(rowCount(master.facts, SUPPLY_FEEDS));
  addOpenPurchases(master, index, nodes, sources, sourceOfCode, shipments, draft);
  addOpenProduction(master, nodes, sources, production, draft);
  addTransferSupply(master, nodes, sources, transfers, shipments, draft);
  return buildSupplyLines(master, nodes, draft);
}

function rowCount(facts: Facts, feeds: readonly string[]): number {
  return feeds.reduce((sum, feed) => sum + facts.tables[feed]!.rowCount, 16);
}
