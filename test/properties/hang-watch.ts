// Ends a test process whose case goes on for too long, naming the folder that it plans: code that
// never comes back cannot be stopped from within its own thread.

import { Worker } from 'node:worker_threads';

const LIMIT_MS = 60_000;

const WATCH = `
  const { workerData } = require('node:worker_threads');
  const beat = new Int32Array(workerData.beat);
  let last = Atomics.load(beat, 0);
  let since = Date.now();
  setInterval(() => {
    const now = Atomics.load(beat, 0);
    if (now !== last) {
      last = now;
      since = Date.now();
    } else if (Date.now() - since > workerData.limit) {
      require('node:fs').writeSync(2, 'A plan goes on and on: ' + workerData.folder + '\\n');
      process.kill(process.pid, 'SIGKILL');
    }
  }, 500);
`;

export interface HangWatch {
  beat: () => void; // a case has begun
  end: () => Promise<number>;
}

export function watchForHang(folder: string): HangWatch {
  const beat = new SharedArrayBuffer(4);
  const count = new Int32Array(beat);
  const worker = new Worker(WATCH, { eval: true, workerData: { beat, folder, limit: LIMIT_MS } });
  worker.unref();
  return {
    beat: () => void Atomics.add(count, 0, 1),
    end: () => worker.terminate(),
  };
}
