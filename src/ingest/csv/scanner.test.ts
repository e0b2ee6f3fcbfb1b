import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { feedNamed } from '../../model/feeds/feeds.ts';
import { isRefusal } from '../record-batch.ts';
import { type ByteSource, openCsv } from './reader.ts';
import { decodeText } from './utf8.ts';

const ITEMS = feedNamed('items')!;

/** A source that hands out its bytes in pieces of the given sizes, over and over. */
function inPieces(bytes: Uint8Array, sizes: readonly number[]): ByteSource {
  let at = 0;
  let turn = 0;
  return {
    size: bytes.length,
    async read(into) {
      const wanted = sizes.length === 0 ? into.length : sizes[turn++ % sizes.length]!;
      const piece = bytes.subarray(at, at + Math.min(into.length, Math.max(1, wanted)));
      into.set(piece);
      at += piece.length;
      return piece.length;
    },
    async close() {},
  };
}

interface ReadTable {
  header: string[];
  rows: string[][];
  lines: number[];
  refusal: string;
}

async function read(input: string | Uint8Array, sizes: number[] = []): Promise<ReadTable> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input.slice();
  const reader = await openCsv(inPieces(bytes, sizes), ITEMS);
  const table: ReadTable = { header: [], rows: [], lines: [], refusal: '' };
  if (isRefusal(reader)) return { ...table, refusal: reader.rule };
  table.header = reader.header;
  for (let batch = await reader.next(); batch; batch = await reader.next()) {
    for (let record = 0; record < batch.recordCount; record++) {
      const row: string[] = [];
      for (let cell = batch.firstCell[record]!; cell < batch.firstCell[record + 1]!; cell++) {
        row.push(decodeText(batch.bytes, batch.cellFrom[cell]!, batch.cellTo[cell]!));
      }
      table.rows.push(row);
      table.lines.push(batch.line[record]!);
    }
  }
  table.refusal = reader.refusal?.rule ?? '';
  return table;
}

test('quotes, doubled quotes, quoted line ends and every kind of line end are read', async () => {
  const table = await read(
    'item_id,description\r\nA,"a ""b"", c"\nB,"two\r\nlines"\rC,plain "x"\n',
  );
  assert.deepEqual(table.header, ['item_id', 'description']);
  assert.deepEqual(table.rows, [
    ['A', 'a "b", c'],
    ['B', 'two\r\nlines'],
    ['C', 'plain "x"'],
  ]);
  assert.deepEqual(table.lines, [2, 3, 5]);
});

test('comma, semicolon and tab are told by the header, a byte order mark is pas', async () => {
  for (const delimiter of [',', ';', '\t']) {
    const table = await read(
      `\uFEFFitem_id${delimiter}uom\nA,1;2${delimiter}PCE\n`.replaceAll(
        delimiter === ',' ? ',1;2' : delimiter === ';' ? ',1;2' : '\u0000',
        '',
      ),
    );
    assert.deepEqual(table.header, ['item_id', 'uom'], delimiter);
  }
});

test("Excel's first line sep=; names the separator and is no header", async () => {
  const table = await read('sep=;\nitem_id;uom\nA;PCE\n');
  assert.deepEqual(
    [table.header, table.rows, table.lines],
    [['item_id', 'uom'], [['A', 'PCE']], [3]],
  );
});

test('blank lines are no records, a line of empty cells is one', async () => {
  const table = await read('\n\nitem_id,uom\n\nA,PCE\n   \n,\n""\n');
  assert.deepEqual(table.rows, [['A', 'PCE'], ['', ''], ['']]);
  assert.deepEqual(table.lines, [5, 7, 8]);
});

test('what is no UTF-8 text is refused with the reason', async () => {
  const header = 'item_id,description\n';
  const cases: [string, Uint8Array][] = [
    ['not_text', new TextEncoder().encode(`${header}A,x\u0000y\n`)],
    [
      'encoding',
      Buffer.concat([Buffer.from(`${header}A,M`), Buffer.from([0xfc]), Buffer.from('ller\n')]),
    ],
    ['encoding', Buffer.from(`\ufeff${header}`, 'utf16le')],
    ['not_text', Buffer.from('PK\u0003\u0004rest of a workbook')],
    ['not_text', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2])],
    ['no_header', Buffer.from('')],
    ['unclosed_quote', Buffer.from(`${header}A,"never closed\nB,x\n`)],
    ['cell_too_long', Buffer.from(`${header}A,${'x'.repeat(10_000_000)}\n`)],
    ['cell_too_long', Buffer.from(`${header}A,"${'x'.repeat(10_000_000)}"\n`)],
    ['record_too_long', Buffer.from(`${header}A${','.repeat(9_000_000)}\n`)],
  ];
  for (const [rule, bytes] of cases) assert.equal((await read(bytes)).refusal, rule);
});

test('a cell of exactly 1 MiB is read', async () => {
  const table = await read(`item_id,description\nA,${'x'.repeat(1 << 20)}\n`);
  assert.equal(table.rows[0]![1]!.length, 1 << 20);
});

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\n', '\r', '\t', ' ', '1') }),
  fc.string(),
  fc.string({ unit: 'grapheme' }),
);
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 });

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

test('tables of every kind of text come out as csv-parse reads them', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
      async (rows, delimiter, lineEnd, sizes) => {
        const clean = rows.map((row) => row.map((text) => text.replaceAll('\u0000', '')));
        const text = [['item_id', 'x'], ...clean]
          .map((row) => row.map(quote).join(delimiter) + lineEnd)
          .join('');
        const expected = parse(text, {
          delimiter,
          relax_column_count: true,
          record_delimiter: lineEnd,
        }) as string[][];
        const got = await read(text, sizes);
        assert.equal(got.refusal, '');
        assert.deepEqual(got.rows, expected.slice(1));
      },
    ),
    { numRuns: 300 },
  );
});

test('unquoted cells come out as csv-parse reads them', async () => {
  const plain = fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', '.', '-', '0') });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(plain, { minLength: 2, maxLength: 3 })), async (rows) => {
      const text = `item_id,x\n${rows.map((row) => `${row.join(',')}\n`).join('')}`;
      const expected = parse(text, { relax_column_count: true }) as string[][];
      assert.deepEqual((await read(text, [7])).rows, expected.slice(1));
    }),
    { numRuns: 300 },
  );
});

test('arbitrary bytes are read or refused, and pieces make no difference', async () => {
  const start = new TextEncoder().encode('item_id,x\n');
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 13 }),
      async (noise, isHeaded, size) => {
        const bytes = isHeaded ? Buffer.concat([start, noise]) : Buffer.from(noise);
        const whole = await read(bytes);
        assert.deepEqual(await read(bytes, [size]), whole);
      },
    ),
    { numRuns: 1000 },
  );
});

test('arbitrary punctuation is read or refused, and pieces make no difference', async () => {
  const noise = fc.string({
    unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', 'ü'),
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(noise, fc.integer({ min: 1, max: 5 }), async (text, size) => {
      const whole = await read(`item_id,x\n${text}`);
      assert.deepEqual(await read(`item_id,x\n${text}`, [size]), whole);
    }),
    { numRuns: 2000 },
  );
});
