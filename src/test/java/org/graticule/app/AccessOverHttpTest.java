package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.app.ApiClient.Answer;
import org.graticule.http.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each person reaches through the door, and that what is hidden looks like nothing at all. */
final class AccessOverHttpTest {
  private static final String NEW_NOTE = "{\"id\": \"%s\", \"x\": 1, \"y\": 1, \"text\": \"a\"}";
  private static final UUID NOTE = UUID.randomUUID();

  /**
   * Every way to a scene or to what is on it, with a body that would be accepted. {@code #} is a
   * scene, {@code @} a label.
   */
  private static final Map<String, String> WAYS =
      Map.ofEntries(
          Map.entry("GET /api/v1/scenes/#", ""),
          Map.entry("GET /api/v1/scenes/#/tiles/0/0/0", ""),
          Map.entry("GET /api/v1/scenes/#/map/WebMercatorQuad/15/17749/11287", ""),
          Map.entry("GET /api/v1/scenes/#/thumbnail", ""),
          Map.entry("GET /api/v1/scenes/#/identify?column=5&row=5", ""),
          Map.entry("GET /api/v1/scenes/#/statistics?bbox=0,0,9,9", ""),
          Map.entry("GET /api/v1/scenes/#/tilejson/WebMercatorQuad", ""),
          Map.entry("GET /api/v1/scenes/#/chip?width=9&height=9", ""),
          Map.entry("GET /api/v1/scenes/#/original", ""),
          Map.entry("POST /api/v1/scenes/#/revisions", "pixels"),
          Map.entry("PUT /api/v1/scenes/#/mark", "{\"mark\": \"VEILED\"}"),
          Map.entry("GET /api/v1/stac/collections/{project}/items/#", ""),
          Map.entry("GET /api/v1/projects/{project}/ogc/collections/#", ""),
          Map.entry("GET /api/v1/projects/{project}/ogc/collections/#/items", ""),
          Map.entry("GET /api/v1/projects/{project}/ogc/collections/#/items/@", ""),
          Map.entry("GET /api/v1/projects/{project}/ogc/collections/#/map", ""),
          Map.entry("GET /api/v1/projects/{project}/ogc/collections/#/map/tiles", ""),
          Map.entry(
              "GET /api/v1/projects/{project}/ogc/collections/#/map/tiles/WebMercatorQuad", ""),
          Map.entry(
              "GET /api/v1/projects/{project}/ogc/collections/#/map/tiles/WebMercatorQuad/0/0/0",
              ""),
          Map.entry("GET /api/v1/scenes/#/labels", ""),
          Map.entry("GET /api/v1/scenes/#/labels/tiles/WebMercatorQuad/0/0/0", ""),
          Map.entry("GET /api/v1/scenes/#/labels/changes", ""),
          Map.entry("GET /api/v1/scenes/#/notes", ""),
          Map.entry("POST /api/v1/scenes/#/notes", NEW_NOTE.formatted(UUID.randomUUID())),
          Map.entry("PATCH /api/v1/scenes/#/notes/" + NOTE, "{\"done\": true}"),
          Map.entry("GET /api/v1/scenes/#/areas", ""),
          Map.entry("POST /api/v1/scenes/#/areas", "{\"columns\": 2, \"rows\": 2}"),
          Map.entry("DELETE /api/v1/scenes/#/areas", ""),
          Map.entry("GET /api/v1/scenes/#/areas/people", ""),
          Map.entry("DELETE /api/v1/scenes/#/areas/{area}", ""),
          Map.entry("PATCH /api/v1/scenes/#/areas/{area}", "{\"assignee\": \"annotator\"}"),
          Map.entry("GET /api/v1/scenes/#/lease", ""),
          Map.entry(
              "POST /api/v1/scenes/#/lease", "{\"tab\": \"%s\"}".formatted(UUID.randomUUID())),
          Map.entry("PUT /api/v1/scenes/#/lease", "{\"token\": 1}"),
          Map.entry("DELETE /api/v1/scenes/#/lease?token=1", ""),
          Map.entry(
              "POST /api/v1/scenes/#/labels/batch",
              MatrixWorld.LABEL.formatted(UUID.randomUUID(), UUID.randomUUID())),
          Map.entry(
              "POST /api/v1/scenes/#/labels/validate",
              MatrixWorld.LABEL.formatted(UUID.randomUUID(), UUID.randomUUID())),
          Map.entry(
              "POST /api/v1/scenes/#/labels/repair",
              "{\"geometry\": {\"type\": \"Point\", \"coordinates\": [5, 5]}}"),
          Map.entry(
              "POST /api/v1/scenes/#/labels/import?space=pixel&class=1",
              """
              {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {},
                "geometry": {"type": "Polygon", "coordinates":
                  [[[300, 100], [400, 100], [400, 200], [300, 200], [300, 100]]]}}]}
              """),
          Map.entry(
              "POST /api/v1/scenes/#/outlines",
              """
              {"view": {"z": 0, "x": 0, "y": 0, "width": 9, "height": 9},
                "points": [{"x": 5, "y": 5, "inside": true}]}
              """),
          Map.entry("GET /api/v1/labels/@/history", ""),
          Map.entry(
              "POST /api/v1/labels/@/restore",
              "{\"op_id\": \"%s\", \"revision\": 1, \"base_rev\": 1}"
                  .formatted(UUID.randomUUID())));

  @TempDir private static Path folder;
  private static MatrixWorld world;
  private static TestNode node;
  private static String project;
  private static Ground sealed;
  private static Ground elsewhere;

  /** Of the sealed scene. */
  private static String area;

  /** A scene, the job that brought it in and a label on it. */
  private record Ground(String project, String scene, String job, String label) {
    static Ground of(RouteMatrix.Place place) {
      Map<String, String> named = place.parameters();
      return new Ground(
          named.get("project"), named.get("scene"), named.get("job"), named.get("label"));
    }

    String in(String path) {
      return path.replace("#", scene)
          .replace("@", label)
          .replace("{area}", area)
          .replace("{project}", project);
    }
  }

  @BeforeAll
  static void bringInTwoScenes() throws Exception {
    world = new MatrixWorld(folder);
    node = world.node;
    project = node.project();
    sealed = Ground.of(world.sealed());
    elsewhere = Ground.of(world.elsewhere());
    area =
        node.as("lead")
            .post("/api/v1/scenes/" + sealed.scene() + "/areas", Map.of("columns", 2, "rows", 2))
            .expect(201)
            .json()
            .at("/areas/0/id")
            .asText();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void theTableHasEveryWayToAScene() {
    List<String> served = new ArrayList<>();
    for (Route route : node.node.routes("test")) {
      if (route.path().contains("{scene}") || route.path().contains("{label}")) {
        served.add(
            (route.method() + " " + route.path())
                .replace("{scene}", "#")
                .replace("{label}", "@")
                .replace("{item}", "@")
                .replace("{grid}", "WebMercatorQuad")
                .replaceAll("\\{(z|x|y|matrix|row|column)}", "0"));
      }
    }
    assertThat(
            WAYS.keySet().stream()
                .map(way ->
                    way.replaceAll("\\?.*", "")
                        .replaceAll("(/\\d+){3}$", "/0/0/0")
                        .replace(NOTE.toString(), "{note}")))
        .containsExactlyInAnyOrderElementsOf(served);
  }

  @Test
  void whoMaySeeASceneGetsThroughEveryWay() throws Exception {
    RawClient annotator = as("annotator");
    annotator
        .send("POST", sealed.in("/api/v1/scenes/#/notes"), NEW_NOTE.formatted(NOTE))
        .expect(201);
    for (Map.Entry<String, String> way : WAYS.entrySet()) {
      Answer answer = walk(annotator, way, sealed);
      // A restore of the newest revision is a conflict at most; taking pixels out and putting
      // others in, and dividing it, is forbidden: the scene is not hidden.
      boolean beyond =
          way.getKey()
              .matches(
                  "(POST|DELETE)"
                      + " .*/areas(/.area.)?|.*/(areas/people|chip\\?.*|original|revisions|mark)");
      assertThat(answer.status())
          .as(way.getKey() + answer.text())
          .isIn(beyond ? List.of(403) : List.of(200, 201, 204, 409, 422));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "admin", "auditor", "officer"})
  void aSealedSceneLooksLikeNothingOnEveryWay(String username) throws Exception {
    expectNothing(as(username), sealed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"annotator", "reviewer", "exporter", "admin", "auditor"})
  void aSceneOfAnotherProjectLooksLikeNothingOnEveryWay(String username) throws Exception {
    expectNothing(as(username), elsewhere);
  }

  private static void expectNothing(RawClient client, Ground hidden) throws Exception {
    Ground absent =
        new Ground(
            hidden.project(),
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString());
    for (Map.Entry<String, String> way : WAYS.entrySet()) {
      expectSame(way.getKey(), walk(client, way, hidden), walk(client, way, absent));
    }
    for (String tail : List.of("", "/events")) {
      expectSame(
          "job" + tail,
          client.get("/api/v1/jobs/" + hidden.job() + tail),
          client.get("/api/v1/jobs/" + absent.job() + tail));
    }
  }

  private static void expectSame(String way, Answer hidden, Answer absent) {
    assertThat(hidden.status()).as(way + " " + hidden.text()).isEqualTo(404);
    assertThat(absent.status()).as(way).isEqualTo(404);
    assertThat(hidden.body()).as(way).isEqualTo(absent.body());
    assertThat(hidden.headers().map()).as(way).isEqualTo(absent.headers().map());
  }

  private static Answer walk(RawClient client, Map.Entry<String, String> way, Ground ground)
      throws Exception {
    String[] parts = way.getKey().split(" ");
    return client.send(parts[0], ground.in(parts[1]), way.getValue());
  }

  @Test
  void listsAndCountsDoNotBetrayASealedScene() throws Exception {
    String scenes = "/api/v1/projects/" + project + "/scenes";
    String seen = as("annotator").get(scenes).expect(200).text();
    assertThat(seen).contains(sealed.scene());
    RawClient viewer = as("viewer");
    assertThat(viewer.get(scenes).expect(200).text()).doesNotContain(sealed.scene());
    assertThat(viewer.get("/api/v1/projects/" + project + "/jobs").expect(200).text())
        .doesNotContain(sealed.job());
    JsonNode counted = viewer.get("/api/v1/projects/" + project).expect(200).json();
    assertThat(counted.get("scenes").asInt()).isZero();
    assertThat(counted.get("labels").asInt()).isZero();
    assertThat(viewer.get("/api/v1/markings").expect(200).text()).doesNotContain("SEALED");
    assertThat(as("annotator").get("/api/v1/projects").expect(200).text())
        .doesNotContain("Elsewhere");
  }

  /** The row that has the id is hidden: only the database can tell that it is taken. */
  @Test
  void anOperationOfAHiddenProjectIsNotDoneAgainUnderTheSameId() throws Exception {
    UUID used = UUID.randomUUID();
    as("lead")
        .send(
            "POST",
            elsewhere.in("/api/v1/scenes/#/labels/batch"),
            MatrixWorld.LABEL.formatted(used, UUID.randomUUID()))
        .expect(200);
    RawClient annotator = as("annotator");
    String batch = sealed.in("/api/v1/scenes/#/labels/batch");
    String labels = sealed.in("/api/v1/scenes/#/labels");
    int before = annotator.get(labels).expect(200).json().get("features").size();
    String tab = "{\"tab\": \"%s\", \"force\": true}".formatted(UUID.randomUUID());
    String lease =
        annotator
            .send("POST", sealed.in("/api/v1/scenes/#/lease"), tab)
            .expect(200)
            .json()
            .get("token")
            .asText();
    String one = MatrixWorld.LABEL.replaceFirst("\\{", "{\"lease\": " + lease + ", ");
    Answer again = annotator.send("POST", batch, one.formatted(used, UUID.randomUUID()));
    assertThat(again.status()).as(again.text()).isEqualTo(422);
    assertThat(again.json().get("code").asText()).isEqualTo("op-id-reused");
    assertThat(annotator.get(labels).expect(200).json().get("features")).hasSize(before);
    annotator.send("POST", batch, one.formatted(UUID.randomUUID(), UUID.randomUUID())).expect(200);
  }

  @Test
  void anAnnotatorMayNeitherAskForADatasetNorBringInImagery() throws Exception {
    RawClient annotator = as("annotator");
    String base = "/api/v1/projects/" + project;
    Answer dataset =
        annotator.send("POST", base + "/datasets", "{\"name\":\"x\",\"formats\":[\"coco\"]}");
    Answer upload = annotator.send("POST", base + "/scenes?name=a.tif", new byte[] {1, 2, 3});
    for (Answer answer : List.of(dataset, upload)) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(403);
      assertThat(answer.json().get("code").asText()).isEqualTo("not-permitted");
    }
    assertThat(denials("annotator")).contains("DATASET_CREATE role", "SCENE_INGEST role");
  }

  @Test
  void everyDenialIsOnTheLogWithTheRuleThatFailedFirst() throws Exception {
    as("reviewer").get("/api/v1/scenes/" + elsewhere.scene()).expect(404);
    as("viewer").get("/api/v1/scenes/" + sealed.scene() + "/thumbnail").expect(404);
    as("viewer").get("/api/v1/accounts").expect(403);
    new RawClient(node.base()).get("/api/v1/projects").expect(401);
    new RawClient(node.base()).with("X-Graticule", null).session("lead", "x").expect(403);
    assertThat(denials("reviewer")).contains("SCENE_READ no-grant");
    assertThat(denials("viewer")).contains("TILE_READ mark", "ACCOUNT_READ role");
    assertThat(denials("-")).contains("SESSION no-session", "PUBLIC csrf");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Graticule, ",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
    "Origin, https://evil.example",
    "Origin, null",
  })
  void anUnsafeRequestThatAnotherSiteCouldSendIsRefused(String header, String value)
      throws Exception {
    String[][] requests = {
      {"POST", "/api/v1/session"},
      {"DELETE", "/api/v1/session"},
      {"POST", "/api/v1/scenes/" + sealed.scene() + "/labels/batch"},
      {"PUT", "/api/v1/projects/" + project + "/ontology"},
      {"PATCH", "/api/v1/accounts/viewer"},
    };
    RawClient lead = as("lead").with(header, value);
    for (String[] request : requests) {
      Answer answer = lead.send(request[0], request[1], "{}");
      assertThat(answer.status()).as(request[1]).isEqualTo(403);
      assertThat(answer.json().get("code").asText()).isEqualTo("csrf");
    }
    // Still signed in, and reading needs no header.
    lead.get("/api/v1/session").expect(200);
  }

  @Test
  void withoutASessionEverythingButTheFrontDoorIs401() throws Exception {
    int asked = 0;
    for (Route route : node.node.routes("test")) {
      if (route.action() != org.graticule.access.Action.PUBLIC) {
        String path = route.path().replaceAll("\\{\\w+}", "0");
        Answer answer = new RawClient(node.base()).send(route.method().name(), path, "");
        assertThat(answer.status()).as(route.toString()).isEqualTo(401);
        // An answer to HEAD has no body.
        if (!route.method().name().equals("HEAD")) {
          assertThat(answer.json().get("code").asText()).isEqualTo("not-signed-in");
        }
        asked++;
      }
    }
    assertThat(asked).isGreaterThan(20);
    for (String cookie : List.of("graticule-session=" + "a".repeat(43), "graticule-session=")) {
      new RawClient(node.base()).with("Cookie", cookie).get("/api/v1/session").expect(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "__proto__", "Username"})
  void aFieldThatNobodyKnowsIsRefusedByName(String field) throws Exception {
    Answer answer =
        as("admin")
            .send(
                "POST",
                "/api/v1/accounts",
                "{\"username\":\"ida\",\"display_name\":\"Ida\",\"" + field + "\":1}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("code").asText()).isEqualTo("bad-json");
    assertThat(answer.json().get("detail").asText()).contains(field).doesNotContain("org.");
  }

  @Test
  void aBodyOf17MebibytesIsTooLargeBeforeAByteOfItIsSent() throws Exception {
    String head =
        "POST /api/v1/session HTTP/1.1\r\nHost: a\r\nX-Graticule: 1\r\nContent-Length: "
            + (17 << 20)
            + "\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", node.server.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes(12);
      assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FOO, /api/v1/session, 'DELETE, GET, POST'",
    "TRACE, /api/v1/session, 'DELETE, GET, POST'",
    "PATCH, /api/v1/session, 'DELETE, GET, POST'",
    "DELETE, /api/v1/scenes/0, GET",
  })
  void aMethodThatIsNotThereIs405WithTheOnesThatAre(String method, String path, String allow)
      throws Exception {
    Answer answer = new RawClient(node.base()).send(method, path, "");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains(allow);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/nothing", "/api/v2/session", "/api/", "/nothing.js", "/.git/x.y"})
  void anUnknownPathIsAProblemEvenToABrowser(String path) throws Exception {
    Answer answer = new RawClient(node.base()).with("Accept", "text/html").get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.json().get("code").asText()).isEqualTo("not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/about, 200",
    "/api/v1/session, 401",
    "/api/v1/nothing, 404",
    "/health/live, 200",
  })
  void everyAnswerForbidsForeignScriptFramesAndKeeping(String path, int status) throws Exception {
    Answer answer = new RawClient(node.base()).get(path).expect(status);
    Map<String, List<String>> headers = answer.headers().map();
    assertThat(headers.get("content-security-policy").getFirst())
        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe");
    assertThat(headers)
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("x-frame-options", List.of("DENY"))
        .containsEntry("referrer-policy", List.of("no-referrer"))
        .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
        .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
        .containsEntry("cache-control", List.of("no-store"))
        .doesNotContainKeys("server", "x-powered-by");
  }

  private static RawClient as(String username) throws Exception {
    return new RawClient(node.base()).signIn(username, node.password(username));
  }

  /** Action and rule of each denial of somebody. */
  private static List<String> denials(String actor) throws Exception {
    List<String> denials = new ArrayList<>();
    JsonNode events =
        node.as("auditor")
            .get("/api/v1/audit/events?limit=500&type=access.denied&actor=" + actor)
            .expect(200)
            .json()
            .get("events");
    for (JsonNode event : events) {
      JsonNode facts = event.get("facts");
      denials.add(facts.get("action").asText() + " " + facts.get("rule").asText());
    }
    return denials;
  }
}
