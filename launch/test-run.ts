// One run of node:test over the files of some patterns: a line a file, each failure in full, and
// the counts as the last lines.

import { run } from 'node:test';
import { inspect, styleText } from 'node:util';
import { root } from './child.ts';

const TIMEOUT_MS = 600_000;
/** How a test says that it could not be tried here; where all parts must be there, a failure. */
const NOT_RUN = 'not run:';

interface Failure {
  name: string;
  file?: string;
  line?: number;
  details: { error: Error & { failureType?: string; cause?: unknown } };
}

export async function runTests(patterns: readonly string[]): Promise<boolean> {
  const out = (text: string): boolean => process.stdout.write(`${text}\n`);
  const events = run({ globPatterns: [...patterns], cwd: root, timeout: TIMEOUT_MS });
  let passed = false;
  let notRun = 0;
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      process.stdout.write(data.message);
      notRun += data.message.split('\n').filter((line: string) => line.startsWith(NOT_RUN)).length;
    } else if (type === 'test:fail') reportFailure(data, out);
    else if (type === 'test:summary' && data.file !== undefined) {
      const { tests, failed } = data.counts;
      const mark = data.success ? styleText('green', 'ok  ') : styleText('red', 'FAIL');
      const file = data.file.slice(root.length + 1);
      const count = failed === 0 ? `${tests}` : `${tests}, ${failed} failed`;
      out(`${mark} ${file} (${count}; ${Math.round(data.duration_ms)} ms)`);
    } else if (type === 'test:summary') {
      passed = data.success && data.counts.tests > 0;
      reportCounts(data.counts, data.duration_ms, out);
    }
  }
  if (notRun > 0) out(`# not run ${notRun}`);
  return passed && (notRun === 0 || process.env.DRUMBEAT_ALL_PARTS !== '1');
}

/** A parent fails with its child, and a file with its test: only the innermost failure is told. */
function reportFailure(failure: Failure, out: (text: string) => void): void {
  const { error } = failure.details;
  if (error.failureType === 'subtestsFailed') return;
  const place = failure.file === undefined ? '' : ` (${failure.file}:${failure.line ?? 1})`;
  out(`${styleText('red', 'not ok')} ${failure.name}${place}`);
  const cause = error.cause ?? error;
  const stack = (cause as Partial<Error>).stack ?? inspect(cause);
  const told = stack.split('\n').filter((line) => !/^\s+at .*\bnode:internal\//.test(line));
  out(told.map((line) => `    ${line}`).join('\n'));
}

function reportCounts(
  counts: { tests: number; passed: number; failed: number; cancelled: number; skipped: number },
  durationMs: number,
  out: (text: string) => void,
): void {
  out(`# duration ${(durationMs / 1000).toFixed(1)} s`);
  if (counts.cancelled > 0) out(`# cancelled ${counts.cancelled}`);
  if (counts.skipped > 0) out(`# skipped ${counts.skipped}`);
  out(`# tests ${counts.tests}`);
  out(`# pass ${counts.passed}`);
  out(`# fail ${counts.failed}`);
}
