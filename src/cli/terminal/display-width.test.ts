// Widths of texts as a terminal shows them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayWidth, printable, splitAtWidth } from './display-width.ts';

test('a Latin letter takes one column, with or without its accent as a mark of its own', () => {
  assert.equal(displayWidth('Müller'), 6);
  assert.equal(displayWidth('Mu\u0308ller'), 6);
});

test('Chinese characters and emoji take two columns each', () => {
  assert.equal(displayWidth('磁环'), 4);
  assert.equal(displayWidth('🚚'), 2);
  assert.equal(displayWidth('👩🏽‍🔧'), 2);
  assert.equal(displayWidth('🇩🇪'), 2);
});

test('the marks of severity take one column', () => {
  for (const mark of ['■', '▲', '◇', '○', '–', '−', '·', '…']) assert.equal(displayWidth(mark), 1);
});

test('a text is cut between characters, never inside a wide one', () => {
  assert.deepEqual(splitAtWidth('磁环2207', 3), ['磁', '环2207']);
  assert.deepEqual(splitAtWidth('磁环', 1), ['磁', '环']);
});

test('an id that carries terminal commands is shown, not obeyed', () => {
  assert.equal(printable('A\u001b[31mB'), 'A\uFFFD[31mB');
  assert.equal(printable('two\r\nlines'), 'two lines');
});
