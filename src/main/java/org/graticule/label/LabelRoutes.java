package org.graticule.label;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.label.Page.Outline;
import org.graticule.label.geojson.FeatureWriter;
import org.graticule.label.geojson.Space;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/scenes/{scene}/labels} and {@code /api/v1/labels}. */
public final class LabelRoutes implements Routes.Module {
  private static final String SCENE = "/api/v1/scenes/{scene}/labels";
  private static final String LABEL = "/api/v1/labels/{label}";
  private static final int MOST_LABELS = 5_000;
  private static final int MOST_VERTICES = 250_000;

  private final Labels labels;
  private final Repairs repairs;

  public LabelRoutes(Labels labels, Repairs repairs) {
    this.labels = labels;
    this.repairs = repairs;
  }

  record Restoring(
      @Nullable UUID opId,
      @Nullable Integer revision,
      @Nullable Integer baseRev,
      @Nullable Long lease) {}

  @Override
  public void addTo(Routes routes) {
    routes
        .get(SCENE, Action.LABEL_READ, this::list)
        .get(SCENE + "/changes", Action.LABEL_READ, this::changes)
        .post(SCENE + "/batch", Action.LABEL_WRITE, this::save)
        .post(SCENE + "/validate", Action.LABEL_READ, this::validate)
        .post(SCENE + "/repair", Action.LABEL_READ, this::repair)
        .get(LABEL + "/history", Action.LABEL_READ, this::history)
        .post(LABEL + "/restore", Action.LABEL_WRITE, this::restore);
  }

  private Reply list(Call call) throws IOException {
    call.filtersBy(
        "space",
        "bbox",
        "class",
        "layer",
        "author",
        "text",
        "since",
        "warnings",
        "geometry",
        "cursor",
        "limit");
    Space space = LabelImportRoutes.space(call);
    Outline outline = PageReader.outline(call, space);
    Page page =
        new Page(
            call.query("cursor").map(LabelRoutes::cursor).orElse(null),
            PageReader.filter(call),
            call.query("limit", 1_000, 1, MOST_LABELS),
            outline == Outline.ENVELOPE ? Integer.MAX_VALUE : MOST_VERTICES,
            outline);
    Labels.Listing listing = labels.list(call.subject(), call.id("scene"), space, page);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Map<String, Object> head = new LinkedHashMap<>();
    if (space == Space.PIXEL) {
      head.put("space", Space.PIXEL.label());
    }
    head.put("version", listing.version());
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

  private Reply changes(Call call) {
    String[] since = call.query("since").orElse("0").split(":", 2);
    UUID after = since.length == 2 ? cursor(since[1]) : Labels.LAST;
    Labels.Changes changes =
        labels.changes(
            call.subject(),
            call.id("scene"),
            version(since[0]),
            after,
            call.query("limit", 1_000, 1, MOST_LABELS));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("version", changes.version());
    view.put(
        "features",
        changes.changed().stream()
            .map(LabelListStore.Changed::label)
            .filter(Objects::nonNull)
            .map(changes.views()::feature)
            .toList());
    view.put(
        "gone",
        changes.changed().stream()
            .filter(each -> each.label() == null)
            .map(each -> each.element().toString())
            .toList());
    if (changes.more()) {
      LabelListStore.Changed last = changes.changed().getLast();
      view.put("next", last.version() + ":" + last.element());
    }
    return Reply.ok(view);
  }

  private static long version(String text) {
    try {
      long version = Long.parseLong(text);
      if (version >= 0) {
        return version;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw Fault.malformed("bad-version", "since must be a version, or the next of an earlier page");
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

  private Reply repair(Call call) {
    return Reply.ok(repairs.propose(call.subject(), call.id("scene"), call.bytes()));
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
                call.subject(),
                body.opId(),
                call.id("label"),
                body.revision(),
                body.baseRev(),
                body.lease())));
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

  private static UUID cursor(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Fault.malformed("bad-cursor", "cursor must be the next of an earlier page");
    }
  }
}
