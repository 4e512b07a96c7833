package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.graticule.geo.Georeference;
import org.graticule.geo.TilePyramid.Window;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.cog.CogReader;
import org.graticule.image.cog.CogReader.Tile;
import org.locationtech.jts.geom.Coordinate;

/** Holds one image against what GDAL says of it, and its pyramid against GDAL and the image. */
record GdalComparison(String name, JsonNode original, JsonNode display) {
  private static final double DEGREES = 2e-4;

  /** Below this a block of JPEG is more edge than picture. */
  private static final int LEAST_PICTURE = 16;

  /** Our decoder and GDAL's agree on size, place, samples and validity at hundreds of places. */
  void checkSource(Path file, List<Path> sidecars) throws IOException {
    try (ImageSource source = ImageFormats.of(file, sidecars).open(file, sidecars);
        ImageSource.WindowReader reader = source.reader()) {
      assertThat(source.grid().width()).as(name).isEqualTo(original.path("width").intValue());
      assertThat(source.grid().height()).as(name).isEqualTo(original.path("height").intValue());
      assertThat(source.bands()).as(name).isEqualTo(original.path("bands").intValue());
      checkCorners(source);
      Samples samples = new Samples(source.sampleType(), source.bands());
      for (Window window : Chunks.of(source, 0, source.grid().height())) {
        reader.read(window.x(), window.y(), window.width(), window.height(), samples);
        checkPlaces(window, samples);
      }
      int x = original.path("xs").path(0).intValue();
      int y = original.path("ys").path(0).intValue();
      reader.read(x, y, 1, 1, samples);
      checkPlaces(new Window(x, y, 1, 1), samples);
    }
  }

  /** All places that lie in the window. */
  private void checkPlaces(Window window, Samples samples) {
    for (int i = 0; i < original.path("xs").size(); i++) {
      int x = original.path("xs").path(i).intValue();
      int y = original.path("ys").path(i).intValue();
      int column = x - window.x();
      int row = y - window.y();
      if (column < 0 || row < 0 || column >= window.width() || row >= window.height()) {
        continue;
      }
      int pixel = row * window.width() + column;
      for (int band = 0; band < samples.bands(); band++) {
        double expected = value(original, band, i);
        assertThat(samples.value(pixel * samples.bands() + band))
            .as("%s band %d at %d, %d", name, band, x, y)
            .isEqualTo(Double.valueOf(expected));
      }
      byte[] valid = samples.valid();
      assertThat(valid == null || valid[pixel] != 0)
          .as("%s validity at %d, %d", name, x, y)
          .isEqualTo(original.path("valid").path(i).booleanValue());
    }
  }

  private static double value(JsonNode truth, int band, int place) {
    JsonNode value = truth.path("values").path(band).path(place);
    return switch (value.getNodeType()) {
      case NULL -> Double.NaN;
      case STRING -> Double.parseDouble(value.textValue());
      default -> value.doubleValue();
    };
  }

  private void checkCorners(ImageSource source) {
    JsonNode corners = original.path("corners");
    Georeference georeference = source.georeference();
    if (corners.isNull()) {
      assertThat(georeference.mapping()).as(name).isEmpty();
      return;
    }
    int w = source.grid().width();
    int h = source.grid().height();
    int[][] pixels = {{0, 0}, {w, 0}, {w, h}, {0, h}};
    for (int i = 0; i < 4; i++) {
      Coordinate ground =
          new Coordinate(
              corners.path(i).path(0).doubleValue(), corners.path(i).path(1).doubleValue());
      Coordinate back = georeference.toPixel(ground.x, ground.y);
      assertThat(back.distance(new Coordinate(pixels[i][0], pixels[i][1])))
          .as("%s corner %d, pixels from where GDAL has it", name, i)
          .isLessThan(1e-3);
    }
    checkLonLat(source);
  }

  /** Old datums are brought to WGS 84 without grids, which is some metres off. */
  private void checkLonLat(ImageSource source) {
    JsonNode corners = original.path("lonLat");
    Georeference georeference = source.georeference();
    if (corners.isNull()) {
      // A system in a file beside the image is more than GDAL knows.
      assertThat(georeference.hasLonLat() && !original.path("wkt").textValue().isEmpty())
          .as(name + " has longitude and latitude")
          .isFalse();
      return;
    }
    int w = source.grid().width();
    int h = source.grid().height();
    int[][] pixels = {{0, 0}, {w, 0}, {w, h}, {0, h}};
    for (int i = 0; i < 4; i++) {
      Coordinate ours = georeference.toLonLat(pixels[i][0], pixels[i][1]).orElseThrow();
      double lon = corners.path(i).path(0).doubleValue();
      double lat = corners.path(i).path(1).doubleValue();
      double turn = Math.IEEEremainder(ours.x - lon, 360) * Math.cos(Math.toRadians(lat));
      assertThat(Math.hypot(turn, ours.y - lat))
          .as("%s corner %d, degrees from where GDAL has it: %s, %s", name, i, lon, lat)
          .isLessThan(DEGREES);
    }
  }

  /** On average, GDAL sees in the pyramid what the facts say should be made of the original. */
  private void checkPicture(SceneFacts facts) {
    if (Math.min(facts.width(), facts.height()) < LEAST_PICTURE) {
      return;
    }
    boolean palette = facts.displayBands().size() < display.path("bands").intValue();
    boolean inverted = facts.format().contains("photometric 0");
    for (int channel = 0; channel < facts.displayBands().size() && !palette; channel++) {
      SceneFacts.Range range = facts.stretch().get(channel);
      double sum = 0;
      int count = 0;
      for (int i = 0; i < original.path("xs").size(); i++) {
        if (original.path("valid").path(i).booleanValue()) {
          double source = value(original, facts.displayBands().get(channel), i);
          double share = (source - range.low()) / (range.high() - range.low());
          double level = Double.isNaN(share) ? 0 : 255 * Math.clamp(share, 0.0, 1.0);
          double shown = value(display, channel, i);
          sum += Math.abs(shown - (inverted ? 255 - level : level));
          count++;
        }
      }
      assertThat(sum / Math.max(1, count))
          .as("%s channel %d, mean difference to the original", name, channel)
          .isLessThan(8);
    }
  }

  /**
   * The pyramid satisfies the validator, lies where the original lies, is masked where it is, and
   * GDAL decodes the same pixels from it as we do.
   */
  void checkDisplay(Path file, SceneFacts facts) throws IOException {
    checkPicture(facts);
    assertThat(display.path("cog")).as(name + ": complaints of the COG validator").isEmpty();
    assertThat(display.path("width")).isEqualTo(original.path("width"));
    assertThat(display.path("height")).isEqualTo(original.path("height"));
    for (int i = 0; i < original.path("corners").size(); i++) {
      for (int axis = 0; axis < 2; axis++) {
        double expected = original.path("corners").path(i).path(axis).doubleValue();
        assertThat(display.path("corners").path(i).path(axis).doubleValue())
            .as("%s corner %d of the pyramid", name, i)
            .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
      }
    }
    assertThat(display.path("valid")).as(name + ": mask").isEqualTo(original.path("valid"));
    try (CogReader cog = CogReader.open(file);
        JpegCodec codec = JpegCodec.open()) {
      int z = cog.pyramid().maxZoom();
      int size = cog.pyramid().tileSize();
      assertThat(display.path("overviews").size()).isEqualTo(z);
      for (int i = 0; i < display.path("xs").size(); i++) {
        int x = display.path("xs").path(i).intValue();
        int y = display.path("ys").path(i).intValue();
        if (display.path("valid").path(i).booleanValue() && i % 20 == 0) {
          Tile tile = cog.tile(z, x / size, y / size, codec).orElseThrow();
          int at = (y % size * size + x % size) * tile.channels();
          for (int channel = 0; channel < tile.channels(); channel++) {
            int expected = display.path("values").path(channel).path(i).intValue();
            assertThat(tile.pixels()[at + channel] & 0xff)
                .as("%s channel %d at %d, %d", name, channel, x, y)
                .isCloseTo(expected, within(3));
          }
        }
      }
    }
  }
}
