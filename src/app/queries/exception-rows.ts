// Exceptions and cases as they go over the wire, their sentences written one at a time.

import type { CaseRow, ExceptionRow } from '../../contract/plan-document.ts';
import { caseStatement } from '../../exceptions/case-statement.ts';
import type { Detected } from '../../exceptions/detect-exceptions.ts';
import { exceptionStatement } from '../../exceptions/exception-statement.ts';

/** By first date, code and subject, as detection sorts them. */
export function* exceptionRows(found: Detected): Generator<ExceptionRow> {
  for (const exception of found.exceptions) yield exceptionStatement(found, exception);
}

/** The greatest value at risk first. */
export function* caseRows(found: Detected, cases = found.cases): Generator<CaseRow> {
  for (const each of cases) yield caseStatement(found, each);
}
