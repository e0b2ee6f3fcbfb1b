// One reader of the stream. It first gets what it missed, from the store, while new changes wait in
// a short queue; then it is live. Each change goes out once, in order: only ids above the last one
// sent are sent. Who lags too far behind what happens catches up from the store again, at its own
// pace, so that nothing piles up here; who takes nothing at all is let go, to come back later.

import type { ServerResponse } from 'node:http';
import type { Caller } from '../../app/living/caller.ts';
import type { ChangeStream, StreamedChange } from '../../app/living/ports.ts';
import type { HttpLimits } from '../limits.ts';
import { eventText, HEARTBEAT, type KindFilter, noticeText, retryText } from './event-text.ts';

const PAGE = 500;
const RETRY_MS = 2_000;
const FAREWELL_MS = 1_000; // for the last words to get through

export interface Reader {
  hear(change: StreamedChange, text: string): void;
  beat(): void;
  end(reason: string): void;
  run(): Promise<void>;
}

export interface ReaderOptions {
  caller: Caller;
  from: number | null; // the last id that it has seen; null = none, only what is new
  wants: KindFilter;
  stands: () => Promise<boolean>; // whether the caller is still who it was
  response: ServerResponse;
  stream: ChangeStream;
  limits: HttpLimits;
  leave: (reason: string) => void;
}

interface State extends ReaderOptions {
  lastId: number; // of what was sent, or passed over
  isLive: boolean;
  missed: { change: StreamedChange; text: string }[]; // while it catches up
  missedTooMany: boolean; // they are in the store
  isOver: boolean;
  wasFull: boolean; // at the last beat
}

export function openReader(options: ReaderOptions): Reader {
  const { response, stream, from } = options;
  const state: State = {
    ...options,
    lastId: stream.lastId(),
    isLive: false,
    missed: [],
    missedTooMany: false,
    isOver: false,
    wasFull: false,
  };
  response.once('close', () => finish(state, 'closed'));
  response.on('error', () => finish(state, 'closed'));
  return {
    hear: (change, text) => hear(state, change, text),
    beat: () => beat(state),
    end: (reason) => end(state, reason),
    async run() {
      response.write(retryText(RETRY_MS));
      if (from !== null && from > state.lastId) reset(state, 'unknown id');
      else if (from !== null) state.lastId = from;
      if (from === null) state.isLive = true;
      else await catchUp(state);
      const { lastId, isOver } = state;
      if (!isOver) response.write(noticeText('open', lastId, { last_id: lastId }));
    },
  };
}

function hear(state: State, change: StreamedChange, text: string): void {
  const { limits, missed, response } = state;
  if (!state.isLive) {
    if (missed.length < limits.streamChanges) missed.push({ change, text });
    else state.missedTooMany = true;
    return;
  }
  send(state, change, text);
  if (response.writableLength > limits.streamBytes) {
    catchUp(state).catch(() => end(state, 'fault'));
  }
}

function send(state: State, change: StreamedChange, text: string): void {
  if (state.isOver || change.id <= state.lastId) return;
  state.lastId = change.id;
  if (state.wants(change.kind)) state.response.write(text);
}

async function catchUp(state: State): Promise<void> {
  state.isLive = false;
  do {
    state.missed = [];
    state.missedTooMany = false;
    await allTaken(state);
    if (!state.isOver && !(await replay(state))) reset(state, 'too old');
  } while (state.missedTooMany && !state.isOver);
  for (const { change, text } of state.missed) send(state, change, text);
  state.missed = [];
  state.isLive = true;
}

/** What was missed, from the store; false when it is not kept any more. */
async function replay(state: State): Promise<boolean> {
  const { caller, stream, response, limits } = state;
  for (let more = true; more && !state.isOver; ) {
    const page = await stream.since(caller, state.lastId, PAGE);
    if (!page.complete) return false;
    for (const change of page.changes) {
      send(state, change, eventText(change));
      if (response.writableLength > limits.streamBytes / 4) await allTaken(state);
    }
    more = page.changes.length === PAGE;
  }
  return true;
}

function reset(state: State, reason: string): void {
  state.lastId = state.stream.lastId();
  state.response.write(noticeText('reset', state.lastId, { reason }));
}

function beat(state: State): void {
  if (state.isOver) return;
  const isFull = state.response.writableLength > 0;
  if (isFull && state.wasFull) {
    end(state, 'slow');
    return;
  }
  state.wasFull = isFull;
  state.response.write(HEARTBEAT);
  state.stands().then(
    (still) => {
      if (!still) end(state, 'signed out');
    },
    () => undefined, // not to be found out now: the next beat asks again
  );
}

function end(state: State, reason: string): void {
  if (state.isOver) return;
  const { response, lastId } = state;
  response.write(noticeText(reason === 'slow' ? 'reset' : 'end', lastId, { reason }));
  response.end(retryText(RETRY_MS));
  finish(state, reason);
  setTimeout(() => response.destroy(), FAREWELL_MS).unref();
}

function finish(state: State, reason: string): void {
  if (state.isOver) return;
  state.isOver = true;
  state.missed = [];
  state.leave(reason);
}

const allTaken = (state: State): Promise<void> =>
  drained(state.response, state.limits.streamStallMs, () => end(state, 'slow'));

/** Until the socket has taken what was written; a reader that takes nothing is let go. */
function drained(response: ServerResponse, ms: number, late: () => void): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(() => {
      late();
      done();
    }, ms);
    response.once('drain', done);
    response.once('close', done);
  });
}
