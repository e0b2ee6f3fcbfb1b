// What came of reading a data folder: the facts, and everything that was not taken as it stood.
// Nothing is lost: rows = accepted + quarantined, and a file that is no feed is named.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Facts } from '../model/facts.ts';
import type { PlanningSettings } from '../model/parameters.ts';

export interface QuarantinedRow {
  feed: string;
  line: number; // physical line on which the record begins, header = 1
  column: string; // '' when it concerns the whole row
  value: string; // as it stood in the file, cut at 200 characters
  rule: string; // required, type, range, too_fine, too_long, unknown_value, ... (feeds.md)
  message: string; // a sentence that a planner understands, with the remedy
  cells?: Record<string, string>; // the whole row as it came, where it may be mended later
}

export interface FeedCount {
  feed: string;
  rows: number; // records read, without the header
  accepted: number; // unchanged ones included
  quarantined: number;
  unchanged: number; // same key, same content as an earlier row
}

/** A file that could not be read as a feed at all: one clear error. */
export interface RefusedFile {
  file: string; // its name within the folder
  feed: string; // '' when it is not known
  rule: string;
  message: string;
}

export interface Intake {
  facts: Facts;
  settings: PlanningSettings;
  feeds: FeedCount[]; // of the feeds found, in the contract's order
  quarantine: QuarantinedRow[]; // by feed in the contract's order, then line
  diagnostics: Diagnostic[];
  refused: RefusedFile[];
}
