import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openOwner } from '../owner.ts';
import { testFolder } from '../test-database.ts';
import { findBinaries } from './binaries.ts';
import { isRunning } from './data-folder-lock.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './embedded-server.ts';
import { startPostmaster } from './postmaster.ts';
import { settingArguments } from './server-settings.ts';
import { socketFolderFor } from './socket-folder.ts';
import { launching } from './unprivileged.ts';

const DEBIAN = '/usr/lib/postgresql/15/bin';
const PROCESS = join(import.meta.dirname, 'server-process-fixture.ts');

const folder = testFolder();
const kinds: [string, string | undefined][] = [['its own PostgreSQL', undefined]];
if (existsSync(join(DEBIAN, 'postgres'))) kinds.push(["Debian's PostgreSQL", DEBIAN]);
else process.stdout.write('not run: PostgreSQL of the system; needs postgresql-15\n');

const running = new Set<EmbeddedServer>();
const children = new Set<ChildProcess>();
after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all([...running].map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
function newFolder(): string {
  count += 1;
  return join(folder, `data-${count}`);
}

/** By binaries: the stopped database of the first test, which the others begin with a copy of. */
const made = new Map<string | undefined, string>();
function madeFolder(binaries?: string, dataFolder = newFolder()): string {
  const database = join(dataFolder, 'database');
  cpSync(join(made.get(binaries)!, 'database'), database, { recursive: true });
  chmodSync(database, 0o700);
  return dataFolder;
}

async function start(options: Partial<EmbeddedOptions> & { dataFolder: string }) {
  const server = await startEmbedded({ log: () => {}, ...options });
  running.add(server);
  return server;
}

async function stop(server: EmbeddedServer): Promise<void> {
  running.delete(server);
  await server.stop();
}

async function ask<Row>({ connection }: EmbeddedServer, ...statements: string[]): Promise<Row[]> {
  const owner = openOwner({ connection });
  try {
    return await owner.transaction(async (session) => {
      let rows: Row[] = [];
      for (const statement of statements) rows = await session.query<Row>(statement);
      return rows;
    });
  } finally {
    await owner.close();
  }
}

/** A process that commits until it is killed: the numbers that it said were kept. */
function committing(dataFolder: string, binaries: string | undefined) {
  const child = spawn(process.execPath, [PROCESS, dataFolder, binaries ?? ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  const kept: number[] = [];
  let postmaster = 0;
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const [word, number] = line.split(' ');
    if (word === 'kept') kept.push(Number(number));
    if (word === 'postmaster') postmaster = Number(number);
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  return {
    kept,
    postmaster: () => postmaster,
    ended,
    kill: () => child.kill('SIGKILL'),
    async until(rows: number) {
      while (kept.length < rows && child.exitCode === null) await sleep(5);
    },
  };
}

async function missing(server: EmbeddedServer, kept: readonly number[]): Promise<number[]> {
  const rows = await ask<{ id: number }>(server, 'select id from public.kept');
  const there = new Set(rows.map(({ id }) => id));
  return kept.filter((id) => !there.has(id));
}

for (const [words, binaries] of kinds) {
  test(`a data folder is made, found again and stopped (${words})`, async () => {
    const dataFolder = newFolder();
    mkdirSync(join(dataFolder, 'database-new'), { recursive: true });
    writeFileSync(join(dataFolder, 'database-new', 'half'), 'of a start that was killed');
    const first = await start({ dataFolder, binaries });
    const [settings] = await ask(
      first,
      `create table public.kept (id int)`,
      `insert into public.kept values (1)`,
      `select current_setting('fsync') as fsync, current_setting('data_checksums') as checksums,
         current_setting('synchronous_commit') as commit, current_setting('ssl') as ssl,
         current_setting('listen_addresses') as addresses,
         current_setting('server_encoding') as encoding, pg_encoding_to_char(encoding) as here,
         datcollate as collation
       from pg_database where datname = current_database()`,
    );
    assert.deepEqual(settings, {
      fsync: 'on',
      checksums: 'on',
      commit: 'on',
      ssl: 'off',
      addresses: '',
      encoding: 'UTF8',
      here: 'UTF8',
      collation: 'C.UTF-8',
    });
    const { pid } = first;
    await stop(first);
    assert.equal(isRunning(pid), false);
    assert.equal(existsSync(join(dataFolder, 'database-new')), false);
    const second = await start({ dataFolder, binaries });
    assert.deepEqual(await missing(second, [1]), []);
    await ask(second, 'drop table public.kept');
    await stop(second);
    made.set(binaries, dataFolder);
  });

  test(`kill -9 of the server under load: it comes back with every commit (${words})`, async () => {
    const dataFolder = madeFolder(binaries);
    const told: string[] = [];
    const server = await start({ dataFolder, binaries, log: (line) => told.push(line) });
    await ask(server, 'create table public.kept (id int)');
    const owner = openOwner({ connection: server.connection });
    const kept: number[] = [];
    let done = false;
    const client = async (first: number): Promise<void> => {
      for (let id = first; !done; id += 4) {
        const work = owner.transaction((session) =>
          session.query('insert into public.kept values ($1)', [id]),
        );
        if (
          await work.then(
            () => true,
            () => sleep(5, false),
          )
        )
          kept.push(id);
      }
    };
    const clients = [0, 1, 2, 3].map(client);
    for (let kill = 1; kill <= 2; kill++) {
      const before = kept.length;
      while (kept.length < before + 50) await sleep(2);
      const { pid } = server;
      process.kill(pid, 'SIGKILL');
      while (server.pid === pid) await sleep(5);
    }
    done = true;
    await Promise.all(clients);
    await owner.close();
    assert.deepEqual(await missing(server, kept), []);
    assert.equal(told.filter((line) => /ended by itself \(SIGKILL\)/.test(line)).length, 2);
    await stop(server);
  });

  test(`kill -9 of our process: the server stops, the next start has all (${words})`, async () => {
    const dataFolder = madeFolder(binaries);
    const writer = committing(dataFolder, binaries);
    await writer.until(200);
    writer.kill();
    await writer.ended;
    const server = await start({ dataFolder, binaries });
    assert.equal(isRunning(writer.postmaster()), false);
    assert.equal(writer.kept.length >= 200, true);
    assert.deepEqual(await missing(server, writer.kept), []);
    await stop(server);
  });
}

test('kill -9 of our process and of the server at once', async () => {
  const dataFolder = madeFolder();
  const writer = committing(dataFolder, undefined);
  await writer.until(100);
  process.kill(writer.postmaster(), 'SIGKILL');
  writer.kill();
  await writer.ended;
  const server = await start({ dataFolder });
  assert.deepEqual(await missing(server, writer.kept), []);
  await stop(server);
});

test('a server that outlived its Drumbeat is stopped before the next one starts', async () => {
  const dataFolder = madeFolder();
  const databaseFolder = join(dataFolder, 'database');
  const cluster = {
    databaseFolder,
    binaries: findBinaries(null, join(dataFolder, 'lib')),
    launching: launching(),
    durable: false,
  };
  const settings = settingArguments({
    socketFolder: databaseFolder,
    durable: false,
    sharedBuffersMegabytes: 16,
    connectionsMax: 10,
  });
  const left = await startPostmaster(cluster, settings, () => {});
  const server = await start({ dataFolder, durable: false });
  await left.ended;
  assert.notEqual(server.pid, left.pid);
  assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }]);
  await stop(server);
});

test('a process number that another program has by now is no server', async () => {
  const dataFolder = madeFolder();
  const stale = `${process.pid}\n${join(dataFolder, 'database')}\n1\n5432\n\n\n 1 1\nready\n`;
  writeFileSync(join(dataFolder, 'database', 'postmaster.pid'), stale);
  const server = await start({ dataFolder, durable: false });
  assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }]);
  await stop(server);
});

test('two on one folder: the second is told which process has it', async () => {
  const dataFolder = madeFolder();
  const first = committing(dataFolder, undefined);
  await first.until(1);
  const owner = Number(readFileSync(join(dataFolder, 'lock'), 'utf8'));
  await assert.rejects(start({ dataFolder }), {
    name: 'EmbeddedServerError',
    message:
      `${dataFolder} is in use by process ${owner}.\n` +
      'Maybe stop it, or choose another folder with --data.',
  });
  const before = first.kept.length;
  await first.until(before + 20);
  first.kill();
  await first.ended;
});

test('a database of another version is left alone, and both are named', async () => {
  for (const version of [12, 99]) {
    const dataFolder = newFolder();
    mkdirSync(join(dataFolder, 'database'), { recursive: true });
    writeFileSync(join(dataFolder, 'database', 'PG_VERSION'), `${version}\n`);
    await assert.rejects(start({ dataFolder }), (error: Error) => {
      assert.match(error.message, new RegExp(`is of PostgreSQL ${version}; this Drumbeat runs`));
      assert.match(error.message, /runs PostgreSQL \d+\.\nMaybe choose another folder/);
      return true;
    });
    assert.equal(existsSync(join(dataFolder, 'database', 'PG_VERSION')), true);
  }
});

test('a database of another user is left alone, and both are named', async () => {
  if (process.getuid?.() !== 0) {
    process.stdout.write('not run: the database of another user; needs root\n');
    return;
  }
  const dataFolder = madeFolder();
  chownSync(join(dataFolder, 'database'), 4_711, 4_711);
  await assert.rejects(
    start({ dataFolder }),
    /belongs to user 4711, and user 0 is starting it\.\nMaybe start Drumbeat as that user/,
  );
});

test('a folder that is no database, or cannot be written to, is refused in words', async () => {
  const dataFolder = newFolder();
  mkdirSync(join(dataFolder, 'database'), { recursive: true });
  writeFileSync(join(dataFolder, 'database', 'diary.txt'), 'Dear diary');
  await assert.rejects(start({ dataFolder }), /holds no database of PostgreSQL\.\nMaybe choose/);
  const file = join(dataFolder, 'database', 'diary.txt');
  await assert.rejects(start({ dataFolder: join(file, 'data') }), /cannot be written to/);
  await assert.rejects(
    start({ dataFolder: newFolder(), binaries: dataFolder }),
    /PostgreSQL in .* does not run: .*\nMaybe name a PostgreSQL server with --database/s,
  );
});

test('a path too long for a socket gets one elsewhere, closed to others', async () => {
  const long = join(newFolder(), 'a'.repeat(60), 'b'.repeat(60));
  const dataFolder = madeFolder(undefined, long);
  const server = await start({ dataFolder, durable: false });
  const { socketFolder } = server.connection;
  assert.equal(socketFolder.length < 100, true);
  assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }]);
  await stop(server);
  rmSync(socketFolder, { recursive: true });
  mkdirSync(socketFolder, { mode: 0o755 });
  assert.throws(() => socketFolderFor(join(dataFolder, 'database')), /others have access/);
  rmSync(socketFolder, { recursive: true });
});

test('root hands over to nobody where user namespaces are off', async () => {
  if (process.getuid?.() !== 0) {
    process.stdout.write('not run: the hand-over by setpriv; needs root\n');
    return;
  }
  const dataFolder = newFolder();
  const options = { dataFolder, durable: false, rootMethods: ['user'] as const };
  spawnSync('chmod', ['o+x', folder]);
  const server = await start(options).catch((error: Error) => error.message);
  // Where the program itself lies in root's home, nobody cannot run it.
  if (typeof server === 'string') return assert.match(server, /nobody, whom root hands over to/);
  assert.deepEqual(await ask(server, 'select 1 as one'), [{ one: 1 }]);
  await stop(server);
});

/** In a mount namespace of its own, as root of it: a disk of so many megabytes at that folder. */
function onSmallDisk(mount: string, megabytes: number, script: string) {
  mkdirSync(mount);
  const command =
    `mount -t tmpfs -o size=${megabytes}m,mode=755 none "$1" && ` +
    `exec "$2" --input-type=module-typescript -e "$3" "$1"`;
  const { stdout, status } = spawnSync(
    'unshare',
    ['--user', '--map-root-user', '--mount', 'sh', '-c', command, 'sh', mount, execPath, script],
    { encoding: 'utf8', cwd: import.meta.dirname },
  );
  return { lines: stdout.trim().split('\n'), status };
}

test('a full disk is said in words, and nothing is lost when there is space again', async () => {
  const script = `
    import { rmSync, writeFileSync } from 'node:fs';
    import { startEmbedded } from './embedded-server.ts';
    const [, mount] = process.argv;
    const attempt = async (name) => {
      try {
        const server = await startEmbedded({ dataFolder: mount + '/' + name, log: () => {} });
        await server.stop();
        console.log(name, 'started');
      } catch (error) {
        console.log(name, error.name, error.message.split('\\n')[0].replace(mount, '...'));
      }
    };
    const fill = (name) => {
      for (let size = 2 ** 24; size >= 512; size /= 2) {
        try {
          for (;;) writeFileSync(mount + '/' + name, Buffer.alloc(size), { flag: 'a' });
        } catch {}
      }
    };
    await attempt('first');
    fill('filling');
    await attempt('second');
    await attempt('first');
    rmSync(mount + '/filling');
    await attempt('first');
    rmSync(mount + '/second', { recursive: true, force: true });
    process.exit(0);
  `;
  const { lines, status } = onSmallDisk(join(folder, 'disk'), 96, script);
  if (status !== 0) {
    process.stdout.write('not run: a full disk; needs user namespaces that may mount\n');
    return;
  }
  assert.deepEqual(lines, [
    'first started',
    'second EmbeddedServerError The disk is full: nothing can be written in .../second.',
    'first EmbeddedServerError The disk is full: the database in .../first/database cannot start.',
    'first started',
  ]);
});
