package org.graticule.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.db.Tx;
import org.graticule.http.Json;
import org.jspecify.annotations.Nullable;

/** Rows of {@code content.project} and {@code content.ontology}. */
final class ProjectStore {

  void insert(Tx tx, Project project, String agency, UUID by) {
    tx.handle()
        .createUpdate(
            """
            insert into content.project (id, name, description, agency, created_at, created_by)
            values (:id, :name, :description, :agency, :at, :by)
            """)
        .bind("id", project.id())
        .bind("name", project.name())
        .bind("description", project.description())
        .bind("agency", agency)
        .bind("at", project.created())
        .bind("by", by)
        .execute();
  }

  List<Project> all(Tx tx) {
    return tx.handle()
        .createQuery("select id, name, description, created_at from content.project order by name")
        .map((row, context) -> project(row))
        .list();
  }

  Optional<Project> find(Tx tx, UUID id) {
    return tx.handle()
        .createQuery("select id, name, description, created_at from content.project where id = :id")
        .bind("id", id)
        .map((row, context) -> project(row))
        .findOne();
  }

  boolean exists(Tx tx, String agency, String name) {
    return tx.handle()
        .createQuery(
            """
            select exists (
              select from content.project where agency = :agency and name = :name)
            """)
        .bind("agency", agency)
        .bind("name", name)
        .mapTo(Boolean.class)
        .one();
  }

  /** The house's first, where agencies have one of the same name. */
  Optional<Project> byName(Tx tx, String name) {
    return tx.handle()
        .createQuery(
            """
            select id, name, description, created_at
            from content.project
            where name = :name
            order by agency
            """)
        .bind("name", name)
        .map((row, context) -> project(row))
        .findFirst();
  }

  /**
   * @param reached the scenes that limited roles reach, wholly or in part; null for all
   */
  int countScenes(Tx tx, UUID project, Integer[] marks, @Nullable Set<UUID> reached) {
    return tx.handle()
        .createQuery(
            """
            select count(*)
            from content.scene s
            where s.project = :project and s.mark_id = any(:marks)
              and (:everywhere or s.id = any(:reached))
            """)
        .bind("everywhere", reached == null)
        .bind("reached", reached == null ? new UUID[0] : reached.toArray(UUID[]::new))
        .bind("project", project)
        .bind("marks", marks)
        .mapTo(Integer.class)
        .one();
  }

  Optional<Ontology> newestOntology(Tx tx, UUID project) {
    return tx.handle()
        .createQuery(
            """
            select version, classes::text
            from content.ontology
            where project = :project
            order by version desc
            limit 1
            """)
        .bind("project", project)
        .map((row, context) -> ontology(row))
        .findOne();
  }

  Optional<Ontology> ontology(Tx tx, UUID project, int version) {
    return tx.handle()
        .createQuery(
            """
            select version, classes::text
            from content.ontology
            where project = :project and version = :version
            """)
        .bind("project", project)
        .bind("version", version)
        .map((row, context) -> ontology(row))
        .findOne();
  }

  void publish(Tx tx, UUID project, Ontology ontology, String by, Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into content.ontology (project, version, classes, published_at, published_by)
            values (:project, :version, cast(:classes as jsonb), :at, :by)
            """)
        .bind("project", project)
        .bind("version", ontology.version())
        .bind("classes", text(ontology.classes()))
        .bind("at", now)
        .bind("by", by)
        .execute();
  }

  Optional<LabelRules> labelRules(Tx tx, UUID project) {
    return tx.handle()
        .createQuery(
            """
            select version, rules::text
            from content.label_rules
            where project = :project
            order by version desc
            limit 1
            """)
        .bind("project", project)
        .map((row, context) -> labelRules(row))
        .findOne();
  }

  /** False where somebody was faster. */
  boolean publish(Tx tx, UUID project, LabelRules rules, String by, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                insert into content.label_rules (project, version, rules, published_at, published_by)
                values (:project, :version, cast(:rules as jsonb), :at, :by)
                on conflict (project, version) do nothing
                """)
            .bind("project", project)
            .bind("version", rules.version())
            .bind("rules", text(rules))
            .bind("at", now)
            .bind("by", by)
            .execute()
        == 1;
  }

  /** Classes that live labels of the project carry. */
  Set<Integer> classesInUse(Tx tx, UUID project) {
    return new HashSet<>(
        tx.handle()
            .createQuery(
                """
                select distinct class_id
                from content.label_cell
                where project = :project and n > 0
                """)
            .bind("project", project)
            .mapTo(Integer.class)
            .list());
  }

  private static Project project(ResultSet row) throws SQLException {
    return new Project(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("description"),
        row.getTimestamp("created_at").toInstant());
  }

  private static Ontology ontology(ResultSet row) throws SQLException {
    try {
      return new Ontology(
          row.getInt("version"),
          Json.MAPPER.readValue(
              row.getString("classes"), new TypeReference<List<Ontology.LabelClass>>() {}));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabelRules labelRules(ResultSet row) throws SQLException {
    try {
      LabelRules stored = Json.MAPPER.readValue(row.getString("rules"), LabelRules.class);
      return new LabelRules(row.getInt("version"), stored.minimumAreaM2(), stored.rules());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
