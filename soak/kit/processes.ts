// Processes as the system shows them: who descends from whom, which of them is the planner, which
// the database, and how to end or halt them.

import { readdirSync, readFileSync } from 'node:fs';

export interface RunningProcess {
  pid: number;
  parent: number;
  command: string;
}

export const hasProcesses = ((): boolean => {
  try {
    return readdirSync('/proc').includes(`${process.pid}`);
  } catch {
    return false;
  }
})();

/** All that descend from it, parents before children; itself is not among them. */
export function descendantsOf(pid: number): RunningProcess[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readProcess)
    .filter((found) => found !== null);
  const found: RunningProcess[] = [];
  const parents = [pid];
  for (const parent of parents) {
    for (const each of all) {
      if (each.parent !== parent) continue;
      found.push(each);
      parents.push(each.pid);
    }
  }
  return found;
}

function readProcess(name: string): RunningProcess | null {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid: Number(name), parent: Number(parent), command };
  } catch {
    return null; // gone meanwhile
  }
}

/** Whether there was such a process to tell. */
export function tell(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whatever happens meanwhile, they go on afterwards. */
export async function whileHalted<T>(pids: readonly number[], work: () => Promise<T>): Promise<T> {
  for (const pid of pids) tell(pid, 'SIGSTOP');
  try {
    return await work();
  } finally {
    for (const pid of pids) tell(pid, 'SIGCONT');
  }
}

export function isAlive(pid: number): boolean {
  return readProcess(`${pid}`) !== null;
}

/** Itself first: nothing of it may see its children go. */
export function killTree(pid: number): void {
  const tree = descendantsOf(pid);
  tell(pid, 'SIGKILL');
  for (const each of tree) tell(each.pid, 'SIGKILL');
  for (const each of descendantsOf(pid)) tell(each.pid, 'SIGKILL'); // born meanwhile
}

export interface Parts {
  planner: number | null;
  postmaster: number | null;
  backends: number[]; // the database's processes that work for a connection
}

export function partsOf(server: number): Parts {
  const tree = descendantsOf(server);
  const pid = (fits: (each: RunningProcess) => boolean) => tree.find(fits)?.pid ?? null;
  const postmaster = pid(({ command }) => /\bpostgres -D /.test(command));
  return {
    planner: pid(({ command }) => command.includes('planner-process')),
    postmaster,
    backends: tree
      .filter(({ parent, command }) => parent === postmaster && /\[local\]|\(\d+\)/.test(command))
      .map((each) => each.pid),
  };
}

/** Kilobytes in memory. */
export function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
}
