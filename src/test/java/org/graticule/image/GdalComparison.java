package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.graticule.geo.Georeference;
import org.graticule.image.cog.CogReader;
import org.graticule.image.cog.CogReader.Tile;
import org.locationtech.jts.geom.Coordinate;

/** Holds one image against what GDAL says of it, and its pyramid against GDAL and the image. */
record GdalComparison(String name, JsonNode original, JsonNode display) {

  /** Our decoder and GDAL's agree on size, place, samples and validity at hundreds of places. */
  void checkSource(Path file, List<Path> sidecars) throws IOException {
    try (ImageSource source = ImageFormats.of(file).open(file, sidecars);
        ImageSource.WindowReader reader = source.reader()) {
      assertThat(source.grid().width()).as(name).isEqualTo(original.path("width").intValue());
      assertThat(source.grid().height()).as(name).isEqualTo(original.path("height").intValue());
      assertThat(source.bands()).as(name).isEqualTo(original.path("bands").intValue());
      checkCorners(source);
      Samples samples = new Samples(source.sampleType(), source.bands());
      for (int i = 0; i < original.path("xs").size(); i++) {
        int x = original.path("xs").path(i).intValue();
        int y = original.path("ys").path(i).intValue();
        reader.read(x, y, 1, 1, samples);
        for (int band = 0; band < source.bands(); band++) {
          JsonNode expected = original.path("values").path(band).path(i);
          if (expected.isNull()) {
            assertThat(samples.value(band)).as("%s at %d, %d", name, x, y).isNaN();
          } else {
            assertThat(samples.value(band))
                .as("%s band %d at %d, %d", name, band, x, y)
                .isEqualTo(expected.doubleValue());
          }
        }
        byte[] valid = samples.valid();
        assertThat(valid == null || valid[0] != 0)
            .as("%s validity at %d, %d", name, x, y)
            .isEqualTo(original.path("valid").path(i).booleanValue());
      }
    }
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
  }

  /**
   * The pyramid satisfies the validator, lies where the original lies, is masked where it is, and
   * GDAL decodes the same pixels from it as we do.
   */
  void checkDisplay(Path file) throws IOException {
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
        JpegCodec codec = new JpegCodec()) {
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
