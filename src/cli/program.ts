// The command line's words: commands, options, their help with an example each. What they do stands
// in the file of each command.

import { Command, CommanderError } from 'commander';
import { parseAsOf, parseExtraLists, parseHorizon, parseLogLevel, parsePort } from './arguments.ts';
import { type InstallationOptions, parseDatabase } from './installation-options.ts';
import type { RestoreOptions } from './restore-command.ts';
import { DEFAULT_PORT, type StartOptions } from './start-command.ts';
import { usageError } from './usage-error.ts';

export interface FolderOptions {
  asOf?: number;
  horizon?: number;
  json?: boolean;
}

export interface PlanOptions extends FolderOptions {
  with?: ReturnType<typeof parseExtraLists>;
  out?: string;
}

/** The commands, each answering with its exit code. */
export interface Actions {
  version: string;
  check: (folder: string, options: FolderOptions) => Promise<number>;
  plan: (folder: string, options: PlanOptions) => Promise<number>;
  buildable: (folder: string, options: FolderOptions) => Promise<number>;
  compare: (folder: string, list: string, options: FolderOptions) => Promise<number>;
  start: (options: StartOptions) => Promise<number>;
  import: (folder: string, options: InstallationOptions) => Promise<number>;
  export: (folder: string, options: InstallationOptions) => Promise<number>;
  backup: (file: string, options: InstallationOptions) => Promise<number>;
  restore: (file: string, options: RestoreOptions) => Promise<number>;
}

const EXIT_CODES = 'Exit code: 0 done, 1 the data is bad, 2 wrong usage.';

/** Runs what the arguments ask for; wrong usage is thrown as a usage error. */
export async function runProgram(args: readonly string[], actions: Actions): Promise<number> {
  let exitCode = 0;
  const program = createProgram(actions, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0; // Help or version was asked for and shown.
    if (error.code === 'commander.help') return 2; // No command given: the help was shown.
    const [first, second] = error.message.replace(/^error: /, '').split('\n');
    const sentence = first.endsWith('.') ? first : `${first}.`;
    const hint = second === undefined ? '' : ` ${second}`;
    throw usageError(`${sentence}${hint}`, 'see drumbeat --help, or drumbeat COMMAND --help');
  }
}

function createProgram(actions: Actions, done: (exitCode: number) => void): Command {
  const program = new Command('drumbeat')
    .description('Reads a data folder, plans it, and says what needs a decision and why.')
    .version(actions.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .addHelpText(
      'after',
      `\n${EXIT_CODES}\n\nExample: what needs a decision in the bundled company\n` +
        '  drumbeat plan examples/adventureworks',
    );
  addCheck(program, actions, done);
  addPlan(program, actions, done);
  addBuildable(program, actions, done);
  addCompare(program, actions, done);
  addStart(program, actions, done);
  addImport(program, actions, done);
  addExport(program, actions, done);
  addBackup(program, actions, done);
  addRestore(program, actions, done);
  return program;
}

function command(program: Command, name: string, description: string, example: string): Command {
  return program
    .command(name)
    .description(description)
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', `\n${EXIT_CODES}\n\n${example}`);
}

function withFolder(program: Command, options = program): Command {
  return options
    .argument('<FOLDER>', 'data folder: a CSV file a feed, or workbooks with a sheet a feed')
    .option('--json', 'one JSON document on standard output, for programs');
}

function withDates(options: Command): Command {
  return options
    .option('--as-of <DATE>', 'plan as of this day (YYYY-MM-DD) instead of the folder’s', parseAsOf)
    .option('--horizon <DAYS>', 'days to plan instead of the folder’s', parseHorizon);
}

function addCheck(program: Command, actions: Actions, done: (exitCode: number) => void): void {
  withFolder(
    command(
      program,
      'check',
      'Validate a data folder: rows taken and quarantined by rule, health.',
      'Example: which rows are not taken, and why\n  drumbeat check my-company',
    ),
  ).action(async (folder: string, options: FolderOptions) => {
    done(await actions.check(folder, options));
  });
}

function addPlan(program: Command, actions: Actions, done: (exitCode: number) => void): void {
  withDates(
    withFolder(
      command(
        program,
        'plan',
        'Plan a data folder in memory: cases, orders to place, orders to move.',
        'Example: the plan of a quarter, for a program, with every day’s balance\n' +
          '  drumbeat plan my-company --horizon 90 --json --with balances > plan.json',
      ),
    ),
  )
    .option('--unconstrained', 'plan without capacity limits (so far the only way)')
    .option('--with <LISTS>', 'more lists: balances,pegging,forecast,loads', parseExtraLists)
    .option('--out <FOLDER>', 'write the lists as CSV files into this folder')
    .action(async (folder: string, options: PlanOptions) => {
      done(await actions.plan(folder, options));
    });
}

function addBuildable(program: Command, actions: Actions, done: (exitCode: number) => void): void {
  withDates(
    withFolder(
      command(
        program,
        'buildable',
        'Clear to build? Each production order that runs or starts soon, and what it lacks.',
        'Orders are served in order of start date and share stock, first come first served.\n' +
          'Clear: every component is there on the day it is needed. Buildable now: with what is\n' +
          'issued and lies in stock today.\n\n' +
          'Example: what the shop can start\n  drumbeat buildable my-company',
      ),
    ),
  ).action(async (folder: string, options: FolderOptions) => {
    done(await actions.buildable(folder, options));
  });
}

function addCompare(program: Command, actions: Actions, done: (exitCode: number) => void): void {
  withDates(
    withFolder(
      command(
        program,
        'compare',
        'Our plan against the ERP’s own planned orders: equal or different, and why.',
        'ERP_LIST is CSV: item_id, location_id, date (of receipt), quantity of its orders.\n' +
          'A reason is named only where planning with that one change gives the ERP’s orders.\n\n' +
          'Example: where and why the ERP plans otherwise\n' +
          '  drumbeat compare my-company planned-orders.csv',
      ),
    ),
  )
    .argument('<ERP_LIST>', 'CSV file of the ERP’s planned orders')
    .action(async (folder: string, list: string, options: FolderOptions) => {
      done(await actions.compare(folder, list, options));
    });
}

function addStart(program: Command, actions: Actions, done: (exitCode: number) => void): void {
  command(
    program,
    'start',
    'Start the server: API, live plan and database in one process tree.',
    'Example: a company that lives, to look at\n  drumbeat start --demo',
  )
    .option('--demo', 'with the bundled company, its people, and a player that moves it on')
    .option('--data <FOLDER>', 'where the installation keeps its data (default: drumbeat-data)')
    .option('--database <URL>', 'a PostgreSQL server instead of the embedded one', parseDatabase)
    .option('--port <PORT>', `port to listen on (default: ${DEFAULT_PORT})`, parsePort)
    .option('--host <ADDRESS>', 'address to listen on (default: 127.0.0.1)')
    .option('--public-url <URL>', 'as browsers see the server, behind a proxy with TLS')
    .option('--oidc-issuer <URL>', 'sign-in at the company’s identity provider')
    .option('--oidc-client <ID>', 'our client there; its secret in DRUMBEAT_OIDC_SECRET')
    .option('--oidc-admit <ROLE>', 'the role of people nobody invited (default: not let in)')
    .option('--require-passkeys', 'a password alone lets nobody work: people sign in by passkey')
    .option('--log <LEVEL>', 'info, warn, error or silent (default: warn)', parseLogLevel)
    .action(async (options: StartOptions) => {
      done(await actions.start(options));
    });
}

function withInstallation(options: Command): Command {
  return options
    .option('--data <FOLDER>', 'data folder of the installation (default: drumbeat-data)')
    .option('--database <URL>', 'a PostgreSQL server instead of a data folder', parseDatabase)
    .option('--json', 'one JSON document on standard output, for programs');
}

function addImport(program: Command, actions: Actions, done: (exitCode: number) => void): void {
  withInstallation(
    command(
      program,
      'import',
      'Take a folder of feeds into an installation that is not running.',
      'A row that is there already, with the same content, changes nothing.\n\n' +
        'Example: begin with the files of the ERP\n  drumbeat import my-company',
    ),
  )
    .argument('<FOLDER>', 'a CSV file a feed, or workbooks with a sheet a feed')
    .action(async (folder: string, options: InstallationOptions) => {
      done(await actions.import(folder, options));
    });
}

function addExport(program: Command, actions: Actions, done: (exitCode: number) => void): void {
  withInstallation(
    command(
      program,
      'export',
      'Write an installation’s facts as a folder of feeds, running or not.',
      'What is exported imports unchanged, and gives the same plan.\n\n' +
        'Example: the facts as they stand now\n  drumbeat export my-company-today',
    ),
  )
    .argument('<FOLDER>', 'a folder that is not there yet, or is empty')
    .action(async (folder: string, options: InstallationOptions) => {
      done(await actions.export(folder, options));
    });
}

function addBackup(program: Command, actions: Actions, done: (exitCode: number) => void): void {
  withInstallation(
    command(
      program,
      'backup',
      'Back up an installation into one file, running or not.',
      'Example: before an upgrade\n  drumbeat backup drumbeat-2027-03-01.backup',
    ),
  )
    .argument('<FILE>', 'the file to write')
    .option('--force', 'replace the file if it is there')
    .action(async (file: string, options: InstallationOptions) => {
      done(await actions.backup(file, options));
    });
}

function addRestore(program: Command, actions: Actions, done: (exitCode: number) => void): void {
  withInstallation(
    command(
      program,
      'restore',
      'Restore a back-up into an empty installation that is not running.',
      'All of it is restored, or nothing.\n\n' +
        'Example: try whether a back-up would do\n' +
        '  drumbeat restore drumbeat-2027-03-01.backup --data drill',
    ),
  )
    .argument('<FILE>', 'the back-up')
    .option('--force', 'replace what the installation holds')
    .option('--check', 'read the back-up from end to end, and restore nothing')
    .action(async (file: string, options: RestoreOptions) => {
      done(await actions.restore(file, options));
    });
}
