import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_PARAMETERS } from '../model/parameters.ts';
import { formatDay } from '../units/day.ts';
import { readSettings } from './settings.ts';

const LATE = Date.UTC(2027, 2, 1, 23, 30); // already 2 March in Berlin

test('a folder that says nothing plans today in UTC, 120 days, in euros', () => {
  const { planning, faults } = readSettings('{}', LATE);
  assert.deepEqual(faults, []);
  assert.equal(formatDay(planning.asOf), '2027-03-01');
  assert.deepEqual(
    [planning.timezone, planning.horizonDays, planning.currency],
    ['UTC', 120, 'EUR'],
  );
  assert.deepEqual(planning.parameters, DEFAULT_PARAMETERS);
});

test('today is the day of the time zone that the folder names', () => {
  const { planning } = readSettings('{"timezone": "Europe/Berlin"}', LATE);
  assert.equal(formatDay(planning.asOf), '2027-03-02');
});

test('what is given is taken, parameters one by one', () => {
  const { planning, faults } = readSettings(
    JSON.stringify({
      as_of: '2026-01-05',
      horizon_days: 30,
      currency: 'CHF',
      parameters: { damp_value: 0.5, reschedule_horizon_days: null, fair_share: true },
      note: 'mine',
    }),
    LATE,
  );
  assert.deepEqual(faults, []);
  assert.equal(formatDay(planning.asOf), '2026-01-05');
  assert.deepEqual([planning.horizonDays, planning.currency], [30, 'CHF']);
  assert.equal(planning.parameters.damp_value, 0.5);
  assert.equal(planning.parameters.fair_share, true);
  assert.equal(planning.parameters.severity_days, DEFAULT_PARAMETERS.severity_days);
});

test('a value of the wrong kind is a fault that names it, and has no effect', () => {
  const cases: [string, RegExp][] = [
    ['{', /not JSON/],
    ['[]', /one JSON object/],
    ['{"as_of": "05.01.2026"}', /as_of must be a date/],
    ['{"as_of": 20260105}', /as_of must be a date/],
    ['{"timezone": "Berlin"}', /IANA name/],
    ['{"horizon_days": 0}', /horizon_days must be whole/],
    ['{"horizon_days": "30"}', /horizon_days must be whole/],
    ['{"currency": "euro"}', /ISO 4217/],
    ['{"parameters": []}', /parameters must be an object/],
    ['{"parameters": {"damp_in_days": -1}}', /parameters.damp_in_days must be a whole number/],
    ['{"parameters": {"fair_share": 1}}', /true or false/],
    ['{"parameters": {"safety_stock_share": 2}}', /0 to 1/],
    ['{"parameters": {"constrained_alternates": "both"}}', /"plan" or "propose"/],
    ['{"files": {"items": {"numbers": "1.234"}}}', /as the file would write it/],
    ['{"files": {"items": {"dates": "soon"}}}', /files.items.dates must be/],
    ['{"files": {"items": 5}}', /must be an object/],
  ];
  for (const [text, message] of cases) {
    const { faults, planning } = readSettings(text, LATE);
    assert.equal(faults.length, 1, text);
    assert.match(faults[0]!, message);
    assert.deepEqual(planning.parameters, DEFAULT_PARAMETERS);
  }
});

test('an unknown name is a note that says what may be meant', () => {
  const { diagnostics, faults } = readSettings(
    '{"horizon": 5, "parameters": {"damp_inn_days": 5}, "files": {"itemz": {}}}',
    LATE,
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(
    diagnostics.map(({ key, rule }) => [key, rule]),
    [
      ['horizon', 'unknown_setting'],
      ['parameters/damp_inn_days', 'unknown_setting'],
      ['files/itemz', 'unknown_setting'],
    ],
  );
  assert.match(diagnostics[1]!.message, /Maybe damp_in_days is meant/);
  assert.match(diagnostics[2]!.message, /Maybe items is meant/);
});
