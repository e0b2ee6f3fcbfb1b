// What is wrong with the values of a request, one by one: where, what was there (cut), and what to
// give instead.

import type { RefusedError } from '../app/living/ports.ts';
import { nearestName } from '../base/nearest-name.ts';
import type { FastifyError, FastifyRequest } from './fastify.ts';
import { refusal } from './refusal.ts';

export interface ValueFault {
  in: 'path' | 'query' | 'header' | 'body';
  pointer: string; // JSON pointer into that part of the request
  value: string | null; // what was there, as JSON, cut; null = nothing
  message: string;
  remedy: string;
}

type Validation = NonNullable<FastifyError['validation']>[number];

const PARTS: Record<string, ValueFault['in']> = {
  params: 'path',
  querystring: 'query',
  headers: 'header',
  body: 'body',
};
const FAULTS_MAX = 50;
const VALUE_LENGTH_MAX = 100;
const SECRET = /pass|secret|token|key|code|assertion|credential/i;

export function faultsOf(
  validation: readonly Validation[],
  context: string,
  request: FastifyRequest,
): RefusedError {
  const part = PARTS[context] ?? 'body';
  const given: Record<ValueFault['in'], unknown> = {
    path: request.params,
    query: request.query,
    header: request.headers,
    body: request.body,
  };
  const errors = validation.slice(0, FAULTS_MAX).map((each) => faultOf(each, part, given[part]));
  const first = errors[0];
  const where = first.pointer === '/' || first.pointer === '' ? part : `${part} ${first.pointer}`;
  const more = validation.length > 1 ? ` (and ${validation.length - 1} more in \`errors\`)` : '';
  const detail = `${where}: ${first.message} ${first.remedy}${more}`;
  return refusal(part === 'body' ? 'invalid_body' : 'invalid_parameters', detail, { errors });
}

function faultOf(each: Validation, part: ValueFault['in'], whole: unknown): ValueFault {
  const steps = each.instancePath
    .split('/')
    .slice(1)
    .filter((step) => step !== '');
  const escaped = steps.map((step) => step.replace(/~/g, '~0').replace(/\//g, '~1'));
  const pointer = `/${escaped.join('/')}`;
  const value = steps.some((step) => SECRET.test(step)) ? undefined : valueAt(whole, steps);
  const choices = choicesOf(each);
  return {
    in: part,
    pointer,
    value: part === 'header' || value === undefined ? null : shown(value),
    message:
      choices === null
        ? `${(each.message ?? 'does not fit').replace(/\.$/, '')}.`
        : value === undefined
          ? 'It is not given.'
          : `${shown(value)} is not known here.`,
    remedy: choices === null ? remedyOf(each) : choiceRemedy(value, choices),
  };
}

/** The values of which one is to be given; null = any that fit otherwise. */
function choicesOf({ keyword, params }: Validation): string[] | null {
  const { values, options, discriminator } = params as Record<string, unknown>;
  if (keyword === 'invalid_value' && Array.isArray(values)) return values.map(String);
  const isUnion = keyword === 'invalid_union' && typeof discriminator === 'string';
  return isUnion && Array.isArray(options) ? options.map(String) : null;
}

function choiceRemedy(value: unknown, choices: readonly string[]): string {
  const near = typeof value === 'string' ? nearestName(value, choices) : '';
  const maybe = near === '' ? '' : `Maybe "${near}". `;
  return choices.length === 1
    ? `Give ${choices[0]}.`
    : `${maybe}Give one of: ${choices.join(', ')}.`;
}

function valueAt(whole: unknown, steps: readonly string[]): unknown {
  let at: unknown = whole;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return typeof at === 'object' && at !== null ? undefined : at;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}...` : text;
}

function remedyOf({ keyword, params }: Validation): string {
  const given = params as Record<string, unknown>;
  const list = (values: unknown): string => (Array.isArray(values) ? values.join(', ') : '');
  if (keyword === 'invalid_type') return `Give a value of type ${String(given.expected)}.`;
  if (keyword === 'unrecognized_keys') return `Leave out ${list(given.keys)}.`;
  if (keyword === 'too_small') return `Give at least ${String(given.minimum)}.`;
  if (keyword === 'too_big') return `Give at most ${String(given.maximum)}.`;
  if (keyword === 'invalid_format' && given.format !== 'regex')
    return `Write it as ${String(given.format)}.`;
  return 'See /api/docs for what it takes.';
}
