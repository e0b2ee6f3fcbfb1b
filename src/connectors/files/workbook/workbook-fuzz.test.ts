// Whatever a workbook's bytes are: it is read or refused, never a crash, and never a row in
// silence.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../../ingest/record-batch.ts';
import { textRow, writeWorkbook } from './workbook-fixture.ts';
import { openWorkbook, readSheet } from './workbook-reader.ts';

const folder = await mkdtemp(join(tmpdir(), 'drumbeat-fuzz-'));
after(() => rm(folder, { recursive: true, force: true }));

/** Reads the first sheet; its rows as texts, or the rule that refused it. */
async function rowsOf(bytes: Uint8Array): Promise<string[][] | string> {
  const path = join(folder, 'book.xlsx');
  await writeFile(path, bytes);
  const workbook = await openWorkbook(path);
  if (isRefusal(workbook)) return workbook.rule;
  try {
    const rows: string[][] = [];
    const [sheet] = workbook.sheets;
    if (!sheet) return rows;
    const fault = await readSheet(workbook, sheet.part, (batch) => {
      for (let record = 0; record < batch.recordCount; record++) {
        const row: string[] = [];
        for (let cell = batch.firstCell[record]!; cell < batch.firstCell[record + 1]!; cell++) {
          const range = batch.bytes.subarray(batch.cellFrom[cell]!, batch.cellTo[cell]!);
          row.push(Buffer.from(range).toString());
        }
        rows.push(row);
      }
    });
    return fault ? fault.rule : rows;
  } finally {
    workbook.parts.zip.close();
  }
}

const sound = writeWorkbook({
  sheets: { items: textRow(1, ['item_id', 'uom']) + textRow(2, ['A', 'PCE']) },
  strings: ['x'],
  styles: '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
});

test('a workbook with some of its bytes changed is read or refused', async () => {
  const change = fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 0, max: 255 }));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const bytes = Uint8Array.from(sound);
      for (const [at, byte] of changes) bytes[at] = byte;
      await rowsOf(bytes);
    }),
    { numRuns: 200 },
  );
});

test('arbitrary markup in a sheet is read or refused', async () => {
  const piece = fc.constantFrom(
    ...[
      '<row>',
      '</row>',
      '<row r="3">',
      '<row/>',
      '<c>',
      '<c t="s">',
      '<c t="b">',
      '<c r="ZZZ9">',
    ],
    ...[
      '<v>',
      '</v>',
      '0',
      '1e400',
      '-1',
      '<is><t>',
      '</t></is>',
      '</c>',
      '<c s="99">',
      '&#x110000;',
    ],
    ...[
      '&amp;',
      '&bad;',
      '_x0000_',
      '<!-- -->',
      '<![CDATA[<v>]]>',
      '<',
      '>',
      '"',
      "'",
      '<rPh>',
      ' ',
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      await rowsOf(writeWorkbook({ sheets: { items: pieces.join('') }, strings: ['x'] }));
    }),
    { numRuns: 200 },
  );
});

test('texts of a sheet come out as they went in', async () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((each) => !/_x[0-9a-f]{4}_|\r/i.test(each) && each.isWellFormed());
  const escaped = (each: string) =>
    each.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(text, { minLength: 1, maxLength: 4 })), async (rows) => {
      const xml = rows.map((row, i) => textRow(i + 1, row.map(escaped))).join('');
      assert.deepEqual(await rowsOf(writeWorkbook({ sheets: { items: xml } })), rows);
    }),
    { numRuns: 100 },
  );
});
