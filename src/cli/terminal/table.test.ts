// Tables as they stand on a wide terminal, a narrow one and in a pipe.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Screen } from './screen.ts';
import { type TableColumn, table, wrap } from './table.ts';

interface Line {
  item: string;
  at: string;
  quantity: string;
  why: string;
}

const columns: TableColumn<Line>[] = [
  { head: 'item', cell: (row) => row.item },
  { head: 'at', cell: (row) => row.at, dispensable: 1 },
  { head: 'quantity', cell: (row) => row.quantity, align: 'right' },
  { head: 'why', cell: (row) => row.why, wraps: true },
];
const rows: Line[] = [
  { item: 'MG-2207', at: 'Plant 2', quantity: '−2,255', why: 'the supplier confirms late' },
  { item: '磁环', at: 'P1', quantity: '40', why: 'not ordered' },
];

function screen(width: number): Screen {
  return { width, paint: (_, text) => text };
}

test('in a pipe every row is one line, numbers stand right, wide letters count double', () => {
  assert.equal(
    table(screen(Number.POSITIVE_INFINITY), columns, rows),
    [
      'item     at       quantity  why',
      'MG-2207  Plant 2    −2,255  the supplier confirms late',
      '磁环     P1             40  not ordered',
      '',
    ].join('\n'),
  );
});

test('on a narrow terminal the long column wraps between words', () => {
  assert.equal(
    table(screen(52), columns, rows),
    [
      'item     at       quantity  why',
      'MG-2207  Plant 2    −2,255  the supplier confirms',
      '                            late',
      '磁环     P1             40  not ordered',
      '',
    ].join('\n'),
  );
});

test('on a very narrow terminal the least needed column gives way, numbers stay whole', () => {
  assert.equal(
    table(screen(44), columns, rows),
    [
      'item     quantity  why',
      'MG-2207    −2,255  the supplier confirms',
      '                   late',
      '磁环           40  not ordered',
      '',
    ].join('\n'),
  );
});

test('a word longer than the line is broken, nothing is cut off', () => {
  assert.deepEqual(wrap('id ABCDEFGHIJ end', 6), ['id', 'ABCDEF', 'GHIJ', 'end']);
});
