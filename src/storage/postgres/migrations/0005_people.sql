-- People: who they are, how they prove it, what they have open, and the trail of what they changed.
-- Secrets are kept as hashes. Open to the system's scope alone, the trail to everybody's additions.

create table drumbeat.person (
  org_id integer not null,
  id text not null check (id <> ''),
  email text not null collate "C" check (email = lower(email)),
  name text not null check (name <> ''),
  roles text[] not null check (
    cardinality(roles) > 0
    and roles <@ array['viewer', 'planner', 'buyer', 'order_desk', 'supplier', 'lead', 'admin']
  ),
  party_id text not null,
  active boolean not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, email),
  check ((party_id <> '') = ('supplier' = any(roles))),
  check (not 'supplier' = any(roles) or cardinality(roles) = 1)
);
--;
create table drumbeat.person_credential (
  org_id integer not null,
  person_id text not null,
  kind text not null check (kind in ('password', 'oidc')),
  issuer text not null,
  subject text not null,
  password_hash text check ((password_hash is not null) = (kind = 'password')),
  at timestamptz not null,
  primary key (org_id, person_id, kind, issuer)
);
--;
create unique index person_credential_subject
  on drumbeat.person_credential (org_id, issuer, subject) where kind = 'oidc';
--;
create table drumbeat.session (
  org_id integer not null,
  id text not null,
  token_hash text not null check (length(token_hash) = 64),
  person_id text not null,
  method text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  address text not null,
  user_agent text not null,
  primary key (org_id, id),
  unique (org_id, token_hash)
);
--;
create index session_person on drumbeat.session (org_id, person_id) where ended_at is null;
--;
create table drumbeat.api_key (
  org_id integer not null,
  id text not null,
  secret_hash text not null check (length(secret_hash) = 64),
  name text not null,
  role text not null,
  party_id text not null check ((party_id <> '') = (role = 'supplier')),
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null,
  created_by text,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id)
);
--;
create table drumbeat.passkey (
  org_id integer not null,
  id text not null,
  person_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  backed_up boolean not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (org_id, id)
);
--;
create index passkey_person on drumbeat.passkey (org_id, person_id);
--;
create table drumbeat.challenge (
  org_id integer not null,
  challenge_hash text not null,
  purpose text not null check (purpose in ('registration', 'sign_in')),
  session_id text check ((session_id is not null) = (purpose = 'registration')),
  expires_at timestamptz not null,
  primary key (org_id, challenge_hash)
);
--;
create table drumbeat.one_time_link (
  org_id integer not null,
  token_hash text not null,
  kind text not null check (kind in ('first_admin', 'invitation')),
  person_id text check ((person_id is null) = (kind = 'first_admin')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (org_id, token_hash)
);
--;
create table drumbeat.sign_in_attempt (
  org_id integer not null,
  kind text not null,
  subject_hash text not null,
  failures integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null,
  primary key (org_id, kind, subject_hash)
);
--;
create table drumbeat.oidc_login (
  org_id integer not null,
  state_hash text not null,
  browser_hash text not null,
  nonce text not null,
  code_verifier text not null,
  return_to text not null,
  expires_at timestamptz not null,
  primary key (org_id, state_hash)
);
--;
create table drumbeat.audit_entry (
  org_id integer not null,
  number bigint generated always as identity,
  at timestamptz not null,
  actor text not null,
  person_id text,
  key_id text,
  action text not null,
  object text not null,
  before jsonb,
  after jsonb,
  address text not null,
  primary key (org_id, number)
);
--;
alter table drumbeat.person enable row level security, force row level security;
--;
create policy system on drumbeat.person
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  );
--;
alter table drumbeat.person_credential enable row level security, force row level security;
--;
create policy system on drumbeat.person_credential
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  );
--;
alter table drumbeat.session enable row level security, force row level security;
--;
create policy system on drumbeat.session
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  );
--;
alter table drumbeat.api_key enable row level security, force row level security;
--;
create policy system on drumbeat.api_key
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  );
--;
alter table drumbeat.passkey enable row level security, force row level security;
--;
create policy system on drumbeat.passkey
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  );
--;
alter table drumbeat.challenge enable row level security, force row level security;
--;
create policy system on drumbeat.challenge
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  );
--;
alter table drumbeat.one_time_link enable row level security, force row level security;
--;
create policy system on drumbeat.one_time_link
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  );
--;
alter table drumbeat.sign_in_attempt enable row level security, force row level security;
--;
create policy system on drumbeat.sign_in_attempt
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  );
--;
alter table drumbeat.oidc_login enable row level security, force row level security;
--;
create policy system on drumbeat.oidc_login
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  );
--;
alter table drumbeat.audit_entry enable row level security, force row level security;
--;
create policy system on drumbeat.audit_entry for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'system'
  );
--;
create policy append on drumbeat.audit_entry for insert
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member', 'supplier')
  );
--;
-- What is in the trail stays as it is: the running program can only add.
revoke update, delete, truncate on drumbeat.audit_entry from drumbeat_app;
