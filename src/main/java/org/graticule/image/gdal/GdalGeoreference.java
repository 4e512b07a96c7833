package org.graticule.image.gdal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.fault.Fault;
import org.graticule.geo.Affine;
import org.graticule.geo.Crs;
import org.graticule.geo.GcpPolynomial;
import org.graticule.geo.Georeference;
import org.graticule.geo.GroundControlPoint;
import org.graticule.geo.Rpc;
import org.jspecify.annotations.Nullable;

/**
 * Where an image lies by GDAL's word: its transform, else its camera, else its control points. A
 * NITF's transform comes from four corners of its header, so a camera goes before it.
 */
final class GdalGeoreference {
  private static final Pattern EPSG =
      Pattern.compile("(?:AUTHORITY|ID)\\[\"EPSG\",\"?(\\d{1,9})\"?\\]\\]\\s*$");

  private GdalGeoreference() {}

  static Georeference of(GdalDataset dataset) {
    Crs crs = crs(dataset.wkt());
    Optional<Rpc> camera = camera(dataset);
    boolean corners = dataset.metadata("").containsKey("NITF_IGEOLO");
    Optional<double[]> transform =
        dataset.geoTransform().filter(numbers -> !corners || spread(numbers));
    if (camera.isPresent() && (corners || transform.isEmpty())) {
      return Georeference.of(camera.get());
    }
    if (transform.isPresent()) {
      return Georeference.of(crs, Affine.of(transform.get()));
    }
    List<GroundControlPoint> points = dataset.controlPoints();
    return points.size() >= 3 ? fitted(crs, points) : Georeference.none();
  }

  /**
   * Empty also for one that places nothing, such as one with a scale of 0, as small images have it
   * whose header has too few digits for theirs: what else the header says of the place stands.
   */
  private static Optional<Rpc> camera(GdalDataset dataset) {
    try {
      return Rpc.ofItems(dataset.metadata("RPC"));
    } catch (Fault broken) {
      return Optional.empty();
    }
  }

  /** Whether the image comes with a camera that is not made use of. */
  static boolean leavesCamera(GdalDataset dataset, Georeference taken) {
    boolean used = taken.mapping().filter(Rpc.class::isInstance).isPresent();
    return !used && dataset.metadata("RPC").containsKey("LINE_NUM_COEFF");
  }

  /** Corners of a flat image may be rounded onto one line. */
  private static boolean spread(double[] transform) {
    return transform[1] * transform[5] != transform[2] * transform[4];
  }

  /** Corners that are all at one place stand for none: a header has no other way to say so. */
  private static Georeference fitted(@Nullable Crs crs, List<GroundControlPoint> points) {
    try {
      return Georeference.of(crs, GcpPolynomial.fit(points));
    } catch (Fault onOneLine) {
      return Georeference.none();
    }
  }

  /** A system that is not understood is left out: pixels keep their ground coordinates. */
  private static @Nullable Crs crs(String wkt) {
    if (wkt.isBlank()) {
      return null;
    }
    Matcher code = EPSG.matcher(wkt);
    try {
      return code.find() ? Crs.ofEpsg(Integer.parseInt(code.group(1))) : Crs.ofWkt(wkt);
    } catch (Fault unknownCode) {
      return plain(wkt);
    }
  }

  private static @Nullable Crs plain(String wkt) {
    try {
      return Crs.ofWkt(wkt);
    } catch (Fault notUnderstood) {
      return null;
    }
  }
}
