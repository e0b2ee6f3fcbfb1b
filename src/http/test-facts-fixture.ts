// Facts in memory, for tests of the API alone: rows by key with their versions, positions,
// quarantine and idempotency keys. A row is put aside where its first key is empty, and for
// nothing else.

import { readFileSync } from 'node:fs';
import { type Caller, isSupplier } from '../app/living/caller.ts';
import {
  type FactDesk,
  type FactQuery,
  type FactRow,
  type IntakeAnswer,
  type IntakeBody,
  type IntakeRequest,
  type LogEntryView,
  type QuarantineView,
  RefusedError,
} from '../app/living/ports.ts';
import { feedNamed } from '../model/feeds/feeds.ts';

const START = Date.parse('2027-03-02T08:00:00Z');

interface Version {
  position: number;
  key: string;
  row: FactRow | null; // null: closed
  actor: string;
  source: string;
}

interface Store {
  log: LogEntryView[];
  versions: Map<string, Version[]>;
  quarantine: QuarantineView[];
  answers: Map<string, { fingerprint: string; answer: IntakeAnswer }>;
}

export interface TestFacts {
  desk: FactDesk;
  head(): number;
}

/** When the entry of that position was made: a second after the one before. */
export const instantOf = (position: number): string =>
  new Date(START + position * 1000).toISOString();

export function newTestFacts(
  before: (request: IntakeRequest) => Promise<void>,
  after: (answer: IntakeAnswer) => void,
): TestFacts {
  const store: Store = { log: [], versions: new Map(), quarantine: [], answers: new Map() };
  const { log, quarantine, answers } = store;
  const desk: FactDesk = {
    async accept(caller, request) {
      await before(request);
      const { idempotencyKey: key, fingerprint } = request;
      const again = key === '' ? undefined : answers.get(key);
      if (again?.fingerprint === fingerprint) return again.answer;
      if (again) throw new RefusedError(422, 'idempotency_mismatch', 'It was for another one.');
      const answer = take(store, caller, request);
      if (key !== '') answers.set(key, { fingerprint, answer });
      after(answer);
      return answer;
    },
    read: async (caller, query) => readPage(store, caller, query),
    log: async (_caller, from, limit) => ({
      entries: log.slice(from, from + limit),
      head: log.length,
    }),
    quarantine: async (_caller, query) => ({
      rows: quarantine.filter(
        ({ feed, state }) =>
          (query.feed === null || feed === query.feed) &&
          (query.state === null || state === query.state),
      ),
      next: null,
    }),
    async replay(caller, id, cells) {
      const row = openRow(quarantine, id);
      const bytes = Buffer.from(JSON.stringify([{ ...row.row, ...cells }]));
      const answer = take(store, caller, requestOf(row.feed, { format: 'json', bytes }));
      if (answer.quarantined === 0) row.state = 'replayed';
      after(answer);
      return answer;
    },
    async drop(_caller, id) {
      openRow(quarantine, id).state = 'dropped';
    },
    head: async () => log.length,
  };
  return { desk, head: () => log.length };
}

function readPage({ versions, log }: Store, caller: Caller, query: FactQuery) {
  const { asOf, where, limit } = query;
  let until = log.length;
  if (asOf !== null) {
    until = 'position' in asOf ? asOf.position : Math.floor((asOf.instant - START) / 1000);
  }
  const known = (versions.get(query.feed) ?? []).filter(({ position }) => position <= until);
  const last = new Map(known.map((version) => [version.key, version]));
  const rows: FactRow[] = [];
  for (const { row, position, actor, source } of query.withHistory ? known : last.values()) {
    if (row === null) continue;
    if (isSupplier(caller) && row.supplier_id !== caller.partyId) continue;
    if (Object.entries(where).some(([name, text]) => String(row[name]) !== text)) continue;
    rows.push(query.withHistory ? { ...row, position, actor, source } : row);
  }
  const from = Number(query.after ?? 0);
  const next = from + limit < rows.length ? String(from + limit) : null;
  return { rows: rows.slice(from, from + limit), next, position: log.length };
}

function openRow(quarantine: readonly QuarantineView[], id: string): QuarantineView {
  const row = quarantine.find((each) => each.id === id);
  if (!row) throw new RefusedError(404, 'not_found', 'There is no such thing.');
  if (row.state !== 'open') throw new RefusedError(409, 'not_open', `It is ${row.state}.`);
  return row;
}

function take(store: Store, caller: Caller, request: IntakeRequest): IntakeAnswer {
  const { feed: name, source, replace } = request;
  const feed = feedNamed(name);
  if (!feed) throw new RefusedError(404, 'unknown_feed', `There is no feed "${name}".`);
  const keys = feed.columns.filter((column) => column.key).map((column) => column.name);
  const known = store.versions.get(name) ?? [];
  const last = new Map(known.map((version) => [version.key, version.row]));
  const counts = { new: 0, changed: 0, unchanged: 0, closed: 0, quarantined: 0 };
  const position = store.log.length + 1;
  const rows = rowsOf(request.body);
  const aside: QuarantineView[] = [];
  const seen = new Set<string>();
  const add = (key: string, row: FactRow | null): void => {
    known.push({ position, key, row, actor: caller.name, source });
  };
  for (const [index, row] of rows.entries()) {
    if (!row[keys[0]]) {
      aside.push(asideRow(row, { feed: name, column: keys[0], position, index, source }));
      continue;
    }
    const key = JSON.stringify(keys.map((column) => row[column] ?? ''));
    const before = last.get(key) ?? null;
    const isSame = JSON.stringify(before) === JSON.stringify(row);
    counts[before === null ? 'new' : isSame ? 'unchanged' : 'changed']++;
    seen.add(key);
    if (!isSame) add(key, row);
  }
  for (const [key, row] of last) {
    if (!replace || row === null || seen.has(key)) continue;
    counts.closed++;
    add(key, null);
  }
  counts.quarantined = aside.length;
  store.versions.set(name, known);
  store.quarantine.push(...aside);
  const { unchanged, ...told } = counts;
  if (unchanged < rows.length || counts.closed > 0) {
    const mode = replace ? 'replace' : 'update';
    const who = { at: instantOf(position), actor: caller.name, source };
    store.log.push({ position, feed: name, ...who, mode, ...told });
  }
  const answer = { feed: name, position: store.log.length, rows: rows.length, ...counts };
  return { ...answer, quarantine: aside.slice(0, 100), diagnostics: [] };
}

function asideRow(
  row: FactRow,
  place: { feed: string; column: string; position: number; index: number; source: string },
): QuarantineView {
  const { feed, column, position, index, source } = place;
  return {
    id: `Q-${position}-${index}`,
    feed,
    line: index + 2,
    column,
    value: '',
    rule: 'required',
    message: `${column} is empty. Maybe fill it in.`,
    row: Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, String(cell)])),
    position,
    at: instantOf(position),
    source,
    state: 'open',
  };
}

const requestOf = (feed: string, body: IntakeBody): IntakeRequest => ({
  feed,
  body,
  replace: false,
  source: '',
  idempotencyKey: '',
  fingerprint: '',
});

function rowsOf(body: IntakeBody): FactRow[] {
  const bytes = 'file' in body ? readFileSync(body.file) : body.bytes;
  const text = Buffer.from(bytes).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  try {
    if (body.format === 'json') return JSON.parse(text) as FactRow[];
    if (body.format === 'ndjson') return lines.map((line) => JSON.parse(line) as FactRow);
  } catch {
    throw new RefusedError(400, 'not_json', 'The body is not JSON.');
  }
  const [header = [], ...rows] = lines.map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}
