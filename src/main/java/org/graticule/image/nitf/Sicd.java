package org.graticule.image.nitf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.graticule.geo.GroundControlPoint;
import org.graticule.geo.PixelGrid;
import org.graticule.image.SecurityFields;
import org.jspecify.annotations.Nullable;

/** Sensor Independent Complex Data: what its XML says, versions 0.3 to 1.4. */
final class Sicd {
  private Sicd() {}

  static SarProduct read(XmlWords xml) {
    PixelGrid grid = SarProduct.grid(xml, "ImageData/NumRows", "ImageData/NumCols");
    return new SarProduct(
        xml.root(),
        grid,
        SarProduct.acquisition(
            xml.text("Timeline/CollectStart"),
            xml.text("CollectionInfo/CollectorName"),
            xml.text("CollectionInfo/CoreName"),
            xml.text("CollectionInfo/RadarMode/ModeType"),
            polarisation(xml),
            graze(xml),
            xml.number("SCPCOA/AzimAng")),
        points(xml, grid),
        Optional.ofNullable(xml.whole("CollectionInfo/Classification"))
            .map(text -> security(xml.where(), text)));
  }

  private static @Nullable Double graze(XmlWords xml) {
    Double incidence = xml.number("SCPCOA/IncidenceAng");
    Double graze = xml.number("SCPCOA/GrazeAng");
    return graze == null && incidence != null ? Double.valueOf(90 - incidence) : graze;
  }

  private static @Nullable String polarisation(XmlWords xml) {
    String formed = xml.text("ImageFormation/TxRcvPolarizationProc");
    return formed == null
        ? xml.text("RadarCollection/RcvChannels/ChanParameters[1]/TxRcvPolarization")
        : formed;
  }

  /** Worked out all over the image; where the XML says too little for that, what it says. */
  private static List<GroundControlPoint> points(XmlWords xml, @Nullable PixelGrid grid) {
    double firstRow = first(xml, "ImageData/FirstRow");
    double firstColumn = first(xml, "ImageData/FirstCol");
    List<GroundControlPoint> computed =
        grid == null
            ? List.of()
            : RadarProjection.ofSicd(xml)
                .map(projection -> projection.places(grid, firstColumn, firstRow))
                .orElse(List.of());
    if (!computed.isEmpty()) {
      return computed;
    }
    List<GroundControlPoint> points =
        new ArrayList<>(SarProduct.corners(xml, "GeoData/ImageCorners/ICP[%d]", grid));
    Double row = xml.number("ImageData/SCPPixel/Row");
    Double column = xml.number("ImageData/SCPPixel/Col");
    if (!points.isEmpty() && row != null && column != null) {
      SarProduct.add(
          points,
          column - firstColumn + 0.5,
          row - firstRow + 0.5,
          xml.number("GeoData/SCP/LLH/Lon"),
          xml.number("GeoData/SCP/LLH/Lat"));
    }
    return List.copyOf(points);
  }

  /** A cut-out counts from where it was cut. */
  private static double first(XmlWords xml, String path) {
    Double first = xml.number(path);
    return first == null ? 0 : first;
  }

  /** A banner: {@code LEVEL//WORD/WORD//REL TO A, B}. */
  private static SecurityFields security(String where, String banner) {
    List<String> parts = Arrays.stream(banner.split("//", -1)).map(String::strip).toList();
    List<String> words = new ArrayList<>();
    List<String> releasable = new ArrayList<>();
    for (String part : parts.subList(1, parts.size())) {
      for (String word : part.split("/")) {
        if (word.strip().startsWith("REL TO ")) {
          releasable.addAll(SarProduct.words(word.strip().substring("REL TO ".length())));
        } else if (!word.isBlank()) {
          words.add(word.strip());
        }
      }
    }
    return new SecurityFields(
        where,
        SarProduct.level(parts.getFirst()),
        List.copyOf(words),
        List.of(),
        List.copyOf(releasable));
  }
}
