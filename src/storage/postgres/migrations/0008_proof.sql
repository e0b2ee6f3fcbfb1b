-- When the person of a session last proved who they are: at a company's sign-in that may be long
-- before the session began. Sessions from before prove nothing for what asks for a fresh sign-in.

alter table drumbeat.session add column proven_at timestamptz not null default 'epoch';
--;
alter table drumbeat.session alter column proven_at drop default;
--;
-- Numbers are given by the tables themselves: nobody reads or moves what counts for all
-- organisations.
revoke all on all sequences in schema drumbeat from drumbeat_app;
--;
alter default privileges in schema drumbeat revoke usage, select on sequences from drumbeat_app;
