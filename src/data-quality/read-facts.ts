// What of the facts a calculation reads: its result holds for as long as that is the same.

import type { Facts } from '../model/facts.ts';

/** By what was read: the feed's table, the demand history, which feeds are given. */
export type ReadFacts = Map<string, unknown>;

/** Facts that note what is read of them. Texts of the pool never change: they are not noted. */
export interface WatchedFacts {
  facts: Facts;
  /** What is read of the facts from now on, until it is called again. */
  begin(): ReadFacts;
}

export function watched(facts: Facts): WatchedFacts {
  let reads: ReadFacts = new Map();
  const see = (what: string) => reads.set(what, partOf(facts, what));
  const tables = {};
  for (const [name, table] of Object.entries(facts.tables)) {
    const get = () => {
      see(name);
      return table;
    };
    Object.defineProperty(tables, name, { enumerable: true, get });
  }
  const seen: Facts = {
    pool: facts.pool,
    isStanding: facts.isStanding,
    tables,
    get givenFeeds() {
      see(GIVEN);
      return facts.givenFeeds;
    },
    get demandHistory() {
      see(HISTORY);
      return facts.demandHistory;
    },
  };
  const begin = () => {
    reads = new Map();
    return reads;
  };
  return { facts: seen, begin };
}

export function isAsRead(facts: Facts, reads: ReadFacts): boolean {
  for (const [what, was] of reads) if (partOf(facts, what) !== was) return false;
  return true;
}

const GIVEN = 'given feeds';
const HISTORY = 'demand history';

function partOf(facts: Facts, what: string): unknown {
  if (what === GIVEN) return [...facts.givenFeeds].sort().join();
  return what === HISTORY ? facts.demandHistory : facts.tables[what];
}
