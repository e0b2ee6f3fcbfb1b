// What a test of endurance is: rounds on seeds, each of which counts what it did and tells, in a
// sentence each, what did not hold. A round is made again by its seed alone.

export interface SoakTest {
  name: string; // as `--only` names it
  rows: string; // of the list of goals
  shows: string;
  isLong?: boolean; // a mixed run of some minutes leaves it out
  /** What it needs and this machine has not; '' = it runs here. */
  lacks?(): string;
  round(seed: number, count: Count): Promise<string[]>;
}

export type Count = (what: string, times?: number) => void;

export interface Outcome {
  name: string;
  rounds: number;
  counts: Map<string, number>;
  failures: { seed: number; fault: string }[];
  notRun: string;
}

export function newOutcome(name: string): Outcome {
  return { name, rounds: 0, counts: new Map(), failures: [], notRun: '' };
}

/** A round that throws has failed as one that finds faults has. */
export async function runRound(test: SoakTest, seed: number, outcome: Outcome): Promise<void> {
  const count: Count = (what, times = 1) => {
    outcome.counts.set(what, (outcome.counts.get(what) ?? 0) + times);
  };
  outcome.rounds++;
  try {
    for (const fault of await test.round(seed, count)) outcome.failures.push({ seed, fault });
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    outcome.failures.push({ seed, fault });
  }
}

/** The line that makes a round again. */
export function replayLine(name: string, seed: number): string {
  return `npm run soak -- --only ${name} --seed ${seed} --rounds 1`;
}

export function countsText(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([what, times]) => `${times.toLocaleString('en')} ${what}`).join(', ');
}
