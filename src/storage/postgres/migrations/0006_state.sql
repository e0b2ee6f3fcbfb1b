-- Small things that a process keeps from one start to the next: where the demo's player stands.
create table drumbeat.kept_state (
  org_id integer not null,
  name   text collate "C" not null,
  value  jsonb not null,
  at     timestamptz not null default now(),
  primary key (org_id, name)
);
--;
alter table drumbeat.kept_state enable row level security, force row level security;
--;
create policy member on drumbeat.kept_state
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
