// Facts as the API asks for them: what comes in goes through the one writer, what is read is read
// under the rights of whoever asks.

import { type Caller, isSupplier } from '../../../app/living/caller.ts';
import type { Batch } from '../../../app/living/fact-jobs.ts';
import type { FactWriter } from '../../../app/living/fact-writer.ts';
import {
  type FactDesk,
  type FactQuery,
  type IntakeBody,
  type IntakeRequest,
  RefusedError,
} from '../../../app/living/ports.ts';
import { isRefusal, type RecordSource } from '../../../ingest/record-batch.ts';
import type { Refusal } from '../../../ingest/refusals.ts';
import type { Feed } from '../../../model/feeds/feed.ts';
import { feedNamed } from '../../../model/feeds/feeds.ts';
import { columnsForParty } from '../../../model/feeds/party-column.ts';
import type { Database, Session } from '../database.ts';
import { need, scopeOf, systemScope } from '../scopes.ts';
import { PageQueryError, readFactHistory, readFactPage } from './fact-pages.ts';
import { entryView, positionAt, readEntries, readHead } from './log-reading.ts';
import { createQuarantineDesk } from './quarantine-desk.ts';

/** Reads under the rights of whoever asks. */
export type ReadAs = <T>(caller: Caller, work: (session: Session) => Promise<T>) => Promise<T>;

export interface FactDeskParts {
  database: Database;
  writer: FactWriter;
  now: () => number;
  /** The body's records; a file is read where it lies. */
  openBody: (feed: Feed, body: IntakeBody) => Promise<RecordSource | Refusal>;
}

export function createFactDesk(parts: FactDeskParts): FactDesk {
  const { database, writer } = parts;
  const read: ReadAs = (caller, work) =>
    database.read(scopeOf(caller), work).catch((error) => {
      if (!(error instanceof PageQueryError)) throw error;
      throw new RefusedError(400, 'bad_query', error.message);
    });
  const headOf = ({ orgId }: Caller) =>
    database.read(systemScope(orgId), (session) => readHead(session, orgId));
  return {
    async accept(caller, request) {
      need(caller, request.feed === 'notes' ? 'notes.write' : 'facts.write');
      return writer.accept(caller, await openBatch(parts, request));
    },
    async read(caller, query) {
      need(caller, 'facts.read');
      const feed = feedOf(query.feed);
      // Where the log stands is for everyone to know, what is in it is not.
      const position = await database.read(systemScope(caller.orgId), (session) =>
        positionOf(session, caller.orgId, query),
      );
      const isWhole = !isSupplier(caller);
      const columns = isWhole ? feed.columns : columnsForParty(feed);
      if (columns.length === 0) return { rows: [], next: null, position };
      return read(caller, (session) => {
        const readPage = query.withHistory ? readFactHistory : readFactPage;
        const { where, after, limit } = query;
        const page = { feed, columns, isWhole, position, where, after, limit };
        return readPage(session, caller.orgId, page);
      });
    },
    async log(caller, after, limit) {
      need(caller, 'facts.read');
      if (isSupplier(caller)) return { entries: [], head: await headOf(caller) };
      return read(caller, async (session) => {
        const entries = await readEntries(session, caller.orgId, after, limit);
        const head = await readHead(session, caller.orgId);
        return { entries: entries.map(entryView), head };
      });
    },
    ...createQuarantineDesk(parts, read),
    head: headOf,
  };
}

async function openBatch(parts: FactDeskParts, request: IntakeRequest): Promise<Batch> {
  const feed = feedOf(request.feed);
  const records = await parts.openBody(feed, request.body);
  if (isRefusal(records)) throw new RefusedError(422, records.rule, records.message);
  const { body, ...rest } = request;
  return { ...rest, records, declared: {}, isTyped: body.format !== 'csv', replayOf: null };
}

function feedOf(name: string): Feed {
  const feed = feedNamed(name);
  if (feed) return feed;
  throw new RefusedError(
    404,
    'unknown_feed',
    `There is no feed ${name}. GET /api/v1/facts has them.`,
  );
}

/** The entry that the query's moment falls on. */
async function positionOf(session: Session, orgId: number, { asOf }: FactQuery): Promise<number> {
  const head = await readHead(session, orgId);
  if (asOf === null) return head;
  if ('instant' in asOf) return positionAt(session, orgId, asOf.instant);
  if (asOf.position <= head) return asOf.position;
  const message = `Position ${asOf.position} is not written yet; the log stands at ${head}.`;
  throw new RefusedError(400, 'position_ahead', message);
}
