// The same on the PostgreSQL of the system, reached by its URL as an ordinary user: a fact's way, a
// restart, and rows held apart.

import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CaseView } from '../../src/contract/living-exception.ts';
import { startEmbedded } from '../../src/storage/postgres/embedded/embedded-server.ts';
import { openOwner } from '../../src/storage/postgres/owner.ts';
import { testFolder } from '../../src/storage/postgres/test-database.ts';
import { at, CASE, day, purchaseOrder, sendBracketCompany } from './bracket-company-fixture.ts';
import { openLivingServer } from './living-server-fixture.ts';

const DEBIAN = '/usr/lib/postgresql/15/bin';

test('on PostgreSQL 15 by --database a late order is a case, also after a restart', async () => {
  if (!existsSync(join(DEBIAN, 'postgres'))) {
    process.stdout.write('not run: a server on PostgreSQL of the system; needs postgresql-15\n');
    return;
  }
  const folder = testFolder();
  const cluster = { dataFolder: join(folder, 'data'), binaries: DEBIAN, durable: false };
  const postgres = await startEmbedded({ ...cluster, log: () => {} });
  const superuser = openOwner({ connection: postgres.connection });
  await superuser.transaction(async (session) => {
    await session.query('create role drumbeat_app nosuperuser nobypassrls');
    await session.query('create role drumbeat_supplier nosuperuser nobypassrls');
    await session.query('create role ordinary login nosuperuser');
    await session.query('grant drumbeat_app, drumbeat_supplier to ordinary with admin option');
    await session.query('grant create on database postgres to ordinary');
  });
  const socket = encodeURIComponent(postgres.connection.socketFolder);
  const database = `postgresql://ordinary@localhost/postgres?host=${socket}&port=5432`;
  const server = await openLivingServer({ database });
  try {
    const planner = await server.key('planner');
    await sendBracketCompany(planner);
    await planner.planned((await planner.facts('purchase_orders', [purchaseOrder()])).position);
    const raised = await planner.get<CaseView>(at('/cases', CASE));
    assert.deepEqual([raised.is_open, raised.value_at_risk], [true, 400]);
    await server.stop();
    await server.start();
    const again = await planner.get<CaseView>(at('/cases', CASE));
    assert.deepEqual(again, raised);
    const supplier = await server.key('supplier', 'SOMEBODY');
    const { rows } = await supplier.get<{ rows: unknown[] }>('/facts/purchase_orders');
    assert.deepEqual(rows, []);
    const mended = [purchaseOrder({ confirmed_date: day(9) })];
    await planner.planned((await planner.facts('purchase_orders', mended)).position);
    assert.equal((await planner.get<CaseView>(at('/cases', CASE))).is_open, false);
  } finally {
    await server.close();
    await superuser.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
