// The repository's own files as the tidy and architecture tests see them: their text, and for
// TypeScript the compiler's syntax tree. The compiler does not call its interface for that stable
// yet: it is pinned, and only the tests of the house lean on it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isImportExpression,
  isNewExpression,
  isStringLiteral,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

export interface RepositoryFile {
  path: string; // from the root, with forward slashes
  text: string;
}

export interface TypeScriptFile extends RepositoryFile {
  tree: SourceFile;
  imports: readonly Import[];
}

export interface Import {
  specifier: string;
  typeOnly: boolean;
  line: number;
}

export const isTest = (path: string): boolean => path.endsWith('.test.ts');

/** Every path below the root but packages, version control and what set-up leaves. */
export function listPaths(folder = ''): string[] {
  const paths: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const foreign = entry.name === 'node_modules' || entry.name === '.git';
    if (foreign || entry.name.startsWith('.set-up-lock')) continue;
    if (entry.isDirectory()) paths.push(...listPaths(path));
    else paths.push(path);
  }
  return paths.sort();
}

export function readText(path: string): RepositoryFile {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** Every TypeScript file that the compiler checks, parsed. */
export function readTypeScript(): TypeScriptFile[] {
  const api = new API({ cwd: root });
  const snapshot = api.updateSnapshot({ openProject: join(root, 'tsconfig.json') });
  const files: TypeScriptFile[] = [];
  for (const { program } of snapshot.getProjects()) {
    for (const name of program.getSourceFileNames()) {
      const path = name.slice(root.length + 1);
      if (!name.startsWith(`${root}/`) || path.startsWith('node_modules/')) continue;
      const tree = program.getSourceFile(name);
      if (tree) files.push({ path, text: tree.text, tree, imports: importsOf(tree) });
    }
  }
  api.close();
  return files;
}

function importsOf(tree: SourceFile): Import[] {
  const imports: Import[] = [];
  visit(tree, (node) => {
    let specifier: Node | undefined;
    let typeOnly = false;
    if (isImportDeclaration(node)) {
      specifier = node.moduleSpecifier;
      typeOnly = node.importClause?.phaseModifier === SyntaxKind.TypeKeyword;
    } else if (isExportDeclaration(node)) {
      specifier = node.moduleSpecifier;
      typeOnly = node.isTypeOnly;
    } else if (isCallExpression(node) && isImportExpression(node.expression)) {
      specifier = node.arguments[0];
    } else if (isNewExpression(node) && node.expression.getText(tree) === 'URL') {
      specifier = node.arguments?.[0]; // A worker's file, as new URL('./x.ts', import.meta.url).
      if (specifier && !/^'\..*\.ts'$/.test(specifier.getText(tree))) return;
    }
    if (specifier && isStringLiteral(specifier)) {
      imports.push({ specifier: specifier.text, typeOnly, line: lineOf(tree, node) });
    }
  });
  return imports;
}

export function visit(node: Node, each: (node: Node) => void): void {
  each(node);
  node.forEachChild((child) => visit(child, each));
}

export function lineOf(tree: SourceFile, node: Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

export function lineCountOf(tree: SourceFile, node: Node): number {
  const last = tree.getLineAndCharacterOfPosition(node.end).line + 1;
  return last - lineOf(tree, node) + 1;
}
