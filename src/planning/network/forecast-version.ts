// Which forecast is planned with: the version that the parameter names, else the one made last.

import { dayColumn, textColumn } from '../../model/fact-table.ts';
import { addDiagnostic } from './diagnostic-list.ts';
import type { MasterData } from './master-data.ts';

/** Pool code of the version, -1 = there is no forecast. */
export function chosenForecastVersion(master: MasterData): number {
  const table = master.facts.tables.forecasts!;
  if (table.rowCount === 0) return -1;
  const version = textColumn(table, 'version');
  const madeOn = dayColumn(table, 'made_on');
  const wanted = master.settings.parameters.forecast_version;
  if (wanted !== '') {
    const code = master.facts.pool.codeOf.get(wanted) ?? -1;
    for (let row = 0; row < table.rowCount; row++) if (version[row] === code) return code;
    noteUnknownVersion(master, wanted);
    return -1;
  }
  let newest = 0; // row
  for (let row = 1; row < table.rowCount; row++) {
    if (madeOn[row]! < madeOn[newest]!) continue;
    const isLaterName = master.texts[version[row]!]! > master.texts[version[newest]!]!;
    if (madeOn[row]! > madeOn[newest]! || isLaterName) newest = row;
  }
  return version[newest]!;
}

function noteUnknownVersion(master: MasterData, wanted: string): void {
  addDiagnostic(master.noted, {
    severity: 'error',
    feed: 'forecasts',
    key: wanted,
    rule: 'unknown_forecast_version',
    message:
      `There is no forecast of version ${wanted}, which forecast_version asks for: ` +
      'the plan has no forecast. Load it, or leave the parameter blank for the newest.',
  });
}
