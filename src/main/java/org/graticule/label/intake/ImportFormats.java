package org.graticule.label.intake;

import java.util.List;
import org.graticule.fault.Fault;

/** Every format there is. */
public final class ImportFormats {
  public static final List<ImportFormat> ALL =
      List.of(
          new Coco(),
          new Dota(),
          new Yolo(),
          new SpaceNet(),
          new Shapefile(),
          new Kml(),
          new GeoPackage());

  private ImportFormats() {}

  public static ImportFormat named(String name) {
    return ALL.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Fault.malformed(
                "bad-format",
                "format must be geojson or one of "
                    + ALL.stream().map(ImportFormat::name).toList()));
  }
}
