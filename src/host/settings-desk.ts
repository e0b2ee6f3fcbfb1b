// The settings of the plan as the API reads and changes them.

import type { FactWriter } from '../app/living/fact-writer.ts';
import { RefusedError, type SettingsDesk, type SettingsView } from '../app/living/ports.ts';
import { nearestName } from '../base/nearest-name.ts';
import { DEFAULT_PARAMETERS } from '../model/parameters.ts';
import { need } from '../storage/postgres/scopes.ts';
import { formatDay } from '../units/day.ts';

export function createSettingsDesk(writer: FactWriter): SettingsDesk {
  const view = (): SettingsView => {
    const { asOf, timezone, horizonDays, currency, parameters } = writer.settings.planning;
    return {
      position: writer.settingsPosition,
      as_of: formatDay(asOf),
      timezone,
      horizon_days: horizonDays,
      currency,
      parameters: { ...parameters },
    };
  };
  return {
    async read(caller) {
      need(caller, 'settings.read');
      return view();
    },
    async write(caller, change) {
      need(caller, 'settings.write');
      refuseUnknown(change.parameters ?? {});
      await writer.changeSettings(caller, { ...change });
      return view();
    },
  };
}

/** A folder's name that nobody knows is told; here somebody waits for the answer. */
function refuseUnknown(parameters: object): void {
  const known = Object.keys(DEFAULT_PARAMETERS);
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearestName(unknown, known);
  const maybe = near === '' ? '' : ` Maybe ${near}.`;
  const message = `The plan has no parameter "${unknown.slice(0, 100)}".${maybe}`;
  throw new RefusedError(422, 'settings', message);
}
