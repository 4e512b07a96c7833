package org.graticule.dataset;

import java.util.List;
import org.graticule.dataset.format.Coco;
import org.graticule.dataset.format.GeoJson;

/** Every export format there is. */
public final class ExportFormats {
  public static final List<ExportFormat> ALL = List.of(new GeoJson(), new Coco());

  private ExportFormats() {}

  public static List<String> names() {
    return ALL.stream().map(ExportFormat::name).toList();
  }

  /** The format of a name that a recipe has checked. */
  public static ExportFormat named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst().orElseThrow();
  }
}
