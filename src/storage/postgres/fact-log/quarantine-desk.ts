// Rows that were put aside, as the API asks for them: listed, mended and taken in again, dropped.

import { auditEntry } from '../../../app/living/people/audit-entry.ts';
import { type FactDesk, RefusedError } from '../../../app/living/ports.ts';
import { rowSource } from '../../../ingest/standing/row-source.ts';
import { record } from '../audit.ts';
import { need, scopeOf } from '../scopes.ts';
import type { FactDeskParts, ReadAs } from './fact-desk.ts';
import { dropAside, readQuarantine, readWaiting } from './quarantine-pages.ts';

export function createQuarantineDesk(
  { database, writer, now }: FactDeskParts,
  read: ReadAs,
): Pick<FactDesk, 'quarantine' | 'replay' | 'drop'> {
  return {
    quarantine(caller, query) {
      need(caller, 'quarantine.read');
      return read(caller, (session) => readQuarantine(session, caller.orgId, query));
    },
    async replay(caller, id, cells) {
      need(caller, 'quarantine.mend');
      const waiting = await read(caller, (session) => readWaiting(session, caller.orgId, id));
      if (!waiting) throw notFound(id);
      if (waiting.state !== 'open') throw notOpen(id, waiting.state);
      const row = { ...waiting.cells, ...cells };
      return writer.accept(caller, {
        feed: waiting.feed,
        records: rowSource(waiting.feed, waiting.source, row, waiting.isTyped),
        declared: waiting.style,
        isTyped: waiting.isTyped,
        replace: false,
        source: waiting.source,
        idempotencyKey: '',
        fingerprint: '',
        replayOf: id,
      });
    },
    async drop(caller, id, reason) {
      need(caller, 'quarantine.mend');
      const dropped = await database.transaction(scopeOf(caller), async (session) => {
        const waiting = await readWaiting(session, caller.orgId, id);
        if (!waiting) throw notFound(id);
        const isDropped = await dropAside(session, caller.orgId, id, caller.name, reason, now());
        if (isDropped) {
          const change = { before: waiting.cells, after: { reason } };
          await record(
            session,
            auditEntry(caller, 'quarantine.dropped', `quarantine:${id}`, change),
          );
        }
        return isDropped;
      });
      if (!dropped) throw notOpen(id, 'closed');
    },
  };
}

function notFound(id: string): RefusedError {
  return new RefusedError(404, 'not_found', `No row ${id} was put aside.`);
}

function notOpen(id: string, state: string): RefusedError {
  return new RefusedError(409, 'not_open', `Row ${id} is ${state} already.`);
}
