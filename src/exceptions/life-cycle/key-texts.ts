// Keys of rows and item-locations as texts, remembered by place: a text is made again only when
// another row or item-location has come to stand there.

import type { TextPool } from '../../base/text-pool.ts';
import type { FactTable } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { Network } from '../../model/network.ts';
import { formatDay, NO_DAY } from '../../units/day.ts';

interface RowKeys {
  pool: TextPool; // whose codes were remembered
  table: FactTable;
  columns: FactTable['columns']; // its key columns
  parts: Int32Array; // by row and part: code or day that the text was made of
  texts: (string | undefined)[]; // by row
}

export interface KeyTexts {
  ofFeed: Map<string, RowKeys>;
  nodes: (string | undefined)[]; // by node
  items: (string | undefined)[]; // by node: the ids that its text was made of
  locations: (string | undefined)[];
}

export function createKeyTexts(): KeyTexts {
  return { ofFeed: new Map(), nodes: [], items: [], locations: [] };
}

export function nodeText(texts: KeyTexts, network: Network, node: number): string {
  const { nodes, items, locations } = network;
  const item = items.id[nodes.item[node]];
  const location = locations.id[nodes.location[node]];
  if (texts.items.length < nodes.count) resetNodes(texts, nodes.count);
  const known = texts.nodes[node];
  if (known !== undefined && texts.items[node] === item && texts.locations[node] === location) {
    return known;
  }
  const text = `${escapedKey(item)}/${escapedKey(location)}`;
  texts.nodes[node] = text;
  texts.items[node] = item;
  texts.locations[node] = location;
  return text;
}

function resetNodes(texts: KeyTexts, count: number): void {
  texts.nodes = new Array(count);
  texts.items = new Array(count);
  texts.locations = new Array(count);
}

/** A call stays the same when the next release repeats it. */
const LEFT_OUT: ReadonlySet<string> = new Set(['call_offs.release_id']);

export function rowText(texts: KeyTexts, facts: Facts, feed: string, row: number): string {
  const table = facts.tables[feed];
  let keys = texts.ofFeed.get(feed);
  if (!keys || keys.pool !== facts.pool || row >= keys.texts.length) {
    keys = createRowKeys(facts.pool, table, row);
    texts.ofFeed.set(feed, keys);
  }
  if (keys.table !== table) {
    keys.table = table;
    keys.columns = keyColumnsOf(table);
  }
  const { columns } = keys;
  const at = row * columns.length;
  let known = keys.texts[row];
  for (let part = 0; part < columns.length; part++) {
    const value = columns[part].values[row];
    if (keys.parts[at + part] !== value) {
      keys.parts[at + part] = value;
      known = undefined;
    }
  }
  if (known !== undefined) return known;
  const text = columns.map(({ kind, values }) => partText(facts, kind, values[row])).join('/');
  keys.texts[row] = text;
  return text;
}

/** The key of one row without any memory: its parts joined by '/', and as names have them. */
export function keyParts(
  facts: Facts,
  table: FactTable,
  row: number,
): { plain: string; escaped: string } {
  const parts = keyColumnsOf(table).map(({ kind, values }) => {
    const value = values[row];
    if (kind === 'text') return facts.pool.texts[value];
    if (kind === 'day') return value === NO_DAY ? '' : formatDay(value);
    return Number.isNaN(value) ? '' : String(value);
  });
  return { plain: parts.join('/'), escaped: parts.map(escapedKey).join('/') };
}

function keyColumnsOf(table: FactTable): FactTable['columns'] {
  const { feed, columns } = table;
  return columns.filter((column, i) => {
    return feed.columns[i]?.key === true && !LEFT_OUT.has(`${feed.name}.${column.name}`);
  });
}

function partText(facts: Facts, kind: string, value: number): string {
  if (kind === 'text') return escapedKey(facts.pool.texts[value]);
  return value === NO_DAY ? '' : formatDay(value);
}

function createRowKeys(pool: TextPool, table: FactTable, row: number): RowKeys {
  const columns = keyColumnsOf(table);
  const size = Math.ceil(Math.max(row + 1, table.lines.length) * 1.2);
  const parts = new Int32Array(size * columns.length);
  return { pool, table, columns, parts, texts: new Array(size) };
}

/** So that no two subjects share a text: what ids use themselves is written otherwise in keys. */
export function escapedKey(text: string): string {
  if (!/[/#%]/.test(text)) return text;
  return text.replaceAll('%', '%25').replaceAll('/', '%2F').replaceAll('#', '%23');
}
