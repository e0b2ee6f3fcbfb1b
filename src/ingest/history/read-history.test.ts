import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DemandHistory, Facts } from '../../model/facts.ts';
import { formatDay, parseDay } from '../../units/day.ts';
import { BASE_FILES, intakeOf } from '../intake-fixture.ts';
import { addHistoryRow, createHistoryRows, mergeRows, type RepeatedRow } from './history-cells.ts';

/** Cells as `item location customer day quantity`. */
function cells({ pool, demandHistory: history }: Facts): string[] {
  const lines: string[] = [];
  for (let series = 0; series < history.seriesCount; series++) {
    for (let cell = history.start[series]!; cell < history.start[series + 1]!; cell++) {
      const codes = [history.item, history.location, history.customer].map(
        (codes) => codes[series]!,
      );
      const who = codes.map((code) => pool.texts[code] || '-').join(' ');
      lines.push(`${who} ${formatDay(history.day[cell]!)} ${history.quantity[cell]}`);
    }
  }
  return lines;
}

async function read(
  rows: string,
  header = 'item_id,location_id,date,customer_id,reference,quantity',
) {
  const intake = await intakeOf({ ...BASE_FILES, 'demand_history.csv': `${header}\n${rows}` });
  const count = intake.feeds.find(({ feed }) => feed === 'demand_history')!;
  assert.equal(count.rows, count.accepted + count.quarantined);
  return { intake, count, cells: cells(intake.facts) };
}

test('rows of one day are summed; cells stand by item, location, customer and day', async () => {
  const { cells, count } = await read(
    'K,P,2027-01-02,C2,a,0.5\nA,P,2027-01-02,C2,b,5\n' +
      'A,P,2027-01-01,C2,c,4\nA,P,2027-01-02,C2,d,3\n' +
      'A,P,2027-01-02,,e,1\nA,P,2027-01-02,C10,f,2\nK,P,2027-01-02,C2,g,0.0005\n',
  );
  assert.deepEqual(cells, [
    'A P - 2027-01-02 1',
    'A P C10 2027-01-02 2',
    'A P C2 2027-01-01 4',
    'A P C2 2027-01-02 8',
    'K P C2 2027-01-02 500.5',
  ]);
  assert.equal(count.accepted, 7);
});

test('without a reference a key comes once: again is unchanged, otherwise put aside', async () => {
  const { cells, count, intake } = await read(
    'A,P,2027-01-01,C,,5\nA,P,2027-01-01,C,ref,2\nA,P,2027-01-01,C,,5\nA,P,2027-01-01,C,,6\n',
  );
  assert.deepEqual(cells, ['A P C 2027-01-01 7']);
  assert.deepEqual(count, {
    feed: 'demand_history',
    rows: 4,
    accepted: 3,
    quarantined: 1,
    unchanged: 1,
  });
  const [row] = intake.quarantine;
  assert.deepEqual([row!.line, row!.rule, row!.value], [5, 'duplicate_key', 'A/P/2027-01-01/C/']);
});

test('a history that says more than its sum has its own columns named as not kept', async () => {
  const { intake } = await read('A,P,2027-01-01,x,1\n', 'item_id,location_id,date,colour,quantity');
  const named = intake.diagnostics.filter(({ rule }) => rule === 'attributes_not_kept');
  assert.match(named[0]!.message, /colour/);
});

test('an unknown customer is kept, with a warning; an unknown item is not', async () => {
  const intake = await intakeOf({
    ...BASE_FILES,
    'customers.csv': 'customer_id\nC\n',
    'demand_history.csv':
      'item_id,location_id,date,customer_id,quantity\nA,P,2027-02-01,D,1\nZ,P,2027-02-01,C,1\n',
  });
  assert.deepEqual(cells(intake.facts), ['A P D 2027-02-01 1']);
  assert.deepEqual(
    intake.quarantine.map(({ rule, value }) => [rule, value]),
    [['unknown_reference', 'Z']],
  );
  assert.ok(
    intake.diagnostics.some(
      ({ rule, feed }) => rule === 'unknown_reference' && feed === 'demand_history',
    ),
  );
});

test('a row without a day is put aside', async () => {
  const { intake } = await read('A,P,,C,,5\n');
  assert.deepEqual(
    intake.quarantine.map(({ column, rule }) => [column, rule]),
    [['date', 'required']],
  );
});

const row = fc.record({
  series: fc.integer({ min: 0, max: 5 }),
  day: fc.integer({ min: 700000, max: 700009 }),
  quantity: fc.integer({ min: -5, max: 5 }),
  content: fc.integer({ min: 0, max: 2 }),
});

test('whatever the order of rows and the size of the buffer, cells are the plain sums', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 200 }),
      fc.integer({ min: 1, max: 40 }),
      (rows, size) => {
        const repeated: RepeatedRow[] = [];
        const history = createHistoryRows((found) => repeated.push(found), size);
        for (const [line, { series, day, quantity, content }] of rows.entries()) {
          addHistoryRow(history, series, day, quantity, content, line);
        }
        mergeRows(history);
        const expected = new Map<string, { sum: number; content: number }>();
        const lines: number[] = [];
        rows.forEach(({ series, day, quantity, content }, line) => {
          const key = `${series}/${day}`;
          const cell = expected.get(key);
          if (!cell) expected.set(key, { sum: quantity, content });
          else if (content !== 0 && cell.content !== 0) lines.push(line);
          else {
            cell.sum += quantity;
            if (content !== 0) cell.content = content;
          }
        });
        const got = new Map<string, number>();
        const { pages, cellCount } = history.cells;
        let left = cellCount;
        let last = -1;
        for (const page of pages) {
          for (let at = 0; at < page.day.length && left > 0; at++, left--) {
            const order = page.series[at]! * 1e6 + page.day[at]!;
            assert.ok(order > last, 'cells stand in order');
            last = order;
            got.set(`${page.series[at]}/${page.day[at]}`, page.quantity[at]!);
          }
        }
        const wanted = new Map([...expected].map(([key, { sum }]) => [key, sum]));
        assert.deepEqual(new Map([...got].sort()), new Map([...wanted].sort()));
        assert.deepEqual(
          repeated.map(({ line }) => line).sort((a, b) => a - b),
          lines,
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('a long unsorted history sums exactly', async () => {
  let rows = '';
  let total = 0;
  for (let i = 0; i < 300_000; i++) {
    const quantity = (i * 7919) % 1000;
    total += quantity;
    const day = formatDay(parseDay('2026-01-01') + ((i * 31) % 365));
    rows += `${i % 3 === 0 ? 'B' : 'A'},P,${day},C${(i * 17) % 40},r${i},${quantity}\n`;
  }
  const { intake, count } = await read(rows);
  const history: DemandHistory = intake.facts.demandHistory;
  assert.equal(count.accepted, 300_000);
  assert.equal(
    history.quantity.reduce((sum, quantity) => sum + quantity, 0),
    total,
  );
});

test('what summing leaves out is said, but not of a history without a row', async () => {
  const header = 'item_id,location_id,date,quantity,unit_price,own';
  const said = async (rows: string) =>
    (await read(rows, header)).intake.diagnostics
      .filter(({ feed }) => feed === 'demand_history')
      .map(({ rule }) => rule);
  assert.deepEqual(await said('A,P,2027-02-20,1,9.5,x\n'), [
    'attributes_not_kept',
    'history_summed',
  ]);
  assert.deepEqual(await said(''), []);
});
