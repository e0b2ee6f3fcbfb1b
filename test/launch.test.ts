// The launcher: its lock between set-ups, and that it becomes the program wherever it is called.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireLock } from '../launch/lock.mjs';
import { root } from './source-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'drumbeat launch '));
after(() => rmSync(folder, { recursive: true, force: true }));

const endedPid = spawnSync(process.execPath, ['--version']).pid;

function lockOf(name: string, host: string, pid: number, silentSeconds: number): string {
  const lock = join(folder, name);
  const owner = join(lock, 'owner');
  const touched = Date.now() / 1000 - silentSeconds;
  mkdirSync(lock);
  writeFileSync(owner, `${host}\n${pid}`);
  utimesSync(owner, touched, touched);
  return lock;
}

test('of two set-ups at once the second waits until the first is done', async () => {
  const path = join(folder, 'two');
  const notes: string[] = [];
  const first = await acquireLock(path, () => notes.push('first waits'));
  const second = acquireLock(path, () => notes.push('second waits')).then((lock) => {
    notes.push('second has it');
    return lock;
  });
  await sleep(300);
  notes.push('first done');
  first.release();
  (await second).release();
  assert.deepEqual(notes, ['second waits', 'first done', 'second has it']);
  assert.equal(existsSync(path), false);
});

test('the lock of a set-up that died is taken over', async () => {
  const dead = await acquireLock(lockOf('dead', hostname(), endedPid, 0), () => {});
  dead.release();
  const silent = await acquireLock(lockOf('silent', 'another-machine', 1, 3600), () => {});
  silent.release();
});

test('a lock is kept while its owner, or the child it named, lives', async () => {
  const path = lockOf('kept', hostname(), endedPid, 0);
  writeFileSync(join(path, 'owner'), `${hostname()}\n${endedPid}\n${process.pid}`);
  let taken = false;
  const waiting = acquireLock(path, () => {}).then((lock) => {
    taken = true;
    lock.release();
  });
  await sleep(400);
  assert.equal(taken, false);
  rmSync(path, { recursive: true });
  await waiting;
});

test('drumbeat is the program itself, through a link and from any folder', () => {
  const link = join(folder, 'drumbeat');
  symlinkSync(join(root, 'drumbeat'), link);
  const { status, stdout, stderr } = spawnSync(link, ['no such command'], { cwd: folder });
  assert.equal(status, 2, String(stderr));
  assert.equal(String(stdout), '');
  assert.match(String(stderr), /no such command/);
});

test('a reader that has had enough ends the program quietly', () => {
  const command =
    '"$0/drumbeat" plan "$0/examples/adventureworks" --json | head -c 100 >&2; exit 0';
  const { stderr } = spawnSync('sh', ['-c', command, root], { cwd: folder });
  assert.equal(stderr.length, 100, String(stderr));
});
