// `npm run bench -- live [--part ingest|stream|hydrate] [--item-locations N] [--seconds S]
// [--facts K] [--seed S]`: the living system on a database of its own, in a temporary folder. It
// prints one JSON line a part: events a second over HTTP beside the database's own INSERT and
// COPY; time from a fact's POST to its exception on the stream; time to read the facts from the
// store.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBenchServer } from './live/client.ts';
import { benchStream } from './live/fact-to-stream.ts';
import { benchHydration } from './live/hydration.ts';
import { benchIngest } from './live/ingest.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'all' },
    'item-locations': { type: 'string', default: '100000' },
    'hydrated-item-locations': { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '10' },
    facts: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: true },
  },
});
const say = (text: unknown) => process.stderr.write(`${text}\n`);
const shape = (itemLocations: string) => ({
  itemLocations: Number(itemLocations),
  seed: Number(values.seed),
  demands: 5,
  supplies: 3,
});
const wants = (part: string) => values.part === 'all' || values.part === part;

async function inFolder(part: string, work: (folder: string) => Promise<object>): Promise<void> {
  if (!wants(part)) return;
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-bench-'));
  try {
    process.stdout.write(`${JSON.stringify({ bench: 'live', part, ...(await work(folder)) })}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await inFolder('ingest', async (folder) => {
  const server = await startBenchServer(folder);
  try {
    return await benchIngest(server, folder, Number(values.seconds));
  } finally {
    await server.stop();
  }
});
await inFolder('stream', async (folder) => {
  const server = await startBenchServer(folder);
  try {
    return await benchStream(server, shape(values['item-locations']), Number(values.facts));
  } finally {
    await server.stop();
  }
});
await inFolder('hydrate', (folder) =>
  benchHydration(folder, shape(values['hydrated-item-locations']), say),
);
process.exit(0);
