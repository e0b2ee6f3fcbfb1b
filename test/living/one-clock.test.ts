// All processes of a server live by the clock that it was started with.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendBracketCompany } from './bracket-company-fixture.ts';
import { openLivingServer } from './living-server-fixture.ts';

test('the plan, its exceptions and the log are dated by the host’s clock', async () => {
  const now = Date.parse('2031-05-05T10:00:00Z');
  const server = await openLivingServer({ now: () => now });
  try {
    const { position } = await server.admin.facts('items', [{ item_id: 'A' }]);
    await server.admin.planned(position);
    await server.admin.planned(await sendBracketCompany(server.admin));
    const plan = await server.admin.get<{ planned_at: string; message: string }>('/plan');
    assert.match(plan.planned_at, /^2031-05-05T10:00:/);
    const { entries } = await server.admin.get<{ entries: { at: string }[] }>('/log');
    assert.ok(entries.every(({ at }) => at.startsWith('2031-05-05T10:00:00')));
    const wrong = await server.admin.ask('PATCH', '/settings', { as_of: '' });
    assert.equal(wrong.status, 422, wrong.text);
  } finally {
    await server.close();
  }
});
