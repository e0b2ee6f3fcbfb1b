// The running system as the API sees it: each desk over the store, the writer and the planner.

import { FactWriter } from '../app/living/fact-writer.ts';
import type { LivingSystem } from '../app/living/ports.ts';
import { openRequestBody } from '../connectors/files/request-body.ts';
import type { Database } from '../storage/postgres/database.ts';
import { createExceptionDesk } from '../storage/postgres/exception-store/exception-desk.ts';
import { createRuleDesk } from '../storage/postgres/exception-store/rule-desk.ts';
import { createFactDesk } from '../storage/postgres/fact-log/fact-desk.ts';
import { createFactStore } from '../storage/postgres/fact-log/fact-store.ts';
import { factsAccepted } from './accepted-facts.ts';
import type { HostStream } from './change-stream.ts';
import { createPlanDesk } from './plan-desk.ts';
import type { PlannerLink } from './planner-link.ts';
import { createSettingsDesk } from './settings-desk.ts';

interface Parts {
  database: Database;
  orgId: number;
  stream: HostStream;
  now: () => number;
}

/** The one writer of facts; `committed` is called after each commit. */
export async function openWriter(
  { database, orgId, stream, now }: Parts,
  committed: () => void,
): Promise<FactWriter> {
  const writer = new FactWriter({
    store: createFactStore(database, orgId),
    now,
    committed(entries) {
      committed();
      for (const draft of factsAccepted(entries)) stream.add(draft);
    },
  });
  await writer.open();
  return writer;
}

interface SystemParts extends Parts {
  writer: FactWriter;
  planner: PlannerLink;
  version: string;
}

export function livingSystem(parts: SystemParts): LivingSystem {
  const { database, stream, now, writer, planner, version } = parts;
  // A planner that is away reads all of it when it starts again.
  const tell = (question: string, given: unknown) =>
    void planner.ask(question, given).catch(() => {});
  return {
    version,
    facts: createFactDesk({ database, writer, now, openBody: openRequestBody }),
    settings: createSettingsDesk(writer),
    plan: createPlanDesk(planner, () => writer.head),
    exceptions: createExceptionDesk({
      database,
      now,
      handled(living) {
        stream.look();
        tell('adopt', living);
      },
    }),
    rules: createRuleDesk({
      database,
      now,
      preview: (candidate) => planner.ask('previewRules', candidate),
      changed(rules) {
        stream.look();
        tell('changeRules', rules);
      },
    }),
    stream,
    demo: null,
    health: async () => ({
      database: await database.isReady(),
      planner: planner.isAlive() && planner.state().state !== 'starting',
      position: writer.head,
      planned_position: planner.state().position,
    }),
  };
}
