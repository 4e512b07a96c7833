-- Keys that programs act with for their owners. Only the hash of a secret is kept: a copy of this table opens no door.
create table authz.api_token (
  id          uuid primary key,
  secret_hash bytea not null unique,
  account     uuid not null references authz.account,
  name        text not null check (length(name) between 1 and 80),
  project     uuid references content.project,
  actions     text[] not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null check (expires_at <= created_at + interval '90 days'),
  used_at     timestamptz,
  revoked_at  timestamptz
);
create index api_token_account on authz.api_token (account, created_at desc);
