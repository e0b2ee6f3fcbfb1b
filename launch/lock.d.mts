// The types of lock.mjs, which is plain JavaScript because an old Node runs it.

export interface Lock {
  release(): void;
  shareWith(pid: number): void;
}

export function acquireLock(folder: string, onWait: () => void): Promise<Lock>;
