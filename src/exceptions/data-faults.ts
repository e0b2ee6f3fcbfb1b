// Which diagnostics touch the plan: errors and warnings about a row whose item-location is planned,
// or about a feed as a whole. A fault that keeps a node from being supplied is the cause of its
// holes.

import { compareText } from '../base/compare-text.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { textColumn } from '../model/fact-table.ts';
import { type Facts, keyOfRow } from '../model/facts.ts';
import type { NodeFinder } from './places.ts';

export interface DataFaults {
  diagnostics: Diagnostic[]; // those that touch the plan, each once, by feed, key and rule
  node: Int32Array; // by fault: where it shows, -1 = the feed as a whole
  ofNode: Map<number, number[]>; // node -> its faults
}

export function findDataFaults(
  facts: Facts,
  found: readonly Diagnostic[],
  finder: NodeFinder,
): DataFaults {
  const heeded = found.filter(({ severity }) => severity !== 'info').sort(compareFaults);
  const rowOf = rowsOfKeys(facts, heeded);
  const diagnostics: Diagnostic[] = [];
  const nodes: number[] = [];
  const seen = new Set<string>();
  for (const diagnostic of heeded) {
    const { feed, key, rule, message } = diagnostic;
    const node = key === '' ? -1 : nodeOfFault(facts, diagnostic, rowOf, finder);
    if (node < 0 && key !== '') continue;
    const identity = JSON.stringify([feed, key, rule, message]);
    if (seen.has(identity)) continue;
    seen.add(identity);
    diagnostics.push(diagnostic);
    nodes.push(node);
  }
  const ofNode = new Map<number, number[]>();
  nodes.forEach((node, fault) => {
    if (node < 0) return;
    const faults = ofNode.get(node);
    if (faults) faults.push(fault);
    else ofNode.set(node, [fault]);
  });
  return { diagnostics, node: Int32Array.from(nodes), ofNode };
}

/** Not as the rows happen to stand in their file: the first of several names their case. */
function compareFaults(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.feed, b.feed) ||
    compareText(a.key, b.key) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

function nodeOfFault(
  facts: Facts,
  { feed, key }: Diagnostic,
  rowOf: ReadonlyMap<string, number>,
  finder: NodeFinder,
): number {
  const row = rowOf.get(identityOf(feed, key));
  const table = facts.tables[feed];
  if (row === undefined || !table) {
    const node = finder.nodeOfKey(key);
    return node >= 0 ? node : finder.firstNodeOfItem(key);
  }
  if (feed === 'items') return finder.firstNodeOfItem(key);
  const names = new Set(table.feed.columns.map(({ name }) => name));
  const itemColumn = names.has('item_id') ? 'item_id' : 'component_item_id';
  if (!names.has(itemColumn)) return -1;
  const item = facts.pool.texts[textColumn(table, itemColumn)[row]];
  if (!names.has('location_id')) return finder.firstNodeOfItem(item);
  const location = facts.pool.texts[textColumn(table, 'location_id')[row]];
  return location === '' ? finder.firstNodeOfItem(item) : finder.nodeOf(item, location);
}

function identityOf(feed: string, key: string): string {
  return `${feed}\u0000${key}`;
}

/** The rows that the diagnostics name, by feed and key: one pass over each feed that is named. */
function rowsOfKeys(facts: Facts, found: readonly Diagnostic[]): Map<string, number> {
  const keysOfFeed = new Map<string, Set<string>>();
  for (const { feed, key } of found) {
    if (key === '' || !facts.tables[feed]) continue;
    const keys = keysOfFeed.get(feed);
    if (keys) keys.add(key);
    else keysOfFeed.set(feed, new Set([key]));
  }
  const rowOf = new Map<string, number>();
  for (const [feed, keys] of keysOfFeed) {
    const table = facts.tables[feed];
    const firstKey = textColumn(table, table.feed.columns[0].name);
    const candidates = firstPartCodes(facts, keys);
    for (let row = 0; row < table.rowCount; row++) {
      if (!candidates.has(firstKey[row])) continue;
      const key = keyOfRow(facts, feed, row);
      if (keys.has(key)) rowOf.set(identityOf(feed, key), row);
    }
  }
  return rowOf;
}

/** Pool codes that may be the first part of one of the keys; ids may hold slashes themselves. */
function firstPartCodes(facts: Facts, keys: ReadonlySet<string>): Set<number> {
  const codes = new Set<number>();
  for (const key of keys) {
    for (let end = key.indexOf('/'); end >= 0; end = key.indexOf('/', end + 1)) {
      const code = facts.pool.codeOf.get(key.slice(0, end));
      if (code !== undefined) codes.add(code);
    }
    const whole = facts.pool.codeOf.get(key);
    if (whole !== undefined) codes.add(whole);
  }
  return codes;
}
