// A command of the program as a user gives it, with what it said and how it ended.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

export interface Ended {
  code: number | null;
  told: string;
}

/** `before`: a command that runs it. */
export function drumbeat(
  args: readonly string[],
  before: readonly string[] = [],
): { child: ChildProcess; ended: Promise<Ended> } {
  const [command, ...rest] = [...before, process.execPath, ...QUIET, MAIN, ...args];
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const child = spawn(command!, rest, { stdio: ['ignore', 'pipe', 'pipe'], env });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      told += piece;
    });
  }
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code, told })),
  );
  return { child, ended };
}

const QUIET = ['--disable-warning=ExperimentalWarning'];
