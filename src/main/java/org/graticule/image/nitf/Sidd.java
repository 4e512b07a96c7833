package org.graticule.image.nitf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graticule.geo.GroundControlPoint;
import org.graticule.geo.PixelGrid;
import org.graticule.image.SecurityFields;
import org.jspecify.annotations.Nullable;

/** Sensor Independent Derived Data: what its XML says, versions 1 to 3. */
final class Sidd {
  private static final String MARK = "ProductCreation/Classification@";
  private static final String COLLECTION = "ExploitationFeatures/Collection";
  private static final List<String> CODEWORDS =
      List.of("SCIcontrols", "SARIdentifier", "FGIsourceOpen", "FGIsourceProtected");
  private static final List<String> CONTROLS =
      List.of("disseminationControls", "nonICmarkings", "atomicEnergyMarkings");

  private Sidd() {}

  static SarProduct read(XmlWords xml) {
    PixelGrid grid =
        SarProduct.grid(xml, "Measurement/PixelFootprint/Row", "Measurement/PixelFootprint/Col");
    return new SarProduct(
        xml.root(),
        grid,
        SarProduct.acquisition(
            said(xml, "/Information/CollectionDateTime"),
            said(xml, "/Information/SensorName"),
            xml.text("ProductCreation/ProductName"),
            said(xml, "/Information/RadarMode/ModeType"),
            polarisation(xml),
            graze(xml),
            null),
        points(xml, grid),
        security(xml));
  }

  /** Of the first collection: a picture of several has the rest after it. */
  private static @Nullable String said(XmlWords xml, String path) {
    String only = xml.text(COLLECTION + path);
    return only == null ? xml.text(COLLECTION + "[1]" + path) : only;
  }

  private static @Nullable Double graze(XmlWords xml) {
    Double only = xml.number(COLLECTION + "/Geometry/Graze");
    return only == null ? xml.number(COLLECTION + "[1]/Geometry/Graze") : only;
  }

  private static @Nullable String polarisation(XmlWords xml) {
    String sent = said(xml, "/Information/Polarization/TxPolarization");
    String received = said(xml, "/Information/Polarization/RcvPolarization");
    return sent == null || received == null ? null : sent + ":" + received;
  }

  private static List<GroundControlPoint> points(XmlWords xml, @Nullable PixelGrid grid) {
    List<GroundControlPoint> computed =
        grid == null
            ? List.of()
            : RadarProjection.ofSidd(xml)
                .map(projection -> projection.places(grid, 0, 0))
                .orElse(List.of());
    if (!computed.isEmpty()) {
      return computed;
    }
    List<GroundControlPoint> corners =
        SarProduct.corners(xml, "GeoData/ImageCorners/ICP[%d]", grid);
    return corners.isEmpty()
        ? SarProduct.corners(
            xml, "GeographicAndTarget/GeographicCoverage/Footprint/Vertex[%d]", grid)
        : corners;
  }

  private static Optional<SecurityFields> security(XmlWords xml) {
    String level = xml.whole(MARK + "classification");
    if (level == null) {
      return Optional.empty();
    }
    List<String> codewords = all(xml, CODEWORDS);
    List<String> releasable = all(xml, List.of("releasableTo"));
    List<String> controls = new ArrayList<>(all(xml, CONTROLS));
    if (!releasable.isEmpty()) {
      controls.remove("REL");
    }
    return Optional.of(
        new SecurityFields(
            xml.where(), SarProduct.level(level), codewords, List.copyOf(controls), releasable));
  }

  private static List<String> all(XmlWords xml, List<String> names) {
    List<String> all = new ArrayList<>();
    for (String name : names) {
      String text = xml.whole(MARK + name);
      all.addAll(text == null ? List.of() : SarProduct.words(text));
    }
    return List.copyOf(all);
  }
}
