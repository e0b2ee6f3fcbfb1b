// B11: the disk fills up, at six points: while rows are copied in, in the write-ahead log at a
// commit, under a large upload, under a back-up, under the server's own log, and at a start. Each
// ends in a clear error; what is there can be read; with space back all goes on, and nothing is
// lost.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultsInFacts } from './kit/check-facts.ts';
import { drumbeat } from './kit/command.ts';
import { type Answer, call } from './kit/http-call.ts';
import { type Installation, withInstallation } from './kit/installation.ts';
import { scratchFolder } from './kit/scratch.ts';
import { launchServer, startServerProcess } from './kit/server-process.ts';
import {
  beside,
  lacksSmallDisk,
  onSmallDisk,
  type SmallDisk,
  smallDiskOf,
} from './kit/small-disk.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';

const MEGABYTES = 320;
const MIB = 1024 * 1024;
const PATIENCE_MS = 60_000;
const EVERY_MS = 15;
let folders = 0;

export const diskFull: SoakTest = {
  name: 'disk-full',
  rows: 'B11',
  shows: 'a disk that fills up at six points: clear errors, and all goes on with space back',
  lacks: () => lacksSmallDisk(scratchFolder()),
  round: fillAtEachPoint,
};

function fillAtEachPoint(seed: number, count: Count): Promise<string[]> {
  const mount = join(scratchFolder(), `disk-${++folders}`);
  mkdirSync(mount);
  const before = onSmallDisk(mount, MEGABYTES);
  const options = { seed, count, dataFolder: join(mount, 'data'), before };
  return withInstallation(options, async (it, faults) => {
    const disk = () => smallDiskOf(it.server.pid, mount);
    for (const [name, point] of Object.entries(POINTS)) {
      await point(it, disk(), faults);
      disk().empty();
      await healed(it, name, faults);
      count(name);
      if (faults.length > 0) return;
    }
    await atStart(it, mount, faults);
    count('start');
  });
}

type Point = (it: Installation, disk: SmallDisk, faults: string[]) => Promise<void>;

const csv = (rows: number, bin: string): string =>
  'item_id,location_id,sublocation,quantity\n' +
  Array.from({ length: rows }, (_, i) => `I${1 + (i % 100)},P1,${bin}-${i},1\n`).join('');

const post = (it: Installation, body: string): Promise<Answer> =>
  call(it.server.url, {
    method: 'POST',
    path: '/api/v1/facts/inventory',
    key: it.key,
    headers: { 'content-type': 'text/csv' },
    body,
    timeoutMs: PATIENCE_MS,
  });

const POINTS: Readonly<Record<string, Point>> = {
  async copy(it, disk, faults) {
    disk.fill(12 * MIB);
    const answer = await post(it, csv(60_000, 'copy'));
    mustSayFull(answer, 'a large batch', faults);
    await mustRead(it, faults);
  },
  async 'commit and WAL'(it, disk, faults) {
    disk.fill(0);
    it.load.run(EVERY_MS);
    const until = Date.now() + 4_000;
    const statuses = new Set<number>();
    while (Date.now() < until) {
      statuses.add((await post(it, csv(2_000, `wal-${Date.now()}`))).status);
    }
    await it.load.stop(0);
    const odd = [...statuses].filter((status) => ![200, 503, 507].includes(status));
    if (odd.length > 0) faults.push(`on a full disk commits were answered ${odd.join(', ')}`);
    if (!statuses.has(503) && !statuses.has(507)) faults.push('the full disk was never noticed');
    await mustRead(it, faults);
  },
  async upload(it, disk, faults) {
    disk.fill(MIB);
    mustSayFull(await post(it, csv(400_000, 'upload')), 'an upload', faults);
    await mustRead(it, faults);
  },
  async backup(it, disk, faults) {
    disk.fill(0);
    const file = join(it.dataFolder, '..', 'full.backup');
    const where = beside(it.server.pid);
    const { code, told } = await drumbeat(['backup', file, '--data', it.dataFolder], where).ended;
    if (code !== 1 || !/^drumbeat: The disk is full/.test(told)) {
      faults.push(`a back-up to a full disk: ${code} ${told.slice(0, 500)}`);
    }
    await mustRead(it, faults);
  },
};

function mustSayFull(answer: Answer, what: string, faults: string[]): void {
  const isSaid = answer.status === 507 && answer.text.includes('"code":"disk_full"');
  const isAway = answer.status === 503; // the write-ahead log was what did not fit
  if (!isSaid && !isAway) faults.push(`${what}: ${answer.status} ${answer.text.slice(0, 400)}`);
}

/** As long as PostgreSQL runs: it stops when its write-ahead log finds no space, and then nobody's
 * key can be looked at either. The server itself answers on. */
async function mustRead(it: Installation, faults: string[]): Promise<void> {
  const facts = { path: '/api/v1/facts/items?limit=5', key: it.key };
  const until = Date.now() + 10_000;
  for (;;) {
    const { status } = await call(it.server.url, facts);
    if (status === 200) break;
    if (status !== 503 || (Date.now() > until && !hasStopped(it))) {
      faults.push(`facts cannot be read on a full disk: ${status}`);
      return;
    }
    if (Date.now() > until) {
      const health = await call(it.server.url, { path: '/health' });
      if (health.status !== 200) faults.push(`not healthy on a full disk: ${health.status}`);
      return;
    }
    await sleep(200);
  }
  const plan = await call(it.server.url, { path: '/api/v1/plan/document', key: it.key });
  if (plan.status !== 200 && !hasStopped(it)) {
    faults.push(`the plan cannot be read on a full disk: ${plan.status}`);
  }
}

const LAST_SAID = 4_000;

/** By its own words. */
function hasStopped({ server, dataFolder }: Installation): boolean {
  const log = `/proc/${server.pid}/root${join(dataFolder, 'database.log')}`;
  return /\b(PANIC|FATAL): .*No space left/.test(readFileSync(log, 'utf8').slice(-LAST_SAID));
}

async function healed(it: Installation, after: string, faults: string[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (let number = 0; ; number++) {
    const { status, text } = await post(it, csv(1, `healed-${after}-${number}`));
    if (status === 200) break;
    if (Date.now() > until) {
      faults.push(`after ${after} it did not heal: ${status} ${text.slice(0, 300)}`);
      return;
    }
    await sleep(200);
  }
  await it.load.settle();
  const found = [...it.load.problems, ...(await faultsInFacts(it.place(), it.load.ledger))];
  const isOfOurs = (fault: string) => !/^inventory: \d+ rows that nobody sent/.test(fault);
  faults.push(...found.filter(isOfOurs).map((fault) => `after ${after}: ${fault}`));
}

/** The disk goes with the last process that sees it: one stays while the server is started anew. */
async function atStart(it: Installation, mount: string, faults: string[]): Promise<void> {
  const keeper = spawn('nsenter', [...beside(it.server.pid).slice(1), 'sleep', '600']);
  await new Promise((resolve) => keeper.once('spawn', resolve));
  await sleep(300);
  try {
    await it.server.kill();
    const disk = smallDiskOf(keeper.pid!, mount);
    const options = {
      dataFolder: it.dataFolder,
      port: it.server.port,
      before: beside(keeper.pid!),
    };
    disk.fill(0);
    const { server, comesUp } = await launchServer(options);
    if (!(await comesUp) && !/[Dd]isk is full/.test(server.told())) {
      faults.push(`a start on a full disk: ${server.told().slice(-500)}`);
    }
    await server.kill();
    disk.empty();
    await underLog(it, options, disk, faults);
    it.server = await startServerProcess(options);
    await healed(it, 'start', faults);
  } finally {
    keeper.kill('SIGKILL');
  }
}

/** The server's own log lies on the full disk: it goes on without it. */
async function underLog(
  it: Installation,
  options: { dataFolder: string; port: number; before: string[] },
  disk: SmallDisk,
  faults: string[],
): Promise<void> {
  const log = join(it.dataFolder, '..', 'server.log');
  const before = [...options.before, 'sh', '-c', 'log=$1; shift; exec "$@" 2>>"$log"', 'sh', log];
  const { server } = await launchServer({ ...options, before, log: 'info' });
  const healthy = async () => {
    const asked = { path: '/health', timeoutMs: 2_000 };
    return call(server.url, asked).then(
      ({ status }) => status === 200,
      () => false,
    );
  };
  const until = Date.now() + PATIENCE_MS;
  while (!(await healthy())) {
    if (Date.now() > until) break;
    await sleep(100);
  }
  disk.fill(0);
  let answered = 0;
  for (let ask = 0; ask < 200; ask++) if (await healthy()) answered++;
  if (answered < 200) faults.push(`with its log on a full disk ${answered} of 200 were answered`);
  disk.empty();
  await server.kill();
}
