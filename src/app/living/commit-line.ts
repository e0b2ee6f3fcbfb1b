// The line of jobs that wait to be written: taken in group by group, each made durable behind the
// one before, and the next one on its way to the store meanwhile.

import { goesAlone, type Job, mayOverlap, nextGroup, type TakenGroup } from './fact-jobs.ts';
import { UnstorableError } from './fact-store.ts';

export interface CommitLinePorts {
  /** Whether memory is what the store holds, once all on its way there has arrived. */
  isFresh(): boolean;
  distrust(): void;
  refresh(): Promise<void>;
  /** Changes memory by the jobs; those that it refuses are told. */
  take(jobs: readonly Job[]): Promise<TakenGroup>;
  /** Makes the group durable once `before` has resolved; fails if that does. */
  commit(group: TakenGroup['group'], before: Promise<void>): Promise<void>;
}

export interface CommitLine {
  add(job: Job): void;
}

export function createCommitLine(ports: CommitLinePorts): CommitLine {
  const queue: Job[] = [];
  let isWriting = false;
  return {
    add(job) {
      queue.push(job);
      if (isWriting) return;
      isWriting = true;
      void writeAll(ports, queue, () => {
        isWriting = false;
      });
    },
  };
}

const DONE = Promise.resolve();
const settled = (work: Promise<void>): Promise<void> => work.catch(() => {});

/** Until none waits; says so at once, so that whoever comes then begins anew. */
async function writeAll(ports: CommitLinePorts, queue: Job[], ended: () => void): Promise<void> {
  let before: Promise<void> = DONE;
  const end = async () => {
    await settled(before);
    before = DONE; // whatever failed is over
  };
  while (queue.length > 0) {
    if (!mayOverlap(queue) || !ports.isFresh()) await end();
    const jobs = nextGroup(queue);
    try {
      if (!ports.isFresh()) await ports.refresh();
      const taken = await ports.take(jobs);
      const durable = makeDurable(ports, queue, taken, before);
      durable.catch(() => {}); // those who wait for an answer are told
      await end();
      before = durable;
      if (goesAlone(jobs[0]!)) await end();
    } catch (error) {
      ports.distrust();
      for (const job of jobs) job.reject(error);
    }
    if (queue.length === 0) await end();
  }
  ended();
}

async function makeDurable(
  ports: CommitLinePorts,
  queue: Job[],
  { group, answers }: TakenGroup,
  before: Promise<void>,
): Promise<void> {
  try {
    await ports.commit(group, before);
  } catch (error) {
    await settled(before); // what is read anew then has all of it
    ports.distrust();
    const jobs = answers.map(({ job }) => job);
    // A batch that the store cannot keep takes none beside it along: each is tried alone.
    if (error instanceof UnstorableError && !jobs.some(goesAlone)) {
      queue.unshift(...jobs.map((job) => ({ ...job, isAlone: true })));
    } else for (const job of jobs) job.reject(error);
    throw error;
  }
  for (const { job, answer } of answers) job.resolve(answer);
}
