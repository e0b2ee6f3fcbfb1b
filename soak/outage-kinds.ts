// Outages that one installation suffers while the load goes on.

import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../src/base/prng.ts';
import { readLog } from './kit/check-facts.ts';
import { call, callJson } from './kit/http-call.ts';
import type { Installation } from './kit/installation.ts';
import { memoryOf, tell, whileHalted } from './kit/processes.ts';
import { scratchFolder } from './kit/scratch.ts';
import { launchServer, type StartOptions } from './kit/server-process.ts';

export interface Outage {
  name: string;
  suffer(it: Installation, random: Random, faults: string[], awayMs: number): Promise<void>;
}

/** All processes of the database are halted: nobody is told, nothing answers. */
export const databaseHalts: Outage = {
  name: 'database halted',
  async suffer(it, _random, faults, awayMs) {
    const { postmaster, backends } = it.server.parts();
    await whileHalted([postmaster!, ...backends], async () => {
      const ready = await call(it.server.url, { path: '/ready' });
      if (ready.status !== 503) faults.push(`ready without a database: ${ready.status}`);
      await sleep(awayMs);
    });
    await becomesReady(it, faults);
  },
};

const READY_WITHIN_MS = 60_000;

export async function becomesReady(it: Installation, faults: string[]): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while ((await call(it.server.url, { path: '/ready' })).status !== 200) {
    if (Date.now() > until) {
      faults.push('it did not become ready again');
      return;
    }
    await sleep(100);
  }
}

const HOUR = 3_600_000;
const JUMPS = [30 * 24, -2, -40 * 24, 1, 0]; // hours from the true time

const clockFile = (): string => join(scratchFolder(), 'clock');

export const clockJumps: Outage & { options(): Partial<StartOptions> } = {
  name: 'clock jumps',
  options() {
    writeFileSync(clockFile(), '0');
    const preload = new URL('./kit/jumping-clock.ts', import.meta.url).href;
    const NODE_OPTIONS = `--import=${preload}`;
    return { environment: { DRUMBEAT_CLOCK: clockFile(), NODE_OPTIONS } };
  },
  async suffer(it, _random, faults) {
    for (const hours of JUMPS) {
      writeFileSync(clockFile(), `${hours * HOUR}`);
      await sleep(300);
      const { status } = await call(it.server.url, { path: '/ready' });
      if (status !== 200) faults.push(`not ready after the clock jumped ${hours} h: ${status}`);
    }
    const log = (await readLog(it.place())) as unknown as { position: number; at: string }[];
    const back = log.findIndex(({ at }, i) => i > 0 && at < log[i - 1]!.at);
    if (back > 0) faults.push(`entry ${back + 1} is of a time before that of entry ${back}`);
    const ahead = Date.parse(log.at(-1)!.at) - Date.now();
    if (ahead < HOUR) faults.push('the clock did not jump: this test tests nothing');
  },
};

export const portTaken: Outage = {
  name: 'port taken',
  async suffer(it, _random, faults) {
    const dataFolder = join(it.folder, 'other');
    const { server, comesUp } = await launchServer({ dataFolder, port: it.server.port });
    if (await comesUp) {
      faults.push('two servers on one port');
      await server.kill();
    }
    const code = await server.ended;
    const said = `Port ${it.server.port} on 127.0.0.1 is taken by another program.`;
    if (code !== 1 || !server.told().includes(said)) {
      faults.push(`a taken port: ${code} ${server.told()}`);
    }
  },
};

const GROWTH_MAX_MEGABYTES = 200;

/** It opens the stream and takes nothing; another reader gets all meanwhile. */
export const slowReader: Outage = {
  name: 'slow reader',
  async suffer(it, _random, faults) {
    const before = memoryOf(it.server.pid);
    const path = `${it.server.url}/api/v1/stream`;
    const headers = { authorization: `Bearer ${it.key}` };
    const slow = get(path, { headers }, (answer) => answer.pause());
    slow.on('error', () => {});
    let heard = 0;
    const brisk = get(path, { headers }, (answer) => {
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => {
        heard += text.split('event: facts.accepted').length - 1;
      });
      answer.on('error', () => {});
    });
    brisk.on('error', () => {});
    await sleep(500);
    const rows = Array.from({ length: 40 }, (_, i) => i);
    for (const i of rows) {
      await callJson(it.server.url, {
        method: 'POST',
        path: '/api/v1/facts/notes',
        key: it.key,
        headers: { 'content-type': 'application/json', 'x-source': 'stream' },
        body: JSON.stringify([
          { object: 'items', object_id: 'I1', text: `${i} ${'x'.repeat(5_000)}` },
        ]),
      }).catch((error) => faults.push(`beside a slow reader: ${error}`));
    }
    await sleep(1_000);
    if (heard < rows.length / 2) faults.push(`the brisk reader heard ${heard} of ${rows.length}`);
    const grown = (memoryOf(it.server.pid) - before) / 1024;
    if (grown > GROWTH_MAX_MEGABYTES) faults.push(`a slow reader cost ${Math.round(grown)} MB`);
    slow.destroy();
    brisk.destroy();
  },
};

/** Whoever read the log has gone: the server serves on. */
export const logUnread: Outage = {
  name: 'log unread',
  async suffer(it, _random, faults) {
    it.server.closeLog();
    for (let ask = 0; ask < 20; ask++) {
      await call(it.server.url, { path: '/api/v1/facts/items', key: 'none' }); // is logged
    }
    tell(it.server.parts().planner!, 'SIGKILL'); // as is this
    await sleep(1_000);
    const { status } = await call(it.server.url, { path: '/health' });
    if (status !== 200) faults.push(`with its log unread: ${status}`);
    await becomesReady(it, faults);
  },
};
