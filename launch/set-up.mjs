// Sets a clone up: installs the locked packages and finds a Node that can run the sources. Plain
// JavaScript for Node 18, because it runs before the Node that the packages bring along is there.
// Writes node_modules/.drumbeat, which launch/run reads. Notes go to standard error.

import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { acquireLock } from './lock.mjs';

const NODE_MAJOR_MIN = 24;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const stamp = path.join(root, 'node_modules', '.drumbeat');
const lockFile = path.join(root, 'package-lock.json');

function say(text) {
  process.stderr.write(`drumbeat: ${text}\n`);
}

/** Is what the lock file asks for installed, for this kind of machine, with a Node to run it? */
function isSetUp(machine) {
  try {
    const [node, preparedFor] = fs.readFileSync(path.join(stamp, 'node'), 'utf8').split('\n');
    const installed = fs.readFileSync(path.join(stamp, 'package-lock.json'));
    fs.accessSync(path.resolve(root, node), fs.constants.X_OK);
    return preparedFor === machine && installed.equals(fs.readFileSync(lockFile));
  } catch {
    return false;
  }
}

/** `npm ci` in the words of the npm that called us, else of the one on the path. */
function npmCommand() {
  const caller = process.env.npm_execpath ?? '';
  if (path.basename(caller) === 'npm-cli.js') return [process.execPath, caller];
  return ['npm'];
}

/** npm needs a cache that it may write: '' for its own, a new one for an account without a home. */
function cacheForThisRun() {
  const cache = process.env.npm_config_cache ?? path.join(os.homedir(), '.npm');
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.accessSync(cache, fs.constants.W_OK);
    return '';
  } catch {
    return fs.mkdtempSync(path.join(os.tmpdir(), 'drumbeat-npm-'));
  }
}

/**
 * Installs exactly the lock file, tools for the tests included, whatever the surroundings omit. The
 * waiting time for new releases is for those who change the lock file: what it names was reviewed.
 * Resolves to what went wrong, '' for nothing.
 */
function install(lock) {
  const [command, ...first] = npmCommand();
  const wanted = ['--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const fast = ['--prefer-offline', '--min-release-age=0', '--loglevel=error'];
  const args = [...first, 'ci', ...wanted, ...fast];
  const cache = cacheForThisRun();
  if (cache !== '') args.push('--cache', cache);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'development' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (child.pid) lock.shareWith(child.pid);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        process.exitCode = 128 + os.constants.signals[signal];
        child.kill(signal);
      });
    }
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => {
      if (cache !== '') fs.rmSync(cache, { recursive: true, force: true });
      resolve(code === 0 ? '' : `npm ci ended with ${code ?? signal}`);
    });
  });
}

/** The major version that a binary answers with, 0 when it does not run here. */
function majorVersion(binary) {
  try {
    const answer = execFileSync(binary, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
    return Number.parseInt(String(answer).slice(1), 10) || 0;
  } catch {
    return 0;
  }
}

/** The Node that came with the packages, else the caller's own; '' when neither will do. */
function findNode() {
  const bundled = `node_modules/node-${process.platform}-${process.arch}/bin/node`;
  if (majorVersion(path.join(root, bundled)) >= NODE_MAJOR_MIN) return bundled;
  return majorVersion(process.execPath) >= NODE_MAJOR_MIN ? process.execPath : '';
}

async function setUp(machine, lock) {
  const started = Date.now();
  say('setting up: installing the locked packages with npm ci (once, some seconds) ...');
  fs.rmSync(stamp, { recursive: true, force: true });
  const failure = await install(lock);
  if (process.exitCode) return process.exitCode; // Interrupted: nothing to explain.
  if (failure !== '') {
    say(`could not set up: ${failure}.`);
    say('Maybe the package registry is out of reach, or this folder may not be written.');
    return 1;
  }
  const node = findNode();
  if (node === '') {
    const place = `${process.platform} ${process.arch}`;
    say(`no Node ${NODE_MAJOR_MIN} runs on ${place}, and yours is ${process.version}.`);
    say(`Maybe install Node ${NODE_MAJOR_MIN} or newer from https://nodejs.org and try again.`);
    return 1;
  }
  fs.mkdirSync(stamp, { recursive: true });
  fs.writeFileSync(path.join(stamp, 'node'), `${node}\n${machine}\n`);
  fs.copyFileSync(lockFile, path.join(stamp, 'package-lock.json'));
  say(`set up in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  return 0;
}

const machine = process.argv[2];
if (!isSetUp(machine)) {
  const lock = await acquireLock(path.join(root, '.set-up-lock'), () =>
    say('waiting for another set-up of this folder ...'),
  );
  try {
    process.exitCode = isSetUp(machine) ? 0 : await setUp(machine, lock);
  } catch (error) {
    say(`could not set up: ${error.message}`);
    process.exitCode = 1;
  } finally {
    lock.release();
  }
}
