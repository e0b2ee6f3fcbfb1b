// Positions in requests and answers: a read that must not stand before one waits for the plan, and
// each answer says on which one it rests.

import type { Caller } from '../app/living/caller.ts';
import type { PlanDesk, Position } from '../app/living/ports.ts';
import type { FastifyReply } from './fastify.ts';
import type { HttpLimits } from './limits.ts';
import { refusal } from './refusal.ts';

interface Wish {
  caller: Caller;
  query: { not_before?: number };
  headers: { prefer?: string };
  reply: FastifyReply;
}

/** Comes back when the plan rests on what the request asks for; refuses when it takes too long. */
export async function waitForPlan(plan: PlanDesk, wish: Wish, limits: HttpLimits): Promise<void> {
  const { not_before: position } = wish.query;
  if (position === undefined) return;
  const asked = preferredWait(wish.headers.prefer);
  const waitMs = Math.min(asked ?? limits.waitMs, limits.waitMsMax);
  if (asked !== null) wish.reply.header('preference-applied', `wait=${waitMs / 1000}`);
  const state = await plan.waitFor(wish.caller, position, waitMs);
  if (state.position < position) throw behind(position, state.position);
}

/** `Prefer: respond-async, wait=10` (RFC 7240) in milliseconds; null: it does not say. */
export function preferredWait(header: string | undefined): number | null {
  const wait = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:$|[,;])/i.exec(header ?? '');
  return wait === null ? null : Number(wait[1]) * 1000;
}

export function behind(wanted: Position, reached: Position): Error {
  const detail = `It rests on position ${reached}, not on ${wanted} yet. Maybe wait longer.`;
  return refusal('plan_behind', detail, { retryAfterSeconds: 1 });
}

/** Says the position of the answer in a header as well, and its version as ETag. */
export function stamped<Answer>(reply: FastifyReply, answer: Answer): Answer {
  if (typeof answer !== 'object' || answer === null) return answer;
  const { position, version } = answer as { position?: unknown; version?: unknown };
  if (typeof position === 'number') reply.header('drumbeat-position', String(position));
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  return answer;
}

/** The version that a request is about, from `If-Match` or its body; both must agree. */
export function versionOf(header: string | undefined, inBody: number | undefined): number {
  const match = header === undefined ? null : /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim());
  if (header !== undefined && match === null) {
    throw refusal('version_required', `If-Match is "${header}". Maybe send the ETag, as "7".`);
  }
  const inHeader = match === null ? undefined : Number(match[1]);
  const version = inHeader ?? inBody;
  if (version === undefined) {
    throw refusal('version_required', 'Maybe send If-Match with the ETag that was read.');
  }
  if (inBody !== undefined && inBody !== version) {
    throw refusal('version_required', `If-Match says ${version}, the body says ${inBody}.`);
  }
  return version;
}
