// A company written down as rows, planned, with its exceptions and cases as the outside reads
// them: for tests of detection, through the real network and engine.

import { type FixtureRows, type FixtureSettings, facts, settings } from '../model/fact-fixture.ts';
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
