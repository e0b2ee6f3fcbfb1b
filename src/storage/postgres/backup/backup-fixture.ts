// For tests: facts and people of two organisations in a database, and what every table of a
// database holds.

import { systemCaller } from '../../../app/living/caller.ts';
import { FactWriter } from '../../../app/living/fact-writer.ts';
import type { IntakeAnswer } from '../../../app/living/ports.ts';
import { jsonSource } from '../../../ingest/json/json-records.ts';
import type { RecordSource } from '../../../ingest/record-batch.ts';
import type { Database } from '../database.ts';
import { createFactStore } from '../fact-log/fact-store.ts';
import type { Owner } from '../owner.ts';
import { tables as declaredTables } from '../tables.ts';
import { readTables } from './schema-catalog.ts';

export const now = (): number => Date.parse('2027-03-02T06:00:00Z');

export type Post = (feed: string, rows: readonly object[]) => Promise<IntakeAnswer>;

/** The program's way to send rows of a feed. */
export async function openPosting(database: Database, orgId: number): Promise<Post> {
  const store = createFactStore(database, orgId);
  const writer = new FactWriter({ store, now, committed: () => {} });
  await writer.open();
  return (feed, rows) =>
    writer.accept(systemCaller(orgId, 'test'), {
      feed,
      records: jsonSource(feed, 'test', rows) as RecordSource,
      declared: {},
      isTyped: true,
      replace: false,
      source: 'test',
      idempotencyKey: '',
      fingerprint: '',
      replayOf: null,
    });
}

export const ORGANISATIONS = [1, 2];
/** Stands in the rows that no back-up may hold. */
export const CANARY = 'canary-4711';

const PEOPLE = [
  `insert into drumbeat.organisation values (2, 'Second') on conflict do nothing`,
  `insert into drumbeat.person values
     ($1, 'ada', 'ada@example.com', 'Ada', '{planner,lead}', '', true, now())`,
  `insert into drumbeat.person_credential values
     ($1, 'ada', 'password', '', '', '$argon2id$kept', now())`,
  `insert into drumbeat.api_key values ($1, 'key', repeat('a', 64), 'ERP', 'planner', '',
     '{facts.write}', now(), null, now(), null, null)`,
  `insert into drumbeat.passkey values
     ($1, 'pass', 'ada', '\\x00ff', 7, '{usb,nfc}', true, 'Key', now(), null)`,
  `insert into drumbeat.audit_entry (org_id, at, actor, person_id, action, object, before, after,
     address) values ($1, now(), 'Ada', 'ada', 'rule.change', 'rule/1', null, '[1, "ü"]', '')`,
  `insert into drumbeat.session values ($1, '${CANARY}', repeat('b', 64), 'ada', 'password', now(),
     now(), null, null, '${CANARY}', '', now())`,
  `insert into drumbeat.challenge values ($1, '${CANARY}', 'sign_in', null, now())`,
  `insert into drumbeat.one_time_link values ($1, '${CANARY}', 'first_admin', null, now(), now())`,
  `insert into drumbeat.oidc_login values ($1, '${CANARY}', '', '', '${CANARY}', '', now())`,
  `insert into drumbeat.sign_in_attempt values ($1, 'email', '${CANARY}', 1, now(), now())`,
];

export async function addPeople(owner: Owner): Promise<void> {
  for (const orgId of ORGANISATIONS) {
    await owner.transaction(async (session) => {
      for (const sql of PEOPLE) await session.query(sql, sql.includes('$1') ? [orgId] : []);
    });
  }
}

/** Items, an order that changes, a row put aside, odd texts. */
export async function addFacts(post: Post, orgId: number, itemCount: number): Promise<void> {
  const items = Array.from({ length: itemCount }, (_, n) => ({
    item_id: `I${orgId}-${n}`,
    description: `Größe "${n}"\n=1+1 🚲`,
    uom: n % 3 === 0 ? 'KGM' : 'PCE',
    colour: n % 2 === 0 ? 'red' : '',
  }));
  await post('items', items);
  await post('locations', [{ location_id: 'P1', kind: 'plant' }]);
  await post('suppliers', [{ supplier_id: 'ALFA' }]);
  const order = { order_id: '0815', line: '10', supplier_id: 'ALFA', item_id: `I${orgId}-1` };
  for (const quantity of [100, 0.5, 7]) {
    const row = { ...order, location_id: 'P1', quantity, requested_date: '2027-03-10' };
    await post('purchase_orders', [row]);
  }
  await post('inventory', [{ item_id: 'NOWHERE', location_id: 'P1', quantity: 1 }]);
}

/** By table: how many rows, and a digest over them whatever their order. */
export async function contentsOf(owner: Owner): Promise<Map<string, string>> {
  return owner.transaction(async (session) => {
    const contents = new Map<string, string>();
    for (const { name, table } of await readTables(session)) {
      if (name === 'migration') continue;
      const [row] = await session.query<{ told: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10)
           order by t::text collate "C")), '') as told from ${table} t`,
      );
      contents.set(name, row.told);
    }
    return contents;
  });
}

/** What a restored database must hold. */
export function keptOf(contents: ReadonlyMap<string, string>): Map<string, string> {
  const kept = new Map(contents);
  for (const { name, notBackedUp } of declaredTables) if (notBackedUp) kept.set(name, '0 ');
  return kept;
}
