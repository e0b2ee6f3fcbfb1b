// What the running system asks of the outside, as functions that the edges provide.

import type { Intake } from '../ingest/intake.ts';
import type { PlanningSettings } from '../model/parameters.ts';
import type { Day } from '../units/day.ts';

/** Settings given on the command line win over those of the folder. */
export type SettingsOverride = Partial<Pick<PlanningSettings, 'asOf' | 'horizonDays'>>;

/** How far a long piece of work is: a share from 0 to 1, and what is being done. */
export type ReportProgress = (share: number, what: string) => void;

/** Reads a company's facts. */
export interface FactSource {
  read(override: SettingsOverride, progress: ReportProgress): Promise<Intake>;
}

/** One planned order of another system's list. */
export interface ListedOrder {
  itemId: string;
  locationId: string;
  date: Day; // of receipt
  quantity: number; // base units
}

/** Another system's list of planned orders, and the rows of it that could not be read. */
export interface ListedOrders {
  orders: ListedOrder[];
  faults: { line: number; message: string }[];
  refused: string | null; // why the file is no such list at all
}
