// Holds src/ to the architecture table: direction of imports, no cycles, purity, one importer for
// each package, known rooms only, and the table as printed in ARCHITECTURE.md.

import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import {
  isIdentifier,
  isNewExpression,
  isPropertyAccessExpression,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import {
  compositionRoot,
  forbiddenFolders,
  impureGlobals,
  packages,
  rooms,
  testPackages,
} from './architecture-table.ts';
import { cyclesOf } from './import-cycles.ts';
import { importable, roomOf, withTable } from './rooms.ts';
import {
  type Import,
  isTest,
  lineOf,
  listPaths,
  readText,
  readTypeScript,
  type TypeScriptFile,
  visit,
} from './source-files.ts';

const everything = readTypeScript();
const sources = everything.filter((file) => file.path.startsWith('src/'));
const known = new Map(rooms.map((room) => [room.name, room]));
const used = new Set(sources.map((file) => roomOf(file.path) ?? ''));

const isRelative = (specifier: string): boolean => specifier.startsWith('.');

function targetOf(file: TypeScriptFile, { specifier }: Import): string {
  return posix.normalize(posix.join(posix.dirname(file.path), specifier));
}

/** One line for each import, of those files, that the question finds fault with. */
function faults(
  files: readonly TypeScriptFile[],
  question: (file: TypeScriptFile, each: Import) => string,
): string[] {
  const found: string[] = [];
  for (const file of files) {
    for (const each of file.imports) {
      const fault = question(file, each);
      if (fault !== '') found.push(`${file.path}:${each.line} ${fault}`);
    }
  }
  return found;
}

test('imports point left only, as the table of rooms says', () => {
  const found = faults(sources, (file, each) => {
    const room = roomOf(file.path);
    if (!isRelative(each.specifier) || room === undefined) return '';
    const target = targetOf(file, each);
    const to = roomOf(target);
    if (to !== undefined && importable(room).has(to)) return '';
    return `${room} may not import ${to ?? target}`;
  });
  assert.deepEqual(found, []);
});

test('folders of a room whose wings stand apart do not import one another', () => {
  const found = faults(sources, (file, each) => {
    const room = known.get(roomOf(file.path) ?? '');
    if (!room?.wingsApart || !isRelative(each.specifier)) return '';
    const target = targetOf(file, each);
    const [from, to] = [file.path, target].map((path) => path.split('/').slice(0, 3).join('/'));
    return from === to || roomOf(target) !== room.name ? '' : `imports ${target}`;
  });
  assert.deepEqual(found, []);
});

test('no file outside src/ is imported by it, and none of its tests by a source', () => {
  const found = faults(sources, (file, each) => {
    if (!isRelative(each.specifier)) return '';
    const target = targetOf(file, each);
    if (!target.startsWith('src/')) return `imports ${target}`;
    return isTest(target) ? `imports the test ${target}` : '';
  });
  assert.deepEqual(found, []);
});

test('no cycle of value imports; cycles of types stay inside one folder', () => {
  const graph = (typesToo: boolean): Map<string, string[]> =>
    new Map(
      sources.map((file) => [
        file.path,
        file.imports
          .filter((each) => isRelative(each.specifier) && (typesToo || !each.typeOnly))
          .map((each) => targetOf(file, each)),
      ]),
    );
  assert.deepEqual(cyclesOf(graph(false)), []);
  const acrossFolders = cyclesOf(graph(true)).filter(
    (cycle) => new Set(cycle.map((path) => posix.dirname(path))).size > 1,
  );
  assert.deepEqual(acrossFolders, []);
});

test('every source is reached from the program, a bench or an example, or is a fixture', () => {
  const byPath = new Map(everything.map((file) => [file.path, file]));
  const outside = [...byPath.keys()].filter((path) => !path.startsWith('src/') && !isTest(path));
  const reached = new Set([compositionRoot, ...outside]);
  for (const path of reached) {
    const file = byPath.get(path);
    for (const each of file?.imports ?? []) {
      if (file && isRelative(each.specifier)) reached.add(targetOf(file, each));
    }
  }
  const dead = sources
    .map((file) => file.path)
    .filter((path) => !reached.has(path) && !isTest(path) && !path.endsWith('-fixture.ts'));
  assert.deepEqual(dead, []);
});

test('rooms up to app reach neither clock, chance, input nor output', () => {
  const found: string[] = [];
  for (const file of sources) {
    if (isTest(file.path) || !known.get(roomOf(file.path) ?? '')?.pure) continue;
    for (const each of file.imports) {
      if (each.specifier.startsWith('node:')) found.push(`${file.path} imports ${each.specifier}`);
    }
    visit(file.tree, (node) => {
      const impure = impurityOf(node);
      if (impure !== '') found.push(`${file.path}:${lineOf(file.tree, node)} ${impure}`);
    });
  }
  assert.deepEqual(found, []);
});

function impurityOf(node: Node): string {
  if (isNewExpression(node) && isNamed(node.expression, 'Date')) {
    return (node.arguments?.length ?? 0) === 0 ? 'new Date()' : '';
  }
  if (isPropertyAccessExpression(node)) {
    if (isNamed(node.expression, 'Date') && node.name.text === 'now') return 'Date.now';
    if (isNamed(node.expression, 'Math') && node.name.text === 'random') return 'Math.random';
  }
  if (!isIdentifier(node) || !impureGlobals.includes(node.text)) return '';
  return namesAGlobal(node) ? node.text : '';
}

const isNamed = (node: Node, name: string): boolean => isIdentifier(node) && node.text === name;

/** An identifier that is read as a value: not a property's name, a key, a type or an import. */
function namesAGlobal(node: Node): boolean {
  const { parent } = node;
  if (isPropertyAccessExpression(parent)) return parent.expression === node;
  const kinds = [
    SyntaxKind.PropertySignature,
    SyntaxKind.PropertyAssignment,
    SyntaxKind.MethodSignature,
    SyntaxKind.ImportSpecifier,
    SyntaxKind.TypeReference,
  ];
  return !kinds.includes(parent.kind);
}

test('a third-party package is imported in one place, which the table names', () => {
  const expected = new Map(packages.map(({ name, file }) => [name, [file]]));
  const importers = new Map<string, string[]>();
  for (const file of sources) {
    for (const { specifier } of file.imports) {
      const builtIn = specifier.startsWith('node:');
      const forTests = isTest(file.path) && testPackages.some((each) => specifier.startsWith(each));
      if (isRelative(specifier) || builtIn || forTests) continue;
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
      const files = importers.get(name) ?? [];
      if (!files.includes(file.path)) importers.set(name, [...files, file.path]);
    }
  }
  assert.deepEqual(sorted(importers), sorted(expected));
});

test('every package that runs with the program stands in the table', () => {
  const { dependencies } = JSON.parse(readText('package.json').text);
  assert.deepEqual(Object.keys(dependencies).sort(), packages.map(({ name }) => name).sort());
});

const sorted = (map: Map<string, string[]>): [string, string[]][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

test('src/ holds rooms that the table knows, and the composition root', () => {
  const strangers = listPaths('src').filter(
    (path) => path !== compositionRoot && !known.has(roomOf(path) ?? ''),
  );
  assert.deepEqual(strangers, []);
});

test('no folder has a name that says nothing', () => {
  const silent = listPaths().filter((path) =>
    path.split('/').some((part) => forbiddenFolders.includes(part)),
  );
  assert.deepEqual(silent, []);
});

test('ARCHITECTURE.md prints the table', () => {
  const { text } = readText('ARCHITECTURE.md');
  assert.equal(text, withTable(text, used), 'Maybe run `npm run docs:write`.');
});
