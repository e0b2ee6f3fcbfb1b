// The stream of changes for the API to resume from, and for the host to add to what no replan does:
// facts that were accepted, settings that were changed.

import type { StreamedChange } from '../../../app/living/ports.ts';
import type { StreamDraft } from '../../../app/living/stream-drafts.ts';
import type { Database } from '../database.ts';
import { systemScope } from '../scopes.ts';
import { addChanges, changesAfter, dropOldChanges, lastChangeId, lockHead } from './change-log.ts';

export interface ChangeDesk {
  since(id: number, limit: number): Promise<{ changes: StreamedChange[]; complete: boolean }>;
  lastId(): Promise<number>;
  add(drafts: readonly StreamDraft[]): Promise<StreamedChange[]>;
  /** Removes those from before an instant, but for the newest; answers how many. */
  drop(before: number, keptAtLeast: number): Promise<number>;
}

export function createChangeDesk(database: Database, orgId: number): ChangeDesk {
  const scope = systemScope(orgId);
  return {
    since: (id, limit) =>
      database.read(scope, (session) => changesAfter(session, orgId, id, limit)),
    lastId: () => database.read(scope, (session) => lastChangeId(session, orgId)),
    add: (drafts) =>
      database.transaction(scope, async (session) =>
        addChanges(session, orgId, await lockHead(session, orgId), drafts),
      ),
    drop: (before, keptAtLeast) =>
      database.transaction(scope, (session) => dropOldChanges(session, orgId, before, keptAtLeast)),
  };
}
