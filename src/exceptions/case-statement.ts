// A case as the outside reads it: its cause, its money, and one sentence of what runs short, where,
// from when, why and whom it hurts.

import { formatDay, NO_DAY } from '../units/day.ts';
import { causeStatement } from './cause-statement.ts';
import type { Detected } from './detect-exceptions.ts';
import { type Detection, lateOfCauseAt } from './detection.ts';
import { messageOf } from './exception-message.ts';
import { hurtText } from './hurt-words.ts';
import { countedText, countText, dateText, locationName, quantityText, whatText } from './names.ts';
import type { Case, CaseStatement, CauseStatement, PlanException } from './plan-exception.ts';
import { toCents } from './value-at-risk.ts';
import { capital, WORDS } from './words.ts';

export function caseStatement({ detection, exceptions }: Detected, each: Case): CaseStatement {
  const own = each.exceptions.map((i) => exceptions[i]);
  const lines = own.filter(({ subject }) => subject === 'supply').length;
  const cause = causeStatement(detection, each.cause, { lines: Math.max(1, lines) });
  return {
    id: each.id,
    cause,
    exceptions: each.exceptions,
    value_at_risk: toCents(each.value.amount),
    first_date: each.firstDate === NO_DAY ? null : formatDay(each.firstDate),
    decide_by: each.decideBy === NO_DAY ? null : formatDay(each.decideBy),
    certainty: each.certainty,
    severity: each.severity,
    owner: each.owner === '' ? null : each.owner,
    message: capital(sentenceOf(detection, each, own, cause)),
  };
}

function sentenceOf(
  detection: Detection,
  each: Case,
  own: readonly PlanException[],
  cause: CauseStatement,
): string {
  const { network, causes } = detection;
  const { kind, index, node } = causes.list[each.cause];
  const entries = lateOfCauseAt(detection, each.cause);
  const hurt = hurtText(detection, entries);
  const holes = own.filter(({ code }) => code === 'projected_stockout');
  if (kind === 'silence' || kind === 'overdue') {
    const waiting = { unanswered: cause.text, hurt };
    if (holes.length === 0) return WORDS.toChase(waiting);
    const from = dateText(network, holes[0].firstDate);
    return WORDS.toChaseShort({ ...waiting, items: itemsShort(holes), from });
  }
  if (kind === 'backlog') {
    return WORDS.backlog({ place: locationName(network, index), hurt });
  }
  const main = mainHole(holes, node);
  if (main) {
    const ofMain = holes.filter((hole) => hole.node === main.node);
    const sentence = WORDS.runsShort({
      what: whatText(network, main.node),
      quantity: quantityText(network, main.node, Math.max(...ofMain.map((hole) => hole.quantity))),
      from: dateText(network, main.firstDate),
      because: causeStatement(detection, each.cause, { spokenOf: main.node }).text,
      hurt,
    });
    const others = new Set(holes.map((hole) => hole.node));
    others.delete(main.node);
    if (others.size === 0) return sentence;
    if (others.size === 1) {
      return WORDS.alsoShort({ sentence, other: whatText(network, [...others][0]) });
    }
    return WORDS.othersShort({ sentence, count: countText(others.size) });
  }
  if (entries.length > 0) return WORDS.heldUp({ because: cause.text, hurt });
  return aloneSentence(detection, own);
}

function itemsShort(holes: readonly PlanException[]): string {
  const count = new Set(holes.map((hole) => hole.node)).size;
  return countedText(count, 'item-location runs', 'item-locations run');
}

/** The hole where the cause bites, else the first one. */
function mainHole(holes: readonly PlanException[], node: number): PlanException | undefined {
  return holes.find((hole) => hole.node === node) ?? holes[0];
}

/** Of a case without late demand: its dearest exception's, and how many more there are. */
function aloneSentence(detection: Detection, own: readonly PlanException[]): string {
  const main = own.reduce((most, each) =>
    (each.value.amount || 0) > (most.value.amount || 0) ? each : most,
  );
  const sentence = messageOf(detection, main);
  if (main.code !== 'data_quality' || own.length === 1) return sentence;
  const others = countedText(own.length - 1, 'more row', 'more rows');
  return WORDS.sameFault({ sentence, others });
}
