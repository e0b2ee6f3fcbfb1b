// The PostgreSQL driver as the house uses it, and how values come back: int8 as a number that must
// be safe, numeric and date as text ('2027-03-01'), timestamptz as milliseconds since 1970. A
// parameter for json or jsonb is given as text: an array would become a PostgreSQL array.

import pg, { type ClientConfig, type PoolClient } from 'pg';

export type { Client, ClientConfig, Pool, PoolClient } from 'pg';
export const { DatabaseError, escapeIdentifier, escapeLiteral } = pg;

const INT8 = 20;
const INT8_ARRAY = 1016;
const TIMESTAMPTZ = 1184;
const AS_TEXT = [1082, 1083, 1114, 1186, 1266, 1700]; // date, time, timestamp, interval, numeric
const ARRAY_AS_TEXT = [1182, 1231]; // date[], numeric[]
const TEXT_ARRAY = 1009;

type Parse = (text: string) => unknown;
const builtIn = pg.types.getTypeParser as (type: number, format?: string) => Parse;
const parseTextArray = builtIn(TEXT_ARRAY) as (text: string) => (string | null)[];

const parsers = new Map<number, Parse>();
parsers.set(INT8, safeInteger);
parsers.set(INT8_ARRAY, (text) => parseTextArray(text).map((each) => each && safeInteger(each)));
parsers.set(TIMESTAMPTZ, milliseconds);
for (const type of AS_TEXT) parsers.set(type, (text) => text);
for (const type of ARRAY_AS_TEXT) parsers.set(type, parseTextArray);

const types = {
  getTypeParser: (type: number, format?: string) =>
    (format === 'binary' ? undefined : parsers.get(type)) ?? builtIn(type, format),
} as NonNullable<ClientConfig['types']>;

/** Clients that told of an error of the connection, maybe between two statements. */
const lost = new WeakSet<pg.Client>();

export function newClient(config: ClientConfig): pg.Client {
  const client = new pg.Client({ ...config, types });
  client.on('error', () => lost.add(client));
  return client;
}

interface PoolSettings extends ClientConfig {
  max: number;
  idleTimeoutMillis: number; // 0 = kept
  allowExitOnIdle?: boolean;
}

export function newPool(config: PoolSettings): pg.Pool {
  const pool = new pg.Pool({ ...config, types });
  // A client that is checked out has no listener of the pool's: its error would end the process.
  pool.on('connect', (client: PoolClient) => client.on('error', () => lost.add(client)));
  return pool;
}

/** Whether the connection below the client is gone, as far as this side knows. */
export function isDisconnected(client: pg.Client): boolean {
  const { stream } = client.connection;
  return lost.has(client) || stream.destroyed || !stream.writable;
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number.`);
  return value;
}

/** '2027-03-01 12:00:00.123456+00', the session being in UTC. */
function milliseconds(text: string): number {
  if (text === 'infinity') return Number.POSITIVE_INFINITY;
  if (text === '-infinity') return Number.NEGATIVE_INFINITY;
  return Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
}
