// The command line's words: commands, options, their help with an example each. What they do stands
// in the file of each command.

import { Command, CommanderError } from 'commander';
import { parseAsOf, parseExtraLists, parseHorizon } from './arguments.ts';
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
