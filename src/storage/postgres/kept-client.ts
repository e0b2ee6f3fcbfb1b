// A connection of its own that comes back by itself after it was lost, with longer and longer waits
// between attempts, for as long as somebody wants it.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, type ClientConfig, newClient } from './driver.ts';

export interface KeptClient {
  connected(): Promise<Client>; // connects if it is not
  current(): Promise<Client | null>; // without connecting
  close(): Promise<void>;
}

export interface KeptClientOptions {
  config: ClientConfig;
  prepare(client: Client): Promise<void>; // each new connection
  isWanted(): boolean; // once lost, whether to come back
  onLost(error: Error): void;
  onBack(): void;
}

const FIRST_WAIT_MS = 50;
const LAST_WAIT_MS = 5_000;

export function keepClient(options: KeptClientOptions): KeptClient {
  const closing = new AbortController();
  let connecting: Promise<Client> | null = null;

  async function connect(): Promise<Client> {
    const client = newClient(options.config);
    try {
      await client.connect();
      await options.prepare(client);
    } catch (error) {
      connecting = null;
      await client.end().catch(() => {});
      throw error;
    }
    client.once('end', () => {
      connecting = null;
      if (closing.signal.aborted) return;
      options.onLost(new Error('The connection that listens was lost.'));
      void comeBack();
    });
    return client;
  }

  const connected = (): Promise<Client> => {
    connecting ??= connect();
    return connecting;
  };

  async function comeBack(): Promise<void> {
    for (let wait = FIRST_WAIT_MS; options.isWanted(); wait = Math.min(wait * 2, LAST_WAIT_MS)) {
      try {
        await sleep(wait, undefined, { signal: closing.signal });
        await connected();
        return options.onBack();
      } catch {
        if (closing.signal.aborted) return;
      }
    }
  }

  const current = async (): Promise<Client | null> => (await connecting?.catch(() => null)) ?? null;
  return {
    connected,
    current,
    async close() {
      closing.abort();
      const client = await current();
      await client?.end().catch(() => {});
    },
  };
}
