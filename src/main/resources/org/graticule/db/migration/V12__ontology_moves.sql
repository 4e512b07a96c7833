-- Which labels a change of the ontology gave another class, so that it can be taken back.
create table content.ontology_move (
  project    uuid not null references content.project,
  version    int not null,
  element    uuid not null references content.element,
  mark_id    int not null references authz.mark,
  n          int not null,
  from_class int not null,
  to_class   int not null,
  primary key (project, version, element, n)
);
