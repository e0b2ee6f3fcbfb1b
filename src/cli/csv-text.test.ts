// Lines of CSV that every reader takes the same way, and no spreadsheet computes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine } from './csv-text.ts';

test('commas, quotes and line breaks are quoted; what is not there is empty', () => {
  assert.equal(
    csvLine(['a,b', 'say "x"', 'two\nlines', null, 1.5, false]),
    '"a,b","say ""x""","two\nlines",,1.5,false\r\n',
  );
});

test('a text that looks like a formula is defused, a negative number is not touched', () => {
  assert.equal(csvLine(['=1+1', '@x', '-5', -5]), "'=1+1,'@x,'-5,-5\r\n");
});
