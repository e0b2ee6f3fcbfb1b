// Which item-locations there are: each that an accepted row names, each component where a parent is
// made or a supplier is provided with it, each sender of a transfer, each run-out item's successor.

import { type FactTable, textColumn } from '../../model/fact-table.ts';
import { type BillOfMaterials, forEachBomRow } from './bill-of-materials.ts';
import type { MasterData } from './master-data.ts';
import { addPair, createPairSet, type PairSet } from './pair-set.ts';

export interface NamedItemLocations {
  all: PairSet; // item, location
  phantoms: PairSet; // components that some bill passes straight through
}

/** Feeds whose rows name an item at a location. Demand history and deliveries tell of the past. */
const NAMING_COLUMNS: readonly (readonly [feed: string, item: string, location: string])[] = [
  ['item_locations', 'item_id', 'location_id'],
  ['sourcing', 'item_id', 'location_id'],
  ['sourcing', 'item_id', 'from_location_id'],
  ['bom', 'item_id', 'location_id'],
  ['bom', 'component_item_id', 'location_id'],
  ['inventory', 'item_id', 'location_id'],
  ['movements', 'item_id', 'location_id'],
  ['sales_orders', 'item_id', 'location_id'],
  ['call_offs', 'item_id', 'location_id'],
  ['forecasts', 'item_id', 'location_id'],
  ['allocations', 'item_id', 'location_id'],
  ['purchase_orders', 'item_id', 'location_id'],
  ['production_orders', 'item_id', 'location_id'],
  ['order_components', 'component_item_id', 'location_id'],
  ['transfer_orders', 'item_id', 'location_id'],
  ['transfer_orders', 'item_id', 'from_location_id'],
];

export function nameItemLocations(master: MasterData, bom: BillOfMaterials): NamedItemLocations {
  const all = createPairSet(master.locations.count);
  const phantoms = createPairSet(master.locations.count);
  for (const [feed, item, location] of NAMING_COLUMNS) {
    addNamed(master, master.facts.tables[feed]!, item, location, all);
  }
  addOrderComponents(master, all);

  const made = createPairSet(master.locations.count);
  addMadeBySources(master, made);
  addNamed(master, master.facts.tables.production_orders!, 'item_id', 'location_id', made);
  const addComponent = (row: number, location: number) => {
    addPair(all, bom.component[row]!, location);
    if (bom.isPhantom[row] !== 1) return;
    addPair(phantoms, bom.component[row]!, location);
    addPair(made, bom.component[row]!, location); // its own components are needed here too
  };
  addProvided(master, bom, addComponent);
  for (let i = 0; i < made.count; i++) {
    const item = Math.floor(made.keys[i]! / made.rightCount);
    const location = made.keys[i]! - item * made.rightCount;
    forEachBomRow(bom, item, location, (row) => addComponent(row, location));
  }
  addSuccessors(master, all);
  return { all, phantoms };
}

function addNamed(
  master: MasterData,
  table: FactTable,
  itemColumn: string,
  locationColumn: string,
  pairs: PairSet,
): void {
  const itemCode = textColumn(table, itemColumn);
  const locationCode = textColumn(table, locationColumn);
  let lastItem = -1;
  let lastLocation = -1;
  for (let row = 0; row < table.rowCount; row++) {
    const item = master.itemOfCode[itemCode[row]!]!;
    const location = master.locationOfCode[locationCode[row]!]!;
    if (item < 0 || location < 0) continue;
    if (item === lastItem && location === lastLocation) continue; // rows often come sorted
    addPair(pairs, item, location);
    lastItem = item;
    lastLocation = location;
  }
}

/** What some source makes somewhere: its bill is exploded there. */
function addMadeBySources(master: MasterData, made: PairSet): void {
  const table = master.facts.tables.sourcing!;
  const make = master.facts.pool.codeOf.get('make') ?? -1;
  const kind = textColumn(table, 'kind');
  const itemCode = textColumn(table, 'item_id');
  const locationCode = textColumn(table, 'location_id');
  for (let row = 0; row < table.rowCount; row++) {
    const item = master.itemOfCode[itemCode[row]!]!;
    const location = master.locationOfCode[locationCode[row]!]!;
    if (kind[row] === make && item >= 0 && location >= 0) addPair(made, item, location);
  }
}

/** Lines of one source only: for a bought item the parts that its supplier is provided with. */
function addProvided(
  master: MasterData,
  bom: BillOfMaterials,
  addComponent: (row: number, location: number) => void,
): void {
  const sourcing = master.facts.tables.sourcing!;
  const sourceCode = textColumn(sourcing, 'source_id');
  const locationCode = textColumn(sourcing, 'location_id');
  const locationOfSource = new Map<number, number>();
  const bomRows = master.facts.tables.bom!.rowCount;
  for (let row = 0; row < bomRows; row++) {
    if (bom.sourceCode[row] !== 0) locationOfSource.set(bom.sourceCode[row]!, -1);
  }
  for (let row = 0; row < sourcing.rowCount; row++) {
    if (!locationOfSource.has(sourceCode[row]!)) continue;
    locationOfSource.set(sourceCode[row]!, master.locationOfCode[locationCode[row]!]!);
  }
  for (let row = 0; row < bomRows; row++) {
    if (bom.sourceCode[row] === 0 || bom.component[row]! < 0) continue;
    const location = locationOfSource.get(bom.sourceCode[row]!)!;
    if (location >= 0) addComponent(row, location);
  }
}

/** Components of running orders whose row leaves the location to the order. */
function addOrderComponents(master: MasterData, pairs: PairSet): void {
  const components = master.facts.tables.order_components!;
  if (components.rowCount === 0) return;
  const orders = master.facts.tables.production_orders!;
  const orderId = textColumn(orders, 'order_id');
  const orderLocation = textColumn(orders, 'location_id');
  const locationOfOrder = new Map<number, number>();
  for (let row = 0; row < orders.rowCount; row++) {
    locationOfOrder.set(orderId[row]!, master.locationOfCode[orderLocation[row]!]!);
  }
  const ofOrder = textColumn(components, 'order_id');
  const component = textColumn(components, 'component_item_id');
  const location = textColumn(components, 'location_id');
  for (let row = 0; row < components.rowCount; row++) {
    if (location[row] !== 0) continue;
    const item = master.itemOfCode[component[row]!]!;
    const at = locationOfOrder.get(ofOrder[row]!) ?? -1;
    if (item >= 0 && at >= 0) addPair(pairs, item, at);
  }
}

function addSuccessors(master: MasterData, pairs: PairSet): void {
  for (let i = 0; i < pairs.count; i++) {
    const item = Math.floor(pairs.keys[i]! / pairs.rightCount);
    if (master.isRunOut[item] === 0) continue;
    addPair(pairs, master.items.successor[item]!, pairs.keys[i]! - item * pairs.rightCount);
  }
}
