// From facts to the network snapshot that the engine plans from (handbook 2 and 3): what there is,
// what comes, what is wanted, and how more can be had. Bad data never stops it: what cannot be
// taken as it stands is named in a diagnostic beside the result.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Facts } from '../../model/facts.ts';
import type { Network, StockLots, SupplyLines } from '../../model/network.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { readBillOfMaterials } from './bill-of-materials.ts';
import { addCallOffs, type CallOffEnds } from './call-offs.ts';
import { buildComponentLines, readBomQuantities } from './component-lines.ts';
import { type CustomerLanes, compileLanes } from './customer-lanes.ts';
import { createDemandDraft } from './demand-draft.ts';
import { buildDemandLines } from './demand-lines.ts';
import {
  closedDiagnostics,
  createDiagnosticList,
  type DiagnosticList,
  joinedLists,
} from './diagnostic-list.ts';
import { addForecastDemand } from './forecast-demand.ts';
import { buildMasterData, type MasterData } from './master-data.ts';
import { nameItemLocations } from './named-item-locations.ts';
import { buildNodes } from './network-nodes.ts';
import { buildSources } from './network-sources.ts';
import { indexNodes, type NodeIndex } from './node-index.ts';
import { addOpenProduction, readOpenProduction } from './open-production.ts';
import { addOpenPurchases } from './open-purchases.ts';
import { addTransferNeeds, addTransferSupply, readOpenTransfers } from './open-transfers.ts';
import { indexSources } from './order-source.ts';
import type { PairSet } from './pair-set.ts';
import { fillQuotaPlaced } from './quota-placed.ts';
import { addRunningOrderNeeds } from './running-order-needs.ts';
import { addSalesLines, noteBeyondHorizon } from './sales-lines.ts';
import { readShipments, type Shipments } from './shipped-parts.ts';
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
  basis: NetworkBasis;
}

/** What a network was built from, and what was looked up on the way: of use to the next one. */
export interface NetworkBasis {
  master: MasterData;
  index: NodeIndex;
  phantoms: PairSet; // components that some bill passes straight through
  sourceOfCode: Map<number, number>;
  shipments: Shipments;
  lanes: CustomerLanes;
  callOffEnds: CallOffEnds;
  salesBeyond: number; // sales lines after the horizon
  noted: NotedByStage;
}

/** Diagnostics by what was being built when they were found, in that order. */
export interface NotedByStage {
  masterData: DiagnosticList;
  sales: DiagnosticList;
  otherDemand: DiagnosticList;
  stock: DiagnosticList;
  running: DiagnosticList;
}

export function buildNetwork(facts: Facts, settings: PlanningSettings): BuiltNetwork {
  const noted = nothingNoted();
  const master = buildMasterData(facts, settings, noted.masterData);
  const during = (list: DiagnosticList): MasterData => ({ ...master, noted: list });
  const bom = readBillOfMaterials(master);
  const { all, phantoms } = nameItemLocations(master, bom);
  const index = indexNodes(all, master.items.count);
  const nodes = buildNodes(master, index);
  const sources = buildSources(master, index, nodes, phantoms);
  const sourceOfCode = indexSources(master, sources);
  fillQuotaPlaced(master, index, sources, sourceOfCode);
  const quantities = readBomQuantities(master);
  const production = readOpenProduction(master, index, sources, sourceOfCode);
  const transfers = readOpenTransfers(master, index, sources);

  const lanes = compileLanes(master);
  const demand = createDemandDraft(rowCount(facts, DEMAND_FEEDS));
  const salesBeyond = addSalesLines(master, index, lanes, demand);
  noteBeyondHorizon(during(noted.sales), 'sales_orders', salesBeyond);
  const callOffEnds = addCallOffs(during(noted.otherDemand), index, lanes, demand);
  addTransferNeeds(master, transfers, demand);
  addForecastDemand(during(noted.otherDemand), index, nodes, callOffEnds, demand);
  const stock = buildStockLots(during(noted.stock), index, nodes);
  const shipments = readShipments(master);
  const open = createSupplyDraft(rowCount(facts, SUPPLY_FEEDS));
  addOpenPurchases(master, index, nodes, sources, sourceOfCode, shipments, open);
  addOpenProduction(master, nodes, sources, production, open);
  addTransferSupply(master, nodes, sources, transfers, shipments, open);
  const supply = buildSupplyLines(master, nodes, open);
  const hasOwn = (node: number) => hasSupply(stock, supply, node);
  const late = during(noted.running);
  addRunningOrderNeeds(late, index, nodes, sources, bom, quantities, production, hasOwn, demand);

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
    components: buildComponentLines(late, index, nodes, sources, bom, quantities),
  };
  const lookups = { index, phantoms, sourceOfCode, shipments, lanes, callOffEnds };
  const basis: NetworkBasis = { master, ...lookups, salesBeyond, noted };
  return { network, diagnostics: diagnosticsOf(noted), basis };
}

function nothingNoted(): NotedByStage {
  return {
    masterData: createDiagnosticList(),
    sales: createDiagnosticList(),
    otherDemand: createDiagnosticList(),
    stock: createDiagnosticList(),
    running: createDiagnosticList(),
  };
}

export function diagnosticsOf(noted: NotedByStage): Diagnostic[] {
  return closedDiagnostics(joinedLists(Object.values(noted)));
}

/** Whether something lies at the node or comes to it. */
export function hasSupply(stock: StockLots, supply: SupplyLines, node: number): boolean {
  if (supply.nodeStart[node]! < supply.nodeStart[node + 1]!) return true;
  const lots = stock.quantity.subarray(stock.nodeStart[node]!, stock.nodeStart[node + 1]!);
  return lots.some((quantity) => quantity > 0);
}

function rowCount(facts: Facts, feeds: readonly string[]): number {
  return feeds.reduce((sum, feed) => sum + facts.tables[feed]!.rowCount, 16);
}
