// What open production orders still need of their components (handbook 3): required - issued of
// feed order_components; without that feed the bill of material, on the start day of an order that
// is yet to start; a started one has its components (issue_rule start) or needs what is left today
// (backflush). The bill's phantoms use what they have of their own first, as for planned orders;
// a phantom that the list names is a component like any other: the list says what is taken.

import { dayColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import {
  DEMAND_PRODUCTION_ORDER,
  NO_PRIORITY,
  type Nodes,
  type Sources,
} from '../../model/network.ts';
import { NO_DAY } from '../../units/day.ts';
import { type BillOfMaterials, forEachBomRow } from './bill-of-materials.ts';
import { type BomQuantities, offsetOf, ratioOfRow } from './component-lines.ts';
import { unitsNeeded } from './component-ratio.ts';
import { addRequirement, type DemandDraft } from './demand-draft.ts';
import type { MasterData } from './master-data.ts';
import { type NodeIndex, nodeOf } from './node-index.ts';
import type { OpenProduction } from './open-production.ts';

/** Phantoms that one order's need is passed through here: far more than any real bill has. */
const PHANTOM_LEVELS_MAX = 100;
const PHANTOMS_MAX = 10_000;

interface RunningOrders {
  master: MasterData;
  index: NodeIndex;
  nodes: Nodes;
  sources: Sources;
  bom: BillOfMaterials;
  quantities: BomQuantities;
  hasOwn: (node: number) => boolean; // whether a node has stock or open supply
  orders: OpenProduction;
  draft: DemandDraft;
  phantomsLeft: number; // how many the order at hand may still be passed through
  startDate: Int32Array; // by row of feed production_orders
  dueDate: Int32Array;
}

export function addRunningOrderNeeds(
  master: MasterData,
  index: NodeIndex,
  nodes: Nodes,
  sources: Sources,
  bom: BillOfMaterials,
  quantities: BomQuantities,
  orders: OpenProduction,
  hasOwn: (node: number) => boolean,
  draft: DemandDraft,
): void {
  const table = master.facts.tables.production_orders!;
  const running: RunningOrders = {
    master,
    index,
    nodes,
    sources,
    bom,
    quantities,
    hasOwn,
    orders,
    draft,
    phantomsLeft: 0,
    startDate: dayColumn(table, 'start_date'),
    dueDate: dayColumn(table, 'due_date'),
  };
  const isListed = addListedComponents(running);
  const hasList = master.facts.givenFeeds.has('order_components');
  const stage = textColumn(table, 'stage');
  const planned = master.facts.pool.codeOf.get('planned') ?? -1;
  for (let row = 0; row < orders.count; row++) {
    if (orders.node[row]! < 0 || orders.openQuantity[row] === 0) continue;
    // The list speaks of orders that were released; a firm planned one has its bill only.
    if (hasList && (isListed[row] === 1 || stage[row] !== planned)) continue;
    addByBill(running, row, stage[row]!);
  }
}

/** Needs by order_components; returns by order row whether the feed names it. */
function addListedComponents(running: RunningOrders): Uint8Array {
  const { master, index, nodes, orders } = running;
  const isListed = new Uint8Array(orders.count);
  const table = master.facts.tables.order_components!;
  if (table.rowCount === 0) return isListed;
  const rowOfOrder = new Map<number, number>();
  const orderId = textColumn(master.facts.tables.production_orders!, 'order_id');
  for (let row = 0; row < orders.count; row++) rowOfOrder.set(orderId[row]!, row);
  const ofOrder = textColumn(table, 'order_id');
  const componentCode = textColumn(table, 'component_item_id');
  const locationCode = textColumn(table, 'location_id');
  const required = numberColumn(table, 'required_quantity');
  const issued = numberColumn(table, 'issued_quantity');
  const date = dayColumn(table, 'date');
  for (let row = 0; row < table.rowCount; row++) {
    const order = rowOfOrder.get(ofOrder[row]!);
    if (order === undefined || orders.node[order]! < 0) continue;
    isListed[order] = 1;
    const need = required[row]! - (issued[row]! > 0 ? issued[row]! : 0);
    const location =
      locationCode[row] === 0
        ? nodes.location[orders.node[order]!]!
        : master.locationOfCode[locationCode[row]!]!;
    const node = nodeOf(index, master.itemOfCode[componentCode[row]!]!, location);
    const day = firstDay(running, order, date[row]!);
    if (need > 0) addNeed(running, order, node, need, day, false);
  }
  return isListed;
}

/** The component's own day, else the order's start, else its end, else today. */
function firstDay(running: RunningOrders, order: number, own: number): number {
  const { startDate, dueDate, master } = running;
  return (
    [own, startDate[order]!, dueDate[order]!].find((day) => day !== NO_DAY) ?? master.settings.asOf
  );
}

function addByBill(running: RunningOrders, row: number, stageCode: number): void {
  const { master, nodes, orders, startDate } = running;
  const { asOf } = master.settings;
  const node = orders.node[row]!;
  const start = startDate[row]!;
  const isStarted = start < asOf || master.texts[stageCode] === 'started'; // NO_DAY lies before
  const item_locations = master.facts.tables.item_locations!;
  const issueRule = textColumn(item_locations, 'issue_rule');
  const nodeRow = nodes.factRow[node]!;
  const isBackflushed = nodeRow >= 0 && master.texts[issueRule[nodeRow]!] === 'backflush';
  if (isStarted && !isBackflushed) return;
  const completed = numberColumn(master.facts.tables.production_orders!, 'completed_quantity');
  const isFresh = !(completed[row]! > 0); // fixed quantities are taken once, at the beginning
  const source = orders.source[row]!;
  const sourceId = source < 0 ? '' : running.sources.id[source]!;
  const sourceCode = sourceId === '' ? 0 : master.facts.pool.codeOf.get(sourceId)!;
  const day = isStarted ? asOf : start;
  running.phantomsLeft = PHANTOMS_MAX;
  explode(running, row, node, sourceCode, orders.openQuantity[row]!, day, isFresh, []);
}

/** The bill of `parent` for a quantity that starts on a date. The need of a phantom that has
 * something of its own stands there, for netting to pass the rest on; else it passes through,
 * unless bills nest without measure: netting passes that on as well. */
function explode(
  running: RunningOrders,
  order: number,
  parent: number,
  sourceCode: number,
  quantity: number,
  start: number,
  isFresh: boolean,
  path: readonly number[],
): void {
  const { master, index, nodes, bom, quantities } = running;
  const location = nodes.location[parent]!;
  forEachBomRow(bom, nodes.item[parent]!, location, (row) => {
    const ofSource = bom.sourceCode[row]!;
    if (ofSource !== 0 && ofSource !== sourceCode) return;
    const day = Math.max(master.settings.asOf, start + offsetOf(quantities, row));
    const from = quantities.validFrom[row]!;
    const to = quantities.validTo[row]!;
    if (day < from || (to !== NO_DAY && day > to)) return; // NO_DAY lies before every day
    const component = nodeOf(index, bom.component[row]!, location);
    const ratio = ratioOfRow(master, nodes, quantities, row, parent, component);
    const need = unitsNeeded(isFresh ? ratio : { ...ratio, fixed: 0 }, quantity);
    if (need <= 0) return; // a co-product comes, it is not needed
    const isPhantom = bom.isPhantom[row] === 1 && component !== parent;
    const isPassable = isPhantom && running.hasOwn(component);
    const passesOn = isPhantom && !isPassable && !path.includes(component);
    if (passesOn && path.length < PHANTOM_LEVELS_MAX && running.phantomsLeft > 0) {
      running.phantomsLeft--;
      explode(running, order, component, 0, need, day, isFresh, [...path, parent]);
    } else addNeed(running, order, component, need, day, isPassable || passesOn);
  });
}

function addNeed(
  running: RunningOrders,
  order: number,
  node: number,
  quantity: number,
  date: number,
  isPassable: boolean,
): void {
  const { asOf, horizonDays } = running.master.settings;
  const stockDay = Math.max(0, date - asOf);
  if (node < 0 || stockDay >= horizonDays) return;
  addRequirement(running.draft, {
    kind: DEMAND_PRODUCTION_ORDER,
    node,
    quantity,
    stockDay,
    dueDate: date,
    priority: NO_PRIORITY,
    customer: -1,
    lane: -1,
    factRow: order,
    isPassable,
  });
}
