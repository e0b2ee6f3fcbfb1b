// One cause, one case: the exceptions that hang on one order line, stock lot, limit, silent party
// or data fault are one case, ranked by money, time left and certainty.

import { compareText } from '../base/compare-text.ts';
import { groupByRow } from '../base/sparse-rows.ts';
import { type Day, NO_DAY } from '../units/day.ts';
import { caseId } from './cause-statement.ts';
import type { Cause } from './causes.ts';
import { certaintyOf } from './certainty.ts';
import { decideBy } from './decide-by.ts';
import { type Detection, lateOfCauseAt, valueOfLate } from './detection.ts';
import { worth } from './holding-cost.ts';
import { ownerOf, ownerOfCause } from './owner.ts';
import type { Case, PlanException } from './plan-exception.ts';
import { ownerByRule, parametersOf } from './rules/apply-rules.ts';
import { worstSeverity } from './severity.ts';
import { NOTHING_AT_RISK, sumOfValues, type ValueAtRisk } from './value-at-risk.ts';

export function groupIntoCases(detection: Detection, exceptions: readonly PlanException[]): Case[] {
  const causeCount = detection.causes.list.length;
  const groupOf = new Int32Array(exceptions.length);
  const makesCase = new Uint8Array(causeCount);
  for (let i = 0; i < exceptions.length; i++) {
    const { group } = exceptions[i];
    groupOf[i] = group;
    if (group >= 0 && makesCase[group] === 0 && canMakeCase(detection, exceptions[i])) {
      makesCase[group] = 1;
    }
  }
  const { start, entries } = groupByRow(causeCount, groupOf);
  const cases: Case[] = [];
  for (let cause = 0; cause < causeCount; cause++) {
    if (makesCase[cause] === 0) continue;
    const list = Array.from(entries.subarray(start[cause], start[cause + 1]));
    cases.push(caseOf(detection, exceptions, cause, list));
  }
  return cases.sort(compareCases);
}

/** The dearest first; of two that cost the same what must be decided first, then the surer one. A
 * case whose value is not known comes after those that cost something. */
function compareCases(a: Case, b: Case): number {
  const byWorth = (b.value.amount || 0) - (a.value.amount || 0);
  if (byWorth !== 0) return byWorth;
  const byTime = timeLeft(a.decideBy) - timeLeft(b.decideBy);
  return byTime || b.certainty - a.certainty || compareText(a.id, b.id);
}

function timeLeft(decideBy: Day): number {
  return decideBy === NO_DAY ? Number.MAX_SAFE_INTEGER : decideBy;
}

/** Whether an exception is worth a case of its own. Dips under safety stock, things to release and
 * messages that others explain are not, nor is stock that merely lies there: nothing is to be
 * decided about it today. Surplus supply is, where it is worth more than `damp_value`. */
function canMakeCase(detection: Detection, exception: PlanException): boolean {
  const { network } = detection;
  const { code, node, quantity, firstDate, severity } = exception;
  const { damp_value, expiring_days } = parametersOf(detection, exception);
  switch (code) {
    case 'below_safety_stock':
    case 'release_due':
    case 'reschedule_in':
    case 'supply_short':
    case 'excess_stock':
    case 'slow_moving':
      return false;
    case 'reschedule_out':
    case 'cancel_supply':
      return !(worth(network, node, quantity) < damp_value); // not known: NaN, worth a look
    case 'expiring_stock':
      return (
        firstDate - network.asOf <= expiring_days && !(worth(network, node, quantity) < damp_value)
      );
    case 'data_quality':
      return severity !== 'low';
    default:
      return true;
  }
}

function caseOf(
  detection: Detection,
  all: readonly PlanException[],
  at: number,
  list: number[],
): Case {
  const { network, late, causes } = detection;
  const cause = causes.list[at];
  const entries = lateOfCauseAt(detection, at);
  const exceptions = list.map((i) => all[i]);
  return {
    id: caseId(detection, cause),
    cause: at,
    exceptions: list,
    value: entries.length > 0 ? valueOfLate(detection, entries) : costOfSurplus(exceptions),
    firstDate: firstDateOf(network.asOf, exceptions),
    decideBy: decideCaseBy(detection, cause, exceptions, entries.length > 0),
    certainty: certaintyOf(network, late, cause, entries),
    severity: worstSeverity(exceptions),
    owner: ownerOfCase(detection, cause, exceptions),
  };
}

/** Surplus of one node is one surplus: its stock as a whole, or what its orders could spare,
 * whichever costs more. */
function costOfSurplus(exceptions: readonly PlanException[]): ValueAtRisk {
  let ofOrders = NOTHING_AT_RISK;
  let dearest = NOTHING_AT_RISK;
  for (const { subject, value } of exceptions) {
    if (subject === 'message') {
      ofOrders = ofOrders === NOTHING_AT_RISK ? value : sumOfValues([ofOrders, value]);
    } else if (!(value.amount <= dearest.amount)) dearest = value;
  }
  return ofOrders.amount <= dearest.amount || (dearest.amount > 0 && Number.isNaN(ofOrders.amount))
    ? dearest
    : ofOrders;
}

/** The first day on which something is short or late, else the first of its exceptions. */
function firstDateOf(asOf: Day, exceptions: readonly PlanException[]): Day {
  const loss = earliest(
    exceptions,
    ({ code }) => code === 'projected_stockout' || code === 'demand_at_risk',
  );
  return loss === NO_DAY ? earliest(exceptions, () => true) : Math.max(asOf, loss);
}

/** The earliest first date of some exceptions, NO_DAY = they have none. */
function earliest(
  exceptions: readonly PlanException[],
  counts: (exception: PlanException) => boolean,
): Day {
  let first = NO_DAY;
  for (const exception of exceptions) {
    const { firstDate } = exception;
    if (firstDate === NO_DAY || !counts(exception)) continue;
    if (first === NO_DAY || firstDate < first) first = firstDate;
  }
  return first;
}

function decideCaseBy(
  { facts, network }: Detection,
  cause: Cause,
  exceptions: readonly PlanException[],
  hurtsDemand: boolean,
): Day {
  const { asOf } = network;
  const dayBefore = (date: Day): Day => (date === NO_DAY ? NO_DAY : Math.max(asOf, date - 1));
  switch (cause.kind) {
    case 'backlog':
    case 'overdue':
      return asOf;
    case 'silence':
      return exceptions.some(({ code }) => code === 'supply_late')
        ? asOf
        : decideBy(
            facts,
            network,
            exceptions[0].node,
            earliest(exceptions, () => true),
          );
    case 'excess': // surplus can be stopped until it comes; stock that is there can wait
      return dayBefore(earliest(exceptions, ({ subject }) => subject === 'message'));
    case 'expiry':
      return dayBefore(earliest(exceptions, () => true));
    case 'data':
      if (!hurtsDemand) return NO_DAY;
      return decideBy(facts, network, cause.node, asOf + cause.wantedDay);
    default:
      return decideBy(facts, network, cause.node, asOf + cause.wantedDay);
  }
}

/** Whom a rule names, else who can mend the cause; where nobody is named there, who owns the first
 * exception. */
function ownerOfCase(
  detection: Detection,
  cause: Cause,
  exceptions: readonly PlanException[],
): string {
  const ruled = exceptions.find((exception) => ownerByRule(detection, exception) !== '');
  if (ruled) return ownerByRule(detection, ruled);
  const owner = ownerOfCause(detection, cause);
  if (owner !== '') return owner;
  for (const exception of exceptions) {
    const other = ownerOf(detection, exception);
    if (other !== '') return other;
  }
  return '';
}
