import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../record-batch.ts';
import { jsonSource } from './json-records.ts';

test('a field whose name is no text is refused before anything is kept of it', () => {
  for (const name of ['lo\ud800', '\udc00x', 'a\0b']) {
    const source = jsonSource('items', 'request', [{ item_id: 'A' }, { [name]: 1 }]);
    assert.ok(isRefusal(source));
    assert.equal(source.rule, 'not_text');
    assert.match(source.message, /has a character that is no text/);
  }
  assert.equal(isRefusal(jsonSource('items', 'request', [{ 'größe 🚲': 1 }])), false);
});
