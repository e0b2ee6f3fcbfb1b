// The planner's process: follows the log, replans, stores what came of it and answers questions
// about the plan. It may be killed at any moment: what it holds is rebuilt from the store.

import { RefusedError } from '../app/living/ports.ts';
import type { FromPlanner, ToPlanner } from './planner-protocol.ts';
import { openPlannerSession, type PlannerSession } from './planner-session.ts';

let session: PlannerSession | null = null;
const pieces = new Map<number, Iterator<string>>();

function say(message: FromPlanner): void {
  if (process.connected) process.send!(message, () => {});
}

process.on('message', (message: ToPlanner) => {
  void hear(message).catch((error) => fail(error));
});
// The host is gone: there is nobody to plan for.
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group; the host says when it is time.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

async function hear(message: ToPlanner): Promise<void> {
  switch (message.say) {
    case 'start':
      session = await openPlannerSession(message.with, say);
      break;
    case 'follow':
      session?.follow(message.now);
      break;
    case 'ask':
      await answer(message.id, message.question, message.given);
      break;
    case 'more':
      sendPiece(message.id);
      break;
    case 'enough':
      pieces.get(message.id)?.return?.();
      pieces.delete(message.id);
      break;
    case 'stop':
      await session?.close();
      process.exit(0);
  }
}

async function answer(id: number, question: string, given: unknown): Promise<void> {
  try {
    if (!session) throw new RefusedError(503, 'planner_away', 'The planner is starting.', 2);
    const found = await session.ask(question, given);
    if (isPieces(found)) {
      pieces.set(id, found);
      sendPiece(id);
    } else say({ say: 'answer', id, value: found });
  } catch (error) {
    refuse(id, error);
  }
}

/** A page of a list has a `next` too: its cursor. */
function isPieces(value: unknown): value is Iterator<string> {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as { next?: unknown }).next === 'function';
}

function sendPiece(id: number): void {
  const list = pieces.get(id);
  if (!list) return;
  try {
    const { done, value } = list.next();
    if (done) pieces.delete(id);
    say({ say: 'piece', id, text: done ? '' : value, isLast: done === true });
  } catch (error) {
    pieces.delete(id);
    refuse(id, error);
  }
}

function refuse(id: number, error: unknown): void {
  if (error instanceof RefusedError) {
    const { status, code, message } = error;
    say({ say: 'refusal', id, status, code, message });
    return;
  }
  say({ say: 'failed', message: textOf(error) });
  const message = 'The question could not be answered; the log has the reason.';
  say({ say: 'refusal', id, status: 500, code: 'internal', message });
}

/** What the planner cannot go on after ends it; the host starts it anew. */
function fail(error: unknown): void {
  say({ say: 'failed', message: textOf(error) });
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 50);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
