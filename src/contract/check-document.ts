// The wire shape of a data folder's check, as `check --json` prints it.

export interface CheckDocument {
  feeds: Iterable<FeedCountRow>;
  quarantine: Iterable<QuarantineRow>;
  health: number; // accepted / rows, 1 when there are no rows
}

export interface FeedCountRow {
  feed: string;
  rows: number;
  accepted: number; // unchanged ones included
  quarantined: number;
  unchanged: number;
}

/** A row that was not taken, or (line 1, no column, its name as the value) a file refused whole. */
export interface QuarantineRow {
  feed: string;
  line: number;
  column: string;
  value: string;
  rule: string;
  message: string;
}
