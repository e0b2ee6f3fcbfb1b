// What the stream says of the log's new entries.

import type { NewEntry } from '../app/living/fact-store.ts';
import type { StreamDraft } from '../app/living/stream-drafts.ts';

export function factsAccepted(entries: readonly NewEntry[]): StreamDraft[] {
  return entries.map((entry) => {
    const { position, at, feed, actor, source, counts, aside } = entry;
    if (feed === 'settings') return { kind: 'settings.changed', position, at, body: { actor } };
    const body = {
      feed,
      position,
      new: counts.new,
      changed: counts.changed,
      closed: counts.closed,
      quarantined: aside.length,
      actor,
      source,
    };
    return { kind: 'facts.accepted', position, at, body };
  });
}
