// Runs the program as a user does, as a process of its own, on data folders that a test writes.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'drumbeat cli '));
after(() => rmSync(scratch, { recursive: true, force: true }));

let folderCount = 0;

export interface Run {
  code: number | null;
  out: string;
  err: string;
}

export function run(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = start(args, env);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

export function start(args: readonly string[], env: Record<string, string> = {}) {
  const clean = { ...process.env, NODE_TEST_CONTEXT: '', NO_COLOR: '', FORCE_COLOR: '' };
  for (const name of ['NODE_TEST_CONTEXT', 'NO_COLOR', 'FORCE_COLOR']) {
    delete (clean as Record<string, string | undefined>)[name];
  }
  return spawn(process.execPath, [main, ...args], {
    cwd: scratch,
    env: { ...clean, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs with --json and reads the one document on standard output. */
export async function runJson<Document>(args: readonly string[], code = 0): Promise<Document> {
  const { out, err, code: actual } = await run([...args, '--json']);
  if (actual !== code) throw new Error(`exit code ${actual}, not ${code}: ${err}`);
  return JSON.parse(out) as Document;
}

/** An empty folder of the test's own. */
export function emptyFolder(): string {
  folderCount++;
  const folder = join(scratch, `folder-${folderCount}`);
  mkdirSync(folder);
  return folder;
}

export type Rows = Record<string, string>;

/** A data folder: by feed, its lines of CSV, indented as the test likes. */
export function dataFolder(feeds: Rows, settings: object = {}): string {
  const folder = emptyFolder();
  for (const [feed, text] of Object.entries(feeds)) {
    const lines = text.split('\n').map((line) => line.trim());
    const kept = lines.filter((line) => line !== '');
    writeFileSync(join(folder, `${feed}.csv`), `${kept.join('\n')}\n`);
  }
  const planned = { as_of: '2027-03-01', horizon_days: 30, ...settings };
  writeFileSync(join(folder, 'drumbeat.json'), JSON.stringify(planned));
  return folder;
}
