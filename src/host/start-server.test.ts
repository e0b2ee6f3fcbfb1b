// What keeps a server from starting is told before anything is brought up that takes its time.

import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { testFolder } from '../storage/postgres/test-database.ts';
import { startServer } from './start-server.ts';

test('a port that is taken is told at once, and no database is made', async () => {
  const other = createServer().listen({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const dataFolder = join(testFolder(), 'data');
  const starting = startServer({
    version: '0.0.0-test',
    dataFolder,
    database: null,
    port,
    host: '127.0.0.1',
    publicOrigin: null,
    demo: null,
    company: null,
    log: { level: 'silent', write: () => {} },
    say: () => {},
  });
  await assert.rejects(starting, (error: Error) => {
    assert.match(error.message, new RegExp(`^Port ${port} on 127.0.0.1 is taken`));
    assert.match(error.message, new RegExp(`--port ${port + 1}$`));
    return true;
  });
  assert.equal(existsSync(dataFolder), false);
  other.close();
  rmSync(join(dataFolder, '..'), { recursive: true, force: true });
});
