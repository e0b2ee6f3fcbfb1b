// The plan on a terminal: one sentence with the finding, the cases ranked, what is late, which
// orders to move and to place today, what the plan rests on, and where to go next.

import { QUARANTINED_ROWS } from '../app/queries/diagnostic-rows.ts';
import type { CaseGroup, PlanOverview } from '../app/queries/plan-overview.ts';
import type {
  ActionMessageKind,
  ActionMessageRow,
  CaseRow,
  DiagnosticRow,
  PlannedOrderRow,
} from '../contract/plan-document.ts';
import { createPage, type Page } from './terminal/page.ts';
import { severityPaint, severityText } from './terminal/severity.ts';
import { count, counted, date, MISSING, money, percent, quantity } from './terminal/words.ts';

const DIAGNOSTICS_SHOWN = 5;

export async function writePlanView(
  stream: NodeJS.WriteStream,
  folder: string,
  overview: PlanOverview,
): Promise<void> {
  const page = createPage(stream);
  const { refused, itemLocationCount } = overview;
  if (refused.length > 0 && itemLocationCount === 0) {
    page.sentence(`Nothing is planned, for want of ${refused.join(', ')}.`);
    return page.end();
  }
  if (refused.length > 0) page.sentence(`This plan goes without ${refused.join(', ')}.`);
  writeHead(page, overview);
  writeCases(page, overview);
  writeMessages(page, overview);
  writeReleases(page, overview);
  writeHealth(page, overview, folder);
  writeNext(page, folder);
  await page.end();
}

function writeHead(page: Page, overview: PlanOverview): void {
  const { asOf, horizonDays, lines, itemLocationCount } = overview;
  page.sentence(finding(overview));
  const parts = [
    `Plan of ${date(asOf, '')} over ${counted(horizonDays, 'day')}`,
    counted(itemLocationCount, 'item-location'),
    lines.count === 0 ? 'no open order lines' : orderLines(lines),
  ];
  page.note(`${parts.join('; ')}.`);
}

function orderLines({ count: all, late, short }: PlanOverview['lines']): string {
  const onTime = all - late - short;
  if (onTime === all)
    return all === 1 ? 'the only order line on time' : `all ${count(all)} order lines on time`;
  const parts = [
    ...(late > 0 ? [`${count(late)} late`] : []),
    ...(short > 0 ? [`${count(short)} without supply in the horizon`] : []),
  ];
  return `of ${counted(all, 'order line')} ${parts.join(', ')}`;
}

function calmText(lineCount: number): string {
  if (lineCount === 0) return 'Nothing runs short';
  return lineCount === 1
    ? 'The only order line is on time'
    : `All ${count(lineCount)} order lines are on time`;
}

/** "12 cases put 48,300 EUR of margin at risk; the first bites on 23 Mar." */
function finding(overview: PlanOverview): string {
  const { casesOfDemand: demand, casesOfCost: cost, asOf, currency, lines, horizonDays } = overview;
  const value = cost.value > 0 ? ` worth ${money(cost.value)} ${currency}` : '';
  if (demand.count > 0) {
    const verb = demand.count === 1 ? 'puts' : 'put';
    const sum = `${money(demand.value)} ${currency}${demand.isMargin ? ' of margin' : ''}`;
    const what = demand.value > 0 ? sum : 'demand';
    const first = demand.firstDate;
    const bites = first === null ? '' : `; the first bites on ${date(first, asOf)}`;
    const are = cost.count === 1 ? 'is' : 'are';
    const worth = value && `, ${are}${value}`;
    const more = cost.count === 0 ? '' : ` ${count(cost.count)} more, of cost only${worth}.`;
    return `${counted(demand.count, 'case')} ${verb} ${what} at risk${bites}.${more}`;
  }
  const days = counted(horizonDays, 'day');
  const calm = `${calmText(lines.count)} in the next ${days}.`;
  return cost.count === 0 ? calm : `${calm} ${counted(cost.count, 'case')} of cost only${value}.`;
}

function writeCases(
  page: Page,
  { casesOfDemand, casesOfCost, asOf, currency }: PlanOverview,
): void {
  writeCaseGroup(page, 'Demand at risk', casesOfDemand, asOf, currency);
  writeCaseGroup(page, 'Cost only', casesOfCost, asOf, currency);
}

function writeCaseGroup(
  page: Page,
  heading: string,
  { count: all, value, shown }: CaseGroup,
  asOf: string,
  currency: string,
): void {
  if (all === 0) return;
  page.gap();
  page.heading(heading, `${counted(all, 'case')}, ${money(value)} ${currency}`);
  page.table<CaseRow>(
    [
      {
        head: 'severity',
        cell: (row) => severityText(row.severity),
        paint: (row) => severityPaint(row.severity),
      },
      { head: `at risk, ${currency}`, cell: (row) => money(row.value_at_risk), align: 'right' },
      {
        head: 'from',
        cell: (row) => date(row.first_date, asOf),
        align: 'right',
        dispensable: 2,
      },
      {
        head: 'decide by',
        cell: (row) => (row.decide_by === asOf ? 'today' : date(row.decide_by, asOf)),
        align: 'right',
        dispensable: 1,
      },
      { head: 'what and why', cell: (row) => row.message, wraps: true },
    ],
    shown,
  );
  if (all > shown.length) page.note(`and ${count(all - shown.length)} more`);
}

const MESSAGE_WORDS: Readonly<Record<ActionMessageKind, string>> = {
  expedite: 'expedite',
  reschedule_in: 'bring forward',
  reschedule_out: 'push out',
  cancel: 'cancel',
  increase: 'increase',
  decrease: 'decrease',
  release: 'place today',
  close: 'close',
};

function writeMessages(page: Page, overview: PlanOverview): void {
  const { pressingMessages: shown, messageCounts, asOf, currency } = overview;
  if (shown.length === 0) return;
  const kinds = Object.keys(MESSAGE_WORDS) as ActionMessageKind[];
  const counts = kinds
    .filter((kind) => kind !== 'release' && messageCounts[kind])
    .map((kind) => `${count(messageCounts[kind] ?? 0)} ${MESSAGE_WORDS[kind]}`);
  page.gap();
  page.heading('Orders to change', counts.join(', '));
  page.table<ActionMessageRow>(
    [
      { head: 'do', cell: (row) => MESSAGE_WORDS[row.kind] },
      { head: 'order', cell: orderName },
      { head: 'item', cell: (row) => row.item_id },
      { head: 'at', cell: (row) => row.location_id, dispensable: 2 },
      { head: 'quantity', cell: (row) => quantity(row.quantity), align: 'right' },
      { head: 'from', cell: (row) => date(row.from_date, asOf), align: 'right' },
      { head: 'to', cell: (row) => date(row.to_date, asOf), align: 'right' },
      {
        head: `value, ${currency}`,
        cell: (row) => money(row.value),
        align: 'right',
        dispensable: 1,
      },
    ],
    shown,
  );
}

/** Order and line; the schedule line only where there are several. */
function orderName(row: ActionMessageRow): string {
  const parts = [row.order_id, row.line, row.schedule_line === '1' ? null : row.schedule_line];
  return parts.filter((part) => part !== null).join('/');
}

function writeReleases(page: Page, { releases, plannedOrderCount, asOf }: PlanOverview): void {
  if (plannedOrderCount === 0) return;
  page.gap();
  const late = releases.pastDue === 0 ? '' : `, ${count(releases.pastDue)} of them late`;
  const planned = `of ${counted(plannedOrderCount, 'planned order')}`;
  page.heading('Orders to place today', `${count(releases.count)} ${planned}${late}`);
  if (releases.shown.length === 0) return;
  page.table<PlannedOrderRow>(
    [
      { head: 'do', cell: (row) => row.kind },
      { head: 'item', cell: (row) => row.item_id },
      { head: 'at', cell: (row) => row.location_id, dispensable: 2 },
      { head: 'quantity', cell: (row) => quantity(row.quantity), align: 'right' },
      { head: 'needed', cell: (row) => date(row.needed_date, asOf), align: 'right' },
      { head: 'there', cell: (row) => date(row.receipt_date, asOf), align: 'right' },
      {
        head: 'from',
        cell: (row) => row.supplier_id ?? row.from_location_id ?? MISSING,
        dispensable: 1,
      },
    ],
    releases.shown,
  );
}

function writeHealth(page: Page, overview: PlanOverview, folder: string): void {
  const { diagnostics, health, rowsRead, rowsQuarantined, refused } = overview;
  page.gap();
  const taken = `${percent(health)} of ${counted(rowsRead, 'row')} taken`;
  const left = rowsQuarantined === 0 ? '' : `, ${count(rowsQuarantined)} quarantined`;
  const files = refused.length === 0 ? '' : `, ${counted(refused.length, 'file')} refused`;
  page.heading('Data', `${taken}${left}${files}`);
  const order = ['error', 'warning', 'info'];
  const ranked = diagnostics
    .map((row, at) => ({ row, at }))
    .sort((a, b) => order.indexOf(a.row.severity) - order.indexOf(b.row.severity) || a.at - b.at)
    .map(({ row }) => row)
    .filter((row) => row.severity !== 'info' && row.rule !== QUARANTINED_ROWS);
  if (ranked.length > 0) {
    page.table<DiagnosticRow>(
      [
        {
          head: 'severity',
          cell: (row) => severityText(row.severity),
          paint: (row) => severityPaint(row.severity),
        },
        { head: 'feed', cell: (row) => row.feed || MISSING, dispensable: 1 },
        { head: 'what', cell: (row) => row.message, wraps: true },
      ],
      ranked.slice(0, DIAGNOSTICS_SHOWN),
    );
  }
  if (ranked.length > DIAGNOSTICS_SHOWN) {
    page.note(`and ${count(ranked.length - DIAGNOSTICS_SHOWN)} more: plan ${folder} --json`);
  }
}

function writeNext(page: Page, folder: string): void {
  page.gap();
  page.note(
    `Next: drumbeat check ${folder} for the rows not taken; drumbeat buildable ${folder} for ` +
      'what the shop can start; plan --json or --out FOLDER for all of it, --with ' +
      'balances,pegging for the days behind it.',
  );
}
