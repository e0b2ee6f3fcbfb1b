// All readers of the stream: one subscription to the changes, each change put into words once, and
// limits on how many may listen.

import type { ServerResponse } from 'node:http';
import type { Caller } from '../../app/living/caller.ts';
import type { ChangeStream } from '../../app/living/ports.ts';
import type { HttpLimits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import { refusal } from '../refusal.ts';
import { eventText, type KindFilter } from './event-text.ts';
import { openReader, type Reader } from './reader.ts';

export interface StreamHub {
  /** Refuses when there are too many; call before anything is answered. */
  admit(caller: Caller): () => void;
  add(reader: {
    caller: Caller;
    from: number | null;
    wants: KindFilter;
    stands: () => Promise<boolean>;
    response: ServerResponse;
    left: () => void;
  }): Promise<void>;
  count(): number;
  close(): void;
}

const MINUTE = 60_000;

export function openHub(stream: ChangeStream, limits: HttpLimits, metrics: Metrics): StreamHub {
  const readers = new Set<Reader>();
  const ofCaller = new Map<string, number>();
  let admitted = 0;
  const unsubscribe = stream.subscribe((change) => {
    if (readers.size === 0) return;
    const text = eventText(change);
    for (const reader of readers) reader.hear(change, text);
  });
  const heart = setInterval(() => {
    for (const reader of readers) reader.beat();
  }, limits.heartbeatMs);
  heart.unref();

  return {
    admit(caller) {
      const key = `${caller.orgId}/${caller.keyId ?? caller.personId ?? caller.name}`;
      const own = ofCaller.get(key) ?? 0;
      if (own >= limits.streamsOfCaller || admitted >= limits.streams) {
        const detail = `${own} streams of yours are open. Maybe close one.`;
        throw refusal('too_many_streams', detail, { retryAfterSeconds: 5 });
      }
      ofCaller.set(key, own + 1);
      admitted++;
      let inside = true;
      return () => {
        if (!inside) return;
        inside = false;
        admitted--;
        const rest = (ofCaller.get(key) ?? 1) - 1;
        if (rest === 0) ofCaller.delete(key);
        else ofCaller.set(key, rest);
      };
    },
    async add({ left, ...options }) {
      const leave = (reason: string): void => {
        clearTimeout(life);
        readers.delete(reader);
        left();
        metrics.setStreams(readers.size);
        if (reason !== 'closed') metrics.countDropped(reason);
      };
      const reader = openReader({ ...options, stream, limits, leave });
      const life = setTimeout(() => reader.end('renew'), limits.streamMinutes * MINUTE);
      life.unref();
      readers.add(reader);
      metrics.setStreams(readers.size);
      try {
        await reader.run();
      } catch (error) {
        reader.end('fault');
        throw error;
      }
    },
    count: () => readers.size,
    close() {
      clearInterval(heart);
      unsubscribe();
      for (const reader of [...readers]) reader.end('stopping');
    },
  };
}
