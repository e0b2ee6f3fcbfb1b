// Golden scenarios: one folder a business rule, prose first. Each is planned by the real program
// and compared with the tables that were computed by hand from the rule.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { ExpectedTable } from './scenarios/expected-tables.ts';
import { parseExpectedTables } from './scenarios/expected-tables.ts';
import { brokenInvariants } from './scenarios/plan-invariants.ts';
import { root, runProgram } from './scenarios/program.ts';
import { projectRows } from './scenarios/projection.ts';
import { tableDifference } from './scenarios/table-difference.ts';

const AT_A_TIME = 2;
const scenarios = join(root, 'scenarios');

function scenarioFolders(): string[] {
  const entries = readdirSync(scenarios, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

function titleOf(folder: string): string {
  const [first] = readFileSync(join(scenarios, folder, 'README.md'), 'utf8').split('\n');
  assert.match(first, /^# \S/, `${folder}/README.md begins with its title`);
  return first.slice(2);
}

async function differences(folder: string, tables: readonly ExpectedTable[]): Promise<string[]> {
  const input = join('scenarios', folder, 'input');
  const withLists = 'balances,pegging,forecast';
  const plan = await runProgram(['plan', input, '--json', '--unconstrained', '--with', withLists]);
  const isBuild = (table: ExpectedTable): boolean => table.kind === 'buildable';
  const build = tables.some(isBuild) ? await runProgram(['buildable', input, '--json']) : plan;
  const asOf = plan.as_of;
  const found = tables.map((table) =>
    tableDifference(table, projectRows(table, isBuild(table) ? { ...build, as_of: asOf } : plan)),
  );
  return [...found.filter((text) => text !== undefined), ...brokenInvariants(plan)];
}

describe('golden scenarios', { concurrency: AT_A_TIME }, () => {
  for (const folder of scenarioFolders()) {
    test(`${titleOf(folder)} (${folder})`, async () => {
      const text = readFileSync(join(scenarios, folder, 'expected.txt'), 'utf8');
      const found = await differences(folder, parseExpectedTables(text));
      if (found.length > 0)
        assert.fail(`\nscenarios/${folder}: - expected, + planned\n\n${found.join('\n\n')}\n`);
    });
  }
});
