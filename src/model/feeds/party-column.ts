// Whose rows a feed's rows are, where they are one supplier's: what that supplier may see of it.

import type { Feed } from './feed.ts';

/** The column with the supplier, or null: no row of the feed is for a supplier to see. A party of
 * contacts and of part numbers may be a customer of the same id: those stay with us. */
export function partyColumnOf(feed: Feed): string | null {
  if (feed.name === 'deliveries') return 'party_id'; // of inbound ones
  return feed.columns.some(({ name }) => name === 'supplier_id') ? 'supplier_id' : null;
}
