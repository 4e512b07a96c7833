package org.graticule.label;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.graticule.access.Action;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Route;
import org.graticule.http.Routes;
import org.graticule.label.geojson.Space;
import org.graticule.label.intake.LabelFile;

/** {@code POST /api/v1/scenes/{scene}/labels/import}. */
public final class LabelImportRoutes implements Routes.Module {
  private static final long MOST_BYTES = 1L << 30;
  private static final int MOST_MAPPED = 2_000;

  private final LabelImports imports;

  public LabelImportRoutes(LabelImports imports) {
    this.imports = imports;
  }

  @Override
  public void addTo(Routes routes) {
    routes.upload("/api/v1/scenes/{scene}/labels/import", Action.LABEL_WRITE, new Upload());
  }

  /** A file may be that of a whole dataset: it goes to the disk, and is read from there. */
  private final class Upload implements Route.UploadWork {
    @Override
    public long admit(Call call) {
      ask(call);
      imports.admit(call.subject(), call.id("scene"));
      return MOST_BYTES;
    }

    @Override
    public Reply answer(Call call) throws IOException {
      return run(call, new LabelFile.Stored(call.upload()));
    }
  }

  private Reply run(Call call, LabelFile file) throws IOException {
    ImportAsk ask = ask(call);
    if (call.query("dry_run").map(Boolean::parseBoolean).orElse(false)) {
      return Reply.ok(
          LabelImports.view(imports.preview(call.subject(), call.id("scene"), file, ask)));
    }
    LabelImports.Imported imported =
        imports.run(call.subject(), call.id("scene"), file, ask, sha256(file));
    return Reply.ok(
        Map.of(
            "imported",
            imported.count(),
            "left_out",
            imported.leftOut(),
            "warnings",
            imported.warnings().stream().limit(1_000).map(LabelViews::violation).toList()));
  }

  private static ImportAsk ask(Call call) {
    return new ImportAsk(
        call.query("format").orElse(ImportAsk.GEOJSON),
        space(call),
        call.query("class").map(c -> call.query("class", 1, 1, Integer.MAX_VALUE)).orElse(null),
        call.queryId("layer").orElse(null),
        call.query("mapping").map(LabelImportRoutes::mapping).orElse(Map.of()),
        call.query("image").orElse(null),
        call.query("image_property").orElse(null),
        call.query("names").map(text -> List.of(text.split(",", -1))).orElse(List.of()),
        leavingOut(call));
  }

  private static boolean leavingOut(Call call) {
    String text = call.query("wrong_rows").orElse("refuse");
    return switch (text) {
      case "refuse" -> false;
      case "leave-out" -> true;
      default -> throw Fault.malformed("bad-wrong-rows", "wrong_rows must be refuse or leave-out");
    };
  }

  static Space space(Call call) {
    Optional<String> text = call.query("space");
    return switch (text.orElse("ground")) {
      case "ground" -> Space.GROUND;
      case "pixel" -> Space.PIXEL;
      default -> throw Fault.malformed("bad-space", "space must be ground or pixel");
    };
  }

  /**
   * {@code plane:3,small car:7}; the number stands behind the last colon. A comma of a name has a
   * backslash before it.
   */
  static Map<String, Integer> mapping(String text) {
    TreeMap<String, Integer> mapping = new TreeMap<>();
    for (String pair : text.split("(?<!\\\\),", -1)) {
      int colon = pair.lastIndexOf(':');
      if (colon < 0
          || !pair.substring(colon + 1).matches("0|[1-9]\\d{0,8}")
          || mapping.size() >= MOST_MAPPED) {
        throw Fault.malformed(
            "bad-mapping", "mapping is name:number between commas, at most " + MOST_MAPPED);
      }
      String name = pair.substring(0, colon).replaceAll("\\\\(.)", "$1");
      mapping.put(name, Integer.valueOf(pair.substring(colon + 1)));
    }
    return mapping;
  }

  private static String sha256(LabelFile file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(file.open(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
