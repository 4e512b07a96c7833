-- How an account is known elsewhere: the subject at an OpenID issuer, or a name in a certificate, whose issuer is the empty text. Nobody is known twice.
create table authz.identity (
  id       uuid primary key,
  account  uuid not null references authz.account,
  kind     text not null check (kind in ('oidc', 'certificate')),
  issuer   text not null,
  name     text not null check (length(name) between 1 and 512),
  bound_at timestamptz not null,
  bound_by text not null,
  unique (kind, issuer, name)
);
create index identity_account on authz.identity (account);

-- People who have gone to an OpenID provider and are expected back, once, in the browser they left with.
create table authz.departure (
  state_hash   bytea primary key,
  browser_hash bytea not null,
  nonce        text not null,
  verifier     text not null,
  again        boolean not null,
  begun_at     timestamptz not null
);

-- A session can be listed and ended without its token, and goes on telling what it told when it began.
alter table authz.session
  add column id uuid not null default gen_random_uuid() unique,
  add column way text not null default 'password' check (way in ('password', 'oidc', 'certificate')),
  add column agent text not null default '',
  add column previous_sign_in timestamptz,
  add column failures_since int not null default 0;
