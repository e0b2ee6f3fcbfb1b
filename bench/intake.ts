// How fast demand history is read, and in how much memory: a seeded CSV file in the machine's folder
// for temporary files, read as a data folder of its own.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../src/base/prng.ts';
import { openDataFolder } from '../src/connectors/files/data-folder.ts';
import { formatDay, parseDay } from '../src/units/day.ts';

export interface IntakeBenchFlags {
  rows?: number | string; // default 1,000,000
  series?: number | string; // item-location-customers, default rows / 500
  order?: string; // 'day' (default: as orders come in), 'series' or 'random'
  seed?: number | string;
}

/** Reads a history of so many rows; the line that is printed. */
export async function run(flags: IntakeBenchFlags = {}): Promise<object> {
  const rowCount = Number(flags.rows ?? 1_000_000);
  const seriesCount = Math.max(1, Number(flags.series ?? Math.ceil(rowCount / 500)));
  const folder = await mkdtemp(join(tmpdir(), 'drumbeat-intake-'));
  try {
    await writeHistory(folder, rowCount, seriesCount, String(flags.order ?? 'day'), flags.seed);
    globalThis.gc?.();
    const rssBefore = process.memoryUsage().rss;
    const peak = watchMemory();
    const started = performance.now();
    const asOf = () => new Date('2027-01-04T00:00:00Z');
    const intake = await openDataFolder(folder, asOf).read({}, () => {});
    const seconds = (performance.now() - started) / 1000;
    const rssPeak = peak();
    const count = intake.feeds.find((feed) => feed.feed === 'demand_history')!;
    const cells = intake.facts.demandHistory.day.length;
    return {
      bench: 'intake',
      rows: count.rows,
      accepted: count.accepted,
      seconds: Number(seconds.toFixed(3)),
      rows_per_second: Math.round(count.rows / seconds),
      cells,
      series: intake.facts.demandHistory.seriesCount,
      bytes_per_cell: Number(((rssPeak - rssBefore) / cells).toFixed(1)),
      peak_rss_mb: Math.round(rssPeak / 1e6),
      rss_before_mb: Math.round(rssBefore / 1e6),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Samples the resident memory until the returned function is called; it gives the peak. */
function watchMemory(): () => number {
  let peak = process.memoryUsage.rss();
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 5);
  return () => {
    clearInterval(timer);
    look();
    return peak;
  };
}

async function writeHistory(
  folder: string,
  rowCount: number,
  seriesCount: number,
  order: string,
  seed: number | string | undefined,
): Promise<void> {
  const random = createRandom(Number(seed ?? 1));
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
    text += `${item},${place},${customer},${formatDay(day)},${random.integer(1, 400)},SO${row}/10\n`;
    if (text.length > 1 << 20) {
      if (!stream.write(text)) await once(stream, 'drain');
      text = '';
    }
  }
  stream.end(text);
  await once(stream, 'finish');
}
