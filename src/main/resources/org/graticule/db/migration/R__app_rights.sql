-- The server's own role owns nothing: it reads and writes rows, and cannot rewrite history.
grant usage on schema authz, content, audit to ${app_role};
grant select, insert, update on all tables in schema authz, content, audit to ${app_role};
grant delete on authz.session, authz.project_grant, audit.outbox, content.upload to ${app_role};
grant usage on all sequences in schema authz, content, audit to ${app_role};
revoke update on content.revision, content.ontology, content.dataset_scene, content.dataset_label, authz.mark, audit.event from ${app_role};
-- Changes with every migration that adds a table: ${flyway:timestamp}
