// A change as a Server-Sent Event, and which kinds of change a reader asked for.

import type { StreamedChange } from '../../app/living/ports.ts';

/** `id` lets the reader take up again from here. JSON has no line ends: one data line is enough. */
export function eventText({ id, kind, position, at, body }: StreamedChange): string {
  const data = JSON.stringify({ id, kind, position, at, body });
  return `id: ${id}\nevent: ${kind.replace(/[\r\n]/g, ' ')}\ndata: ${data}\n\n`;
}

/** What the stream says of itself. An id moves the place to take up again from. */
export function noticeText(event: 'open' | 'reset' | 'end', id: number, body: object): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(body)}\n\n`;
}

export const HEARTBEAT = ': beat\n\n';
export const retryText = (ms: number): string => `retry: ${ms}\n\n`;

export type KindFilter = (kind: string) => boolean;

/** `case.*,plan.updated`: names, or beginnings with a star. */
export function kindFilter(kinds: string | undefined): KindFilter {
  if (kinds === undefined) return () => true;
  const names = new Set<string>();
  const beginnings: string[] = [];
  for (const each of kinds.split(',')) {
    if (each.endsWith('*')) beginnings.push(each.slice(0, -1));
    else names.add(each);
  }
  return (kind) => names.has(kind) || beginnings.some((beginning) => kind.startsWith(beginning));
}
