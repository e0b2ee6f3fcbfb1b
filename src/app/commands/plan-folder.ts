// Plans a company's facts in memory: facts -> network -> plan -> lateness -> exceptions and cases.

import { type Detected, detectExceptions } from '../../exceptions/detect-exceptions.ts';
import type { Intake } from '../../ingest/intake.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Network } from '../../model/network.ts';
import { traceLateness } from '../../planning/lateness.ts';
import type { Lateness } from '../../planning/lateness-types.ts';
import { buildNetwork } from '../../planning/network/build-network.ts';
import type { Plan } from '../../planning/plan.ts';
import { planNetwork } from '../../planning/plan-network.ts';
import type { FactSource, ReportProgress, SettingsOverride } from '../ports.ts';

export interface PlannedFolder {
  intake: Intake;
  network: Network;
  networkDiagnostics: Diagnostic[];
  plan: Plan;
  lateness: Lateness;
  found: Detected;
}

/** Reading is most of the work; the phases after it share the rest of the progress. */
const READ_SHARE = 0.7;

export async function planFolder(
  source: FactSource,
  override: SettingsOverride,
  progress: ReportProgress,
): Promise<PlannedFolder> {
  const intake = await source.read(override, (share, what) => progress(share * READ_SHARE, what));
  return planIntake(intake, progress);
}

/** Plans what has been read. */
export function planIntake(intake: Intake, progress: ReportProgress): PlannedFolder {
  const { facts, settings } = intake;
  progress(READ_SHARE, 'building the network');
  const { network, diagnostics: networkDiagnostics } = buildNetwork(facts, settings);
  progress(0.8, 'planning');
  const plan = planNetwork(network);
  progress(0.9, 'tracing what is late');
  const lateness = traceLateness(plan);
  progress(0.95, 'finding exceptions');
  const diagnostics = [...intake.diagnostics, ...networkDiagnostics];
  const input = { facts, settings, network, plan, lateness };
  const found = detectExceptions({ ...input, networkDiagnostics: diagnostics });
  progress(1, 'planned');
  return { intake, network, networkDiagnostics, plan, lateness, found };
}
