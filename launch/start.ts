// `npm start`: the running demo, on a database of its own beside the sources, and the browser on it
// where there is one. What is given behind `--` goes to `drumbeat start`.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, runNode } from './child.ts';

const given = process.argv.slice(2);
const data = given.includes('--data') ? [] : ['--data', join(root, 'drumbeat-data', 'demo')];
const asked = given.indexOf('--port');
const port = asked < 0 ? '7070' : (given[asked + 1] ?? '7070');

/** Asks until the server is up, then opens it; without a screen there is nothing to open. */
async function openWhenReady(url: string): Promise<void> {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const hasScreen =
    opener !== 'xdg-open' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  if (!hasScreen || !process.stdout.isTTY) return;
  for (let tries = 0; tries < 240; tries++) {
    const ready = await fetch(`${url}/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) {
      spawn(opener, [url], { stdio: 'ignore', detached: true })
        .on('error', () => {})
        .unref();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 500).unref());
  }
}

void openWhenReady(`http://localhost:${port}`);
process.exitCode = await runNode(['src/main.ts', 'start', '--demo', ...data, ...given], root);
process.exit();
