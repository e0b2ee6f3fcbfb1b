// Events accepted durably over HTTP, beside the same PostgreSQL's own INSERT and COPY through its
// client, of the same rows, on the same machine, one after the other.

import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Database, openDatabase } from '../../src/storage/postgres/database.ts';
import { findRunning } from '../../src/storage/postgres/embedded/embedded-server.ts';
import { type Owner, openOwner } from '../../src/storage/postgres/owner.ts';
import { type BenchServer, openPoster } from './client.ts';

const ITEMS = 5_000;
const CLIENTS = 16; // that send batches of 500
const CLIENTS_OF_ONE = 64;

export interface IngestFigures {
  single_http: number; // rows a second
  single_insert: number;
  batch_http: number;
  batch_copy: number; // as many clients as over HTTP
  batch_copy_one: number; // one client
}

export async function benchIngest(
  server: BenchServer,
  dataFolder: string,
  seconds: number,
): Promise<IngestFigures> {
  const poster = openPoster(server, 64);
  await poster.post(
    '/api/v1/facts/items',
    JSON_TYPE,
    listed(ITEMS, (i) => ({ item_id: `X${i}` })),
  );
  await poster.post('/api/v1/facts/locations', JSON_TYPE, '[{"location_id":"X"}]');
  await poster.post('/api/v1/facts/suppliers', JSON_TYPE, '[{"supplier_id":"X"}]');
  const running = findRunning(dataFolder);
  if (!running) throw new Error('The bench has lost its database.');
  const owner = openOwner({ connection: running });
  await owner.transaction((session) =>
    session.query('create table drumbeat.bare (like drumbeat.fact_movements including indexes)'),
  );
  await owner.transaction((session) =>
    session.query('grant insert on drumbeat.bare to drumbeat_app'),
  );
  const database = openDatabase({ connection: running, maxConnections: 64, onLost: () => {} });
  let next = 0;
  // What is sent is made before, as what is copied is.
  const bodies = new Map<number, string[]>();
  const make = (size: number, count: number) => {
    const from = next;
    next += size * count;
    const body = (n: number) => listed(size, (i) => movement(from + n * size + i));
    bodies.set(
      size,
      Array.from({ length: count }, (_, n) => body(n)),
    );
  };
  const post = async (size: number) => {
    const body = bodies.get(size)!.pop() ?? listed(size, () => movement(next++));
    await poster.post('/api/v1/facts/movements', JSON_TYPE, body);
  };
  make(1, 4_000 * seconds);
  make(500, 150 * seconds);
  const single_http = await perSecond(CLIENTS_OF_ONE, seconds, 1, () => post(1));
  const batch_http = await perSecond(CLIENTS, seconds, 500, () => post(500));
  const single_insert = await perSecond(CLIENTS_OF_ONE, seconds, 1, () => insertOne(database));
  const piece = await pieceOf(owner);
  const batch_copy = await perSecond(CLIENTS, seconds, 500, () => copyPiece(owner, piece));
  const batch_copy_one = await perSecond(1, seconds, 500, () => copyPiece(owner, piece));
  await owner.transaction((session) => session.query('drop table drumbeat.bare'));
  await database.close();
  await owner.close();
  poster.close();
  return { single_http, single_insert, batch_http, batch_copy, batch_copy_one };
}

const SCOPE = { orgId: 1, role: 'system', partyId: '' } as const;
const JSON_TYPE = 'application/json';

function listed(size: number, row: (i: number) => object): string {
  return JSON.stringify(Array.from({ length: size }, (_, i) => row(i)));
}

/** A goods issue: the event that a plant has most of. */
function movement(i: number): object {
  return {
    movement_id: `M${i}`,
    kind: 'issue',
    item_id: `X${i % ITEMS}`,
    location_id: 'X',
    quantity: 1 + (i % 7),
    at: '2027-02-28T10:15:00Z',
    order_id: `60${i % 900}`,
    line: '10',
  };
}

/** Rows a second of `clients` that each do one after the other. */
async function perSecond(
  clients: number,
  seconds: number,
  rows: number,
  work: () => Promise<void>,
): Promise<number> {
  const started = performance.now();
  const end = started + seconds * 1000;
  let done = 0;
  const client = async () => {
    while (performance.now() < end) {
      await work();
      done += rows;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return Math.round((done / (performance.now() - started)) * 1000);
}

function insertOne(database: Database): Promise<void> {
  return database.transaction(SCOPE, async (session) => {
    await session.query(
      `insert into drumbeat.bare (org_id, v_position, v_row, v_set, v_line, movement_id, kind,
         item_id, location_id, quantity, at, order_id, line)
       values (1, 1, 0, true, 1, $1, 'issue', 'X1', 'X', 1, '2027-02-28T10:15:00Z', '601', '10')`,
      [`M${Math.random()}`],
    );
  });
}

/** 500 rows as they stand in the facts, in PostgreSQL's own binary form. */
async function pieceOf(owner: Owner): Promise<Buffer[]> {
  return owner.transaction(async (session) => {
    const out = session.copyOut(
      'copy (select * from drumbeat.fact_movements limit 500) to stdout (format binary)',
    );
    const pieces: Buffer[] = [];
    out.on('data', (piece: Buffer) => pieces.push(piece));
    await once(out, 'end');
    return pieces;
  });
}

function copyPiece(owner: Owner, pieces: readonly Buffer[]): Promise<void> {
  return owner.transaction(async (session) => {
    await pipeline(
      Readable.from(pieces),
      session.copyIn('copy drumbeat.bare from stdin (format binary)'),
    );
  });
}
