// `drumbeat start`: brings the server up, says where it is, and takes it down on Ctrl-C.

import { refused } from './installation.ts';
import { type InstallationOptions, placeOf } from './installation-options.ts';
import { usageError } from './usage-error.ts';
import type { Wiring } from './wiring.ts';

export interface StartOptions extends InstallationOptions {
  demo?: boolean;
  port?: number;
  host?: string;
  publicUrl?: string;
  oidcIssuer?: string;
  oidcClient?: string;
  oidcAdmit?: string;
  requirePasskeys?: boolean;
  log?: 'info' | 'warn' | 'error' | 'silent';
}

/** What a start is given; the rest is where the program stands. */
export interface Serving {
  data: string;
  database: string | null;
  port: number;
  host: string;
  publicUrl: string | null;
  demo: boolean;
  company: CompanySignIn | null;
  requiresPasskey: boolean;
  logLevel: 'info' | 'warn' | 'error' | 'silent';
  say: (sentence: string) => void;
}

/** Sign-in at the company's identity provider. The client's secret comes from the surroundings. */
export interface CompanySignIn {
  issuer: string;
  clientId: string;
  clientSecret: string;
  admit: (typeof ADMITTED)[number] | null;
}

const ADMITTED = ['viewer', 'planner', 'buyer', 'order_desk', 'lead'] as const;
const SECRET = 'DRUMBEAT_OIDC_SECRET';

export interface Served {
  url: string;
  firstAdminUrl: string | null;
  stop: () => Promise<void>;
}

export const DEFAULT_PORT = 7070;
const LINGER_MS = 2_000;

export async function start(wiring: Wiring, options: StartOptions): Promise<number> {
  const { data, database } = placeOf(options);
  const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const serve = await wiring.server();
  const signal = nextSignal();
  goOnWithoutLog();
  let served: Served;
  try {
    served = await serve({
      data,
      database,
      port: options.port ?? DEFAULT_PORT,
      host: options.host ?? '127.0.0.1',
      publicUrl: options.publicUrl ?? null,
      demo: options.demo ?? false,
      company: companyOf(options, process.env[SECRET] ?? ''),
      requiresPasskey: options.requirePasskeys ?? false,
      logLevel: options.log ?? 'warn',
      say,
    });
  } catch (error) {
    throw error instanceof Error && !('syscall' in error) ? refused(error.message, error) : error;
  }
  say(`Drumbeat runs at ${served.url}`);
  if (served.firstAdminUrl !== null) {
    say(`Nobody can sign in yet. Become the first admin within 24 hours: ${served.firstAdminUrl}`);
  }
  say('Press Ctrl-C to stop it.');
  await signal;
  say('Stopping.');
  await served.stop();
  // A connection to a database that hangs would keep the process.
  setTimeout(() => process.exit(0), LINGER_MS).unref();
  return 0;
}

function companyOf(options: StartOptions, clientSecret: string): CompanySignIn | null {
  const { oidcIssuer: issuer, oidcClient: clientId, oidcAdmit } = options;
  if (issuer === undefined) return null;
  if (clientId === undefined || clientSecret === '') {
    throw usageError(
      '--oidc-issuer needs a client and its secret.',
      `give --oidc-client ID, and the secret in the variable ${SECRET}`,
    );
  }
  const admit = ADMITTED.find((role) => role === oidcAdmit) ?? null;
  if (oidcAdmit !== undefined && admit === null) {
    throw usageError(`--oidc-admit ${oidcAdmit} is no role.`, `name one of ${ADMITTED.join(', ')}`);
  }
  return { issuer, clientId, clientSecret, admit };
}

/** A server whose log cannot be written (its disk is full, its reader gone) serves on. */
function goOnWithoutLog(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners('error');
    stream.on('error', () => {});
  }
}

/** The first signal asks to stop, a second one does not wait. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (isAsked) process.exit(130);
        isAsked = true;
        resolve();
      });
    }
  });
}
