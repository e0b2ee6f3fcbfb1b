// Runs the program as a planner does, from outside, and gives back the JSON that it prints.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from './projection.ts';

export const root = join(import.meta.dirname, '..', '..');

/** Compiled once for all runs: a start then costs a third. */
const compileCache = mkdtempSync(join(tmpdir(), 'drumbeat-compiled-'));
process.on('exit', () => rmSync(compileCache, { recursive: true, force: true }));
const environment = { ...process.env, NODE_COMPILE_CACHE: compileCache };

/** Starts `main.ts` with the arguments; rejects, with what it says, unless it ends well. */
export function runProgram(args: readonly string[]): Promise<JsonObject> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join('src', 'main.ts'), ...args], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let complained = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complained += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`exit code ${code}\n${complained}${said.slice(0, 2000)}`));
      else
        try {
          resolve(JSON.parse(said) as JsonObject);
        } catch (error) {
          reject(new Error(`no JSON: ${String(error)}\n${complained}${said.slice(0, 2000)}`));
        }
    });
  });
}
