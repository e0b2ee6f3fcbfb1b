// Prints the feeds, which are data in src/model/feeds, as the tables of docs/guide/feeds.md.

import type { ColumnKind, Feed, FeedColumn } from '../src/model/feeds/feed.ts';
import { FEEDS } from '../src/model/feeds/feeds.ts';

export const feedsPage = 'docs/guide/feeds.md';
const begin = '<!-- feeds: printed by `npm run docs:write` -->';
const end = '<!-- end of feeds -->';

const holds: Record<ColumnKind, string> = {
  id: 'id',
  text: 'text',
  choice: 'one of',
  flag: 'true or false',
  day: 'date',
  instant: 'instant with offset',
  month: 'month, YYYY-MM',
  days: 'days',
  count: 'whole number',
  number: 'number',
  quantity: 'quantity',
  money: 'money',
  currency: 'currency, ISO 4217',
  uom: 'unit, UNECE Rec 20',
  weekdays: 'seven of 0/1 from Monday',
};

/** The page with its tables as the feeds are now. */
export function withFeeds(page: string): string {
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`${feedsPage} lacks its two marks.`);
  return `${page.slice(0, from)}\n\n${FEEDS.map(feedText).join('\n')}\n${page.slice(to)}`;
}

function feedText(feed: Feed): string {
  const keys = feed.columns.filter((column) => column.key).map((column) => `\`${column.name}\``);
  const required = feed.required ? 'The folder must have it. ' : '';
  const lines = [
    `### ${feed.name}`,
    '',
    `${required}Key: ${keys.join(', ')}.${conditions(feed)}`,
    '',
    '| column | holds | empty means |',
    '|---|---|---|',
    ...feed.columns.map((column) => columnRow(column)),
    '',
  ];
  return lines.join('\n');
}

function conditions({ oneOf = [], filledIf = [] }: Feed): string {
  const names = (columns: readonly string[]) => columns.map((name) => `\`${name}\``).join(', ');
  return [
    ...oneOf.map((group) => ` At least one of ${names(group)} is filled.`),
    ...filledIf.map(
      ({ column, when, is }) => ` \`${column}\` is filled where \`${when}\` is ${is}.`,
    ),
  ].join('');
}

function columnRow(column: FeedColumn): string {
  const { name, kind, values, reference, minimum, maximum, above, exact, itemColumn } = column;
  const parts = [values ? values.map((value) => `\`${value}\``).join(' ') : holds[kind]];
  if (reference)
    parts.push(`in \`${reference.to}\`${reference.unknown === 'warning' ? ' (else a note)' : ''}`);
  if (above !== undefined) parts.push(`above ${above}`);
  if (minimum !== undefined) parts.push(`at least ${minimum}`);
  if (maximum !== undefined) parts.push(`at most ${maximum}`);
  if (kind === 'quantity' && exact) parts.push('whole smallest units');
  if (itemColumn !== undefined) parts.push(`in the unit of \`${itemColumn}\``);
  return `| ${column.key ? `**${name}**` : name} | ${parts.join(', ')} | ${blankMeans(column)} |`;
}

function blankMeans({ filled, blank, key }: FeedColumn): string {
  if (filled) return 'must be filled';
  return blank ?? (key ? 'the empty key part' : '');
}
