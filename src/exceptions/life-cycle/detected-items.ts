// What a replan found, as something to reconcile with what stands: numbers straight from detection,
// objects and sentences only for those that are asked for.

import { NO_DAY } from '../../units/day.ts';
import { caseStatement } from '../case-statement.ts';
import type { Detected } from '../detect-exceptions.ts';
import type { Detection } from '../detection.ts';
import { exceptionStatement } from '../exception-statement.ts';
import { ownerOf } from '../owner.ts';
import type { PlanException } from '../plan-exception.ts';
import { supplierOf } from '../supplier-of.ts';
import { toCents } from '../value-at-risk.ts';
import { type BaseNames, isSpellCode, nameCause, nameException } from './base-names.ts';
import type { Seen, Told } from './living-exception.ts';
import type { Found } from './reconcile.ts';

/** Of the bases of both standings: exceptions name their cause and case by them. */
export interface DetectedNames {
  exceptions: BaseNames;
  cases: BaseNames;
}

export function detectedItems(
  detected: Detected,
  names: DetectedNames,
): { exceptions: Found; cases: Found } {
  const { detection, cases } = detected;
  const causes = detection.causes.list;
  const nameOfCause = Int32Array.from(causes, (cause) => nameCause(names.cases, detection, cause));
  const makesCase = new Uint8Array(causes.length);
  for (const { cause } of cases) makesCase[cause] = 1;
  const { texts } = names.cases.bases;
  const causeText = (cause: number): string => (cause < 0 ? '' : texts[nameOfCause[cause]]);
  const caseText = (cause: number): string =>
    cause >= 0 && makesCase[cause] === 1 ? causeText(cause) : '';
  return {
    exceptions: foundExceptions(detected, names.exceptions, causeText, caseText),
    cases: foundCases(detected, nameOfCause, causeText),
  };
}

function foundExceptions(
  detected: Detected,
  names: BaseNames,
  causeText: (cause: number) => string,
  caseText: (cause: number) => string,
): Found {
  const { detection, exceptions } = detected;
  const { network } = detection;
  const count = exceptions.length;
  const base = new Int32Array(count);
  for (let i = 0; i < count; i++) base[i] = nameException(names, detection, exceptions[i]);
  const horizonEnd = network.asOf + network.dayCount - 1;
  return {
    kind: 'exception',
    count,
    base,
    codeAt: (place) => exceptions[place].code,
    isSpellAt: (place) => isSpellCode(exceptions[place].code),
    isSameAs(place, seen) {
      const exception = exceptions[place];
      const { firstDate, lastDate, value, severity, count: lines, cause, group } = exception;
      return (
        seen.value === toCents(value.amount) &&
        seen.firstDate === dayOrNull(firstDate) &&
        seen.lastDate === dayOrNull(lastDate) &&
        seen.quantity === quantityOf(detection, exception) &&
        seen.severity === severity &&
        seen.count === lines &&
        seen.fromToday === (firstDate === network.asOf) &&
        seen.toHorizon === (lastDate === horizonEnd) &&
        seen.causeId === causeText(cause) &&
        seen.caseId === caseText(group) &&
        seen.owner === ownerOf(detection, exception)
      );
    },
    seenAt(place) {
      const exception = exceptions[place];
      const { firstDate, lastDate } = exception;
      return {
        firstDate: dayOrNull(firstDate),
        lastDate: dayOrNull(lastDate),
        decideBy: null,
        quantity: quantityOf(detection, exception),
        value: toCents(exception.value.amount),
        severity: exception.severity,
        owner: ownerOf(detection, exception),
        count: exception.count,
        causeId: causeText(exception.cause),
        caseId: caseText(exception.group),
        fromToday: firstDate === network.asOf,
        toHorizon: lastDate === horizonEnd,
        decideToday: false,
      };
    },
    tellAt: (place) => tellException(detected, place),
  };
}

function foundCases(
  detected: Detected,
  nameOfCause: Int32Array,
  causeText: (cause: number) => string,
): Found {
  const { detection, cases } = detected;
  const { asOf } = detection.network;
  const seenAt = (place: number): Seen => {
    const { firstDate, decideBy, value, severity, owner, exceptions, cause } = cases[place];
    return {
      firstDate: dayOrNull(firstDate),
      lastDate: null,
      decideBy: dayOrNull(decideBy),
      quantity: null,
      value: toCents(value.amount),
      severity,
      owner,
      count: exceptions.length,
      causeId: causeText(cause),
      caseId: '',
      fromToday: firstDate === asOf,
      toHorizon: false,
      decideToday: decideBy === asOf,
    };
  };
  return {
    kind: 'case',
    count: cases.length,
    base: Int32Array.from(cases, ({ cause }) => nameOfCause[cause]),
    codeAt: (place) => detection.causes.list[cases[place].cause].kind,
    isSpellAt: () => false,
    isSameAs(place, seen) {
      const { firstDate, decideBy, value, severity, owner, exceptions, cause } = cases[place];
      return (
        seen.value === toCents(value.amount) &&
        seen.firstDate === dayOrNull(firstDate) &&
        seen.decideBy === dayOrNull(decideBy) &&
        seen.severity === severity &&
        seen.owner === owner &&
        seen.count === exceptions.length &&
        seen.fromToday === (firstDate === asOf) &&
        seen.decideToday === (decideBy === asOf) &&
        seen.causeId === causeText(cause)
      );
    },
    seenAt,
    tellAt: (place) => tellCase(detected, place),
  };
}

function dayOrNull(day: number): number | null {
  return day === NO_DAY ? null : day;
}

function quantityOf({ network }: Detection, { node, quantity }: PlanException): number | null {
  if (Number.isNaN(quantity)) return null;
  if (node < 0) return quantity;
  const decimals = network.items.decimals[network.nodes.item[node]];
  return decimals === 0 ? quantity : quantity / 10 ** decimals;
}

function tellException(detected: Detected, place: number): Told {
  const exception = detected.exceptions[place];
  const { subject, cause, message } = exceptionStatement(detected, exception);
  const where = placeOf(detected.detection, exception.node);
  const supplierId = supplierOf(detected.detection, exception);
  return { subject, ...where, supplierId, cause, certainty: null, message };
}

function tellCase(detected: Detected, place: number): Told {
  const { detection, exceptions, cases } = detected;
  const each = cases[place];
  const { cause, certainty, message } = caseStatement(detected, each);
  const { kind, node, index } = detection.causes.list[each.cause];
  const own = each.exceptions.map((i) => supplierOf(detection, exceptions[i]));
  const supplierId =
    kind === 'silence' ? detection.network.suppliers.id[index] : theOnly(own.filter((id) => id));
  return { subject: {}, ...placeOf(detection, node), supplierId, cause, certainty, message };
}

/** What they all are, '' = they differ, or there is none. */
function theOnly(texts: readonly string[]): string {
  return texts.length > 0 && texts.every((text) => text === texts[0]) ? texts[0] : '';
}

function placeOf({ network }: Detection, node: number): { itemId: string; locationId: string } {
  if (node < 0) return { itemId: '', locationId: '' };
  const { nodes, items, locations } = network;
  return { itemId: items.id[nodes.item[node]], locationId: locations.id[nodes.location[node]] };
}
