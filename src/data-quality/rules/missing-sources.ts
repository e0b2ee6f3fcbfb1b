// Item-locations that something needs but nothing supplies: no valid row of `sourcing` says where
// they come from. Needs are followed from orders, call-offs and forecasts through makes and
// transfers.

import { groupByRow, type SparseRows } from '../../base/sparse-rows.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { dayColumn, flagColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import { type Facts, rowPlace } from '../../model/facts.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { changedRows } from '../../planning/incremental/changed-rows.ts';
import {
  addDiagnostic,
  createDiagnosticList,
  type DiagnosticList,
} from '../../planning/network/diagnostic-list.ts';
import { addPair, createPairSet, hasPair, type PairSet } from '../../planning/network/pair-set.ts';
import { NO_DAY } from '../../units/day.ts';
import type { AuditPart, FoundBefore } from '../audit-rule.ts';

/** Feeds whose rows need an item at a location, and the columns that say how many. */
const NEEDS: readonly (readonly [feed: string, quantities: readonly string[]])[] = [
  ['sales_orders', ['quantity']],
  ['call_offs', ['quantity', 'cumulative_quantity']],
  ['forecasts', ['quantity']],
];

/** Item-locations as pairs of pool codes. */
interface Places {
  facts: Facts;
  needed: PairSet;
  why: number[]; // by needed place: what needs it first
}

/** Remembers which places are needed; null where nobody asked. */
interface MissingSources extends DiagnosticList {
  needed: PairSet | null;
}

export const missingSources: readonly AuditPart[] = [findMissingSources];

function findMissingSources(
  facts: Facts,
  settings: PlanningSettings,
  before: FoundBefore | null,
): MissingSources {
  const found: MissingSources = { ...createDiagnosticList(), needed: null };
  if (!facts.givenFeeds.has('sourcing')) {
    for (const each of noSourcing(facts)) addDiagnostic(found, each);
    return found;
  }
  if (before && nothingLacks(facts, before)) return before.found as MissingSources;
  const needed = createPairSet(facts.pool.texts.length);
  const places: Places = { facts, needed, why: [] };
  for (let feed = 0; feed < NEEDS.length; feed++) addNeeds(places, feed);
  const sourcesOf = rowsByItem(facts, 'sourcing', () => true);
  const componentsOf = componentsByItem(facts);
  const unplanned = unplannedPlaces(facts);
  // The last one first: what is needed below it comes before what waits.
  const waiting = Array.from({ length: needed.count }, (_, place) => place);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [item, location] = pairAt(needed, next);
    const rows = sourcesAt(facts, sourcesOf, item, location);
    const isPlanned = !hasPair(unplanned, item, location);
    if (isPlanned && !rows.some((row) => isValid(facts, row, settings.asOf))) {
      addDiagnostic(found, missing(places, next, rows.length));
    }
    const known = needed.count;
    for (const row of rows) followSource(places, componentsOf, row);
    for (let place = known; place < needed.count; place++) waiting.push(place);
  }
  return { ...found, needed };
}

/** Nothing lacked before, and what is needed now was needed before. */
function nothingLacks(facts: Facts, before: FoundBefore): boolean {
  const { needed, named } = before.found as MissingSources;
  if (needed === null || named.length > 0) return false;
  const same = ['sourcing', 'bom', 'item_locations'];
  if (same.some((name) => facts.tables[name] !== before.facts.tables[name])) return false;
  return NEEDS.every(([feed]) => {
    const table = facts.tables[feed]!;
    const rows = changedRows(before.facts.tables[feed]!, table);
    if (rows === null) return false;
    const item = textColumn(table, 'item_id');
    const location = textColumn(table, 'location_id');
    return rows.every((row) => {
      const isThere = row < table.rowCount;
      return !isThere || isNeeded(needed, item[row]!, location[row]!);
    });
  });
}

/** Texts that came after `needed` are in no pair of it. */
function isNeeded(needed: PairSet, item: number, location: number): boolean {
  return location < needed.rightCount && hasPair(needed, item, location);
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

function need(places: Places, item: number, location: number, why: number): void {
  if (item === 0 || location === 0) return;
  if (addPair(places.needed, item, location)) places.why.push(why);
}

/** A need of a feed's row as one number; of a source's row it is negative. */
const WHY_FEED = 2 ** 32;

function addNeeds(places: Places, feed: number): void {
  const [feedName, quantities] = NEEDS[feed]!;
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
    need(places, item[row]!, location[row]!, feed * WHY_FEED + row);
  }
}

function whyText({ facts, why }: Places, place: number): string {
  const code = why[place]!;
  const { texts } = facts.pool;
  if (code >= 0) {
    const feedName = NEEDS[Math.floor(code / WHY_FEED)]![0];
    return `${rowPlace(facts, feedName, code % WHY_FEED)} of ${feedName}`;
  }
  const row = -1 - code;
  const sourcing = facts.tables.sourcing!;
  const kind = texts[textColumn(sourcing, 'kind')[row]!]!;
  return `${kind} source ${texts[textColumn(sourcing, 'source_id')[row]!]!}`;
}

function pairAt({ keys, rightCount }: PairSet, place: number): [left: number, right: number] {
  const left = Math.floor(keys[place]! / rightCount);
  return [left, keys[place]! - left * rightCount];
}

/** Rows of a feed by the pool code of their item. */
function rowsByItem(facts: Facts, feedName: string, counts: (row: number) => boolean): SparseRows {
  const table = facts.tables[feedName]!;
  const item = textColumn(table, 'item_id').slice(0, table.rowCount);
  for (let row = 0; row < table.rowCount; row++) if (!counts(row)) item[row] = -1;
  return groupByRow(facts.pool.texts.length, item);
}

function sourcesAt(
  facts: Facts,
  { start, entries }: SparseRows,
  item: number,
  location: number,
): number[] {
  const locationOf = textColumn(facts.tables.sourcing!, 'location_id');
  const rows: number[] = [];
  for (let i = start[item]!; i < start[item + 1]!; i++) {
    if (locationOf[entries[i]!] === location) rows.push(entries[i]!);
  }
  return rows;
}

/** Lines of the bill of material by the item made, substitutes, co-products and phantoms left out.
 * */
function componentsByItem(facts: Facts): SparseRows {
  const table = facts.tables.bom!;
  const quantity = numberColumn(table, 'quantity_per');
  const substituteFor = textColumn(table, 'substitute_for_line');
  const phantom = flagColumn(table, 'phantom');
  return rowsByItem(facts, 'bom', (row) => {
    return !(substituteFor[row] !== 0 || quantity[row]! <= 0 || phantom[row] === 1);
  });
}

function isValid(facts: Facts, row: number, asOf: number): boolean {
  const validTo = dayColumn(facts.tables.sourcing!, 'valid_to')[row]!;
  return validTo === NO_DAY || validTo >= asOf;
}

/** Item-locations that are not planned on purpose. */
function unplannedPlaces(facts: Facts): PairSet {
  const table = facts.tables.item_locations!;
  const item = textColumn(table, 'item_id');
  const location = textColumn(table, 'location_id');
  const method = textColumn(table, 'planning_method');
  const none = facts.pool.codeOf.get('none') ?? -1;
  const places = createPairSet(facts.pool.texts.length);
  for (let row = 0; row < table.rowCount; row++) {
    if (method[row] === none) addPair(places, item[row]!, location[row]!);
  }
  return places;
}

function missing(places: Places, place: number, endedCount: number): Diagnostic {
  const { texts } = places.facts.pool;
  const [itemCode, locationCode] = pairAt(places.needed, place);
  const item = texts[itemCode]!;
  const location = texts[locationCode]!;
  const why = whyText(places, place);
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

function followSource(places: Places, componentsOf: SparseRows, row: number): void {
  const { tables, pool } = places.facts;
  const sourcing = tables.sourcing!;
  const kind = pool.texts[textColumn(sourcing, 'kind')[row]!]!;
  const item = textColumn(sourcing, 'item_id')[row]!;
  const location = textColumn(sourcing, 'location_id')[row]!;
  if (kind === 'transfer') {
    need(places, item, textColumn(sourcing, 'from_location_id')[row]!, -1 - row);
  }
  if (kind !== 'make') return;
  const bom = tables.bom!;
  const bomLocation = textColumn(bom, 'location_id');
  const component = textColumn(bom, 'component_item_id');
  for (let i = componentsOf.start[item]!; i < componentsOf.start[item + 1]!; i++) {
    const line = componentsOf.entries[i]!;
    if (bomLocation[line] !== 0 && bomLocation[line] !== location) continue;
    need(places, component[line]!, location, -1 - row);
  }
}
