// A reader of the stream for tests: takes the events as they come, and waits for one of them.

import { type ClientRequest, get } from 'node:http';

export interface StreamEvent {
  id: number;
  event: string;
  data: Record<string, unknown> & { position: number; body: Record<string, never> };
}

export interface StreamReader {
  events: StreamEvent[]; // all that came, notices too
  isOver: boolean;
  /** The first event, of those that came and that come, of which that is so. */
  first(isIt: (event: StreamEvent) => boolean, what: string): Promise<StreamEvent>;
  ended: Promise<void>;
  close(): void;
}

const PATIENCE_MS = 25_000;

export function openStream(
  url: string,
  headers: Record<string, string>,
  from: number | null,
  kinds: string,
): Promise<StreamReader> {
  const sent = { ...headers, ...(from === null ? {} : { 'last-event-id': String(from) }) };
  return new Promise((resolve, reject) => {
    const path = `/api/v1/stream${kinds === '' ? '' : `?kinds=${kinds}`}`;
    const asking = get(`${url}${path}`, { headers: sent, agent: false }, (answer) => {
      if (answer.statusCode !== 200) {
        answer.resume();
        reject(new Error(`stream: ${answer.statusCode}`));
        return;
      }
      resolve(readerOf(answer, asking));
    });
    asking.on('error', reject);
  });
}

function readerOf(answer: NodeJS.ReadableStream, asking: ClientRequest): StreamReader {
  const hearing = new Set<() => void>();
  let text = '';
  let over: () => void = () => {};
  const reader: StreamReader = {
    events: [],
    isOver: false,
    ended: new Promise((resolve) => {
      over = resolve;
    }),
    first(isIt, what) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = reader.events.find(isIt);
          if (!found) return;
          clearTimeout(timer);
          hearing.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          hearing.delete(look);
          const came = reader.events.map(({ id, event }) => `${id} ${event}`).join(', ');
          reject(new Error(`the stream did not say: ${what}; it said ${came}`));
        }, PATIENCE_MS);
        hearing.add(look);
        look();
      });
    },
    close: () => asking.destroy(),
  };
  answer.on('data', (piece: Buffer) => {
    text += piece;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const event = eventOf(block);
      if (event) reader.events.push(event);
    }
    for (const look of [...hearing]) look();
  });
  const end = (): void => {
    reader.isOver = true;
    over();
  };
  answer.on('end', end).on('error', end).on('close', end);
  return reader;
}

function eventOf(block: string): StreamEvent | null {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    }),
  );
  const [event, data] = [fields.get('event'), fields.get('data')];
  if (event === undefined || data === undefined) return null;
  // What the stream says of itself has no body.
  return { id: Number(fields.get('id')), event, data: { body: {}, ...JSON.parse(data) } };
}
