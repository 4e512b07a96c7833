package org.graticule.access;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.ProjectRules.AreaEdges;
import org.graticule.access.ProjectRules.Rules;
import org.graticule.db.Tx;

/** Rows of {@code authz.project_rules}. */
final class ProjectRulesStore {

  Optional<Rules> find(Tx tx, UUID project) {
    return tx.handle()
        .createQuery(
            """
            select annotators_export, release_by_two, area_edges
            from authz.project_rules
            where project = :project
            """)
        .bind("project", project)
        .map((row, context) ->
            new Rules(
                row.getBoolean(1),
                row.getBoolean(2),
                AreaEdges.valueOf(row.getString(3).toUpperCase(Locale.ROOT))))
        .findOne();
  }

  void put(Tx tx, UUID project, Rules rules) {
    tx.handle()
        .createUpdate(
            """
            insert into authz.project_rules (project, annotators_export, release_by_two, area_edges)
            values (:project, :export, :two, :edges)
            on conflict (project) do update
            set annotators_export = excluded.annotators_export,
                release_by_two = excluded.release_by_two,
                area_edges = excluded.area_edges
            """)
        .bind("project", project)
        .bind("export", rules.annotatorsExport())
        .bind("two", rules.releaseByTwo())
        .bind("edges", rules.areaEdges().label())
        .execute();
  }
}
