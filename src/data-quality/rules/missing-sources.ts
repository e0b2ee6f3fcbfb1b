// Item-locations that something needs but nothing supplies: no valid row of `sourcing` says where
// they come from. Needs are followed from orders, call-offs and forecasts through makes and
// transfers.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { dayColumn, flagColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import {
  addDiagnostic,
  closedDiagnostics,
  createDiagnosticList,
} from '../../planning/network/diagnostic-list.ts';
import { NO_DAY } from '../../units/day.ts';

/** Item-locations as one number: item code x pool size + location code. */
interface Places {
  facts: Facts;
  poolSize: number;
  needed: Map<number, string>; // item-location -> what needs it first, for the sentence
  waiting: number[]; // needed ones whose sources are still to be followed
}

export function missingSources(facts: Facts, settings: PlanningSettings): Diagnostic[] {
  if (!facts.givenFeeds.has('sourcing')) return noSourcing(facts);
  const places: Places = {
    facts,
    poolSize: facts.pool.texts.length,
    needed: new Map(),
    waiting: [],
  };
  addNeeds(places, 'sales_orders', 'quantity');
  addNeeds(places, 'call_offs', 'quantity', 'cumulative_quantity');
  addNeeds(places, 'forecasts', 'quantity');
  const sourcesOf = sourcesByPlace(places);
  const componentsOf = componentsByItem(facts);
  const found = createDiagnosticList();
  const unplanned = unplannedPlaces(places);
  for (let next = places.waiting.pop(); next !== undefined; next = places.waiting.pop()) {
    const rows = sourcesOf.get(next) ?? [];
    if (!rows.some((row) => isValid(facts, row, settings.asOf)) && !unplanned.has(next)) {
      addDiagnostic(found, missing(places, next, rows.length));
    }
    for (const row of rows) followSource(places, componentsOf, row);
  }
  return closedDiagnostics(found);
}

function noSourcing(facts: Facts): Diagnostic[] {
  const hasNeeds = ['sales_orders', 'call_offs', 'forecasts'].some(
    (name) => facts.tables[name]!.rowCount > 0,
  );
  if (!hasNeeds) return [];
  const message =
    'There is no feed sourcing, so nothing can be bought, made or moved: shortages are shown, ' +
    'but ' +
    'no order is planned. Export where items come from.';
  return [{ severity: 'warning', feed: 'sourcing', key: '', rule: 'missing_source', message }];
}

function need(places: Places, item: number, location: number, why: string): void {
  if (item === 0 || location === 0) return;
  const place = item * places.poolSize + location;
  if (places.needed.has(place)) return;
  places.needed.set(place, why);
  places.waiting.push(place);
}

function addNeeds(places: Places, feedName: string, ...quantities: string[]): void {
  const table = places.facts.tables[feedName]!;
  if (table.rowCount === 0) return;
  const item = textColumn(table, 'item_id');
  const location = textColumn(table, 'location_id');
  const columns = quantities.map((name) => numberColumn(table, name));
  const status = table.feed.columns.some(({ name }) => name === 'status')
    ? textColumn(table, 'status')
    : null;
  const open = places.facts.pool.codeOf.get('open') ?? -1;
  for (let row = 0; row < table.rowCount; row++) {
    if (status && status[row] !== 0 && status[row] !== open) continue;
    if (!columns.some((column) => column[row]! > 0)) continue;
    need(places, item[row]!, location[row]!, `line ${table.lines[row]} of ${feedName}`);
  }
}

function sourcesByPlace({ facts, poolSize }: Places): Map<number, number[]> {
  const table = facts.tables.sourcing!;
  const item = textColumn(table, 'item_id');
  const location = textColumn(table, 'location_id');
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const place = item[row]! * poolSize + location[row]!;
    const rows = rowsOf.get(place);
    if (rows) rows.push(row);
    else rowsOf.set(place, [row]);
  }
  return rowsOf;
}

/** Lines of the bill of material by the item made, substitutes, co-products and phantoms left out.
 * */
function componentsByItem(facts: Facts): Map<number, number[]> {
  const table = facts.tables.bom!;
  const item = textColumn(table, 'item_id');
  const quantity = numberColumn(table, 'quantity_per');
  const substituteFor = textColumn(table, 'substitute_for_line');
  const phantom = flagColumn(table, 'phantom');
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    if (substituteFor[row] !== 0 || quantity[row]! <= 0 || phantom[row] === 1) continue;
    const rows = rowsOf.get(item[row]!);
    if (rows) rows.push(row);
    else rowsOf.set(item[row]!, [row]);
  }
  return rowsOf;
}

function isValid(facts: Facts, row: number, asOf: number): boolean {
  const validTo = dayColumn(facts.tables.sourcing!, 'valid_to')[row]!;
  return validTo === NO_DAY || validTo >= asOf;
}

/** Item-locations that are not planned on purpose. */
function unplannedPlaces({ facts, poolSize }: Places): Set<number> {
  const table = facts.tables.item_locations!;
  const item = textColumn(table, 'item_id');
  const location = textColumn(table, 'location_id');
  const method = textColumn(table, 'planning_method');
  const none = facts.pool.codeOf.get('none') ?? -1;
  const places = new Set<number>();
  for (let row = 0; row < table.rowCount; row++) {
    if (method[row] === none) places.add(item[row]! * poolSize + location[row]!);
  }
  return places;
}

function missing(places: Places, place: number, endedCount: number): Diagnostic {
  const { texts } = places.facts.pool;
  const location = texts[place % places.poolSize]!;
  const item = texts[Math.floor(place / places.poolSize)]!;
  const why = places.needed.get(place)!;
  const lack =
    endedCount > 0
      ? 'all its sources have ended (valid_to)'
      : 'no row of sourcing says where it comes from';
  return {
    severity: 'warning',
    feed: 'item_locations',
    key: `${item}/${location}`,
    rule: 'missing_source',
    message:
      `Item ${item} at ${location} is needed (${why}), but ${lack}: no order can be planned for ` +
      'it. ' +
      'Add a source, or set planning_method none.',
  };
}

function followSource(
  places: Places,
  componentsOf: ReadonlyMap<number, number[]>,
  row: number,
): void {
  const { tables, pool } = places.facts;
  const sourcing = tables.sourcing!;
  const source = pool.texts[textColumn(sourcing, 'source_id')[row]!]!;
  const kind = pool.texts[textColumn(sourcing, 'kind')[row]!]!;
  const item = textColumn(sourcing, 'item_id')[row]!;
  const location = textColumn(sourcing, 'location_id')[row]!;
  if (kind === 'transfer') {
    const from = textColumn(sourcing, 'from_location_id')[row]!;
    need(places, item, from, `transfer source ${source}`);
  }
  if (kind !== 'make') return;
  const bom = tables.bom!;
  const bomLocation = textColumn(bom, 'location_id');
  const component = textColumn(bom, 'component_item_id');
  for (const line of componentsOf.get(item) ?? []) {
    if (bomLocation[line] !== 0 && bomLocation[line] !== location) continue;
    need(places, component[line]!, location, `make source ${source}`);
  }
}
