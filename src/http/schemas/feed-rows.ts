// One schema for the rows of each feed, made from the feeds as data: so the API's page cannot say
// anything else than the data contract. Rows are checked by intake, which knows units and keys.

import type { ColumnKind, Feed, FeedColumn } from '../../model/feeds/feed.ts';
import { FEEDS } from '../../model/feeds/feeds.ts';
import { type ZodType, z } from './zod.ts';

const KINDS: Record<ColumnKind, { type: 'text' | 'number' | 'flag'; says: string }> = {
  id: { type: 'text', says: 'id' },
  text: { type: 'text', says: 'text' },
  choice: { type: 'text', says: 'one of the values' },
  flag: { type: 'flag', says: 'true or false' },
  day: { type: 'text', says: 'YYYY-MM-DD' },
  instant: { type: 'text', says: 'RFC 3339 with offset' },
  month: { type: 'text', says: 'YYYY-MM' },
  days: { type: 'number', says: 'days' },
  count: { type: 'number', says: 'whole number' },
  number: { type: 'number', says: 'number' },
  quantity: { type: 'number', says: "quantity in the item's base unit" },
  money: { type: 'number', says: 'money' },
  currency: { type: 'text', says: 'currency, ISO 4217' },
  uom: { type: 'text', says: 'unit, UNECE Rec 20' },
  weekdays: { type: 'text', says: 'seven of 0/1 from Monday' },
};

function columnSchema({ kind, values, reference, blank, key, filled }: FeedColumn): ZodType {
  const { type, says } = KINDS[kind];
  const bare = values ? z.enum(values as [string, ...string[]]) : plain(type);
  const parts = [
    says,
    ...(key ? ['key'] : []),
    ...(reference ? [`in feed ${reference.to}`] : []),
    ...(blank ? [`empty: ${blank}`] : []),
  ];
  return (filled ? bare : bare.nullable().optional()).describe(parts.join('; '));
}

function plain(type: 'text' | 'number' | 'flag') {
  if (type === 'number') return z.number();
  return type === 'flag' ? z.boolean() : z.string();
}

function rowSchema(feed: Feed): ZodType {
  const columns = feed.columns.map((column) => [column.name, columnSchema(column)]);
  const capital = feed.name.replace(/(^|_)(\w)/g, (_, _bar, letter: string) =>
    letter.toUpperCase(),
  );
  const keys = feed.columns.filter(({ key }) => key).map(({ name }) => name);
  return z.looseObject(Object.fromEntries(columns)).meta({
    id: `${capital}Row`,
    description: `A row of feed ${feed.name}; its key: ${keys.join(', ')}.`,
  });
}

export const FEED_ROW_SCHEMAS: ReadonlyMap<string, ZodType> = new Map(
  FEEDS.map((feed) => [feed.name, rowSchema(feed)]),
);

/** A row of any feed. */
export const AnyRowSchema = z.union([...FEED_ROW_SCHEMAS.values()] as [ZodType, ZodType]).meta({
  id: 'FactRow',
  description: 'A row of the feed that the address names; columns of its own are kept as they are.',
});
