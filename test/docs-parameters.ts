// Prints the planning parameters, with the defaults that the code has, as the table of
// docs/guide/parameters.md.

import { DEFAULT_PARAMETERS, type PlanningParameters } from '../src/model/parameters.ts';
import { isTest, listPaths, readText } from './source-files.ts';

export const parametersPage = 'docs/guide/parameters.md';
const begin = '<!-- parameters: printed by `npm run docs:write` -->';
const end = '<!-- end of parameters -->';

/** What each one sets; the compiler asks for every parameter there is. */
const SETS: Record<keyof PlanningParameters, string> = {
  overdue_grace_days: 'working days after today on which supply past its date is expected',
  dead_after_days: 'working days past due after which supply without a fresh word counts no more',
  consumption_backward_days: 'calendar days before its own on which an order consumes the forecast',
  consumption_forward_days: 'calendar days after its own on which an order consumes the forecast',
  forecast_version: 'the version of `forecasts` to plan with; blank: the one made last',
  reschedule_horizon_days:
    'calendar days ahead from which open supply is claimed; blank: 30, or the lead time ' +
    "if longer; the item-location's own column wins",
  damp_in_days:
    'working days; a smaller move in is not asked for, unless the balance is below zero',
  damp_out_days: 'working days; a smaller move out is not asked for',
  damp_value:
    'money; a cheaper push out, cancel or decrease is not asked for; cheaper surplus is no case',
  safety_stock_share: 'share of the safety stock below which open supply is hurried for it',
  below_safety_stock_days: 'days; a dip below safety stock no longer than this is no exception',
  excess_days_of_supply: 'days of the mean requirement above which stock is an excess',
  slow_moving_days: 'days without use after which stock is slow-moving',
  expiring_days: 'days ahead; a batch that expires later makes no case yet',
  unconfirmed_after_days: 'days after ordering from which an unanswered line is an exception',
  unconfirmed_fence_days: 'days before its date from which an unanswered line is an exception',
  capacity_overload_percent: 'load of a resource above which it is overloaded',
  capacity_idle_percent: 'load of a resource below which it is idle',
  buildable_days: 'days ahead; production orders that start within them are checked for components',
  severity_days: 'days ahead; late orders that must leave stock within them are critical',
  fair_share: 'whether scarce supply is split inside one priority',
  keep_promises: 'whether promised quantities are served first',
  use_predicted_dates: 'whether the projection uses predicted dates of supply',
  holding_cost_rate:
    "share of the cost a year that stock costs; the item-location's own column wins",
  constrained_alternates: 'whether the plan uses alternates, or only proposes them',
  atp_keeps_safety_stock: 'whether safety stock may not be promised',
};

/** The page with its table as the parameters are now. */
export function withParameters(page: string): string {
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`${parametersPage} lacks its two marks.`);
  const names = Object.keys(DEFAULT_PARAMETERS) as (keyof PlanningParameters)[];
  const code = codeThatPlans();
  const inForce = names.filter((name) => code.some((text) => text.includes(name)));
  const toCome = names.filter((name) => !inForce.includes(name));
  const rows = (some: typeof names) =>
    some.map((name) => `| \`${name}\` | ${defaultText(name)} | ${SETS[name]} |`);
  const head = ['| parameter | default | sets |', '|---|---|---|'];
  const later =
    'Read and checked, but without effect until the part of the plan is there that uses it:';
  const lines = [...head, ...rows(inForce), '', later, '', ...head, ...rows(toCome)];
  return `${page.slice(0, from)}\n\n${lines.join('\n')}\n\n${page.slice(to)}`;
}

/** As the guide writes it. */
export function defaultText(name: keyof PlanningParameters): string {
  const value = DEFAULT_PARAMETERS[name];
  return value === null || value === '' ? 'blank' : String(value);
}

/** All code that could heed a parameter, apart from where it is declared and read in. */
function codeThatPlans(): string[] {
  return listPaths('src')
    .filter((path) => /^src\/(planning|exceptions|app)\//.test(path) && !isTest(path))
    .map((path) => readText(path).text);
}
