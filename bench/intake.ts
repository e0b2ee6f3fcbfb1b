// `npm run bench -- intake [--rows N] [--series N] [--order day|series|random] [--seed S]`: how
// fast demand history is read, and in how much memory. A seeded CSV file is written into the
// machine's folder for temporary files and read as a data folder; one JSON line is printed.
// `bytes_per_cell` is what resident memory grew by over the cells, the fixed part included.

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDataFolder } from '../src/connectors/files/data-folder.ts';
import type { HistoryShape } from './history-file.ts';

export interface IntakeBenchFlags {
  rows?: string; // default 1000000
  series?: string; // default rows / 500
  order?: string; // 'day' (default), 'series' or 'random'
  seed?: string; // default 1
}

const WRITER = join(import.meta.dirname, 'history-file.ts');

/** Reads a history of so many rows; the line that is printed. */
export async function run(flags: IntakeBenchFlags = {}): Promise<object> {
  const rowCount = Number(flags.rows ?? 1_000_000);
  const seriesCount = Math.max(1, Number(flags.series ?? Math.ceil(rowCount / 500)));
  const order = String(flags.order ?? 'day');
  const folder = await mkdtemp(join(tmpdir(), 'drumbeat-intake-'));
  try {
    const shape: HistoryShape = {
      folder,
      rowCount,
      seriesCount,
      order,
      seed: Number(flags.seed ?? 1),
    };
    const written = spawnSync(process.execPath, [WRITER, JSON.stringify(shape)]);
    if (written.status !== 0) throw new Error(`The history was not written: ${written.stderr}`);
    const rssBefore = process.memoryUsage().rss;
    const peak = watchMemory();
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    const asOf = () => new Date('2027-01-04T00:00:00Z');
    const intake = await openDataFolder(folder, asOf).read({}, () => {});
    const seconds = (performance.now() - started) / 1000;
    const cpu = process.cpuUsage(cpuBefore);
    const rssPeak = peak();
    const count = intake.feeds.find((feed) => feed.feed === 'demand_history')!;
    const cells = intake.facts.demandHistory.day.length;
    return {
      bench: 'intake',
      rows: count.rows,
      accepted: count.accepted,
      seconds: Number(seconds.toFixed(3)),
      rows_per_second: Math.round(count.rows / seconds),
      cpu_seconds: Number(((cpu.user + cpu.system) / 1e6).toFixed(3)), // of all threads
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

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string' },
      series: { type: 'string' },
      order: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: true },
    },
  });
  process.stdout.write(`${JSON.stringify(await run(values))}\n`);
}
