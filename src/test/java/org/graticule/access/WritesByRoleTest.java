package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.graticule.db.DatabaseAddress;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who changes what by SQL as the server's role, table by table: what their role in {@link
 * RoleTable} says, and seeing something is not enough.
 */
final class WritesByRoleTest {
  private static final String NOBODY = "-";

  /** Actions of which one lets somebody do it, and how it is tried. */
  private static final Map<String, Write> WRITES = new TreeMap<>();

  private record Write(List<String> actions, String sql) {}

  private static AccessWorld world;
  private static Map<String, String> words;

  static {
    write(
        "project",
        "PROJECT_CREATE",
        "insert into content.project (id, name, created_at, created_by) values (gen_random_uuid(),"
            + " gen_random_uuid(), now(), :me)");
    write("project renamed", NOBODY, "update content.project set name = 'x'");
    write(
        "ontology",
        "ONTOLOGY_PUBLISH",
        "insert into content.ontology values (:project, 1 + (random() * 1e8)::int, '[]', now(),"
            + " 'x')");
    write("ontology rewritten", NOBODY, "update content.ontology set classes = '[]'");
    write(
        "rules",
        "ONTOLOGY_PUBLISH",
        "insert into content.label_rules values (:project, 1 + (random() * 1e8)::int, '{}', now(),"
            + " 'x')");
    write(
        "move of classes",
        "ONTOLOGY_PUBLISH",
        "insert into content.ontology_move values (:project, 1, :element, :mark, 1, 1, 2)");
    write(
        "scene",
        "SCENE_INGEST",
        "insert into content.scene (id, project, name, revision, sha256, width, height, facts,"
            + " mark_id, created_at, created_by, created_name) select gen_random_uuid(), project,"
            + " name, 1, sha256, 1, 1, '{}', mark_id, now(), :me, 'x' from content.scene");
    write("scene changed", "SCENE_INGEST", "update content.scene set name = 'x'");
    write(
        "label",
        "LABEL_WRITE",
        "insert into content.element (id, scene, layer, class_id, head, live, mark_id, envelope)"
            + " values (gen_random_uuid(), :scene, :project, 1, 1, true, :mark, st_makeenvelope(0,"
            + " 0, 1, 1, 0))");
    write(
        "label changed", "LABEL_WRITE ONTOLOGY_PUBLISH", "update content.element set live = false");
    write("label gone", NOBODY, "delete from content.element");
    write(
        "revision",
        "LABEL_WRITE",
        "insert into content.revision (element, n, kind, class_id, geom_px, layer, mark_id,"
            + " ontology, actor, actor_name, at, op_id) select element, 2, 'update', 1, geom_px,"
            + " layer, mark_id, 1, :me, 'x', now(), gen_random_uuid() from content.revision limit"
            + " 1");
    write("revision rewritten", NOBODY, "update content.revision set class_id = 2");
    write("revision moved", NOBODY, "update content.revision set geom_ground = null");
    write("squares", NOBODY, "update content.label_cell set n = 0");
    write(
        "version of labels",
        "LABEL_WRITE ONTOLOGY_PUBLISH",
        "insert into content.scene_labels values (:scene, :project, 1) on conflict (scene) do"
            + " update set version = 2");
    write(
        "layer",
        "LABEL_WRITE",
        "insert into content.layer (id, project, kind, name, created_at, created_by, created_name)"
            + " values (gen_random_uuid(), :project, 'PERSON', 'x', now(), :me, 'x')");
    write("layer locked", "LABEL_WRITE", "update content.layer set locked = true");
    write(
        "seat",
        "LABEL_WRITE",
        "insert into content.lease values (:scene, :project, :me, 'x', gen_random_uuid(),"
            + " nextval('content.lease_token'), now(), now())");
    write(
        "another's seat",
        NOBODY,
        "insert into content.lease values (:scene, :project, :other, 'x', gen_random_uuid(),"
            + " nextval('content.lease_token'), now(), now())");
    write(
        "another's seat taken",
        NOBODY,
        "update content.lease set token = 8 where account = :other");
    write("another's seat gone", NOBODY, "delete from content.lease where account = :other");
    write(
        "note",
        "LABEL_WRITE",
        "insert into content.note values (gen_random_uuid(), :scene, :project, 1, 1, 'x', false,"
            + " :me, 'x', now(), now())");
    write("note done", "LABEL_WRITE", "update content.note set done = true");
    write(
        "area",
        "WORK_PLAN",
        "insert into content.area values (gen_random_uuid(), :scene, :project, 'x', 0, 0, 1, 1,"
            + " 'ready', null, now())");
    write("area taken", "LABEL_WRITE", "update content.area set assignee = 'x'");
    write("area gone", "WORK_PLAN", "delete from content.area");
    write(
        "job",
        "SCENE_INGEST DATASET_CREATE",
        "insert into content.job (id, project, kind, name, payload, state, mark_id, created_at,"
            + " created_by, created_name) values (gen_random_uuid(), :project, 'ingest', 'x', '{}',"
            + " 'queued', :mark, now(), :me, 'x')");
    write("job ended", "SCENE_INGEST DATASET_CREATE", "update content.job set state = 'failed'");
    write(
        "dataset",
        "DATASET_CREATE",
        "insert into content.dataset (id, project, name, version, state, recipe, ontology, mark_id,"
            + " created_at, created_by, created_name) values (gen_random_uuid(), :project,"
            + " gen_random_uuid(), 1, 'building', '{}', 1, :mark, now(), :me, 'x')");
    write(
        "dataset changed",
        "DATASET_CREATE REQUEST_DECIDE",
        "update content.dataset set state = 'failed'");
    write(
        "scene of a dataset",
        "DATASET_CREATE",
        "insert into content.dataset_scene values (:dataset, :scene, 1)");
    write(
        "label of a dataset",
        "DATASET_CREATE",
        "insert into content.dataset_label values (:dataset, :element, 1)");
    write(
        "upload",
        "SCENE_INGEST",
        "insert into content.upload (id, project, name, length, metadata, files, mark_id,"
            + " created_at, created_by, created_name, expires_at) values (gen_random_uuid(),"
            + " :project, 'x', 1, '', 1, :mark, now(), :me, 'x', now())");
    write(
        "another's upload",
        NOBODY,
        "update content.upload set received = true where created_by = :other");
    write("another's upload gone", NOBODY, "delete from content.upload where created_by = :other");
    write(
        "request of a lower mark",
        "SCENE_REMARK",
        "insert into content.request (id, project, mark_id, kind, scene, wanted_mark, reason,"
            + " state, asked_at, asked_by, asked_name) values (gen_random_uuid(), :project, :mark,"
            + " 'lower-mark', :scene, :mark, 'x', 'open', now(), :me, 'x')");
    write(
        "request of a release",
        "DATASET_DOWNLOAD",
        "insert into content.request (id, project, mark_id, kind, dataset, reason, state, asked_at,"
            + " asked_by, asked_name) values (gen_random_uuid(), :project, :mark, 'release',"
            + " :dataset, 'x', 'open', now(), :me, 'x')");
  }

  private static void write(String name, String actions, String sql) {
    WRITES.put(name, new Write(List.of(actions.split(" ")), sql));
  }

  @BeforeAll
  static void furnish() {
    world = new AccessWorld();
    UUID project = world.project();
    UUID scene = world.scene(project, world.mark("OPEN"));
    world.labels(scene, 1, world.mark("OPEN"));
    words = new TreeMap<>();
    words.put(":project", quoted(project));
    words.put(":scene", quoted(scene));
    words.put(":mark", Integer.toString(world.mark("OPEN")));
    words.put(":other", quoted(world.account(3, List.of(), null)));
    words.put(":element", first("content.element"));
    for (String thing : List.of("seat", "note", "area", "job", "dataset", "upload")) {
      String sql = WRITES.get(thing).sql().replace(":me", ":other");
      world.furnishing.write(tx -> tx.handle().execute(filled(sql)));
    }
    words.put(":dataset", first("content.dataset"));
  }

  private static String first(String table) {
    return quoted(
        world.furnishing.read(
            tx -> tx.handle().createQuery("select id from " + table).mapTo(UUID.class).first()));
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void everyTableIsWrittenByTheRolesOfTheTableAndByNoOthers() {
    for (Role role : Role.values()) {
      assertThat(done(holder(role)))
          .as(role.label())
          .containsExactlyElementsOf(
              WRITES.entrySet().stream()
                  .filter(write ->
                      write.getValue().actions().stream()
                          .anyMatch(action ->
                              !action.equals(NOBODY) && RoleTable.may(role.label(), action)))
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void noTableOfContentIsLeftOut() {
    try (Handle app = app()) {
      List<String> tables =
          app.createQuery(
                  """
                  select 'content.' || c.relname
                  from pg_class c
                  where c.relnamespace = 'content'::regnamespace and c.relkind in ('r', 'p')
                  """)
              .mapTo(String.class)
              .list();
      assertThat(tables)
          .allMatch(table ->
              WRITES.values().stream()
                  .anyMatch(write -> write.sql().matches("(insert into|update) " + table + " .*")));
    }
  }

  @Test
  void aTokenWritesNoMoreThanItIsGoodFor() {
    UUID account = world.account(3, List.of(), null);
    world.grant(account, project(), Role.PROJECT_LEAD);
    world.epoch.refresh();
    Subject lead = world.sessions.onBehalfOf(account);
    assertThat(done(lead)).contains("label", "scene", "layer");
    world.furnishing.write(tx -> {
      UUID token = UUID.randomUUID();
      tx.handle()
          .execute(
              "insert into authz.api_token (id, secret_hash, account, name, actions, created_at,"
                  + " expires_at) values (?, 'x', ?, 'x', '{LABEL_READ,WORK_PLAN}', now(), now() +"
                  + " interval '1 day')",
              token,
              account);
      return tx.handle()
          .execute("update authz.ticket set token = ? where account = ?", token, account);
    });
    assertThat(done(lead)).containsExactly("area", "area gone");
  }

  @Test
  void whoMayTakeThingsOutByTheProjectsRulesFreezesDatasets() {
    Subject annotator = holder(Role.ANNOTATOR);
    assertThat(done(annotator)).doesNotContain("dataset");
    rules("insert into authz.project_rules (project, annotators_export) values (?, true)");
    assertThat(done(annotator)).contains("dataset", "label of a dataset", "request of a release");
    rules("delete from authz.project_rules where project = ?");
    assertThat(done(annotator)).doesNotContain("dataset");
  }

  private static void rules(String sql) {
    world.furnishing.write(tx -> tx.handle().execute(sql, project()));
  }

  private static UUID project() {
    return UUID.fromString(words.get(":project").substring(1, 37));
  }

  private static Subject holder(Role role) {
    if (role.kind() == Role.Kind.PROJECT) {
      return world.person(project(), role, 3);
    }
    return world.sessions.onBehalfOf(world.account(3, List.of(), role));
  }

  /** What changed a row or more. */
  private static TreeSet<String> done(Subject holder) {
    TreeSet<String> done = new TreeSet<>();
    try (Handle app = app()) {
      WRITES.forEach((name, write) -> {
        app.begin();
        app.execute("select set_config('graticule.ticket', ?, true)", holder.ticket().secret());
        try {
          if (app.execute(filled(write.sql()).replace(":me", quoted(holder.account()))) > 0) {
            done.add(name);
          }
        } catch (UnableToExecuteStatementException refused) {
          assertThat(refused)
              .as(name)
              .hasMessageMatching("(?s).*(row-level security|permission denied).*");
        }
        app.rollback();
      });
    }
    return done;
  }

  private static String filled(String sql) {
    String filled = sql;
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled.replace(word.getKey(), word.getValue());
    }
    return filled;
  }

  private static String quoted(UUID id) {
    return "'" + id + "'";
  }

  private static Handle app() {
    DatabaseAddress address = world.addresses.roles().app();
    return Jdbi.create(address.url(), address.user(), address.password().reveal()).open();
  }
}
