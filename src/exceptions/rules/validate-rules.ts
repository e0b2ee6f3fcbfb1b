// Rules as they come from outside, checked field by field: a rule set, or the faults, each with its
// place, its value and what to do.

import { compareText } from '../../base/compare-text.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { type ExceptionCode, SEVERITIES, type Severity } from '../plan-exception.ts';
import {
  EXCEPTION_CODES,
  plainRule,
  type Rule,
  type RuleScope,
  type RuleSet,
  THRESHOLDS_OF_CODE,
} from './rule-set.ts';

export interface RuleFault {
  place: string; // rules[3].scope.items[0]
  value: string; // as it came, cut
  message: string; // a sentence with the remedy
}

export const RULES_MAX = 500;
export const SCOPE_MAX = 10_000;
const TEXT_MAX = 200;
const DAYS_MAX = 3660;
const AMOUNT_MAX = 1e15;
const VALUE_SHOWN = 80;

const SCOPE_LISTS = ['categories', 'items', 'locations', 'suppliers', 'planners'] as const;

/** Takes { rules: [...] }; the version is the caller's to give. Fields left out are plain. */
export function validateRules(
  candidate: unknown,
  version: number,
): { rules: RuleSet } | { faults: RuleFault[] } {
  const faults: RuleFault[] = [];
  const list = isRecord(candidate) ? candidate.rules : undefined;
  if (!Array.isArray(list)) {
    return { faults: [faultAt('rules', list, 'is no list: send { "rules": [ ... ] }')] };
  }
  if (list.length > RULES_MAX) {
    const message = `holds ${list.length} rules: at most ${RULES_MAX}; give rules a wider scope`;
    return { faults: [faultAt('rules', list.length, message)] };
  }
  const rules = list.map((each, i) => ruleOf(each, `rules[${i}]`, faults));
  if (faults.length > 0) return { faults };
  return { rules: { version, rules: rules.filter((rule) => rule !== null) } };
}

function ruleOf(given: unknown, place: string, faults: RuleFault[]): Rule | null {
  if (!isRecord(given)) {
    faults.push(faultAt(place, given, 'is no rule: send an object with at least "code"'));
    return null;
  }
  const code = EXCEPTION_CODES.find((known) => known === given.code);
  if (!code) {
    const near = nearestName(String(given.code ?? ''), EXCEPTION_CODES);
    const remedy = near === '' ? `use one of ${EXCEPTION_CODES.join(', ')}` : `use ${near}`;
    faults.push(faultAt(`${place}.code`, given.code, `is no code of exceptions: ${remedy}`));
    return null;
  }
  const plain = plainRule(code);
  refuseUnknown(given, Object.keys(plain), place, faults);
  const amount = (name: 'minimum_value' | 'minimum_quantity'): number | null =>
    numberOf(given[name], `${place}.${name}`, AMOUNT_MAX, false, faults);
  return {
    code,
    name: textOf(given.name, `${place}.name`, faults) ?? '',
    enabled: flagOf(given.enabled, `${place}.enabled`, faults),
    scope: scopeOf(given.scope, `${place}.scope`, faults),
    minimum_value: amount('minimum_value'),
    minimum_quantity: amount('minimum_quantity'),
    within_days: numberOf(given.within_days, `${place}.within_days`, DAYS_MAX, true, faults),
    parameters: parametersOfRule(given.parameters, code, `${place}.parameters`, faults),
    owner: textOf(given.owner, `${place}.owner`, faults) || null,
    severity: severityOf(given.severity, `${place}.severity`, faults),
  };
}

function scopeOf(given: unknown, place: string, faults: RuleFault[]): RuleScope {
  if (given === undefined || given === null) return {};
  if (!isRecord(given)) {
    faults.push(faultAt(place, given, `is no scope: use lists named ${SCOPE_LISTS.join(', ')}`));
    return {};
  }
  refuseUnknown(given, SCOPE_LISTS, place, faults);
  const scope: RuleScope = {};
  for (const name of SCOPE_LISTS) {
    const list = given[name];
    if (list === undefined || list === null) continue;
    if (!Array.isArray(list) || list.length > SCOPE_MAX) {
      const size = Array.isArray(list) ? list.length : list;
      faults.push(faultAt(`${place}.${name}`, size, `must be a list of at most ${SCOPE_MAX} ids`));
      continue;
    }
    const wrong = list.findIndex((id) => typeof id !== 'string' || !isShort(id) || id === '');
    if (wrong >= 0) {
      const message = `must be an id of 1 to ${TEXT_MAX} characters; take it out or mend it`;
      faults.push(faultAt(`${place}.${name}[${wrong}]`, list[wrong], message));
      continue;
    }
    if (list.length > 0) scope[name] = [...new Set<string>(list)].sort(compareText);
  }
  return scope;
}

function parametersOfRule(
  given: unknown,
  code: ExceptionCode,
  place: string,
  faults: RuleFault[],
): Rule['parameters'] {
  if (given === undefined || given === null) return {};
  const names: readonly (keyof Rule['parameters'])[] = THRESHOLDS_OF_CODE[code];
  const heeded = names.length === 0 ? 'none' : names.join(', ');
  if (!isRecord(given)) {
    faults.push(faultAt(place, given, `must be an object; ${code} heeds: ${heeded}`));
    return {};
  }
  const parameters: Rule['parameters'] = {};
  for (const name of Object.keys(given)) {
    const known = names.find((each) => each === name);
    if (!known) {
      const message = `is no threshold of ${code}, which heeds: ${heeded}; take it out`;
      faults.push(faultAt(`${place}.${name}`, given[name], message));
      continue;
    }
    const days = numberOf(given[name], `${place}.${name}`, DAYS_MAX, true, faults);
    if (days !== null) parameters[known] = days;
  }
  return parameters;
}

function numberOf(
  given: unknown,
  place: string,
  most: number,
  isWhole: boolean,
  faults: RuleFault[],
): number | null {
  if (given === undefined || given === null) return null;
  const isRight =
    typeof given === 'number' &&
    given >= 0 &&
    given <= most &&
    (isWhole ? Number.isInteger(given) : Number.isFinite(given));
  if (isRight) return given;
  const kind = isWhole ? 'a whole number of days' : 'a number';
  faults.push(faultAt(place, given, `must be ${kind} from 0 to ${most}, or null for none`));
  return null;
}

function severityOf(given: unknown, place: string, faults: RuleFault[]): Severity | null {
  if (given === undefined || given === null) return null;
  const severity = SEVERITIES.find((known) => known === given);
  if (severity) return severity;
  const message = `is no severity: use ${SEVERITIES.join(', ')}, or null for the one found`;
  faults.push(faultAt(place, given, message));
  return null;
}

function textOf(given: unknown, place: string, faults: RuleFault[]): string | null {
  if (given === undefined || given === null) return null;
  if (typeof given === 'string' && isShort(given)) return given.trim();
  faults.push(faultAt(place, given, `must be a text of at most ${TEXT_MAX} characters`));
  return null;
}

function flagOf(given: unknown, place: string, faults: RuleFault[]): boolean {
  if (given === undefined) return true;
  if (typeof given === 'boolean') return given;
  faults.push(faultAt(place, given, 'must be true or false'));
  return true;
}

function refuseUnknown(
  given: Record<string, unknown>,
  known: readonly string[],
  place: string,
  faults: RuleFault[],
): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    const remedy = near === '' ? `known are ${known.join(', ')}` : `use ${near}`;
    faults.push(faultAt(`${place}.${name}`, given[name], `is not known here; ${remedy}`));
  }
}

function faultAt(place: string, value: unknown, problem: string): RuleFault {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
  const shown = text.length > VALUE_SHOWN ? `${text.slice(0, VALUE_SHOWN)}...` : text;
  return { place, value: shown, message: `${place} (${shown}) ${problem}.` };
}

function isShort(text: string): boolean {
  return text.length <= TEXT_MAX;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
