-- What a project asks of all its labels; a class that says otherwise is asked that. Versions are only ever added to.
create table content.label_rules (
  project      uuid not null references content.project,
  version      int not null check (version > 0),
  rules        jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (project, version)
);
