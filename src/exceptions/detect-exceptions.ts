// Detection: where the plan or the data break, what that costs and why, as exceptions, and grouped
// by cause as cases; rules decide which are raised. Pure: the same facts and plan give the same
// exceptions, byte for byte.

import { groupIntoCases } from './cases.ts';
import { beginDetection, type Detection, type DetectionInput } from './detection.ts';
import { DETECTORS } from './detectors/detectors.ts';
import type { Case, PlanException } from './plan-exception.ts';
import { detectByRules } from './rules/apply-rules.ts';
import { sortExceptions } from './subjects.ts';

export interface Detected {
  detection: Detection; // what statements are written from
  exceptions: PlanException[]; // by first date, code, subject
  cases: Case[]; // by value at risk, greatest first
}

export function detectExceptions(input: DetectionInput): Detected {
  const detection = beginDetection(input);
  const exceptions: PlanException[] = [];
  for (const detector of DETECTORS) {
    for (const exception of detectByRules(detection, detector)) exceptions.push(exception);
  }
  sortExceptions(detection, exceptions);
  return { detection, exceptions, cases: groupIntoCases(detection, exceptions) };
}
