package org.graticule.dataset.format;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.graticule.dataset.Archive;
import org.graticule.dataset.Chip;
import org.graticule.dataset.Progress;
import org.graticule.dataset.ScenePixels;
import org.graticule.dataset.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Writes the kept chips of a scene as JPEG, each with a world file and, for a CRS with a code, the
 * side file that GDAL reads it from, so that any GIS shows a chip where it lies.
 */
final class ChipImages {
  static final String SUFFIX = ".jpg";
  private static final float QUALITY = 0.95f;

  private final Archive archive;
  private final String folder;

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
          BufferedImage image =
              pixels.read(chip.x(), chip.y(), chip.width(), chip.height()).image();
          String path = folder + plan.stem(chip);
          archive.stored(path + SUFFIX, jpeg(image));
          georeference(plan, chip, path);
          progress.at((double) ++done / total, "chips of " + plan.scene().name());
        }
      }
    }
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

  static byte[] jpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
