-- The server's own role owns nothing: it reads and writes rows that the policies show it, and cannot rewrite history.
grant usage on schema authz, content, audit to ${app_role};
grant select, insert, update on all tables in schema content, audit to ${app_role};
grant delete on audit.outbox, audit.saved_search, content.upload, content.lease, content.area to ${app_role};
grant usage on all sequences in schema authz, content, audit to ${app_role};
revoke update on content.revision, content.ontology, content.label_rules, content.dataset_scene, content.dataset_label, audit.event from ${app_role};
-- What others did is not read on its way to the log; it takes away what it knows the name of.
revoke select, update on audit.outbox from ${app_role};
grant select (id) on audit.outbox to ${app_role};
-- A project stays as it was made, and with its agency; what changed its class is not rewritten; squares of labels are counted by the database itself.
revoke update on content.project, content.ontology_move from ${app_role};
revoke insert, update on content.label_cell from ${app_role};
-- It asks for what takes two people, and cannot say that anybody agreed.
revoke insert, update on content.request from ${app_role};
grant insert (id, project, mark_id, kind, scene, dataset, wanted_mark, reason, state, asked_at, asked_by, asked_name)
  on content.request to ${app_role};
-- Where a label's pixels lie on the ground is derived from them, and is worked out anew when the scene is registered anew.
grant update (geom_ground, area_m2) on content.revision to ${app_role};
-- Of who may see what it knows the markings and whether anything changed.
revoke all on all tables in schema authz from ${app_role};
grant select, insert on authz.mark to ${app_role};
grant select, update on authz.policy_epoch to ${app_role};

-- The registrar keeps accounts, sessions, grants and tickets, and sees no content.
grant usage on schema authz, audit to ${registrar_role};
grant select, insert, update on all tables in schema authz to ${registrar_role};
revoke update on authz.mark, authz.ticket from ${registrar_role};
grant delete on authz.session, authz.identity, authz.departure, authz.project_grant, authz.ticket, authz.level,
  authz.account_group, authz.group_member, authz.group_grant to ${registrar_role};
grant usage on all sequences in schema authz to ${registrar_role};
grant select, insert, delete on audit.outbox to ${registrar_role};
-- Changes with every migration that adds a table: ${flyway:timestamp}
