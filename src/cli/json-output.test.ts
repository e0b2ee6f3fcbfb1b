// What the JSON writer puts out parses to what it was given, and waits for a slow reader.

import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { writeJsonDocument } from './json-output.ts';

/** A reader that takes each chunk only after a while; `most` is the greatest backlog seen. */
function slowReader(): { stream: Writable; text: () => string; most: () => number } {
  let text = '';
  let most = 0;
  const stream = new Writable({
    highWaterMark: 1024,
    write(chunk: Buffer, _, done) {
      most = Math.max(most, stream.writableLength);
      text += chunk;
      setImmediate(done);
    },
  });
  return { stream, text: () => text, most: () => most };
}

async function written(document: object): Promise<string> {
  const reader = slowReader();
  await writeJsonDocument(reader.stream, document);
  reader.stream.end();
  return reader.text();
}

test('lists are written row by row, nulls as they are, undefined is left out', async () => {
  const text = await written({
    as_of: '2027-03-01',
    position: null,
    demand: [{ id: 'a"b' }, { id: '\u2028' }],
    balances: undefined,
    cases: [],
  });
  assert.deepEqual(JSON.parse(text), {
    as_of: '2027-03-01',
    position: null,
    demand: [{ id: 'a"b' }, { id: '\u2028' }],
    cases: [],
  });
  assert.equal(text.split('\n').length, 10);
});

test('a document without members is an empty object', async () => {
  assert.deepEqual(JSON.parse(await written({})), {});
});

test('a long list made while it is written never piles up in front of a slow reader', async () => {
  function* rows(): Generator<{ n: number; filler: string }> {
    for (let n = 0; n < 20_000; n++) yield { n, filler: 'x'.repeat(40) };
  }
  const reader = slowReader();
  await writeJsonDocument(reader.stream, { rows: rows() });
  reader.stream.end();
  const { rows: read } = JSON.parse(reader.text()) as { rows: { n: number }[] };
  assert.equal(read.length, 20_000);
  assert.equal(read[19_999].n, 19_999);
  assert.ok(reader.most() < 200_000, `${reader.most()} bytes were waiting`);
});
