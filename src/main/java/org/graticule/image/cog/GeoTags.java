package org.graticule.image.cog;

import java.util.stream.DoubleStream;
import org.graticule.geo.Affine;
import org.graticule.geo.GcpPolynomial;
import org.graticule.geo.Georeference;
import org.graticule.geo.PixelToGround;
import org.graticule.geo.Rpc;
import org.graticule.image.tiff.Tag;
import org.jspecify.annotations.Nullable;

/**
 * A georeference as the GeoTIFF tags say it, always with the pixel-is-area convention.
 *
 * @param keys GeoKeyDirectory with its four-number head; empty without a CRS
 * @param doubles GeoDoubleParams
 * @param ascii GeoAsciiParams
 * @param mapping null for an image in pixel space only
 */
public record GeoTags(int[] keys, double[] doubles, String ascii, @Nullable PixelToGround mapping) {
  private static final int MODEL_TYPE = 1024;
  private static final int RASTER_TYPE = 1025;
  private static final int GEOGRAPHIC_TYPE = 2048;
  private static final int PROJECTED_TYPE = 3072;

  public static GeoTags none() {
    return new GeoTags(new int[0], new double[0], "", null);
  }

  /** For sources that are not TIFFs themselves: only a CRS with a code can be said. */
  public static GeoTags of(Georeference georeference) {
    int[] keys = {};
    if (georeference.crs().isPresent() && georeference.crs().get().epsg().isPresent()) {
      boolean geographic = georeference.crs().get().geographic();
      int code = georeference.crs().get().epsg().get();
      keys =
          new int[] {
            1,
            1,
            0,
            3,
            MODEL_TYPE,
            0,
            1,
            geographic ? 2 : 1,
            RASTER_TYPE,
            0,
            1,
            1,
            geographic ? GEOGRAPHIC_TYPE : PROJECTED_TYPE,
            0,
            1,
            code
          };
    }
    return new GeoTags(keys, new double[0], "", georeference.mapping().orElse(null));
  }

  /** The keys of a source as they are, except that pixels are areas from now on. */
  public static GeoTags copy(
      int[] keys, double[] doubles, String ascii, @Nullable PixelToGround mapping) {
    int[] area = keys.clone();
    for (int i = 4; i + 3 < area.length; i += 4) {
      if (area[i] == RASTER_TYPE && area[i + 1] == 0) {
        area[i + 3] = 1;
      }
    }
    return new GeoTags(area, doubles, ascii, mapping);
  }

  void write(IfdBytes ifd) {
    ifd.doubles(Tag.MODEL_PIXEL_SCALE, pixelScale())
        .doubles(Tag.MODEL_TIEPOINT, tiePoints())
        .doubles(Tag.MODEL_TRANSFORMATION, transformation())
        .doubles(
            Tag.RPC_COEFFICIENTS, mapping instanceof Rpc rpc ? rpc.toTiffTag() : new double[0]);
    if (keys.length > 0) {
      ifd.shorts(Tag.GEO_KEY_DIRECTORY, keys)
          .doubles(Tag.GEO_DOUBLE_PARAMS, doubles)
          .ascii(Tag.GEO_ASCII_PARAMS, ascii);
    }
  }

  /** Positive pixel scale; empty where only a full transformation or control points can tell. */
  private double[] pixelScale() {
    return mapping instanceof Affine a && plain(a)
        ? new double[] {a.xPerColumn(), -a.yPerRow(), 0}
        : new double[0];
  }

  private double[] tiePoints() {
    if (mapping instanceof GcpPolynomial polynomial) {
      return polynomial.points().stream()
          .flatMapToDouble(p -> DoubleStream.of(p.column(), p.row(), 0, p.x(), p.y(), 0))
          .toArray();
    }
    return mapping instanceof Affine a && plain(a)
        ? new double[] {0, 0, 0, a.x0(), a.y0(), 0}
        : new double[0];
  }

  private double[] transformation() {
    return mapping instanceof Affine a && !plain(a)
        ? new double[] {
          a.xPerColumn(),
          a.xPerRow(),
          0,
          a.x0(),
          a.yPerColumn(),
          a.yPerRow(),
          0,
          a.y0(),
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          1
        }
        : new double[0];
  }

  /** North up, east right: what a pixel scale can say. */
  private static boolean plain(Affine a) {
    return a.xPerRow() == 0 && a.yPerColumn() == 0 && a.xPerColumn() > 0 && a.yPerRow() < 0;
  }
}
