// The settings of an installation: the same fields as `drumbeat.json`, changed field by field.

import { type FolderSettings, readSettings } from '../../ingest/settings.ts';
import { type Day, formatDay, NO_DAY, parseDay } from '../../units/day.ts';
import { RefusedError } from './ports.ts';

export type SettingsChange = Record<string, unknown>;

export function settingsOf(standing: Record<string, unknown>, now: number): FolderSettings {
  return readSettings(JSON.stringify(standing), now);
}

/** Says so where the plan's day is none that the settings name; '' = they do. */
export function dayMessage({ as_of: named, timezone }: Record<string, unknown>, asOf: Day): string {
  if (typeof named === 'string' && parseDay(named) !== NO_DAY) return '';
  const zone = typeof timezone === 'string' && timezone !== '' ? ` in ${timezone}` : '';
  return `As of ${formatDay(asOf)}, today${zone}, because the settings name no day.`;
}

/** Refuses what `drumbeat.json` may not say either. */
export function mergedSettings(
  standing: Record<string, unknown>,
  change: SettingsChange,
  now: number,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...standing, ...change };
  if (typeof change.parameters === 'object' && change.parameters !== null) {
    merged.parameters = { ...(standing.parameters as object | undefined), ...change.parameters };
  }
  const { faults } = settingsOf(merged, now);
  if (faults.length > 0) throw new RefusedError(422, 'settings', faults.join(' '));
  return merged;
}
