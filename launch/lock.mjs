// A lock between processes that set up the same folder at once: a directory that names its owner,
// put in place by a rename, which succeeds for one process alone. The owner touches it while it
// lives, and may name a child that outlives it; a lock whose owners are dead is cleared away by who
// waits. Plain JavaScript for Node 18.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TOUCH_EVERY_MS = 2_000;
const ABANDONED_AFTER_MS = 60_000;
const POLL_EVERY_MS = 100;

/** Waits until the lock is ours, calling `onWait` once if it is not at first. */
export async function acquireLock(folder, onWait) {
  let waited = false;
  while (!place(folder)) {
    if (!waited) onWait();
    waited = true;
    clearIfAbandoned(folder);
    await sleep(POLL_EVERY_MS);
  }
  const owner = path.join(folder, 'owner');
  const touching = setInterval(() => {
    fs.utimes(owner, new Date(), new Date(), () => {});
  }, TOUCH_EVERY_MS);
  return {
    release() {
      clearInterval(touching);
      fs.rmSync(folder, { recursive: true, force: true });
    },
    shareWith(pid) {
      fs.appendFileSync(owner, `\n${pid}`);
    },
  };
}

function place(folder) {
  const draft = `${folder}-${process.pid}`;
  fs.mkdirSync(draft, { recursive: true });
  fs.writeFileSync(path.join(draft, 'owner'), `${os.hostname()}\n${process.pid}`);
  try {
    fs.renameSync(draft, folder);
    return true;
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false;
    throw error;
  }
}

/** On this machine the owners' processes are asked, elsewhere the time of the last touch. */
function clearIfAbandoned(folder) {
  const grave = `${folder}-${process.pid}-abandoned`;
  try {
    const file = path.join(folder, 'owner');
    const owner = fs.readFileSync(file, 'utf8');
    const [host, ...pids] = owner.split('\n');
    const silentMs = Date.now() - fs.statSync(file).mtimeMs;
    const dead = host === os.hostname() && !pids.some((pid) => isRunning(Number(pid)));
    if (!dead && silentMs < ABANDONED_AFTER_MS) return;
    fs.renameSync(folder, grave);
    if (fs.readFileSync(path.join(grave, 'owner'), 'utf8') !== owner) fs.renameSync(grave, folder);
    else fs.rmSync(grave, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error; // Released meanwhile.
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}
