// A plan as detection takes it, under rules.

import type { DetectionInput } from '../../exceptions/detection.ts';
import type { RuleSet } from '../../exceptions/rules/rule-set.ts';
import type { PlannedFolder } from '../commands/plan-folder.ts';

export function detectionInput(
  planned: Omit<PlannedFolder, 'found'>,
  rules: RuleSet,
): DetectionInput {
  const { intake, network, plan, lateness, networkDiagnostics } = planned;
  return {
    facts: intake.facts,
    settings: intake.settings,
    network,
    plan,
    lateness,
    networkDiagnostics: [...intake.diagnostics, ...networkDiagnostics],
    rules,
  };
}
