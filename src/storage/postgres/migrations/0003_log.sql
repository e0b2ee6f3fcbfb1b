-- The log of facts and settings: an entry a batch, numbered without gaps by the one writer. Rows go
-- first, then the entry, then the head; a reader names the position that it reads at.

CREATE TABLE drumbeat.log_head (
  org_id int PRIMARY KEY,
  position bigint NOT NULL,
  at timestamptz NOT NULL,
  fence bigint NOT NULL
);
--;
CREATE TABLE drumbeat.log_entry (
  org_id int NOT NULL,
  position bigint NOT NULL,
  feed text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  person_id text COLLATE "C",
  key_id text COLLATE "C",
  source text NOT NULL,
  mode text COLLATE "C" NOT NULL CHECK (mode IN ('update', 'replace')),
  rows_new int NOT NULL,
  rows_changed int NOT NULL,
  rows_closed int NOT NULL,
  rows_unchanged int NOT NULL,
  rows_aside int NOT NULL,
  settings jsonb,
  PRIMARY KEY (org_id, position)
);
--;
CREATE INDEX log_entry_at ON drumbeat.log_entry (org_id, at);
--;
CREATE INDEX log_entry_feed ON drumbeat.log_entry (org_id, feed, position);
--;
CREATE TABLE drumbeat.quarantine (
  org_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  aside_row int NOT NULL,
  feed text COLLATE "C" NOT NULL,
  line int NOT NULL,
  column_name text NOT NULL,
  value text NOT NULL,
  rule text COLLATE "C" NOT NULL,
  message text NOT NULL,
  cells jsonb NOT NULL,
  is_typed boolean NOT NULL,
  style jsonb NOT NULL,
  at timestamptz NOT NULL,
  source text NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'replayed', 'dropped')),
  state_at timestamptz,
  state_by text,
  state_reason text,
  replay_position bigint,
  digest bytea NOT NULL,
  PRIMARY KEY (org_id, id)
);
--;
-- The same bad row sent again is one row to mend, not two.
CREATE UNIQUE INDEX quarantine_once ON drumbeat.quarantine (org_id, feed, digest)
  WHERE state = 'open';
--;
CREATE INDEX quarantine_place ON drumbeat.quarantine (org_id, position, aside_row);
--;
CREATE TABLE drumbeat.idempotency (
  org_id int NOT NULL,
  key text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  answer jsonb NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, key)
);
--;
CREATE INDEX idempotency_at ON drumbeat.idempotency (org_id, at);
--;
alter table drumbeat.log_head enable row level security, force row level security;
--;
create policy member on drumbeat.log_head
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
alter table drumbeat.log_entry enable row level security, force row level security;
--;
create policy member on drumbeat.log_entry
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
alter table drumbeat.quarantine enable row level security, force row level security;
--;
create policy member on drumbeat.quarantine
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
alter table drumbeat.idempotency enable row level security, force row level security;
--;
create policy member on drumbeat.idempotency
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
