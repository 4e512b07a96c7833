package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.app.ApiClient.Answer;
import org.graticule.db.DatabaseAddress;
import org.graticule.image.Synthetic;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks that change, what takes two people, and how fast the taking away of a right is felt. */
final class MarksOverHttpTest {
  @TempDir private static Path folder;
  private static TestNode node;
  private static String project;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    project = node.project();
    // A second lead, for what takes two.
    node.as("admin")
        .post("/api/v1/projects/" + project + "/grants", grant("reviewer", "project-lead"))
        .expect(201);
  }

  @AfterAll
  static void close() {
    node.close();
  }

  private static Map<String, Object> grant(String holder, String role) {
    return Map.of("username", holder, "role", role);
  }

  private static RawClient as(String username) throws Exception {
    return new RawClient(node.base()).signIn(username, node.password(username));
  }

  private static String scene() throws Exception {
    Path image = folder.resolve(UUID.randomUUID() + ".tif");
    Synthetic.rgb(image, 512, 512);
    ApiClient lead = node.as("lead");
    String job =
        lead.upload("/api/v1/projects/" + project + "/scenes?name=a.tif", image)
            .expect(202)
            .json()
            .get("id")
            .asText();
    JsonNode state = lead.get("/api/v1/jobs/" + job).expect(200).json();
    for (int i = 0; i < 300 && !state.get("state").asText().equals("done"); i++) {
      Thread.sleep(200);
      state = lead.get("/api/v1/jobs/" + job).expect(200).json();
    }
    return state.get("scene").asText();
  }

  private static Answer mark(RawClient client, String scene, String body) throws Exception {
    return client.send("PUT", "/api/v1/scenes/" + scene + "/mark", body);
  }

  @Test
  void aRaisedMarkHidesSceneCachedTileAndLabelFromTheNextRequestOn() throws Exception {
    String scene = scene();
    RawClient viewer = as("viewer");
    String tile = "/api/v1/scenes/" + scene + "/tiles/0/0/0";
    UUID label = UUID.randomUUID();
    as("lead")
        .send(
            "POST",
            "/api/v1/scenes/" + scene + "/labels/batch",
            """
            {"operations": [{"op_id": "%s", "kind": "create", "element": "%s", "class": 1,
              "geometry": {"type": "Polygon", "coordinates":
                [[[100, 100], [200, 100], [200, 200], [100, 200], [100, 100]]]}}]}
            """
                .formatted(UUID.randomUUID(), label))
        .expect(200);
    viewer.get(tile).expect(200);
    viewer.get(tile).expect(200);
    viewer.get("/api/v1/labels/" + label + "/history").expect(200);
    mark(as("lead"), scene, "{\"mark\": \"SEALED//CEDAR\"}").expect(200);
    viewer.get(tile).expect(404);
    viewer.get("/api/v1/scenes/" + scene).expect(404);
    viewer.get("/api/v1/labels/" + label + "/history").expect(404);
    Answer seen = as("annotator").get(tile).expect(200);
    assertThat(seen.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(as("annotator").get("/api/v1/labels/" + label + "/history").expect(200).text())
        .contains("(S//CDR)");
  }

  @Test
  void whatIsHiddenIsToldNoSoonerThanWhatIsAbsent() throws Exception {
    String scene = scene();
    mark(as("lead"), scene, "{\"mark\": \"SEALED//CEDAR\"}").expect(200);
    RawClient viewer = as("viewer");
    for (String id : List.of(scene, UUID.randomUUID().toString())) {
      long asked = System.nanoTime();
      viewer.get("/api/v1/scenes/" + id).expect(404);
      assertThat(System.nanoTime() - asked).as("a step of time").isGreaterThan(20_000_000);
    }
  }

  @Test
  void aMarkIsLoweredByTwoPeopleAndByNobodyAlone() throws Exception {
    String scene = scene();
    RawClient lead = as("lead");
    mark(lead, scene, "{\"mark\": \"GUARDED\"}").expect(200);
    as("viewer").get("/api/v1/scenes/" + scene).expect(404);
    assertThat(mark(lead, scene, "{\"mark\": \"OPEN\"}").status()).isEqualTo(422);
    Answer asked =
        mark(lead, scene, "{\"mark\": \"OPEN\", \"reason\": \"published last week\"}").expect(202);
    as("viewer").get("/api/v1/scenes/" + scene).expect(404);
    String decision = "/api/v1/requests/" + asked.json().get("id").asText() + "/decision";
    Answer alone = lead.send("POST", decision, "{\"approve\": true}");
    assertThat(alone.status()).isEqualTo(403);
    assertThat(alone.json().get("code").asText()).isEqualTo("second-person");
    assertThat(as("annotator").send("POST", decision, "{\"approve\": true}").status())
        .isEqualTo(403);
    // Who may not see the scene hears of no request either.
    assertThat(as("viewer").send("POST", decision, "{\"approve\": true}").status()).isEqualTo(404);
    as("reviewer").send("POST", decision, "{\"approve\": true}").expect(200);
    as("viewer").get("/api/v1/scenes/" + scene).expect(200);
    assertThat(as("reviewer").send("POST", decision, "{\"approve\": false}").status())
        .isEqualTo(409);
    assertThat(
            lead.get("/api/v1/projects/" + project + "/requests")
                .expect(200)
                .json()
                .findValuesAsText("state"))
        .contains("approved");
  }

  @Test
  void anAgreementLowersOnceAndOnlyWhatItWasAskedFor() throws Exception {
    String scene = scene();
    RawClient lead = as("lead");
    RawClient reviewer = as("reviewer");
    String open = "{\"mark\": \"OPEN\", \"reason\": \"published\"}";
    mark(lead, scene, "{\"mark\": \"GUARDED\"}").expect(200);
    String first = decision(mark(lead, scene, open));
    reviewer.send("POST", first, "{\"approve\": true}").expect(200);
    as("viewer").get("/api/v1/scenes/" + scene).expect(200);

    mark(lead, scene, "{\"mark\": \"GUARDED\"}").expect(200);
    reviewer.send("POST", first, "{\"approve\": true}").expect(200);
    as("viewer").get("/api/v1/scenes/" + scene).expect(404);

    String second = decision(mark(lead, scene, open));
    mark(lead, scene, "{\"mark\": \"SEALED\"}").expect(200);
    assertThat(reviewer.send("POST", second, "{\"approve\": true}").json().get("code").asText())
        .isEqualTo("mark-changed");
    as("viewer").get("/api/v1/scenes/" + scene).expect(404);
  }

  private static String decision(Answer asked) throws Exception {
    return "/api/v1/requests/" + asked.expect(202).json().get("id").asText() + "/decision";
  }

  @Test
  void aMarkThatCannotBeReadOrIsBeyondItsGiverIsRefused() throws Exception {
    String scene = scene();
    for (String bad : new String[] {"SEALED//XX", "sealed", "", "SEALED//EMBER/CEDAR", "SEALED "}) {
      Answer answer = mark(as("lead"), scene, "{\"mark\": \"" + bad + "\"}");
      assertThat(answer.status()).as(bad).isEqualTo(422);
      assertThat(answer.json().get("code").asText()).as(bad).isEqualTo("bad-marking");
    }
    assertThat(mark(as("reviewer"), scene, "{\"mark\": \"VEILED//QUARTZ\"}").status())
        .isEqualTo(422);
    assertThat(mark(as("viewer"), scene, "{\"mark\": \"GUARDED\"}").status()).isEqualTo(403);
  }

  @Test
  void aMarkOfALabelThatCannotBeReadIsRefusedHoweverLongItIs() throws Exception {
    String scene = scene();
    RawClient annotator = as("annotator");
    for (String bad : List.of("", "TS//XX", "SEALED//CEDAR" + "/CEDAR".repeat(1_706))) {
      Answer answer = annotator.send("POST", batch(scene), marked(bad));
      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      JsonNode problem = answer.json();
      assertThat(problem.get("code").asText()).isEqualTo("bad-marking");
      assertThat(problem.get("detail").asText())
          .contains("marking \"" + bad.substring(0, Math.min(80, bad.length())))
          .contains("1 to 512 characters")
          .hasSizeLessThan(300);
    }
    Answer vast = annotator.send("POST", batch(scene), marked("S".repeat(100_000)));
    assertThat(vast.status()).as(vast.text()).isEqualTo(413);
    JsonNode kept = annotator.get("/api/v1/scenes/" + scene + "/labels").expect(200).json();
    assertThat(kept.get("features")).isEmpty();
  }

  private static String batch(String scene) {
    return "/api/v1/scenes/" + scene + "/labels/batch";
  }

  private static String marked(String mark) {
    return MatrixWorld.LABEL
        .formatted(UUID.randomUUID(), UUID.randomUUID())
        .replace("\"class\": 1", "\"class\": 1, \"mark\": \"" + mark + "\"");
  }

  @Test
  void anAnnotatorTakesPixelsOutOnlyWhereTheProjectLetsThem() throws Exception {
    String chip = "/api/v1/scenes/" + scene() + "/chip?column=0&row=0&width=9&height=9";
    String rules = "/api/v1/projects/" + project + "/rules";
    RawClient annotator = as("annotator");
    assertThat(annotator.get(chip).status()).isEqualTo(403);
    assertThat(
            as("lead")
                .send("PUT", rules, "{\"annotators_export\": true, \"release_by_two\": false}")
                .status())
        .isEqualTo(403);
    as("admin")
        .send("PUT", rules, "{\"annotators_export\": true, \"release_by_two\": false}")
        .expect(200);
    annotator.get(chip).expect(200);
    as("admin")
        .send("PUT", rules, "{\"annotators_export\": false, \"release_by_two\": false}")
        .expect(200);
    assertThat(annotator.get(chip).status()).isEqualTo(403);
    assertThat(
            node.as("auditor")
                .get("/api/v1/audit/events?limit=500&type=access.denied&actor=annotator")
                .expect(200)
                .text())
        .contains("SCENE_EXPORT");
  }

  @Test
  void aRoleHeldByAGroupIsItsMembersAndGoesWithMembership() throws Exception {
    RawClient admin = as("admin");
    admin.send("POST", "/api/v1/groups", "{\"name\": \"@harbour\"}").expect(201);
    node.as("admin")
        .post("/api/v1/projects/" + project + "/grants", grant("@harbour", "annotator"))
        .expect(201);
    String member = "/api/v1/groups/@harbour/members/viewer";
    RawClient viewer = as("viewer");
    String here = "/api/v1/projects/" + project;
    assertThat(viewer.get(here).expect(200).text()).doesNotContain("LABEL_WRITE");
    admin.send("PUT", member, "").expect(204);
    assertThat(viewer.get(here).expect(200).text()).contains("LABEL_WRITE");
    assertThat(admin.get("/api/v1/groups").expect(200).text()).contains("@harbour", "viewer");
    admin.send("DELETE", member, "").expect(204);
    assertThat(viewer.get(here).expect(200).text()).doesNotContain("LABEL_WRITE");
    admin.send("DELETE", "/api/v1/groups/@harbour", "").expect(204);
    assertThat(admin.send("DELETE", "/api/v1/groups/@harbour", "").status()).isEqualTo(404);
  }

  @Test
  void anOpenStreamEndsWithTheRightToIt() throws Exception {
    String job = UUID.randomUUID().toString();
    DatabaseAddress owner = node.database().superuser();
    try (Handle handle = Jdbi.create(owner.url(), owner.user(), owner.password().reveal()).open()) {
      // One that goes on: its worker has been heard of until tomorrow.
      handle.execute(
          """
          insert into content.job
            (id, project, kind, name, payload, state, mark_id, created_at, created_by, created_name,
             heartbeat_at)
          select ?::uuid, p.id, 'none', 'endless', '{}', 'running', m.mark_id, now(), p.created_by, 'x',
                 now() + interval '1 day'
          from content.project p, authz.mark m
          where p.id = ?::uuid and m.banner = 'OPEN'
          """,
          job,
          project);
    }
    String role = "/api/v1/projects/" + project + "/grants/viewer/viewer";
    try (InputStream events = as("viewer").open("/api/v1/jobs/" + job + "/events")) {
      assertThat(new String(events.readNBytes(10), StandardCharsets.UTF_8)).isEqualTo("event: job");
      as("lead").send("DELETE", role, "").expect(204);
      assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
          .doesNotContain("event: job");
    } finally {
      node.as("lead")
          .post("/api/v1/projects/" + project + "/grants", grant("viewer", "viewer"))
          .expect(201);
    }
  }

  @Test
  void aClearanceThatIsTakenAwayIsFeltAtOnceAndNobodyRaisesTheirOwn() throws Exception {
    String scene = scene();
    mark(as("lead"), scene, "{\"mark\": \"GUARDED\"}").expect(200);
    RawClient exporter = as("exporter");
    exporter.get("/api/v1/scenes/" + scene + "/tiles/0/0/0").expect(200);
    RawClient officer = as("officer");
    officer.send("PATCH", "/api/v1/accounts/exporter", "{\"level\": \"OPEN\"}").expect(200);
    exporter.get("/api/v1/scenes/" + scene + "/tiles/0/0/0").expect(404);
    assertThat(
            officer.send("PATCH", "/api/v1/accounts/officer", "{\"level\": \"VEILED\"}").status())
        .isEqualTo(422);
  }
}
