import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isRefusal, type RecordSource } from '../record-batch.ts';
import { jsonSource } from './json-records.ts';
import { jsonBytesSource } from './json-source.ts';
import { plainRows } from './plain-rows.ts';

/** Header, then the cells of each row as text. */
async function cellsOf(source: RecordSource): Promise<string[][]> {
  const reader = await source.open();
  assert.ok(!isRefusal(reader));
  const rows = [reader.header];
  for (let batch = await reader.next(); batch; batch = await reader.next()) {
    for (let record = 0; record < batch.recordCount; record++) {
      const row: string[] = [];
      for (let cell = batch.firstCell[record]!; cell < batch.firstCell[record + 1]!; cell++) {
        const bytes = batch.bytes.subarray(batch.cellFrom[cell], batch.cellTo[cell]);
        row.push(new TextDecoder().decode(bytes));
      }
      rows.push(row);
    }
  }
  return rows;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

const value = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);

describe('a JSON body', () => {
  it('is read from its bytes as the JSON parser reads it', async () => {
    const rows = fc.array(
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'ä', 'd"'), value, { maxKeys: 4 }),
      { maxLength: 6 },
    );
    const spaces = fc.constantFrom(0, 1, '\t');
    await fc.assert(
      fc.asyncProperty(rows, spaces, async (list, indent) => {
        const text = JSON.stringify(list, null, indent);
        const viaBytes = jsonBytesSource('items', 'test', bytesOf(text), true);
        const viaParser = jsonSource('items', 'test', JSON.parse(text));
        if (isRefusal(viaParser)) assert.deepEqual(viaBytes, viaParser);
        else {
          assert.ok(!isRefusal(viaBytes));
          assert.deepEqual(await cellsOf(viaBytes), await cellsOf(viaParser));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('that is no JSON is never taken by the quick way', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('[', ']', '{', '}', '"a"', ':', ',', '1', '-', '.', '0', ' ', 't'),
        ),
        (parts) => {
          const text = parts.join('');
          if (plainRows(bytesOf(text), true) === null) return;
          assert.ok(Array.isArray(JSON.parse(text)));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('of usual rows goes the quick way', () => {
    const rows = [
      { order_id: '4711', line: 10, quantity: 12.5, firm: true, note: null },
      { order_id: '4712', line: 20, quantity: -3, firm: false, note: 'x' },
    ];
    assert.notEqual(plainRows(bytesOf(JSON.stringify(rows)), true), null);
    const lines = rows.map((row) => JSON.stringify(row)).join('\n');
    assert.notEqual(plainRows(bytesOf(`${lines}\n`), false), null);
  });
});
