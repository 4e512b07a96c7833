package org.graticule.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Accounts;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.audit.Origin;
import org.graticule.config.Settings;
import org.graticule.http.Json;
import org.graticule.image.synthetic.ObjectsGeoJson;
import org.graticule.image.synthetic.SceneObject;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;
import org.graticule.job.Job;
import org.graticule.label.ImportAsk;
import org.graticule.label.LabelImports;
import org.graticule.label.geojson.Space;
import org.graticule.label.intake.LabelFile;
import org.graticule.work.Ontology;
import org.graticule.work.Ontology.LabelClass;
import org.graticule.work.Projects;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * People, a project and imagery to begin with: an account for every role, and a scene invented on
 * the spot.
 */
final class DemoWorld {
  static final String PROJECT = "Harbour survey";
  private static final long SEED = 12;

  /** An area on the map's plane may be a little more than on the ground. */
  private static final double MARGIN = 1.01;

  private static final int LABELS_AT_ONCE = 2_000;
  private static final Origin DEMO = Origin.local("demo");

  private final Node node;
  private final Settings settings;

  DemoWorld(Node node, Settings settings) {
    this.node = node;
    this.settings = settings;
  }

  /** An account of the demo; the password is known only when it was just made. */
  record Person(String username, String password, String role) {}

  /** Who is made, with the role and what they may see. */
  private record Cast(
      String username, String name, Role role, String level, List<String> accesses) {}

  private static final List<String> CLEARED = List.of("CEDAR", "AVL");
  private static final List<Cast> CAST =
      List.of(
          new Cast("annotator", "Ana Annotator", Role.ANNOTATOR, "SEALED", CLEARED),
          new Cast("reviewer", "Rui Reviewer", Role.REVIEWER, "SEALED", CLEARED),
          new Cast("viewer", "Vera Viewer", Role.VIEWER, "OPEN", List.of()),
          new Cast("exporter", "Emil Exporter", Role.EXPORTER, "SEALED", CLEARED),
          new Cast("lead", "Lena Lead", Role.PROJECT_LEAD, "SEALED", CLEARED),
          new Cast("officer", "Olga Officer", Role.SECURITY_OFFICER, "OPEN", List.of()),
          new Cast("auditor", "Aldo Auditor", Role.AUDITOR, "OPEN", List.of()),
          new Cast("admin", "Ada Admin", Role.SYSTEM_ADMIN, "OPEN", List.of()));

  /** Makes what is not there yet; empty where everybody exists already. */
  List<Person> people() {
    if (node.accounts.any()) {
      return List.of();
    }
    List<Person> people = new ArrayList<>();
    for (Cast cast : CAST) {
      boolean system = cast.role().kind() == Role.Kind.SYSTEM;
      Accounts.Created created =
          node.accounts.create(
              DEMO,
              new Accounts.Draft(
                  cast.username(),
                  cast.name(),
                  cast.level(),
                  cast.accesses(),
                  system ? cast.role() : null));
      people.add(new Person(cast.username(), created.password(), cast.role().label()));
    }
    project();
    return people;
  }

  private void project() {
    UUID id =
        node.projects
            .create(
                subject("admin"),
                PROJECT,
                "An invented coast at 0.3 m: buildings, vehicles, ships, tanks.",
                "lead")
            .project()
            .id();
    for (Cast cast : CAST) {
      if (cast.role().kind() == Role.Kind.PROJECT && cast.role() != Role.PROJECT_LEAD) {
        node.grants.give(DEMO, id, cast.username(), cast.role());
      }
    }
    node.epoch.refresh();
    node.projects.publish(subject("lead"), id, ontology());
  }

  /** Colours told apart by people with any kind of colour vision: those that the page gives out. */
  private static Ontology ontology() {
    return new Ontology(
        0,
        List.of(
            kind(1, "building", null, "#e69f00", "1", 8.0),
            kind(2, "vehicle", null, "#56b4e9", null, null),
            kind(3, "vehicle.car", 2, "#56b4e9", "2", 2.0),
            kind(4, "vehicle.truck", 2, "#56b4e9", "3", 6.0),
            kind(5, "vehicle.bus", 2, "#56b4e9", "4", 10.0),
            kind(6, "ship", null, "#f0e442", "5", 6.0),
            kind(7, "aircraft", null, "#d55e00", "6", 20.0),
            kind(8, "storage-tank", null, "#cc79a7", "7", 10.0),
            kind(9, "pier", null, "#009e73", "8", null),
            kind(10, "swimming-pool", null, "#aaffcc", "9", 4.0),
            kind(11, "bridge", null, "#aa22ff", null, null),
            kind(12, "breakwater", null, "#aaccaa", null, null),
            kind(13, "runway", null, "#0072b2", null, null)));
  }

  private static LabelClass kind(
      int id,
      String name,
      @Nullable Integer parent,
      String colour,
      @Nullable String key,
      @Nullable Double least) {
    return new LabelClass(id, name, parent, colour, key, false, least);
  }

  /** Invents and ingests the scene unless the project has one; shows how far it is. */
  void imagery(int size) {
    Subject lead = subject("lead");
    Optional<Projects.Overview> project =
        node.projects.list(lead).stream()
            .filter(p -> p.project().name().equals(PROJECT))
            .findFirst();
    if (project.isEmpty() || project.get().scenes() > 0) {
      return;
    }
    UUID id = project.get().project().id();
    try {
      Files.createDirectories(settings.uploads());
      Path file = settings.uploads().resolve(UUID.randomUUID() + ".part");
      ProgressBar inventing = new ProgressBar(System.err, "Inventing imagery");
      SyntheticScene scene = SyntheticScene.plan(SEED, size, size);
      SyntheticGeoTiff.write(
          file, scene, SyntheticGeoTiff.Options.plain(), percent -> inventing.at(percent / 100.0));
      Job job = node.scenes.ingest(lead, id, "Invented coast.tif", file, null, Optional.empty());
      Job ended =
          IngestCommand.follow(node, lead, job, new ProgressBar(System.err, "Ingesting imagery"));
      if (ended.state() == Job.State.FAILED || ended.scene() == null) {
        throw new IllegalStateException("the demo's imagery was refused: " + ended.message());
      }
      label(scene, ended.scene());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The western half comes labelled, so that there is something to look at; the eastern half is
   * left to do.
   */
  private void label(SyntheticScene scene, UUID id) throws IOException {
    Path truth = Files.createTempFile(settings.uploads(), "truth", ".geojson");
    try {
      ObjectsGeoJson.write(truth, scene, ObjectsGeoJson.Space.PIXEL);
      ArrayNode batch = Json.MAPPER.createArrayNode();
      Envelope west = new Envelope(1, scene.width() / 2.0, 1, scene.height() - 1.0);
      JsonNode features = Json.MAPPER.readTree(truth.toFile()).get("features");
      double square = Math.pow(scene.georeference().gsd(), 2);
      Map<String, Double> least = new HashMap<>();
      for (LabelClass kind : ontology().classes()) {
        if (kind.minimumAreaM2() != null) {
          least.put(kind.name(), kind.minimumAreaM2() * MARGIN);
        }
      }
      for (SceneObject object : scene.objects()) {
        // What the image's edge cuts may be too little to call anything, and so may the smallest.
        if (west.contains(object.polygon().getEnvelopeInternal())
            && object.polygon().getArea() * square > least.getOrDefault(object.className(), 0.0)) {
          ObjectNode feature = (ObjectNode) features.get(object.id() - 1);
          batch.add(feature.without("id"));
        }
        if (batch.size() == LABELS_AT_ONCE) {
          importBatch(id, batch);
        }
      }
      importBatch(id, batch);
    } finally {
      Files.delete(truth);
    }
  }

  private void importBatch(UUID scene, ArrayNode batch) {
    if (batch.isEmpty()) {
      return;
    }
    ObjectNode collection = Json.object().put("type", "FeatureCollection");
    collection.set("features", batch);
    new LabelImports(node.labels)
        .run(
            subject("annotator"),
            scene,
            new LabelFile.Held(Json.write(collection)),
            ImportAsk.geoJson(Space.PIXEL, null),
            "");
    batch.removeAll();
  }

  private Subject subject(String username) {
    return node.sessions.onBehalfOf(node.accounts.named(username).id());
  }
}
