package org.graticule.access;

import java.util.Optional;
import java.util.UUID;
import org.graticule.access.ProjectRules.Rules;
import org.graticule.db.Tx;

/** Rows of {@code authz.project_rules}. */
final class ProjectRulesStore {

  Optional<Rules> find(Tx tx, UUID project) {
    return tx.handle()
        .createQuery(
            """
            select annotators_export, release_by_two
            from authz.project_rules
            where project = :project
            """)
        .bind("project", project)
        .map((row, context) -> new Rules(row.getBoolean(1), row.getBoolean(2)))
        .findOne();
  }

  void put(Tx tx, UUID project, Rules rules) {
    tx.handle()
        .createUpdate(
            """
            insert into authz.project_rules (project, annotators_export, release_by_two)
            values (:project, :export, :two)
            on conflict (project) do update
            set annotators_export = excluded.annotators_export,
                release_by_two = excluded.release_by_two
            """)
        .bind("project", project)
        .bind("export", rules.annotatorsExport())
        .bind("two", rules.releaseByTwo())
        .execute();
  }
}
