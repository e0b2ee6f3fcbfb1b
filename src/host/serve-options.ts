// What a server is started with, and how it logs.

import type { Role } from '../app/living/caller.ts';
import type { HttpLimits } from '../http/limits.ts';

export interface ServeOptions {
  version: string;
  dataFolder: string;
  database: string | null; // URL of a PostgreSQL server instead of the embedded one
  port: number;
  host: string;
  publicOrigin: string | null; // as browsers see it; null = by host and port
  demo: { folder: string; seed: number } | null;
  requiresPasskey?: boolean; // a password alone lets nobody work; false if not said
  company: CompanyOptions | null; // sign-in at the company's identity provider (OIDC)
  log: LogOptions;
  /** What a person at the terminal should know. */
  say: (sentence: string) => void;
  now?: () => number; // the clock; Date.now otherwise
  limits?: Partial<HttpLimits>;
}

export interface CompanyOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The role of those whom nobody invited; null = they are not let in. */
  admit: Exclude<Role, 'supplier'> | null;
}

export interface LogOptions {
  level: 'info' | 'warn' | 'error' | 'silent';
  write: (line: string) => void;
}

export type Log = (level: 'info' | 'warn' | 'error', message: string, more?: object) => void;

const LEVELS = ['info', 'warn', 'error', 'silent'];

/** Lines of the program itself, in the form of those of its requests. */
export function logger({ level: least, write }: LogOptions): Log {
  return (level, message, more = {}) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
    const time = new Date().toISOString();
    write(`${JSON.stringify({ level, time, ...more, msg: message })}\n`);
  };
}
