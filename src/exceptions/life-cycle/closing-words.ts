// Why an exception or a case closed: the fact that took its cause away, as it was and as it is now,
// and the log entry that brought it. Where that cannot be told, the entries since the last plan.

import { type Day, parseDay } from '../../units/day.ts';
import { countedText, dateText } from '../names.ts';
import type { FactChange, FactNews } from './fact-news.ts';
import type { ClosingFact, LivingException } from './living-exception.ts';

/** An entry of the log since the last plan. */
export interface EntryNews {
  position: number;
  feed: string; // 'settings' = the settings were changed
  source: string; // '' = none was named
  actor: string;
}

export interface PlanNews {
  facts: readonly FactNews[]; // [] = none, or more than can be told
  entries: readonly EntryNews[]; // the last ones
  entryCount: number;
  asOf: Day;
  dayTurned: boolean; // another day than that of the last plan
}

export interface ClosingReason {
  text: string;
  facts: ClosingFact[];
}

const FACTS_TOLD = 2;
const ENTRIES_TOLD = 3;
const CHANGES_TOLD = 3;

export function closingReason(living: LivingException, news: PlanNews): ClosingReason {
  const facts = behindIt(living, news.facts);
  if (facts.length > 0) return factReason(facts, news);
  const { entries, dayTurned, asOf } = news;
  if (dayTurned && entries.every(({ feed }) => feed === 'settings')) {
    return { text: `Its cause is gone: the day is ${dateText(news, asOf)} now.`, facts: [] };
  }
  return entryReason(news);
}

/** The facts that are nearest to it: of itself or of its cause, else of its item-location, else of
 * its item; a fact that alone changed is behind all. */
function behindIt(living: LivingException, facts: readonly FactNews[]): readonly FactNews[] {
  const { itemId, locationId, cause } = living.told;
  const subjects = new Set([living.base, living.seen.causeId].map(behindColon));
  if (cause) subjects.add(`${cause.feed}/${cause.key}`);
  subjects.delete('');
  const ranks: ((fact: FactNews) => boolean)[] = [
    ({ subject, about }) => subjects.has(subject) || subjects.has(about),
    (fact) => fact.itemId !== '' && fact.itemId === itemId && fact.locationId === locationId,
    (fact) => fact.itemId !== '' && fact.itemId === itemId,
    () => facts.length === 1,
  ];
  for (const isNear of ranks) {
    const near = facts.filter(isNear);
    if (near.length > 0) return near;
  }
  return [];
}

function behindColon(text: string): string {
  return text.slice(text.indexOf(':') + 1);
}

function factReason(facts: readonly FactNews[], news: PlanNews): ClosingReason {
  const { entries } = news;
  const told = facts.slice(0, FACTS_TOLD);
  const entryOf = ({ feed }: FactNews): EntryNews | undefined =>
    entries.findLast((entry) => entry.feed === feed);
  const sentences = told.map((fact) => factSentence(news, fact)).join(', and ');
  const rest = facts.length - told.length;
  const more = rest > 0 ? `, and ${countedText(rest, 'more change', 'more changes')}` : '';
  const brought = new Set(told.map(entryOf).filter((entry) => entry !== undefined));
  return {
    text: `Its cause is gone: ${sentences}${more}${broughtBy([...brought])}.`,
    facts: told.map((fact) => {
      const { position = 0, source = '' } = entryOf(fact) ?? {};
      return { feed: fact.feed, key: fact.key, position, source };
    }),
  };
}

function broughtBy(entries: readonly EntryNews[]): string {
  if (entries.length === 0) return '';
  return ` (${entries.map(entryText).join('; ')})`;
}

/** "position 17, from erp, by key stock". */
function entryText({ position, source, actor }: EntryNews): string {
  const from = source === '' ? '' : `, from ${source}`;
  const by = actor === '' ? '' : `, by ${actor}`;
  return `position ${position}${from}${by}`;
}

function entryReason(news: PlanNews): ClosingReason {
  const { entries, entryCount, dayTurned, asOf } = news;
  if (entryCount === 0) return { text: 'Its cause is gone.', facts: [] };
  const told = entries.slice(-ENTRIES_TOLD);
  const words = told.map((entry) => `${feedWords(entry.feed)} of ${entryText(entry)}`);
  const rest = entryCount - told.length;
  const more = rest > 0 ? ` and ${countedText(rest, 'entry', 'entries')} before` : '';
  const day = dayTurned ? ` and the day is ${dateText(news, asOf)}` : '';
  const facts = told
    .filter(({ feed }) => feed !== 'settings')
    .map(({ feed, position, source }) => ({ feed, key: '', position, source }));
  return { text: `Its cause is gone since ${words.join('; ')}${more}${day}.`, facts };
}

const feedWords = (feed: string): string => feed.replaceAll('_', ' ');

/** Of orders the name that sentences give them; the first schedule line goes without saying. */
const ORDER_NAMES: Readonly<Record<string, string>> = {
  purchase_orders: 'PO',
  sales_orders: 'order',
  production_orders: 'production order',
  transfer_orders: 'transfer order',
};

function factName({ feed, key }: FactNews): string {
  const order = ORDER_NAMES[feed];
  const parts = key.split('/').filter((part) => part !== '');
  if (order !== undefined) {
    if (parts.length === 3 && parts[2] === '1') parts.pop();
    return `${order} ${parts.join('/')}`;
  }
  if (feed === 'notes')
    return `the note on ${feedWords(parts[0] ?? '')} ${parts.slice(1).join('/')}`;
  return `${feedWords(feed)} ${parts.join('/')}`;
}

/** Verbs of columns whose change is told as what it means. */
const VERBS: Readonly<Record<string, string>> = {
  confirmed_date: 'is now confirmed for',
  promised_date: 'is now promised for',
  requested_date: 'is now wanted for',
  due_date: 'is now due on',
  shipped_date: 'was shipped on',
  believed_date: 'now says that it comes on',
  status: 'is now',
};

function factSentence(news: PlanNews, fact: FactNews): string {
  const name = factName(fact);
  if (fact.became === 'new' && fact.changes.length === 0) return `${name} has come`;
  if (fact.became === 'gone') return `${name} is closed`;
  const told = fact.changes.slice(0, CHANGES_TOLD).map((change) => changeText(news, change));
  const rest = fact.changes.length - told.length;
  const more = rest > 0 ? ` and ${countedText(rest, 'column', 'columns')} more` : '';
  return `${name} ${told.join(' and ')}${more}`;
}

/** "is now confirmed for 12 Mar (was 20 Mar)". */
function changeText(news: PlanNews, { column, kind, from, to }: FactChange): string {
  const verb = VERBS[column];
  if (column === 'believed_date' && from === '') return `${verb} ${valueText(news, kind, to)}`;
  const was = from === '' ? 'was not given' : `was ${valueText(news, kind, from)}`;
  if (to === '') return `has no ${feedWords(column)} any more (${was})`;
  const is = valueText(news, kind, to);
  return verb === undefined
    ? `now has ${feedWords(column)} ${is} (${was})`
    : `${verb} ${is} (${was})`;
}

function valueText(news: PlanNews, kind: FactChange['kind'], text: string): string {
  return kind === 'day' ? dateText(news, parseDay(text)) : text.slice(0, 100);
}
