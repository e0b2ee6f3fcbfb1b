// A seeded demand history as a CSV file, with the items, locations and customers that it names. As
// a program of its own (`history-file.ts '{"folder": ...}'`) it leaves no garbage in the reader's
// memory.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../src/base/prng.ts';
import { formatDay, parseDay } from '../src/units/day.ts';

export interface HistoryShape {
  folder: string;
  rowCount: number;
  seriesCount: number; // item-locations and customers
  order: string; // of the rows: 'day' (as orders come in), 'series' or 'random'
  seed: number;
}

async function writeHistory(shape: HistoryShape): Promise<void> {
  const { folder, rowCount, seriesCount, order, seed } = shape;
  const random = createRandom(seed);
  const itemCount = Math.max(1, Math.ceil(seriesCount / 12));
  const items = Array.from({ length: itemCount }, (_, i) => `ITEM-${100000 + i}`);
  const places = ['Plant 1', 'Plant 2', 'Hub North', 'Hub South'];
  const customers = ['C-1001', 'C-1002', 'C-1003'];
  await writeFile(join(folder, 'items.csv'), `item_id,uom\n${items.join(',PCE\n')},PCE\n`);
  await writeFile(join(folder, 'locations.csv'), `location_id\n${places.join('\n')}\n`);
  await writeFile(join(folder, 'customers.csv'), `customer_id\n${customers.join('\n')}\n`);
  const stream = createWriteStream(join(folder, 'demand_history.csv'));
  let text = 'item_id,location_id,customer_id,date,quantity,reference\n';
  const firstDay = parseDay('2025-01-01');
  const perSeries = Math.ceil(rowCount / seriesCount);
  for (let row = 0; row < rowCount; row++) {
    const series =
      order === 'series'
        ? Math.floor(row / perSeries)
        : order === 'random'
          ? random.integer(0, seriesCount - 1)
          : row % seriesCount;
    const step = order === 'series' ? row % perSeries : Math.floor(row / seriesCount);
    const day = firstDay + (order === 'random' ? random.integer(0, 729) : step % 730);
    const item = items[Math.floor(series / 12) % itemCount];
    const place = places[series % 4];
    const customer = customers[Math.floor(series / 4) % 3];
    const who = `${item},${place},${customer}`;
    text += `${who},${formatDay(day)},${random.integer(1, 400)},SO${row}/10\n`;
    if (text.length > 1 << 20) {
      if (!stream.write(text)) await once(stream, 'drain');
      text = '';
    }
  }
  stream.end(text);
  await once(stream, 'finish');
}

// Called as a program of its own, it writes the file.
if (process.argv[1] === import.meta.filename) {
  await writeHistory(JSON.parse(process.argv[2]!) as HistoryShape);
}
