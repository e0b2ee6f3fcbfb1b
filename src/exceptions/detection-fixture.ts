// A company written down as rows, planned, with its exceptions and cases as the outside reads
// them: for tests of detection, through the real network and engine.

import {
  type FixtureRow,
  type FixtureRows,
  type FixtureSettings,
  facts,
  settings,
} from '../model/fact-fixture.ts';
import { traceLateness } from '../planning/lateness.ts';
import { buildNetwork } from '../planning/network/build-network.ts';
import { planNetwork } from '../planning/plan-network.ts';
import { caseStatement } from './case-statement.ts';
import { type Detected, detectExceptions } from './detect-exceptions.ts';
import { exceptionStatement } from './exception-statement.ts';
import type { CaseStatement, ExceptionCode, ExceptionStatement } from './plan-exception.ts';

export interface DetectedFixture {
  detected: Detected;
  exceptions: ExceptionStatement[];
  cases: CaseStatement[];
  /** The exceptions of a code. */
  of(code: ExceptionCode): ExceptionStatement[];
}

const HUB = { item_id: '4711', location_id: 'P2' };

/** The same at Plant 2 of a drive maker, as of Monday 1 March 2027: rows given win. */
export function atPlant2(rows: FixtureRows, given: FixtureSettings = {}): DetectedFixture {
  return detected({ ...PLANT_2, ...rows }, given);
}

export function detected(rows: FixtureRows, given: FixtureSettings = {}): DetectedFixture {
  const company = facts(rows);
  const planned = settings(given);
  const { network, diagnostics } = buildNetwork(company, planned);
  const plan = planNetwork(network);
  const found = detectExceptions({
    facts: company,
    settings: planned,
    network,
    plan,
    lateness: traceLateness(plan),
    networkDiagnostics: diagnostics,
  });
  const exceptions = found.exceptions.map((exception) => exceptionStatement(found, exception));
  return {
    detected: found,
    exceptions,
    cases: found.cases.map((each) => caseStatement(found, each)),
    of: (code) => exceptions.filter((exception) => exception.code === code),
  };
}

const PLANT_2: FixtureRows = {
  locations: [{ location_id: 'P2', name: 'Plant 2' }],
  suppliers: [
    { supplier_id: 'KES', name: 'Kessler' },
    { supplier_id: 'POL', name: 'Polavia' },
  ],
  customers: [
    { customer_id: 'N', name: 'Nordwagen' },
    { customer_id: 'A', name: 'Aurion' },
  ],
  items: [{ item_id: '4711', description: 'Hub', uom: 'PCE', unit_cost: 5, unit_price: 15 }],
  sourcing: [buyHub()],
};

/** Kessler's hubs, 20 calendar days. */
export function buyHub(more: FixtureRow = {}): FixtureRow {
  return { source_id: 'HUB', kind: 'buy', supplier_id: 'KES', lead_time_days: 20, ...HUB, ...more };
}

/** Line 10 of Nordwagen's order for hubs. */
export function order(id: string, quantity: number, date: string, more: FixtureRow = {}) {
  const line = { order_id: id, line: '10', customer_id: 'N', quantity, requested_date: date };
  return { ...line, ...HUB, ...more };
}

/** Line 10 of an order for hubs with Kessler, confirmed for a date. */
export function purchase(id: string, quantity: number, date: string, more: FixtureRow = {}) {
  const line = { order_id: id, line: '10', supplier_id: 'KES', quantity, requested_date: date };
  return { ...line, confirmed_date: date, ...HUB, ...more };
}

/** Hubs on hand. */
export function stock(quantity: number, more: FixtureRow = {}): FixtureRow {
  return { quantity, ...HUB, ...more };
}
