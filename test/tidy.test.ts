// House rules that formatter, linter and compiler do not hold: headers, sizes, names, leftovers,
// and what the language would allow but the house does not. CONTRIBUTING.md says why.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isCallExpression,
  isClassDeclaration,
  isFunctionLikeDeclaration,
  isIdentifier,
  isPropertyAccessExpression,
  isPropertyAssignment,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import {
  isTest,
  lineCountOf,
  lineOf,
  listPaths,
  readText,
  readTypeScript,
  type TypeScriptFile,
  visit,
} from './source-files.ts';
import { classes, longFiles, longFunctions } from './tidy-exceptions.ts';

const FILE_LINES_MAX = 500;
const FILE_LINES_UNARGUED = 300;
const FUNCTION_LINES_MAX = 70;
const COLUMNS_MAX = 100;

const sources = readTypeScript();
const scripts = listPaths('launch').filter((path) => path.endsWith('.mjs'));
const code = [...sources, ...scripts.map(readText)];
const texts = listPaths()
  .filter((path) =>
    /\.(ts|mjs|md|json|yml|sh)$|(^|\/)(drumbeat|run|LICENSE)$|^\.[a-z]+$/.test(path),
  )
  .filter((path) => path !== 'package-lock.json')
  .map(readText);

/** One line for each node, of all sources, that the question finds fault with. */
function faults(question: (node: Node, file: TypeScriptFile) => string): string[] {
  const found: string[] = [];
  for (const file of sources) {
    visit(file.tree, (node) => {
      const fault = question(node, file);
      if (fault !== '') found.push(`${file.path}:${lineOf(file.tree, node)} ${fault}`);
    });
  }
  return found;
}

/** The lines of those texts that match, as path:line. */
function matches(files: readonly { path: string; text: string }[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}`] : [])),
  );
}

const lineCount = (text: string): number => text.split('\n').length - 1;

test('every source file opens with a comment that says what it is for', () => {
  const told = code.filter(({ path }) => !isTest(path) || path.startsWith('test/'));
  const silent = told.filter(({ text }) => !/^(#!.*\n)?(\/\/ \S|\/\*\*?\s)/.test(text));
  assert.deepEqual(
    silent.map(({ path }) => path),
    [],
  );
});

test('no file is longer than 500 lines, and one longer than 300 has said why', () => {
  const long = code.filter(({ text }) => lineCount(text) > FILE_LINES_UNARGUED);
  const tooLong = long.filter(({ text }) => lineCount(text) > FILE_LINES_MAX);
  assert.deepEqual(
    tooLong.map(({ path }) => path),
    [],
  );
  const unargued = long.map(({ path }) => path).filter((path) => !isTest(path));
  assert.deepEqual(unargued.sort(), Object.keys(longFiles).sort());
});

test('no function is longer than 70 lines but by name and with a reason', () => {
  const long: string[] = [];
  for (const file of sources) {
    visit(file.tree, (node) => {
      if (!isFunctionLikeDeclaration(node) || isSuite(node)) return;
      if (lineCountOf(file.tree, node) > FUNCTION_LINES_MAX) long.push(nameOf(node, file));
    });
  }
  assert.deepEqual(long.sort(), Object.keys(longFunctions).sort());
});

/** The function handed to `describe` only lists tests. */
function isSuite(node: Node): boolean {
  const { parent } = node;
  return isCallExpression(parent) && isIdentifier(parent.expression)
    ? parent.expression.text === 'describe'
    : false;
}

function nameOf(node: Node, file: TypeScriptFile): string {
  const named = [node, node.parent].map((each) => (each as { name?: Node }).name);
  const name = named.find((each) => each !== undefined && isIdentifier(each));
  return `${file.path}#${name?.getText(file.tree) ?? `line ${lineOf(file.tree, node)}`}`;
}

test('no line is wider than 100 columns', () => {
  assert.deepEqual(matches(code, new RegExp(`^.{${COLUMNS_MAX + 1}}`, 'u')), []);
});

test('no default export, enum, namespace or any', () => {
  const banned = new Map<SyntaxKind, string>([
    [SyntaxKind.ExportAssignment, 'default export'],
    [SyntaxKind.DefaultKeyword, 'default export'],
    [SyntaxKind.EnumDeclaration, 'enum'],
    [SyntaxKind.ModuleDeclaration, 'namespace'],
    [SyntaxKind.AnyKeyword, 'any'],
  ]);
  // `declare module 'package'` adds to the types of a package: a way that the package asks for.
  const adds = (node: Node): boolean =>
    node.kind === SyntaxKind.ModuleDeclaration &&
    (node as Node & { name: Node }).name.kind === SyntaxKind.StringLiteral;
  assert.deepEqual(
    faults((node) => (adds(node) ? '' : (banned.get(node.kind) ?? ''))),
    [],
  );
});

test('a class is a long-lived host or a thrown error, by name and with a reason', () => {
  const found: string[] = [];
  for (const file of sources) {
    visit(file.tree, (node) => {
      if (isClassDeclaration(node)) found.push(nameOf(node, file));
    });
  }
  assert.deepEqual(found.sort(), Object.keys(classes).sort());
});

test('no test is skipped, singled out, postponed or mocked', () => {
  const runners = ['test', 'it', 'describe', 'suite', 't', 'context'];
  const words = ['skip', 'only', 'todo', 'mock'];
  const found = faults((node, file) => {
    if (!isTest(file.path)) return '';
    if (isPropertyAccessExpression(node) && isIdentifier(node.expression)) {
      const set = runners.includes(node.expression.text) && words.includes(node.name.text);
      return set ? node.getText(file.tree) : '';
    }
    if (!isPropertyAssignment(node) || !isIdentifier(node.name)) return '';
    const call = node.parent.parent;
    const runs = isCallExpression(call) && isIdentifier(call.expression);
    const set = runs && runners.includes((call.expression as { text: string }).text);
    return set && words.includes(node.name.text) ? `${node.name.text} as an option` : '';
  });
  assert.deepEqual(found, []);
});

test('nothing is left to do later in a comment', () => {
  assert.deepEqual(matches(texts, /\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/), []);
});

test('file and folder names are kebab-case', () => {
  const places = ['src', 'test', 'bench', 'launch', 'scenarios', 'examples'];
  const present = new Set(listPaths().map((path) => path.split('/')[0]));
  const odd = places
    .filter((place) => present.has(place))
    .flatMap(listPaths)
    .filter((path) => /\.(ts|mjs)$/.test(path))
    .filter(
      (path) =>
        !/^([a-z0-9]+(-[a-z0-9]+)*\/)+[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.(ts|mjs)$/.test(path),
    );
  assert.deepEqual(odd, []);
});

test('no text names a place on somebody’s machine, and the lock file no download address', () => {
  const places = ['work', 'tmp', 'home', 'root', 'Users'].join('|');
  assert.deepEqual(matches(texts, new RegExp(`(^|[\\s"'\`(=:,])/(${places})/`)), []);
  assert.deepEqual(matches([readText('package-lock.json')], /"resolved"/), []);
});
