// The one shape of all detectors: each finds one kind of exception, and nothing else.

import { NO_DAY } from '../units/day.ts';
import type { Detection } from './detection.ts';
import type { ExceptionCode, PlanException, SubjectKind } from './plan-exception.ts';
import { NOTHING_AT_RISK } from './value-at-risk.ts';

export interface Detector {
  code: ExceptionCode;
  detect(detection: Detection): PlanException[];
}

export type ExceptionFields = Partial<PlanException> &
  Pick<PlanException, 'code' | 'subject' | 'index' | 'node' | 'severity'>;

/** An exception whose other fields are "none"; it belongs to its own cause's case. */
export function planException(fields: ExceptionFields): PlanException {
  return {
    code: fields.code,
    subject: fields.subject as SubjectKind,
    index: fields.index,
    node: fields.node,
    firstDate: fields.firstDate ?? NO_DAY,
    lastDate: fields.lastDate ?? NO_DAY,
    quantity: fields.quantity ?? Number.NaN,
    count: fields.count ?? 1,
    value: fields.value ?? NOTHING_AT_RISK,
    severity: fields.severity,
    cause: fields.cause ?? -1,
    group: fields.group ?? fields.cause ?? -1,
    rule: fields.rule ?? -1,
  };
}
