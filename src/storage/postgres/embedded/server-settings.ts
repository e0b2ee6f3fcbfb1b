// How the embedded PostgreSQL is set, whatever its configuration file says. What was acknowledged
// is on the disk: fsync and synchronous_commit stay on, but for tests that ask otherwise.

import { PORT } from './socket-folder.ts';

export interface ServerSettings {
  socketFolder: string;
  durable: boolean;
  sharedBuffersMegabytes: number;
  connectionsMax: number;
}

export function settingArguments(settings: ServerSettings): string[] {
  const { socketFolder, durable, sharedBuffersMegabytes, connectionsMax } = settings;
  const onDisk = durable ? 'on' : 'off';
  const values: Record<string, string | number> = {
    // Reached through the socket alone, whose folder is closed to others.
    listen_addresses: '',
    port: PORT,
    unix_socket_directories: quoted(socketFolder),
    unix_socket_permissions: '0700',
    ssl: 'off',
    max_connections: connectionsMax,
    // What was acknowledged is there after a crash.
    fsync: onDisk,
    synchronous_commit: onDisk,
    full_page_writes: onDisk,
    // After a crash the file system is synchronised at once, not file by file.
    recovery_init_sync_method: 'syncfs',
    shared_buffers: `${sharedBuffersMegabytes}MB`,
    max_wal_size: '2GB',
    wal_compression: 'pglz',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The log names no values: neither statements, nor their parameters, nor details of keys.
    logging_collector: 'off',
    log_destination: 'stderr',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: 0,
    log_checkpoints: 'off',
    log_autovacuum_min_duration: -1,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** In a list of folders: commas and spaces are a part of this one's name. */
function quoted(folder: string): string {
  return `"${folder.replaceAll('"', '""')}"`;
}
