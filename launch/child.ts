// Runs one more process with our streams and hands on how it ended. Ctrl-C reaches the child from
// the terminal itself, so we only wait for it; other signals are passed on.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where the caller of `npm run` stands: npm itself moves to the repository's root. */
export const callerFolder = process.env.INIT_CWD ?? process.cwd();

export function runNode(args: readonly string[], cwd: string): Promise<number> {
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], cwd);
}

export function run(command: string, args: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit' });
    const pass = (signal: NodeJS.Signals): boolean => child.kill(signal);
    const wait = (): void => {};
    process.on('SIGINT', wait).on('SIGTERM', pass).on('SIGHUP', pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', wait).off('SIGTERM', pass).off('SIGHUP', pass);
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
    });
  });
}
