-- The ground: the schema, which migrations ran, the organisations, and what the program's role may.
-- One statement between two lines of `--;`.
create schema if not exists drumbeat;
--;
create table drumbeat.migration (
  number   integer primary key,
  name     text not null,
  checksum text not null, -- sha256 of the file
  at       timestamptz not null default now()
);
--;
-- The owner's alone: no privilege for the program's role, and a policy that names the owner.
alter table drumbeat.migration enable row level security, force row level security;
--;
create policy owner on drumbeat.migration to current_user using (true) with check (true);
--;
grant usage on schema drumbeat to drumbeat_app;
--;
-- Tables from here on: rows are held apart by policies, and migrations revoke what is never to be.
alter default privileges in schema drumbeat
  grant select, insert, update, delete on tables to drumbeat_app;
--;
alter default privileges in schema drumbeat grant usage, select on sequences to drumbeat_app;
--;
create table drumbeat.organisation (
  org_id integer primary key check (org_id > 0),
  name   text collate "C" not null
);
--;
alter table drumbeat.organisation enable row level security, force row level security;
--;
create policy member on drumbeat.organisation
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
-- Back-up goes from organisation to organisation, and the owner need not be a superuser.
create policy owner on drumbeat.organisation to current_user using (true) with check (true);
--;
insert into drumbeat.organisation (org_id, name) values (1, 'Default');
