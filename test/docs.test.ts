// The documents keep their word: links lead somewhere, the commands that README, guide and examples
// show run and end as told, and the output shown beneath them is what they print. Lines that begin
// with `./drumbeat` in a fenced block of language `sh` are run; each must exit with 0, or as the
// fence says (```sh exit=1). The lines of a block ```text output right after it must be printed in
// that order, where a line `...` leaves some out.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { after, test } from 'node:test';
import { listPaths, readText, root } from './source-files.ts';

const documents = listPaths()
  .filter((path) => path.endsWith('.md'))
  .map(readText);
const shown = documents.filter(({ path }) =>
  /^(README\.md|docs\/guide\/.*|examples\/[^/]+\/README\.md)$/.test(path),
);

interface Block {
  line: number;
  info: string;
  body: string;
}

function blocksOf(text: string): Block[] {
  const fences = /^```(.*)\n([\s\S]*?)^```$/gm;
  return [...text.matchAll(fences)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    info: match[1].trim(),
    body: match[2],
  }));
}

const withoutCode = (text: string): string =>
  text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');

/** A heading's anchor as code hosts make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

function anchorsOf(text: string): string[] {
  const headings = text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map((match) => anchorOf(match[1]));
}

test('every link in a document leads to a file, and to a heading there', () => {
  const dead: string[] = [];
  for (const { path, text } of documents) {
    for (const [, target] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?|mailto):/.test(target)) continue;
      const [place, anchor] = target.split('#');
      const file = place === '' ? path : posix.join(posix.dirname(path), place);
      const found = existsSync(join(root, file));
      const sound =
        anchor === undefined || (found && anchorsOf(readText(file).text).includes(anchor));
      if (!found || !sound) dead.push(`${path} -> ${target}`);
    }
  }
  assert.deepEqual(dead, []);
});

// The commands run where they can do no harm: a folder with the program and its data linked in.
const folder = mkdtempSync(join(tmpdir(), 'drumbeat docs '));
for (const name of ['drumbeat', 'examples', 'scenarios']) {
  symlinkSync(join(root, name), join(folder, name));
}
after(() => rmSync(folder, { recursive: true, force: true }));

function runInShell(command: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', NODE_TEST_CONTEXT: '' };
    const child = spawn('sh', ['-c', command], { cwd: folder, env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

function assertShows(output: string, excerpt: string): void {
  const printed = output.split('\n').map((line) => line.trimEnd());
  let from = 0;
  for (const line of excerpt.split('\n').map((each) => each.trimEnd())) {
    if (line === '' || line === '...') continue;
    const at = printed.indexOf(line, from);
    assert.notEqual(at, -1, `not printed, or not in this order: ${line}`);
    from = at + 1;
  }
}

for (const { path, text } of shown) {
  const blocks = blocksOf(text);
  for (const [at, { info, body, line }] of blocks.entries()) {
    const commands = body
      .replace(/\\\n/g, ' ')
      .split('\n')
      .filter((each) => each.startsWith('./drumbeat'));
    if (!/^sh\b/.test(info) || commands.length === 0) continue;
    const expected = Number(/\bexit=(\d+)/.exec(info)?.[1] ?? 0);
    const next = blocks[at + 1];
    test(`${path}:${line} ${commands.join('; ')}`, async () => {
      let printed = '';
      for (const command of commands) {
        const { code, output } = await runInShell(command);
        assert.equal(code, expected, command);
        printed += output;
      }
      if (next?.info === 'text output') assertShows(printed, next.body);
    });
  }
}
