// A company written down as rows, planned: for tests of what is asked of a plan.

import { type FixtureRows, type FixtureSettings, facts, settings } from '../model/fact-fixture.ts';
import { type PlannedFolder, planIntake } from './commands/plan-folder.ts';

export function planned(rows: FixtureRows, given: FixtureSettings = {}): PlannedFolder {
  const intake = {
    facts: facts(rows),
    settings: settings(given),
    feeds: [],
    quarantine: [],
    diagnostics: [],
    refused: [],
  };
  return planIntake(intake, () => {});
}
