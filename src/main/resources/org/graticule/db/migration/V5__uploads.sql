-- Resumable uploads: what was promised. How much has arrived is the length of the file, which outlives any crash.
create table content.upload (
  id           uuid primary key,
  project      uuid not null references content.project,
  name         text not null check (length(name) between 1 and 255),
  length       bigint not null check (length > 0),
  metadata     text not null,
  bundle       text,
  files        int not null check (files > 0),
  mark_id      int not null references authz.mark,
  received     boolean not null default false,
  job          uuid references content.job,
  created_at   timestamptz not null,
  created_by   uuid not null references authz.account,
  created_name text not null,
  expires_at   timestamptz not null
);
create index upload_owner on content.upload (created_by, project, created_at);
create index upload_expiry on content.upload (expires_at);
