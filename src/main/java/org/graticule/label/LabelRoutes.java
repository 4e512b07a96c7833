package org.graticule.label;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.label.LabelStore.Page;
import org.graticule.label.geojson.FeatureWriter;
import org.graticule.label.geojson.Space;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/** {@code /api/v1/scenes/{scene}/labels} and {@code /api/v1/labels}. */
public final class LabelRoutes implements Routes.Module {
  private static final String SCENE = "/api/v1/scenes/{scene}/labels";
  private static final String LABEL = "/api/v1/labels/{label}";
  private static final int MOST_LABELS = 5_000;
  private static final int MOST_VERTICES = 250_000;

  private final Labels labels;

  public LabelRoutes(Labels labels) {
    this.labels = labels;
  }

  record Restoring(@Nullable UUID opId, @Nullable Integer revision, @Nullable Integer baseRev) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(SCENE, Action.LABEL_READ, this::list)
        .post(SCENE + "/batch", Action.LABEL_WRITE, this::save)
        .post(SCENE + "/validate", Action.LABEL_READ, this::validate)
        .post(SCENE + "/import", Action.LABEL_WRITE, this::importAll)
        .get(LABEL + "/history", Action.LABEL_READ, this::history)
        .post(LABEL + "/restore", Action.LABEL_WRITE, this::restore);
  }

  private Reply list(Call call) throws IOException {
    Space space = space(call);
    Page page =
        new Page(
            call.query("cursor").map(LabelRoutes::cursor).orElse(null),
            call.query("bbox").map(LabelRoutes::box).orElse(null),
            call.query("limit", 1_000, 1, MOST_LABELS),
            MOST_VERTICES);
    Labels.Listing listing = labels.list(call.subject(), call.id("scene"), space, page);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Map<String, String> head =
        space == Space.PIXEL ? Map.of("space", Space.PIXEL.label()) : Map.of();
    try (FeatureWriter writer = new FeatureWriter(out, space, head)) {
      for (Label label : listing.labels()) {
        writer.write(
            label.element().toString(),
            space == Space.PIXEL ? label.pixels() : label.lonLat(),
            listing.views().properties(label));
      }
      if (listing.more()) {
        writer.last("next", listing.labels().getLast().element().toString());
      }
    }
    return Reply.bytes("application/geo+json", out.toByteArray());
  }

  private Reply save(Call call) {
    Batch batch = BatchReader.read(call.bytes());
    List<Labels.Result> results = labels.save(call.subject(), call.id("scene"), batch);
    return Reply.ok(Map.of("results", results.stream().map(LabelRoutes::result).toList()));
  }

  private Reply validate(Call call) {
    Batch batch = BatchReader.read(call.bytes());
    return Reply.ok(
        Map.of(
            "violations",
            labels.validate(call.subject(), call.id("scene"), batch).stream()
                .map(LabelViews::finding)
                .toList()));
  }

  private Reply importAll(Call call) {
    Integer fallback =
        call.query("class").map(c -> call.query("class", 1, 1, Integer.MAX_VALUE)).orElse(null);
    Labels.Imported imported =
        labels.importAll(
            call.subject(), call.id("scene"), call.bytes(), space(call), fallback, sha256(call));
    return Reply.ok(
        Map.of(
            "imported",
            imported.count(),
            "warnings",
            imported.warnings().stream().map(LabelViews::violation).toList()));
  }

  private Reply history(Call call) {
    Labels.History history = labels.history(call.subject(), call.id("label"));
    return Reply.ok(
        Map.of("revisions", history.revisions().stream().map(history.views()::revision).toList()));
  }

  private Reply restore(Call call) {
    Restoring body = call.body(Restoring.class);
    if (body.opId() == null || body.revision() == null || body.baseRev() == null) {
      throw Fault.unacceptable("missing-field", "op_id, revision and base_rev are needed");
    }
    return Reply.ok(
        result(
            labels.restore(
                call.subject(), body.opId(), call.id("label"), body.revision(), body.baseRev())));
  }

  private static Map<String, Object> result(Labels.Result result) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("op_id", result.opId().toString());
    view.put("element", result.element().toString());
    view.put("revision", result.revision());
    if (!result.warnings().isEmpty()) {
      view.put("warnings", result.warnings().stream().map(LabelViews::violation).toList());
    }
    return view;
  }

  private static Space space(Call call) {
    Optional<String> text = call.query("space");
    return switch (text.orElse("ground")) {
      case "ground" -> Space.GROUND;
      case "pixel" -> Space.PIXEL;
      default -> throw Fault.malformed("bad-space", "space must be ground or pixel");
    };
  }

  private static UUID cursor(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Fault.malformed("bad-cursor", "cursor must be the next of an earlier page");
    }
  }

  private static Envelope box(String text) {
    String[] numbers = text.split(",", -1);
    if (numbers.length == 4) {
      try {
        double[] box = new double[4];
        for (int i = 0; i < 4; i++) {
          box[i] = Double.parseDouble(numbers[i]);
        }
        boolean finite = Double.isFinite(box[0] + box[1] + box[2] + box[3]);
        if (finite && box[0] <= box[2] && box[1] <= box[3]) {
          return new Envelope(box[0], box[2], box[1], box[3]);
        }
      } catch (NumberFormatException e) {
        // Answered below.
      }
    }
    throw Fault.malformed(
        "bad-bbox", "bbox must be four finite numbers minx,miny,maxx,maxy in pixels");
  }

  private static String sha256(Call call) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(call.bytes());
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
