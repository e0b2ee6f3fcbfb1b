-- Exceptions and cases as they live, their histories, the rules that raise them, and the stream of
-- what changes. One row of change_head is locked by whoever writes any of it: so the numbers of
-- changes and events are in the order in which they were committed.

create table drumbeat.exception (
  org_id integer not null,
  id text not null collate "C" check (id <> ''),
  kind text not null collate "C" check (kind in ('exception', 'case')),
  code text not null collate "C",
  state text not null collate "C" check (
    state in ('new', 'acknowledged', 'in_progress', 'waiting', 'resolved', 'dismissed')
  ),
  is_open boolean not null,
  is_aside boolean not null, -- put aside by a person
  severity text not null collate "C" check (severity in ('critical', 'high', 'medium', 'low')),
  owner text not null collate "C", -- '' = nobody
  worth double precision not null, -- value_at_risk to sort by, 0 where it is not known
  value_at_risk double precision,
  first_date date,
  decide_by date,
  item_id text not null collate "C",
  location_id text not null collate "C",
  supplier_id text not null collate "C",
  case_id text not null collate "C", -- of an exception, '' = none
  version integer not null check (version > 0),
  body jsonb not null, -- all of it
  raised_position bigint not null,
  raised_at timestamptz not null,
  changed_position bigint not null,
  changed_at timestamptz not null,
  closed_position bigint,
  closed_at timestamptz,
  closed_on date, -- the plan's day
  primary key (org_id, id),
  check ((closed_at is null) = is_open)
);
--;
create index exception_open on drumbeat.exception (org_id, kind, worth desc, id) where is_open;
--;
create index exception_all on drumbeat.exception (org_id, kind, worth desc, id);
--;
create index exception_case on drumbeat.exception (org_id, case_id) where case_id <> '';
--;
create index exception_place on drumbeat.exception (org_id, item_id, location_id);
--;
create index exception_closed on drumbeat.exception (org_id, closed_on) where not is_open;
--;
-- Added to, never changed: lives of one id follow one another, each from version 1.
create table drumbeat.exception_event (
  org_id integer not null,
  exception_id text not null collate "C",
  seq bigint not null,
  version integer not null,
  type text not null collate "C",
  position bigint not null,
  at timestamptz not null,
  actor text not null, -- '' = a replan
  body jsonb not null,
  primary key (org_id, exception_id, seq)
);
--;
revoke update, delete on drumbeat.exception_event from drumbeat_app;
--;
create table drumbeat.rule_set (
  org_id integer not null,
  version integer not null check (version > 0),
  body jsonb not null,
  actor text not null,
  comment text not null,
  at timestamptz not null,
  primary key (org_id, version)
);
--;
revoke update, delete on drumbeat.rule_set from drumbeat_app;
--;
create table drumbeat.change (
  org_id integer not null,
  change_id bigint not null,
  position bigint not null,
  at timestamptz not null,
  kind text not null collate "C",
  body jsonb not null,
  primary key (org_id, change_id)
);
--;
create index change_at on drumbeat.change (org_id, at);
--;
create table drumbeat.change_head (
  org_id integer primary key,
  last_change bigint not null,
  last_event bigint not null
);
--;
create table drumbeat.planned_position (
  org_id integer primary key,
  position bigint not null,
  as_of date not null,
  at timestamptz not null,
  planned_in_ms integer not null,
  rules_version integer not null,
  summary jsonb not null
);
--;
alter table drumbeat.exception enable row level security, force row level security;
--;
create policy member on drumbeat.exception
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
alter table drumbeat.exception_event enable row level security, force row level security;
--;
create policy member on drumbeat.exception_event
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
alter table drumbeat.rule_set enable row level security, force row level security;
--;
create policy member on drumbeat.rule_set
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
alter table drumbeat.change enable row level security, force row level security;
--;
create policy member on drumbeat.change
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
alter table drumbeat.change_head enable row level security, force row level security;
--;
create policy member on drumbeat.change_head
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
alter table drumbeat.planned_position enable row level security, force row level security;
--;
create policy member on drumbeat.planned_position
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
