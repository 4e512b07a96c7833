package org.graticule.image.values;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.geo.TilePyramid;
import org.graticule.http.ByteRange;
import org.graticule.http.Call;
import org.graticule.http.Disposition;
import org.graticule.http.Numbers;
import org.graticule.http.Reply;
import org.graticule.http.Routes;

/**
 * Values of a scene: at a place, how they are distributed,, a window of them as a file, and the
 * original.
 */
public final class ValueRoutes implements Routes.Module {
  private static final String SCENE = "/api/v1/scenes/{scene}";

  private final Values values;
  private final Chips chips;
  private final OriginalFiles originals;

  public ValueRoutes(Values values, Chips chips, OriginalFiles originals) {
    this.values = values;
    this.chips = chips;
    this.originals = originals;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .get(SCENE + "/identify", Action.TILE_READ, this::identify)
        .get(SCENE + "/statistics", Action.SCENE_READ, this::statistics)
        .get(SCENE + "/chip", Action.SCENE_EXPORT, this::chip)
        .get(SCENE + "/original", Action.ORIGINAL_READ, this::original);
  }

  private Reply identify(Call call) {
    UUID scene = call.id("scene");
    Optional<Double> column = number(call, "column", 0, Integer.MAX_VALUE);
    Optional<Double> row = number(call, "row", 0, Integer.MAX_VALUE);
    Optional<Double> lon = number(call, "lon", -180, 180);
    Optional<Double> lat = number(call, "lat", -90, 90);
    boolean pixel = column.isPresent() && row.isPresent();
    boolean place = lon.isPresent() && lat.isPresent();
    if (pixel == place) {
      throw Fault.malformed("bad-place", "either column and row or lon and lat are needed");
    }
    return Reply.ok(
        pixel
            ? values.identify(call.subject(), scene, column.get(), row.get())
            : values.identifyLonLat(call.subject(), scene, lon.get(), lat.get()));
  }

  private Reply statistics(Call call) {
    UUID scene = call.id("scene");
    Optional<int[]> bbox = call.query("bbox").map(text -> Numbers.whole("bbox", text, 4));
    return Reply.ok(
        bbox.isPresent()
            ? values.statistics(call.subject(), scene, bbox.get())
            : values.statistics(call.subject(), scene));
  }

  private Reply chip(Call call) {
    UUID scene = call.id("scene");
    TilePyramid.Window window =
        new TilePyramid.Window(
            call.query("column", 0, 0, Integer.MAX_VALUE),
            call.query("row", 0, 0, Integer.MAX_VALUE),
            call.query("width", 1024, 1, Chips.LONGEST),
            call.query("height", 1024, 1, Chips.LONGEST));
    Chips.Chip chip = chips.cut(call.subject(), scene, window, marked(call));
    call.whileSending(by -> chips.require(by, scene));
    String name =
        "%s_%d_%d_%d_%d.tif"
            .formatted(scene, window.x(), window.y(), window.width(), window.height());
    return new Reply.OneTimeFile(200, "image/tiff; application=geotiff", chip.file(), Map.of())
        .with("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .with("X-Graticule-Exact", Boolean.toString(chip.exact()));
  }

  /** The bytes are anybody's: they are sent as bytes and nothing else, and never shown. */
  private Reply original(Call call) {
    UUID scene = call.id("scene");
    OriginalFiles.Part part = originals.open(call.subject(), scene, call.header("Range"));
    call.whileSending(by -> originals.require(by, scene));
    String sha256 = part.scene().facts().sha256();
    int status = part.range().isPresent() ? 206 : 200;
    ByteRange all = part.range().orElse(new ByteRange(0, part.whole()));
    String type = "application/octet-stream";
    Reply reply =
        part.passing()
            ? new Reply.OneTimeFile(status, type, part.file(), Map.of())
            : new Reply.FilePart(status, type, part.file(), all, Map.of());
    Reply marked =
        reply
            .with("Content-Disposition", Disposition.attachment(part.scene().name()))
            .with("ETag", "\"" + sha256 + "\"")
            .with("Accept-Ranges", "bytes")
            .with("Graticule-Marking", part.banner())
            .with("Cache-Control", "private, no-store");
    return part.range().isPresent() ? marked.with("Content-Range", all.of(part.whole())) : marked;
  }

  private static boolean marked(Call call) {
    return switch (call.query("marked").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Fault.malformed("bad-marked", "marked must be true or false");
    };
  }

  private static Optional<Double> number(Call call, String name, double least, double most) {
    return call.query(name).map(text -> Numbers.decimal(name, text, least, most));
  }
}
