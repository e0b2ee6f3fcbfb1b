// Small things that a process keeps from one start to the next, each under a name.

import type { Database, Scope, Session } from './database.ts';

export interface KeptState {
  read<T>(name: string): Promise<T | null>;
  write(name: string, value: unknown): Promise<void>;
}

export function openKeptState(database: Database, orgId: number): KeptState {
  const scope: Scope = { orgId, role: 'system', partyId: '' };
  return {
    read: <T>(name: string) =>
      database.read(scope, async (session) => {
        const [row] = await session.query<{ value: T }>(
          'select value from drumbeat.kept_state where org_id = $1 and name = $2',
          [orgId, name],
        );
        return row?.value ?? null;
      }),
    write: (name, value) =>
      database.transaction(scope, (session) => writeKept(session, orgId, name, value)),
  };
}

export async function writeKept(
  session: Session,
  orgId: number,
  name: string,
  value: unknown,
): Promise<void> {
  await session.query(
    `insert into drumbeat.kept_state (org_id, name, value) values ($1, $2, $3)
     on conflict (org_id, name) do update set value = excluded.value, at = now()`,
    [orgId, name, JSON.stringify(value)],
  );
}
