// Where a PostgreSQL server is: a URL as people write it, or the socket folder of the embedded one.

import type { ClientConfig } from './driver.ts';

export type Connection = { url: string } | SocketConnection;

export interface SocketConnection {
  socketFolder: string;
  port: number;
  user: string;
  database: string;
}

/** The role that the running program has for every statement: it owns nothing. */
export const APP_ROLE = 'drumbeat_app';
/** What it becomes for a transaction of a supplier: it may read the columns that are theirs. */
export const SUPPLIER_ROLE = 'drumbeat_supplier';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * `role`: '' = stay the user that signs in. On a server of others the role is asked for as the
 * connection starts; on ours it signs in itself, so that no statement gets back to the owner.
 */
export function clientConfig(connection: Connection, role: string): ClientConfig {
  const settings = ['timezone=UTC', 'search_path=drumbeat', 'datestyle=ISO'];
  if (role !== '' && 'url' in connection) settings.push(`role=${role}`);
  return {
    ...address(connection, role),
    application_name: 'drumbeat',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  };
}

function address(connection: Connection, role: string): ClientConfig {
  if ('url' in connection) return { connectionString: connection.url };
  const { socketFolder, port, user, database } = connection;
  return { host: socketFolder, port, user: role === '' ? user : role, database };
}

/** For messages: where it is, without a password. */
export function placeOf(connection: Connection): string {
  if (!('url' in connection)) return `the embedded database in ${connection.socketFolder}`;
  try {
    const { hostname, port, pathname } = new URL(connection.url);
    return `the database ${pathname.slice(1)} on ${hostname}${port === '' ? '' : `:${port}`}`;
  } catch {
    return 'the database that the URL names';
  }
}
