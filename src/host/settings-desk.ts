// The settings of the plan as the API reads and changes them.

import type { FactWriter } from '../app/living/fact-writer.ts';
import type { SettingsDesk, SettingsView } from '../app/living/ports.ts';
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
      await writer.changeSettings(caller, { ...change });
      return view();
    },
  };
}
