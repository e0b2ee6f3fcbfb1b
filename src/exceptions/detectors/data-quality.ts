// Rows and feeds that the plan rests on and that fail a rule: one exception a diagnostic of an
// error or a warning. Errors of one rule in one feed are one case; a fault that leaves a node
// without supply hangs on the demand that is short for it.

import { causeAt, knownCause } from '../causes.ts';
import { type Detection, lateOfCauseAt, valueOfLate } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import type { PlanException } from '../plan-exception.ts';
import { severityOfLate } from '../severity.ts';

export const dataQuality: Detector = { code: 'data_quality', detect };

function detect(detection: Detection): PlanException[] {
  const { network, faults, causes, late } = detection;
  const firstOfRule = new Map<string, number>(); // feed and rule -> first fault without demand
  return faults.diagnostics.map(({ feed, rule, severity }, fault) => {
    const name = `${feed}/${rule}`;
    const ruleCause = (): number => {
      if (!firstOfRule.has(name)) firstOfRule.set(name, fault);
      const first = firstOfRule.get(name) ?? fault;
      const event = faults.diagnostics.length + first;
      return causeAt(causes, 'data', first, faults.node[fault], network.dayCount, event);
    };
    const own = knownCause(causes, 'data', fault);
    const cause = own >= 0 ? own : severity === 'error' ? ruleCause() : -1;
    const hurt = own >= 0 ? lateOfCauseAt(detection, own) : [];
    return planException({
      code: 'data_quality',
      subject: 'diagnostic',
      index: fault,
      node: faults.node[fault],
      firstDate: network.asOf,
      value: valueOfLate(detection, hurt),
      severity: severityOfLate(network, late, hurt, severity === 'error' ? 'medium' : 'low'),
      cause,
    });
  });
}
