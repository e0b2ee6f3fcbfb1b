// Bodies that are small on the way and large when read, or that lead a parser astray: each must be
// refused by a limit that has a name.

import { gzipSync } from 'node:zlib';

export interface Bomb {
  name: string;
  feed: string;
  type: string;
  packed: boolean;
  body(): Uint8Array;
}

const JSON_TYPE = 'application/json';
const LINES = 'application/x-ndjson';
const MIB = 1024 * 1024;

const bomb = (name: string, type: string, body: () => string, packed = false): Bomb => ({
  name,
  feed: 'inventory',
  type,
  packed,
  body: () => (packed ? gzipSync(body()) : Buffer.from(body())),
});

export function bombs(): Bomb[] {
  const zeros = (size: number) => `item_id,location_id,quantity\n${'0'.repeat(size)}`;
  const list: Bomb[] = [
    bomb('gzip of 64 MiB of zeros as CSV', 'text/csv', () => zeros(64 * MIB), true),
    bomb('gzip of 64 MiB of blanks as JSON', JSON_TYPE, () => `[${' '.repeat(64 * MIB)}]`, true),
    bomb('gzip of 64 MiB of line ends', LINES, () => '\n'.repeat(64 * MIB), true),
    bomb('lists in lists', JSON_TYPE, () => '['.repeat(100_000)),
    bomb('lists in lists, closed', JSON_TYPE, () => '['.repeat(50_000) + ']'.repeat(50_000)),
    bomb('objects in objects', JSON_TYPE, () => '{"a":'.repeat(100_000)),
    bomb('lists in lists in a line', LINES, () => '['.repeat(100_000)),
    bomb('lists in lists, packed', JSON_TYPE, () => '['.repeat(4 * MIB), true),
    bomb('a text that never ends', JSON_TYPE, () => `["${'x'.repeat(8 * MIB)}`),
    bomb('a JSON list over its limit', JSON_TYPE, () => `[${'1,'.repeat(36 * MIB)}1]`),
    bomb('a list that is no list of rows', JSON_TYPE, () => `[${'1,'.repeat(100_000)}1]`),
    bomb('text and no header', 'text/csv', () => 'x'.repeat(8 * MIB)),
    bomb('a header of a million columns', 'text/csv', () => `${'c,'.repeat(1_000_000)}c\n`),
    bomb(
      'a quote that never closes',
      'text/csv',
      () => `item_id,location_id\n"${'x\n'.repeat(MIB)}`,
    ),
  ];
  const twice = bomb('gzip in gzip', 'text/csv', () => '', true);
  return [...list, { ...twice, body: () => gzipSync(gzipSync(zeros(16 * MIB))) }];
}
