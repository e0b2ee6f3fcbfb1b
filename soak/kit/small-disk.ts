// A disk of a few megabytes that only a server under test sees: a memory file system in a mount
// namespace of its own. We reach it through the process that lives there.

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMESPACE = ['unshare', '--user', '--map-root-user', '--mount'];
const MOUNT = 'mount -t tmpfs -o size="$1" none "$2" && shift 2 && exec "$@"';
const PIECE = 64 * 1024;

/** What the machine lacks for it; '' = nothing. */
export function lacksSmallDisk(scratch: string): string {
  const place = join(scratch, 'try-disk');
  mkdirSync(place, { recursive: true });
  const [command, ...rest] = [...onSmallDisk(place, 1), 'true'];
  const { status } = spawnSync(command!, rest, { stdio: 'ignore' });
  rmSync(place, { recursive: true, force: true });
  return status === 0 ? '' : 'user namespaces that may mount';
}

/** What stands before a command that is to see the disk. */
export function onSmallDisk(folder: string, megabytes: number): string[] {
  return [...NAMESPACE, 'sh', '-c', MOUNT, 'sh', `${megabytes}m`, folder];
}

/** What stands before a command that joins the process there. */
export function beside(pid: number): string[] {
  return ['nsenter', '--preserve-credentials', '--user', '--mount', '--target', `${pid}`, '--'];
}

export interface SmallDisk {
  free(): number; // bytes
  /** Leaves so many bytes. */
  fill(left: number): void;
  empty(): void;
}

export function smallDiskOf(pid: number, folder: string): SmallDisk {
  const inside = `/proc/${pid}/root${folder}`;
  const filler = join(inside, 'filler');
  const free = () => {
    const { bavail, bsize } = statfsSync(inside);
    return bavail * bsize;
  };
  return {
    free,
    fill(left) {
      mkdirSync(filler, { recursive: true });
      for (let piece = 0; free() > left; piece++) {
        const size = Math.min(free() - left, 64 * PIECE);
        try {
          writeFileSync(join(filler, `${Date.now()}-${piece}`), Buffer.alloc(size, 1));
        } catch {
          return; // as full as can be
        }
      }
    },
    empty: () => rmSync(filler, { recursive: true, force: true }),
  };
}
