// A body of gigabytes: it goes to a file as it comes, is read from there, and is taken in or
// refused by a limit that has a name; the others' facts and the memory of the server do not suffer.

import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './kit/http-call.ts';
import { type Installation, withInstallation } from './kit/installation.ts';
import { memoryOf } from './kit/processes.ts';
import type { Count, SoakTest } from './kit/soak-test.ts';

const BYTES = 2 * 1024 ** 3;
const MEMORY_MAX_MEGABYTES = 1_500;
const EVERY_MS = 200;
const WITHIN_MS = 30 * 60_000;

export const upload: SoakTest = {
  name: 'upload',
  rows: 'the 2 GB upload of the faults list',
  isLong: true,
  shows: 'bodies of 2 GB as CSV, many rows and few, and as NDJSON, while others send theirs',
  round: (seed, count) => uploadBoth(seed, count, BYTES),
};

export function uploadBoth(seed: number, count: Count, bytes: number): Promise<string[]> {
  return withInstallation({ seed, count }, async (it, faults) => {
    for (const form of [CSV, WIDE, NDJSON]) {
      it.load.run(EVERY_MS);
      let most = 0;
      const watch = setInterval(() => {
        most = Math.max(most, memoryOf(it.server.pid) / 1024);
      }, 200);
      const begun = performance.now();
      const answer = await send(it, form, bytes).catch((error) => `${error}`);
      clearInterval(watch);
      count(`s until the answer (${form.name})`, Math.round((performance.now() - begun) / 1000));
      await it.load.stop(30_000);
      await it.load.settle();
      count(`MB sent as ${form.name}`, Math.round(bytes / 1024 ** 2));
      count(`MB of memory at most (${form.name})`, Math.round(most));
      if (typeof answer === 'string') faults.push(`${form.name}: no answer: ${answer}`);
      else if (answer.status >= 500 || !/"code":|"rows":/.test(answer.text)) {
        faults.push(`${form.name}: ${answer.status} ${answer.text.slice(0, 400)}`);
      } else count(`${form.name} answered ${answer.status}`);
      if (most > MEMORY_MAX_MEGABYTES) faults.push(`${form.name}: ${Math.round(most)} MB`);
      const found = await it.faults({ withPlan: false, others: ['inventory'] });
      faults.push(...found.map((fault) => `${form.name}: ${fault}`));
      if (faults.length > 0) return;
    }
  });
}

interface Form {
  name: string;
  type: string;
  head: string;
  row(n: number): string;
}

/** More rows than a batch may have, of few keys: after the first they are put aside as doubled. */
const CSV: Form = {
  name: 'CSV',
  type: 'text/csv',
  head: 'item_id,location_id,sublocation,quantity\n',
  row: (n) => `I1,P1,big-${n % 1_000}-${'x'.repeat(200)},${n}\n`,
};

/** Few enough rows to be taken in. */
const WIDE: Form = {
  name: 'wide CSV',
  type: 'text/csv',
  head: 'item_id,location_id,sublocation,quantity,remark\n',
  row: (n) => `I1,P1,wide-${n % 1_000},${n},${'y'.repeat(2_000)}\n`,
};

const NDJSON: Form = {
  name: 'NDJSON',
  type: 'application/x-ndjson',
  head: '',
  row(n) {
    const place = { item_id: 'I1', location_id: 'P1', sublocation: `big-${n % 1_000}` };
    return `${JSON.stringify({ ...place, quantity: n, x: 'x'.repeat(200) })}\n`;
  },
};

const ROWS_A_PIECE = 1_000;

async function send(it: Installation, form: Form, bytes: number): Promise<Answer> {
  const headers = { 'content-type': form.type, authorization: `Bearer ${it.key}` };
  const path = `${it.server.url}/api/v1/facts/inventory`;
  const asking = request(path, { method: 'POST', headers, timeout: WITHIN_MS });
  const answered = new Promise<Answer>((resolve, reject) => {
    asking.on('error', reject);
    asking.on('response', (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => {
        text += piece;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
  });
  let isAnswered = false;
  answered.then(
    () => {
      isAnswered = true;
    },
    () => {
      isAnswered = true;
    },
  );
  const piece = Array.from({ length: ROWS_A_PIECE }, (_, n) => form.row(n)).join('');
  asking.write(form.head);
  for (let sent = 0; sent < bytes && !isAnswered; sent += piece.length) {
    if (!asking.write(piece)) {
      await Promise.race([new Promise((resolve) => asking.once('drain', resolve)), sleep(5_000)]);
    }
  }
  if (!isAnswered) asking.end();
  return answered;
}
