package org.graticule.dataset.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graticule.dataset.Archive;
import org.graticule.dataset.Chip;
import org.graticule.dataset.Progress;
import org.graticule.dataset.ScenePixels;
import org.graticule.dataset.Snapshot;
import org.graticule.geo.TileProfile;
import org.graticule.image.codec.JpegCodec;
import org.jspecify.annotations.Nullable;

/**
 * Writes the kept chips of a scene as JPEG, each with a world file and, for a CRS with a code, the
 * side file that GDAL reads it from, so that any GIS shows a chip where it lies. Used by one
 * thread.
 */
final class ChipImages implements Closeable {
  static final String SUFFIX = ".jpg";
  private static final TileProfile PROFILE =
      new TileProfile("chip", 512, "jpeg", 95, TileProfile.Chroma.QUARTER);

  private final Archive archive;
  private final String folder;
  private final JpegCodec codec = JpegCodec.open();

  /**
   * @param folder in the archive, ending in a slash
   */
  ChipImages(Archive archive, String folder) {
    this.archive = archive;
    this.folder = folder;
  }

  void write(Snapshot snapshot, ChipPlan plan, Progress progress) throws IOException {
    int total = Math.max(1, plan.keptCount());
    int done = 0;
    try (ScenePixels pixels = snapshot.pixels().open(plan.scene())) {
      for (Chip chip : plan.chips()) {
        if (plan.keeps(chip)) {
          ScenePixels.Picture picture =
              pixels.read(chip.x(), chip.y(), chip.width(), chip.height());
          String path = folder + plan.stem(chip);
          archive.stored(path + SUFFIX, jpeg(picture));
          georeference(plan, chip, path);
          progress.at((double) ++done / total, "chips of " + plan.scene().name());
        }
      }
    }
  }

  private byte[] jpeg(ScenePixels.Picture picture) {
    return codec.encode(
        picture.pixels(), picture.width(), picture.height(), picture.channels(), PROFILE);
  }

  private void georeference(ChipPlan plan, Chip chip, String path) throws IOException {
    List<Double> affine = plan.scene().affineAt(chip.x(), chip.y());
    if (affine == null) {
      return;
    }
    archive.stored(path + ".jgw", worldFile(affine).getBytes(StandardCharsets.US_ASCII));
    String crs = plan.scene().crs();
    if (isCode(crs)) {
      archive.stored(
          path + SUFFIX + ".aux.xml",
          ("<PAMDataset><SRS>" + crs + "</SRS></PAMDataset>\n")
              .getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Only a code is sure to be read, and needs no escaping. */
  private static boolean isCode(@Nullable String crs) {
    return crs != null && crs.matches("EPSG:[0-9]{4,6}");
  }

  /** Esri's six lines; the last two are the centre of the upper-left pixel. */
  static String worldFile(List<Double> affine) {
    double a = affine.get(1);
    double b = affine.get(2);
    double d = affine.get(4);
    double e = affine.get(5);
    return "%s\n%s\n%s\n%s\n%s\n%s\n"
        .formatted(a, d, b, e, affine.get(0) + (a + b) / 2, affine.get(3) + (d + e) / 2);
  }

  @Override
  public void close() {
    codec.close();
  }
}
