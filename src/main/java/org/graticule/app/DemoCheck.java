package org.graticule.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.graticule.audit.AuditVerifier;
import org.graticule.audit.Verdict;
import org.graticule.config.Settings;
import org.graticule.image.synthetic.SceneObject;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/** The main job, once, through HTTP as its people do it: a line a step. */
final class DemoCheck {
  private static final double LEAST_PIXELS = 400;
  private static final long SEED = 7;

  private final URI base;
  private final List<DemoWorld.Person> people;
  private final Settings settings;
  private String project = "";
  private String scene = "";
  private String dataset = "";

  DemoCheck(URI base, List<DemoWorld.Person> people, Settings settings) {
    this.base = base;
    this.people = people;
    this.settings = settings;
  }

  /** One step; says in a few words what it saw. */
  @FunctionalInterface
  private interface Step {
    String run() throws Exception;
  }

  /** Whether every step held; stops at the first that does not. */
  boolean run(int size) {
    return step("sign in", this::signIn)
        && step("ingest", () -> ingest(size))
        && step("tile", this::tile)
        && step("map tile", this::mapTile)
        && step("open the editor", this::editor)
        && step("label", () -> label(size))
        && step("refuse a bad label", this::refuse)
        && step("deny", this::deny)
        && step("export GeoJSON and COCO", this::export)
        && step("read the audit", this::audit)
        && step("verify the log", this::verify);
  }

  private static boolean step(String name, Step step) {
    try {
      System.out.printf("ok    %-24s %s%n", name, step.run());
      return true;
    } catch (Exception e) {
      System.out.printf("FAIL  %-24s %s%n", name, e.getMessage());
      return false;
    }
  }

  private ApiClient as(String username) throws IOException, InterruptedException {
    DemoWorld.Person person =
        people.stream().filter(p -> p.username().equals(username)).findFirst().orElseThrow();
    return new ApiClient(base).signIn(username, person.password());
  }

  private String signIn() throws Exception {
    ApiClient lead = as("lead");
    JsonNode projects = lead.get("/api/v1/projects").expect(200).json().get("projects");
    project = projects.get(0).get("id").asText();
    return "as lead, project " + projects.get(0).get("name").asText();
  }

  private String ingest(int size) throws Exception {
    Path file = Files.createTempFile(settings.dataDirectory(), "check", ".tif");
    SyntheticGeoTiff.write(
        file,
        SyntheticScene.plan(SEED, size, size),
        SyntheticGeoTiff.Options.plain(),
        percent -> {});
    ApiClient lead = as("lead");
    String job =
        lead.upload("/api/v1/projects/" + project + "/scenes?name=check.tif", file)
            .expect(202)
            .json()
            .get("id")
            .asText();
    JsonNode ended = follow(lead, job);
    scene = ended.get("scene").asText();
    return size + " x " + size + " px, scene " + scene;
  }

  private static JsonNode follow(ApiClient client, String job) throws Exception {
    for (int i = 0; i < 600; i++) {
      JsonNode state = client.get("/api/v1/jobs/" + job).expect(200).json();
      switch (state.get("state").asText()) {
        case "done" -> {
          return state;
        }
        case "failed" -> throw new IllegalStateException(state.get("message").asText());
        default -> Thread.sleep(200);
      }
    }
    throw new IllegalStateException("the job did not end within 120 s");
  }

  private String tile() throws Exception {
    ApiClient annotator = as("annotator");
    JsonNode tiles = annotator.get("/api/v1/scenes/" + scene).expect(200).json().get("tiles");
    String path =
        tiles.get("url").asText().replace("{z}", "0").replace("{x}", "0").replace("{y}", "0");
    ApiClient.Answer answer = annotator.get(path).expect(200);
    int width = ImageIO.read(new ByteArrayInputStream(answer.body())).getWidth();
    String etag = answer.headers().firstValue("ETag").orElseThrow();
    annotator.get(path, "If-None-Match", etag).expect(304);
    return width + " px JPEG, " + answer.body().length + " bytes, then 304";
  }

  /** What the editor asks first: the page shows nothing of the scene before all of it is there. */
  private String editor() throws Exception {
    ApiClient annotator = as("annotator");
    String project =
        annotator.get("/api/v1/scenes/" + scene).expect(200).json().get("project").asText();
    String path = "/api/v1/projects/" + project;
    int classes = annotator.get(path + "/ontology").expect(200).json().get("classes").size();
    int layers = annotator.get(path + "/layers").expect(200).json().get("layers").size();
    JsonNode side = annotator.get("/api/v1/outlines/model").expect(200).json().get("side");
    return "%d classes, %d layers, %s"
        .formatted(
            classes, layers, side.isNull() ? "no model" : "a model of %s pixels".formatted(side));
  }

  private String mapTile() throws Exception {
    ApiClient annotator = as("annotator");
    JsonNode json = annotator.get("/api/v1/scenes/" + scene).expect(200).json();
    JsonNode corner = json.get("footprint").get("coordinates").get(0).get(0).get(0);
    int zoom = 15;
    double lon = corner.get(0).asDouble();
    double lat = Math.toRadians(corner.get(1).asDouble());
    long x = (long) Math.floor((lon + 180) / 360 * (1 << zoom));
    long y =
        (long)
            Math.floor(
                (1 - Math.log(Math.tan(lat) + 1 / Math.cos(lat)) / Math.PI) / 2 * (1 << zoom));
    String path =
        json.get("tiles")
            .get("map_url")
            .asText()
            .replace("{z}", "" + zoom)
            .replace("{x}", "" + x)
            .replace("{y}", "" + y);
    ApiClient.Answer answer = annotator.get(path).expect(200);
    return answer.headers().firstValue("Content-Type").orElse("?")
        + " at "
        + zoom
        + "/"
        + x
        + "/"
        + y;
  }

  private String label(int size) throws Exception {
    List<Map<String, Object>> operations = new ArrayList<>();
    for (SceneObject object : SyntheticScene.plan(SEED, size, size).objects()) {
      // What the image's edge left of a building may be too little to be called one.
      boolean whole = object.polygon().getArea() >= LEAST_PIXELS;
      if (object.className().equals("building") && whole && operations.size() < 25) {
        operations.add(create(coordinates(object.polygon())));
      }
    }
    String path = "/api/v1/scenes/" + scene + "/labels";
    ApiClient annotator = as("annotator");
    annotator.post(path + "/batch", Map.of("operations", operations)).expect(200);
    int found = annotator.get(path + "?space=pixel").expect(200).json().get("features").size();
    if (found != operations.size()) {
      throw new IllegalStateException(operations.size() + " saved, " + found + " found");
    }
    return found + " polygons saved and read back";
  }

  private static Map<String, Object> create(List<List<double[]>> rings) {
    return Map.of(
        "op_id", UUID.randomUUID(),
        "kind", "create",
        "element", UUID.randomUUID(),
        "class", 1,
        "geometry", Map.of("type", "Polygon", "coordinates", rings));
  }

  private static List<List<double[]>> coordinates(Polygon polygon) {
    List<List<double[]>> rings = new ArrayList<>();
    rings.add(ring(polygon.getExteriorRing().getCoordinates()));
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      rings.add(ring(polygon.getInteriorRingN(i).getCoordinates()));
    }
    return rings;
  }

  private static List<double[]> ring(Coordinate[] coordinates) {
    List<double[]> ring = new ArrayList<>();
    for (Coordinate c : coordinates) {
      ring.add(new double[] {c.x, c.y});
    }
    return ring;
  }

  private String refuse() throws Exception {
    double[][] bowTie = {{100, 100}, {200, 200}, {200, 100}, {100, 200}, {100, 100}};
    JsonNode problem =
        as("annotator")
            .post(
                "/api/v1/scenes/" + scene + "/labels/batch",
                Map.of("operations", List.of(create(List.of(List.of(bowTie))))))
            .expect(422)
            .json();
    JsonNode violation = problem.get("violations").get(0);
    return violation.get("code").asText() + " at " + violation.get("place");
  }

  private String deny() throws Exception {
    as("annotator")
        .post(
            "/api/v1/projects/" + project + "/datasets",
            Map.of("name", "mine", "formats", List.of("coco")))
        .expect(403);
    as("admin").get("/api/v1/scenes/" + scene).expect(404);
    new ApiClient(base).get("/api/v1/scenes/" + scene).expect(401);
    return "no export by an annotator, no imagery for an admin, nothing without a session";
  }

  private String export() throws Exception {
    ApiClient exporter = as("exporter");
    JsonNode made =
        exporter
            .post(
                "/api/v1/projects/" + project + "/datasets",
                Map.of("name", "check", "formats", List.of("geojson", "coco")))
            .expect(202)
            .json();
    dataset = made.get("id").asText();
    follow(exporter, made.get("job").asText());
    byte[] archive = released(exporter).get(path() + "/archive").expect(200).body();
    int members = 0;
    boolean manifest = false;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        members++;
        manifest |= entry.getName().endsWith("manifest.json");
      }
    }
    if (!manifest) {
      throw new IllegalStateException("the archive has no manifest");
    }
    return members + " files, " + archive.length / 1024 + " KiB";
  }

  private String path() {
    return "/api/v1/datasets/" + dataset;
  }

  /** It takes two people. */
  private ApiClient released(ApiClient exporter) throws Exception {
    exporter.get(path() + "/archive").expect(409);
    String request =
        exporter
            .post(path() + "/release", Map.of("reason", "a check of the server"))
            .expect(202)
            .json()
            .get("id")
            .asText();
    as("lead")
        .post("/api/v1/requests/" + request + "/decision", Map.of("approve", true))
        .expect(200);
    return exporter;
  }

  private String audit() throws Exception {
    ApiClient auditor = as("auditor");
    for (int i = 0; i < 50; i++) {
      JsonNode events =
          auditor
              .get("/api/v1/audit/events?type=dataset.downloaded")
              .expect(200)
              .json()
              .get("events");
      if (!events.isEmpty()) {
        return "dataset.downloaded by " + events.get(0).get("actor_name").asText();
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the download is not on the log's index");
  }

  private String verify() throws InterruptedException {
    // A checkpoint is signed every second; give the newest a moment.
    Thread.sleep(1_500);
    Verdict verdict = new AuditVerifier(settings.auditLog(), null, List.of()).verify();
    if (verdict.exitCode() != 0) {
      throw new IllegalStateException(String.join("; ", verdict.lines()));
    }
    return verdict.size() + " events, chain and checkpoint good";
  }
}
