// The one writer of facts. Batches are read side by side, then taken in one after the other, and
// those that wait together are made durable together: one commit for all of them.

import { isRefusal } from '../../ingest/record-batch.ts';
import type { Refusal } from '../../ingest/refusals.ts';
import type { FolderSettings } from '../../ingest/settings.ts';
import { type ReadBatch, readBatch } from '../../ingest/standing/read-batch.ts';
import { closeLacking, scopeFault } from '../../ingest/standing/replace-scope.ts';
import {
  createStandingFacts,
  type StandingFacts,
  takeRows,
} from '../../ingest/standing/standing-facts.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { feedNamed } from '../../model/feeds/feeds.ts';
import type { Caller } from './caller.ts';
import { createCommitLine } from './commit-line.ts';
import type { Answered, Batch, Bundle, Group, Job, TakenGroup } from './fact-jobs.ts';
import type { FactStore, LogHead, NewEntry } from './fact-store.ts';
import { entryOf, settingsEntry } from './new-entry.ts';
import { type IntakeAnswer, type Position, RefusedError } from './ports.ts';
import { mergedSettings, type SettingsChange, settingsOf } from './standing-settings.ts';
import { createTurns } from './turns.ts';

export interface WriterPorts {
  store: FactStore;
  now: () => number; // milliseconds since 1970
  /** Called after each commit, in order. */
  committed: (entries: readonly NewEntry[]) => void;
}

const READ_AT_ONCE = 256;
/** How long a request sent again is answered as before. */
export const ANSWERS_KEPT_MS = 24 * 60 * 60_000;

export class FactWriter {
  readonly #ports: WriterPorts;
  #standing: StandingFacts = createStandingFacts();
  #head: LogHead = { position: 0, at: 0, fence: 0 };
  #ahead: LogHead = this.#head; // ... with what is in memory, but not yet durable
  #settings: Record<string, unknown> = {};
  #settingsPosition: Position = 0;
  #opening: Promise<void> | null = null;
  #isFresh = false; // what is in memory is what the store holds
  readonly #line = createCommitLine({
    isFresh: () => this.#isFresh,
    refresh: () => this.#refresh(),
    distrust: () => {
      this.#isFresh = false;
    },
    take: (jobs) => this.#takeGroup(jobs),
    commit: (group, before) => this.#commit(group, before),
  });
  readonly #turns = createTurns(READ_AT_ONCE);
  #keys = new Set<string>(); // idempotency keys under way

  constructor(ports: WriterPorts) {
    this.#ports = ports;
  }

  get head(): Position {
    return this.#head.position;
  }

  get settings(): FolderSettings {
    return settingsOf(this.#settings, this.#ports.now());
  }

  /** As they were given, field by field. */
  get standingSettings(): Readonly<Record<string, unknown>> {
    return this.#settings;
  }

  get settingsPosition(): Position {
    return this.#settingsPosition;
  }

  /** Becomes the writer, once a process: one that was followed by another must not come back. */
  async open(): Promise<void> {
    this.#head = await this.#ports.store.takeCharge();
    this.#ahead = this.#head;
    await this.#refresh();
  }

  /** Reads what stands; also after the store was away. */
  #refresh(): Promise<void> {
    this.#opening ??= this.#hydrate().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #hydrate(): Promise<void> {
    const standing = createStandingFacts();
    const hydrated = await this.#ports.store.hydrate(standing, null);
    const { position, at } = hydrated;
    this.#standing = standing;
    this.#head = { ...this.#head, position, at };
    this.#ahead = this.#head;
    this.#settings = hydrated.settings;
    this.#settingsPosition = hydrated.settingsPosition;
    this.#isFresh = true;
  }

  /** Takes a batch in; durable when it resolves. */
  async accept(caller: Caller, batch: Batch): Promise<IntakeAnswer> {
    const key = batch.idempotencyKey;
    if (key === '') return this.#readAndQueue(caller, batch);
    if (this.#keys.has(key)) {
      const message = `A request with Idempotency-Key ${key} is under way. Wait for its answer.`;
      throw new RefusedError(409, 'idempotency_concurrent', message, 1);
    }
    this.#keys.add(key);
    try {
      const known = await this.#ports.store.answerOf(key, this.#ports.now() - ANSWERS_KEPT_MS);
      if (!known) return await this.#readAndQueue(caller, batch);
      if (known.fingerprint === batch.fingerprint) return known.answer;
      const message = `Idempotency-Key ${key} had another body. A new request needs a new key.`;
      throw new RefusedError(422, 'idempotency_mismatch', message);
    } finally {
      this.#keys.delete(key);
    }
  }

  /** Fields that the change leaves out stay as they are. */
  async changeSettings(caller: Caller, change: SettingsChange): Promise<Position> {
    const bundle = { batches: [], settings: change, kept: null };
    const [answer] = await this.#queueJob({ caller, bundle });
    return answer!.position;
  }

  /** Takes batches and settings in, in their order, all together or none of it. */
  acceptTogether(caller: Caller, bundle: Bundle): Promise<IntakeAnswer[]> {
    return this.#queueJob({ caller, bundle });
  }

  async #readAndQueue(caller: Caller, batch: Batch): Promise<IntakeAnswer> {
    await this.#turns.take();
    try {
      if (!this.#isFresh) await this.#refresh();
      const readFor = this.#standing;
      const checks = readFor.checksVersion;
      const read = await this.#read(batch);
      const [answer] = await this.#queueJob({ caller, batch, read, readFor, checks });
      return answer!;
    } finally {
      this.#turns.giveBack();
    }
  }

  async #read(batch: Batch): Promise<ReadBatch> {
    const feed = feedNamed(batch.feed);
    if (!feed) throw new RefusedError(404, 'unknown_feed', `There is no feed ${batch.feed}.`);
    const { settings } = this;
    if (Object.keys(batch.declared).length > 0) settings.styles.set(feed.name, batch.declared);
    const read = await readBatch(this.#standing, settings, feed, batch.records, () => {});
    if (isRefusal(read)) throw refused(read);
    return read;
  }

  #queueJob(job: Pick<Job, 'caller'> & Partial<Job>): Promise<IntakeAnswer[]> {
    return new Promise((resolve, reject) => {
      const none = {
        batch: null,
        read: null,
        readFor: null,
        checks: 0,
        bundle: null,
        isAlone: false,
      };
      this.#line.add({ ...none, ...job, resolve, reject });
    });
  }

  /** Changes what stands in memory by all of them. */
  async #takeGroup(jobs: readonly Job[]): Promise<TakenGroup> {
    const { position, at } = this.#ahead;
    const group: Group = { entries: [], position, at: Math.max(this.#ports.now(), at), kept: null };
    const answers: Answered[] = [];
    for (const job of jobs) {
      try {
        answers.push({ job, answer: await this.#takeJob(job, group) });
      } catch (error) {
        job.reject(error);
        // Of a bundle some may have been taken in already.
        if (job.bundle) throw error;
      }
    }
    return { group, answers };
  }

  /** Behind the group before, without which it fails. */
  async #commit({ entries, position, at, kept }: Group, before: Promise<void>): Promise<void> {
    const behind = this.#ahead;
    this.#ahead = { ...behind, position, at };
    if (entries.length > 0 || kept !== null) {
      await this.#ports.store.commit(behind, entries, kept, this.#standing, before);
    } else await before;
    this.#head = { ...behind, position, at };
    if (this.#standing.isRescaled) this.#isFresh = false;
    const written = entries.filter((entry) => entry.position > 0);
    if (written.length > 0) this.#ports.committed(written);
  }

  async #takeJob(job: Job, group: Group): Promise<IntakeAnswer[]> {
    const { caller, batch, read, readFor, checks, bundle } = job;
    if (bundle === null) {
      // What was read before all was read anew has its texts in another pool.
      const isSound = readFor === this.#standing && checks === this.#standing.checksVersion;
      return [this.#take(caller, batch!, isSound ? read! : await this.#read(batch!), group)];
    }
    const answers: IntakeAnswer[] = [];
    if (bundle.settings) answers.push(this.#takeSettings(caller, bundle.settings, group));
    for (const part of bundle.batches) {
      answers.push(this.#take(caller, part, await this.#read(part), group));
    }
    group.kept = bundle.kept;
    return answers;
  }

  /** Changes what stands in memory and adds what is to be written. */
  #take(caller: Caller, batch: Batch, read: ReadBatch, group: Group): IntakeAnswer {
    const { replace, scope = [], isTyped } = batch;
    const fault = replace && scopeFault(this.#standing, read.table, read.count.rows, scope);
    if (fault) throw new RefusedError(422, 'scope', fault);
    // An empty list says nothing, but where it is the full one or a file with a header.
    const says = replace || !isTyped || read.count.rows > 0;
    const isFirst = says && !this.#standing.facts.givenFeeds.has(batch.feed);
    const taken = takeRows(this.#standing, read.table);
    const diagnostics: Diagnostic[] = [...read.diagnostics];
    if (replace) {
      diagnostics.push(...closeLacking(this.#standing, read.table, taken.closed, scope));
    }
    const isNews =
      isFirst || taken.news.length > 0 || taken.closed.rowCount > 0 || read.quarantine.count > 0;
    const position = isNews ? group.position + 1 : 0;
    const place = { position, head: group.position, at: group.at };
    const entry = entryOf(place, caller, batch, read, taken, diagnostics);
    if (isNews) group.position = position;
    if (isNews || entry.idempotencyKey !== '') group.entries.push(entry);
    return entry.answer!;
  }

  #takeSettings(caller: Caller, change: SettingsChange, group: Group): IntakeAnswer {
    const settings = mergedSettings(this.#settings, change, group.at);
    this.#settings = settings;
    this.#settingsPosition = ++group.position;
    const entry = settingsEntry(caller, settings, group.position, group.at);
    group.entries.push(entry);
    return entry.answer!;
  }
}

function refused({ rule, message }: Refusal): RefusedError {
  return new RefusedError(rule === 'too_many_rows' ? 413 : 422, rule, message);
}
