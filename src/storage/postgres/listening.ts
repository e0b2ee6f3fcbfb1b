// LISTEN on a connection of its own. A notification is a hint: those of the time without a
// connection are lost, so every listener is called once with '' when it is back.

import { type Client, type ClientConfig, escapeIdentifier } from './driver.ts';
import { keepClient } from './kept-client.ts';

export type Hear = (payload: string) => void;

export interface Listening {
  /** Resolves when the server listens; the answer ends it. */
  listen(channel: string, hear: Hear): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export function openListening(
  config: ClientConfig,
  onLost: (error: unknown) => void,
  unavailable: (error: unknown) => Error,
): Listening {
  const listeners = new Map<string, Set<Hear>>();
  const kept = keepClient({
    config,
    async prepare(client) {
      client.on('notification', ({ channel, payload }) => {
        for (const hear of listeners.get(channel) ?? []) hear(payload ?? '');
      });
      for (const channel of listeners.keys()) await listenOn(client, channel);
    },
    isWanted: () => listeners.size > 0,
    onLost,
    onBack() {
      for (const hears of listeners.values()) for (const hear of hears) hear('');
    },
  });
  const forget = (channel: string, hear: Hear): boolean => {
    const hears = listeners.get(channel);
    if (!hears?.delete(hear) || hears.size > 0) return false;
    return listeners.delete(channel);
  };
  return {
    async listen(channel, hear) {
      const hears = listeners.get(channel) ?? new Set();
      listeners.set(channel, hears.add(hear));
      try {
        await listenOn(await kept.connected(), channel);
      } catch (error) {
        forget(channel, hear);
        throw unavailable(error);
      }
      return async () => {
        if (!forget(channel, hear)) return;
        const client = await kept.current();
        await client?.query(`unlisten ${escapeIdentifier(channel)}`).catch(() => {});
      };
    },
    async close() {
      listeners.clear();
      await kept.close();
    },
  };
}

/** Once more on the same connection changes nothing. */
async function listenOn(client: Client, channel: string): Promise<void> {
  await client.query(`listen ${escapeIdentifier(channel)}`);
}
