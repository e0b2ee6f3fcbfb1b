// COPY in and out as streams. A writable has finished when the server has taken the rows.

import type { Readable, Writable } from 'node:stream';
import { from, to } from 'pg-copy-streams';
import type { Client } from './driver.ts';

export function copyIn(client: Client, sql: string): Writable {
  return client.query(from(sql));
}

export function copyOut(client: Client, sql: string): Readable {
  return client.query(to(sql));
}
