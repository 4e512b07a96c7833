package org.graticule.label;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.fault.Fault;
import org.graticule.label.Batch.Finding;
import org.graticule.label.geojson.Budget;
import org.graticule.label.geojson.GeoJsonReader;
import org.graticule.label.geojson.Space;
import org.graticule.label.intake.ImageFrame;
import org.graticule.label.intake.ImportFormats;
import org.graticule.label.intake.LabelFile;
import org.graticule.label.rule.Violation;
import org.graticule.work.Ontology;
import org.jspecify.annotations.Nullable;

/** Brings in the labels of a file: all of them, or none. Thread-safe. */
public final class LabelImports {
  /** Features of other images only pass by: the rows of this one are counted as they are taken. */
  private static final Budget.Limits LIMITS = new Budget.Limits(32, 5_000_000, 2_000_000, 120_000);

  private final Labels labels;

  public LabelImports(Labels labels) {
    this.labels = labels;
  }

  /**
   * How many labels came in, and what should be known of the rows.
   *
   * @param leftOut rows that are no labels now: empty, or wrong where such are to be left out
   */
  public record Imported(int count, int leftOut, List<Violation> warnings) {}

  /**
   * What an import would do.
   *
   * @param valid rows that could be saved
   * @param findings what is wrong, or should be known
   */
  record Preview(int rows, int valid, List<FoundClass> classes, List<Finding> findings) {}

  /**
   * A class of the file.
   *
   * @param name as the file says; empty for rows without one
   * @param classId the class of the ontology it means; null for none
   */
  record FoundClass(String name, int count, @Nullable Integer classId) {}

  /**
   * @throws Fault where the subject may not bring labels into the scene
   */
  void admit(Subject by, UUID scene) {
    labels.scene(by, Action.LABEL_WRITE, scene);
  }

  /**
   * Saves every row as a new label, or none.
   *
   * @param sha256 of the file, for the log
   * @throws Fault unacceptable, with every violation of every row
   */
  public Imported run(Subject by, UUID sceneId, LabelFile file, ImportAsk ask, String sha256) {
    LabelScene scene = labels.scene(by, Action.LABEL_WRITE, sceneId);
    LabelImport rows = read(scene, labels.ontology(by, scene), file, ask);
    Checked checked = labels.check(by, Action.LABEL_WRITE, sceneId, rows.batch());
    List<Finding> findings = checked.findings().stream().map(LabelImport::inFeature).toList();
    Checked inFile = checked.with(findings);
    Checked sound = inFile.sound();
    if (!ask.leavingOut() || sound.drafts().isEmpty()) {
      labels.refuse(by, inFile);
    }
    Event event = labels.events().imported(by, scene, sound.drafts().size(), ask, sha256);
    int count = labels.write(by, sound, true, List.of(event)).size();
    return new Imported(
        count, rows.rows() - count, findings.stream().map(Finding::violation).toList());
  }

  /** Reads and checks every row, and saves none. */
  Preview preview(Subject by, UUID sceneId, LabelFile file, ImportAsk ask) {
    LabelScene scene = labels.scene(by, Action.LABEL_WRITE, sceneId);
    Ontology ontology = labels.ontology(by, scene);
    LabelImport rows = read(scene, ontology, file, ask);
    Checked checked = labels.check(by, Action.LABEL_WRITE, sceneId, rows.batch());
    List<FoundClass> classes = new ArrayList<>();
    rows.classes()
        .forEach((name, count) ->
            classes.add(
                new FoundClass(
                    name,
                    count,
                    name.isEmpty() ? ask.fallbackClass() : rows.classOf(name).orElse(null))));
    int valid = (int) checked.drafts().stream().filter(draft -> draft.label() != null).count();
    return new Preview(
        rows.rows(),
        valid,
        classes,
        checked.findings().stream().map(LabelImport::inFeature).toList());
  }

  private static LabelImport read(
      LabelScene scene, Ontology ontology, LabelFile file, ImportAsk ask) {
    boolean geoJson = ask.format().equals(ImportAsk.GEOJSON);
    if (geoJson && ask.space() == Space.GROUND && !scene.georeference().hasLonLat()) {
      throw Fault.unacceptable(
          "no-ground", "This scene has no longitude and latitude; import with space=pixel.");
    }
    ImageFrame frame =
        new ImageFrame(
            scene.frame().width(), scene.frame().height(), scene.name(), ask.image(), ask.names());
    LabelImport rows = new LabelImport(scene, ontology, ask);
    if (!geoJson) {
      ImportFormats.named(ask.format()).read(file, frame, rows);
      return rows;
    }
    SceneRows first = new SceneRows(frame, ask.imageProperty());
    readFeatures(file, ask, first, rows);
    Optional<SceneRows> second = first.another();
    if (second.isPresent()) {
      rows = new LabelImport(scene, ontology, ask);
      readFeatures(file, ask, second.get(), rows);
    }
    rows.tellOthers(second.orElse(first).others());
    return rows;
  }

  private static void readFeatures(
      LabelFile file, ImportAsk ask, SceneRows scene, LabelImport rows) {
    GeoJsonReader.read(
        file.open(),
        ask.space(),
        new Budget(LIMITS),
        new FeatureArrivals(ask.space(), scene, rows));
  }

  static Map<String, Object> view(Preview preview) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("rows", preview.rows());
    view.put("valid", preview.valid());
    view.put(
        "classes",
        preview.classes().stream()
            .map(found -> {
              Map<String, Object> each = new LinkedHashMap<>();
              each.put("name", found.name());
              each.put("count", found.count());
              each.put("class", found.classId());
              return each;
            })
            .toList());
    view.put(
        "violations", preview.findings().stream().limit(1_000).map(LabelViews::finding).toList());
    return view;
  }
}
