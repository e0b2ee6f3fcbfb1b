// Workbooks whose bytes or whose markup were spoilt: each is read or refused.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../src/base/prng.ts';
import { textRow, writeWorkbook } from '../../src/connectors/files/workbook/workbook-fixture.ts';
import { openWorkbook, readSheet } from '../../src/connectors/files/workbook/workbook-reader.ts';
import { isRefusal } from '../../src/ingest/record-batch.ts';
import type { Case } from './cell-cases.ts';
import { mutated } from './mutations.ts';
import { scratchFolder } from './scratch.ts';

const STYLES = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>';
const SHEET =
  textRow(1, ['item_id', 'uom', 'order_date']) +
  textRow(2, ['A', 'PCE', '2027-03-01']) +
  '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" s="0"><v>46000.5</v></c></row>';

export function workbookCases(): Case[] {
  const sound = writeWorkbook({ sheets: { items: SHEET }, strings: ['x'], styles: STYLES });
  const spoiltMarkup = (random: Random): Uint8Array => {
    const sheet = Buffer.from(mutated(Buffer.from(SHEET), random)).toString('latin1');
    return writeWorkbook({ sheets: { items: sheet }, strings: ['x'], styles: STYLES });
  };
  return [
    { name: 'workbook files', make: (random) => mutated(sound, random), read: readBook },
    { name: 'workbook sheets', make: spoiltMarkup, read: readBook },
  ];
}

async function readBook(bytes: Uint8Array): Promise<string | null> {
  const path = join(scratchFolder(), 'book.xlsx');
  writeFileSync(path, bytes);
  const workbook = await openWorkbook(path);
  if (isRefusal(workbook)) return null;
  try {
    for (const { part } of workbook.sheets) {
      let rows = 0;
      await readSheet(workbook, part, ({ recordCount }) => {
        rows += recordCount;
      });
      if (!Number.isInteger(rows)) return `${rows} rows`;
    }
    return null;
  } finally {
    workbook.parts.zip.close();
  }
}
