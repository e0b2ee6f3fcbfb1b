// The network after some rows of sales orders, purchase orders or stock changed, from the network
// before: lines of the nodes that these rows touch are built anew, all else is taken over as it is.
// What comes out is what building from scratch gives. Other changes have it built from scratch.

import type { Facts } from '../../model/facts.ts';
import type { Network } from '../../model/network.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import {
  type BuiltNetwork,
  buildNetwork,
  diagnosticsOf,
  hasSupply,
  type NetworkBasis,
} from '../network/build-network.ts';
import { createDemandDraft } from '../network/demand-draft.ts';
import { createDiagnosticList } from '../network/diagnostic-list.ts';
import type { MasterData } from '../network/master-data.ts';
import { hasPair } from '../network/pair-set.ts';
import { addSalesLines, noteBeyondHorizon } from '../network/sales-lines.ts';
import { buildStockLots } from '../network/stock-lots.ts';
import { type ChangedRows, changedRows } from './changed-rows.ts';
import { demandAnew } from './demand-anew.ts';
import { namesAreKept, nodeOfRow } from './names-kept.ts';
import { purchasesAnew } from './purchases-anew.ts';
import { nodesThatDiffer, type SpareColumns } from './splice-by-node.ts';

export interface RebuiltNetwork extends BuiltNetwork {
  /** Nodes whose stock, demand or supply may differ from before, ascending; null = no node is
   * known to be as it was. */
  touched: Int32Array | null;
}

/** One step of the rebuild; null = it has to be built from scratch. */
type Step = (
  before: BuiltNetwork,
  facts: Facts,
  rows: ChangedRows,
  spare: SpareColumns,
) => RebuiltNetwork | null;

const STEPS: Readonly<Record<string, Step>> = {
  sales_orders: withSalesOrders,
  purchase_orders: withPurchaseOrders,
  inventory: withInventory,
};

/** `before`: the network of earlier facts, if there is one; `spare`: memory to build it in. */
export function rebuildNetwork(
  before: BuiltNetwork | null,
  facts: Facts,
  settings: PlanningSettings,
  spare: SpareColumns = [],
): RebuiltNetwork {
  const isLike = before && isLikeBefore(before.basis, facts, settings);
  const rebuilt = isLike && rebuild(before, facts, spare);
  return rebuilt || { ...buildNetwork(facts, settings), touched: null };
}

function isLikeBefore({ master }: NetworkBasis, facts: Facts, settings: PlanningSettings): boolean {
  const { parameters, ...others } = settings;
  const { parameters: parametersBefore, ...othersBefore } = master.settings;
  return (
    facts.pool === master.facts.pool &&
    isSameRecord(others, othersBefore) &&
    isSameRecord(parameters, parametersBefore) &&
    [...facts.givenFeeds].sort().join() === [...master.facts.givenFeeds].sort().join()
  );
}

function isSameRecord(one: object, other: object): boolean {
  const [fields, fieldsOfOther] = [Object.entries(one), Object.entries(other)];
  const isSame = fields.every(
    ([name, value]) => (other as Record<string, unknown>)[name] === value,
  );
  return isSame && fields.length === fieldsOfOther.length;
}

function rebuild(before: BuiltNetwork, facts: Facts, spare: SpareColumns): RebuiltNetwork | null {
  const was = before.basis.master.facts.tables;
  const changed = Object.keys(facts.tables).filter((name) => facts.tables[name] !== was[name]);
  let built: RebuiltNetwork = { ...before, touched: new Int32Array(0) };
  for (const name of changed) {
    const step = STEPS[name];
    const rows = changedRows(was[name]!, facts.tables[name]!);
    if (rows === null || (step === undefined && rows.length > 0)) return null;
    if (!namesAreKept(before.basis, before.network, was[name]!, facts.tables[name]!, rows)) {
      return null;
    }
    const next = step?.(built, facts, rows, spare);
    if (next === null) return null;
    if (next) built = { ...next, touched: union(built.touched!, next.touched!) };
  }
  const master = { ...built.basis.master, facts };
  return { ...built, basis: { ...built.basis, master } };
}

function withFacts({ basis }: BuiltNetwork, feedName: string, facts: Facts): MasterData {
  const tables = { ...basis.master.facts.tables, [feedName]: facts.tables[feedName]! };
  return { ...basis.master, facts: { ...facts, tables } };
}

function withSalesOrders(
  before: BuiltNetwork,
  facts: Facts,
  rows: ChangedRows,
  spare: SpareColumns,
): RebuiltNetwork {
  const { basis, network } = before;
  const master = withFacts(before, 'sales_orders', facts);
  const touched = touchedByRows(before, master, 'sales_orders', rows);
  const demand = demandAnew({ ...before, basis: { ...basis, master } }, touched, spare);
  const salesBeyond =
    basis.salesBeyond - countBeyond(basis, basis.master, rows) + countBeyond(basis, master, rows);
  const sales = createDiagnosticList();
  noteBeyondHorizon({ ...master, noted: sales }, 'sales_orders', salesBeyond);
  const noted = { ...basis.noted, sales };
  return {
    network: { ...network, demand },
    diagnostics: diagnosticsOf(noted),
    basis: { ...basis, master, salesBeyond, noted },
    touched,
  };
}

/** How many of the rows lie after the horizon. */
function countBeyond(basis: NetworkBasis, master: MasterData, rows: ChangedRows): number {
  const { rowCount } = master.facts.tables.sales_orders!;
  const there = rows.filter((row) => row < rowCount);
  return addSalesLines(master, basis.index, basis.lanes, createDemandDraft(16), there);
}

function withPurchaseOrders(
  before: BuiltNetwork,
  facts: Facts,
  rows: ChangedRows,
  spare: SpareColumns,
): RebuiltNetwork | null {
  const { basis, network } = before;
  // What a source was given counts for its quota, wherever the order goes.
  if (network.sources.quotaPercent.some((percent) => percent >= 0)) return null;
  const master = withFacts(before, 'purchase_orders', facts);
  const built = { ...before, basis: { ...basis, master } };
  const { supply, touched } = purchasesAnew(built, basis.master, rows, spare);
  const next = { ...network, supply };
  return letsThroughAsBefore(before, next, touched) ? { ...built, network: next, touched } : null;
}

function withInventory(before: BuiltNetwork, facts: Facts): RebuiltNetwork | null {
  const { basis, network } = before;
  const master = withFacts(before, 'inventory', facts);
  const noted = { ...basis.noted, stock: createDiagnosticList() };
  const stock = buildStockLots({ ...master, noted: noted.stock }, basis.index, network.nodes);
  const touched = nodesThatDiffer(network.stock, stock);
  const next = { ...network, stock };
  if (!letsThroughAsBefore(before, next, touched)) return null;
  return {
    network: next,
    diagnostics: diagnosticsOf(noted),
    basis: { ...basis, master, noted },
    touched,
  };
}

/** Whether each phantom that had stock or supply of its own still has, and no other one: a running
 * order's need passes through those that have none. */
function letsThroughAsBefore(
  { basis, network }: BuiltNetwork,
  next: Network,
  touched: Int32Array,
): boolean {
  const { item, location } = network.nodes;
  return touched.every((node) => {
    if (!hasPair(basis.phantoms, item[node]!, location[node]!)) return true;
    return (
      hasSupply(network.stock, network.supply, node) === hasSupply(next.stock, next.supply, node)
    );
  });
}

/** Nodes at which the rows stood or stand, ascending. */
function touchedByRows(
  { basis }: BuiltNetwork,
  master: MasterData,
  feedName: string,
  rows: ChangedRows,
): Int32Array {
  const nodes: number[] = [];
  for (const { facts } of [basis.master, master]) {
    const table = facts.tables[feedName]!;
    for (const row of rows) if (row < table.rowCount) nodes.push(nodeOfRow(basis, table, row));
  }
  return ascending(nodes);
}

function union(one: Int32Array, other: Int32Array): Int32Array {
  return ascending([...one, ...other]);
}

/** Each node once. */
function ascending(nodes: readonly number[]): Int32Array {
  const wanted = nodes.filter((node) => node >= 0).sort((a, b) => a - b);
  return Int32Array.from(wanted.filter((node, i) => node !== wanted[i - 1]));
}
