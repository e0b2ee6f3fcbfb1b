// The guide names what the code knows, and names all of it: exception codes, messages, lists,
// parameters with their defaults. What else stands in its code type must be a name of the code, and
// a cause that it quotes from a scenario must be what the plan of that scenario says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMAND_KINDS, SUPPLY_KINDS } from '../src/app/queries/order-keys.ts';
import { csvLists } from '../src/cli/csv-lists.ts';
import { DETECTORS } from '../src/exceptions/detectors/detectors.ts';
import { FEEDS } from '../src/model/feeds/feeds.ts';
import { DEFAULT_PARAMETERS, type PlanningParameters } from '../src/model/parameters.ts';
import { MESSAGE_NAMES } from '../src/planning/plan.ts';
import { defaultText, parametersPage, withParameters } from './docs-parameters.ts';
import { runProgram } from './scenarios/program.ts';
import { list } from './scenarios/projection.ts';
import { readText } from './source-files.ts';

const textOf = (page: string): string => readText(`docs/guide/${page}.md`).text;
const PAGES = ['exceptions', 'netting', 'parameters', 'pegging', 'reading-the-plan'];
const codes = DETECTORS.map(({ code }) => code);
const lists = csvLists({
  as_of: '',
  horizon_days: 0,
  mode: 'unconstrained',
  position: null,
  demand: [],
  planned_orders: [],
  action_messages: [],
  exceptions: [],
  cases: [],
  balances: [],
  pegging: [],
  resource_loads: [],
  diagnostics: [],
});

/** First cells, without their code type, of the table that has this head. */
function firstCells(text: string, head: string): string[] {
  const [, table = ''] = text.split(`${head}\n`);
  const [rows] = table.split('\n\n');
  return [...rows.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
}

test('the guide prints the parameters as they are', () => {
  const { text } = readText(parametersPage);
  assert.equal(text, withParameters(text), 'run npm run docs:write');
});

test('each default that the guide tells is the one that the code has', () => {
  for (const page of PAGES) {
    for (const [, name, told] of textOf(page).matchAll(/`(\w+)`\s+\(default\s+([^)]+)\)/g)) {
      assert.ok(name in DEFAULT_PARAMETERS, `${page}: ${name}`);
      assert.equal(told, defaultText(name as keyof PlanningParameters), `${page}: ${name}`);
    }
  }
});

test('the page of exceptions has a section for each code and for no other', () => {
  const sections = [...textOf('exceptions').matchAll(/^### (\w+)$/gm)].map((match) => match[1]);
  assert.deepEqual(sections.sort(), [...codes].sort());
});

test('the page of netting has each kind of action message', () => {
  const told = firstCells(textOf('netting'), '| kind | on the screen | said when |');
  assert.deepEqual(told.sort(), [...MESSAGE_NAMES].sort());
});

test('the page on reading the plan has each list', () => {
  const told = firstCells(textOf('reading-the-plan'), '| file | one row for | ordered by |');
  const names = lists.map(({ name }) => name).filter((name) => name !== 'resource_loads');
  assert.deepEqual(told.sort(), names.sort());
});

test('what stands in code type in the guide is a name that the code knows', () => {
  const known = new Set<string>([
    ...codes,
    ...Object.keys(DEFAULT_PARAMETERS),
    ...MESSAGE_NAMES,
    ...[SUPPLY_KINDS, DEMAND_KINDS].flatMap((kinds) => Object.values(kinds)),
    ...lists.flatMap(({ name, columns }) => [name, ...columns]),
    ...FEEDS.flatMap(({ name, columns }) => [
      name,
      ...columns.flatMap((column) => [column.name, ...(column.values ?? [])]),
    ]),
    ...NAMES_OF_THE_DOCUMENT,
  ]);
  const unknown = PAGES.flatMap((page) =>
    [...textOf(page).matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)]
      .filter(([, name]) => !known.has(name))
      .map(([, name]) => `${page}: ${name}`),
  );
  assert.deepEqual(unknown, []);
});

/** Kinds that the plan document writes itself. */
const NAMES_OF_THE_DOCUMENT = ['planned_order', 'safety_stock', 'lead_time', 'release_status'];

const quoted = [
  ...textOf('exceptions').matchAll(/"([^"]+)" \(\[scenario\]\([./]+\/scenarios\/([\w-]+)\//g),
];

test('the page of exceptions quotes scenarios', () => {
  assert.ok(quoted.length > 0);
});

for (const [, clause, scenario] of quoted) {
  test(`the plan of ${scenario} says: ${clause}`, async () => {
    const plan = await runProgram(['plan', `scenarios/${scenario}/input`, '--json']);
    const causes = [...list(plan, 'exceptions'), ...list(plan, 'cases')].map(({ cause }) => cause);
    const said = causes.map((cause) => (cause as { text: string } | null)?.text);
    assert.ok(said.includes(clause), [...new Set(said)].join('\n'));
  });
}
