// The ids that a new row's references are checked against: those of the facts as they stand, of
// feeds that come before the row's own in the contract's order, as when a folder is read.

import { FEEDS } from '../../model/feeds/feeds.ts';
import type { KnownKeys } from '../known-keys.ts';
import { quoted } from '../quarantine.ts';
import type { StandingFacts } from './standing-facts.ts';

const PLACE = new Map(FEEDS.map((feed, place) => [feed.name, place]));

export function standingKeys(standing: StandingFacts, feedName: string): KnownKeys {
  const own = PLACE.get(feedName)!;
  const { givenFeeds } = standing.facts;
  return {
    isUnknown(to, code) {
      if (PLACE.get(to)! >= own || !givenFeeds.has(to)) return false;
      const counts = standing.idCounts[to]!;
      return code < 0 || code >= counts.length || counts[code] === 0;
    },
    unknownMessage: (columnName, to, text) =>
      `${columnName} is ${quoted(text)}, which feed ${to} does not have. Add it there, or ` +
      'correct it here.',
    add() {},
    putAside() {},
  };
}
