package org.graticule.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.image.Acquisition;
import org.graticule.image.Gdal;
import org.graticule.image.ImageFormatContract;
import org.graticule.image.ImageSource;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;
import org.graticule.image.SecurityFields;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** NITF and NSIF. */
final class NitfTest {
  private static final Path HAZARDS = Path.of("fixtures", "hazards");

  @Nested
  final class Plain extends ImageFormatContract {
    Plain() {
      super("read-igeolo-degrees.ntf");
    }
  }

  @Nested
  final class Masked extends ImageFormatContract {
    Masked() {
      super("read-masked-block.ntf");
    }
  }

  @Nested
  final class JpegBlocks extends ImageFormatContract {
    JpegBlocks() {
      super("read-jpeg-rgb-blocks.ntf");
    }
  }

  @Nested
  final class MaskedJpeg extends ImageFormatContract {
    MaskedJpeg() {
      super("read-masked-jpeg.ntf");
    }
  }

  @Nested
  final class PackedBits extends ImageFormatContract {
    PackedBits() {
      super("read-bits12-packed.ntf");
    }
  }

  @Nested
  final class First extends ImageFormatContract {
    First() {
      super("read-version-2.0.ntf");
    }
  }

  @Test
  void itTellsWhenAndHowItWasTaken() throws Exception {
    Path file = Path.of("fixtures", "hazards", "read-igeolo-degrees.ntf");
    try (ImageSource source = new Nitf().open(file, List.of())) {
      Acquisition acquisition = source.acquisition();
      assertThat(acquisition.at()).isEqualTo("2026-03-14T09:26:53");
      assertThat(acquisition.offNadir()).isEqualTo(12.5);
      assertThat(acquisition.sunElevation()).isEqualTo(41.5);
      assertThat(acquisition.sunAzimuth()).isEqualTo(163);
    }
  }

  @Test
  void theFirstVersionWritesItsDatesAnotherWay() throws Exception {
    Path file = Path.of("fixtures", "hazards", "read-version-2.0.ntf");
    try (ImageSource source = new Nitf().open(file, List.of())) {
      assertThat(source.acquisition().at()).isEqualTo("1996-03-14T09:26:53");
      assertThat(source.description()).startsWith("NITF 2.0");
    }
  }

  /** 40 characters more wherever a downgrade is by an event (MIL-STD-2500A, FSDEVT). */
  @Test
  void theFirstVersionMarksEachSegmentAndMayDowngradeByAnEvent() throws Exception {
    Path file = HAZARDS.resolve("read-version-2.0-downgrade.ntf");
    assertThat(new Nitf().security(file))
        .containsExactly(
            new SecurityFields("file", "T", List.of(), List.of(), List.of()),
            new SecurityFields(
                "image segment 1",
                "S",
                List.of("CEDAR", "BIRCH"),
                List.of("NOFORN"),
                List.of("AVL", "BRZ")),
            new SecurityFields("graphic segment 1", "R", List.of(), List.of(), List.of()),
            new SecurityFields("label segment 1", "U", List.of("ELM"), List.of(), List.of()),
            new SecurityFields("text segment 1", "C", List.of(), List.of(), List.of("AVL")));
    checkPixels("read-version-2.0-downgrade.ntf", 0, 83, 61, "a[0]");
  }

  /** Latitudes of ICORDS C are seen from the middle of the Earth. */
  @Test
  void geocentricCornersLieFartherFromTheEquator() throws Exception {
    try (ImageSource geocentric = open("read-version-2.0-geocentric.ntf", 0);
        ImageSource geographic = open("read-version-2.0-downgrade.ntf", 0)) {
      double one = geocentric.georeference().toLonLat(41.5, 30.5).orElseThrow().y;
      double other = geographic.georeference().toLonLat(41.5, 30.5).orElseThrow().y;
      double flattening = 1 / 298.257223563;
      double expected = Math.tan(Math.toRadians(other)) / Math.pow(1 - flattening, 2);
      assertThat(one).isCloseTo(Math.toDegrees(Math.atan(expected)), within(1e-6));
    }
  }

  @Test
  void recordsTellTheSensorItsAnglesItsCloudAndItsGround() throws Exception {
    try (ImageSource source = open("read-records.ntf", 0)) {
      Acquisition acquisition = source.acquisition();
      assertThat(acquisition.platform()).isEqualTo("N60846");
      assertThat(acquisition.sensor()).isEqualTo("PAN");
      assertThat(acquisition.catalogueId()).isEqualTo("MISSION-7");
      assertThat(acquisition.cloudCover()).isEqualTo(15);
      assertThat(acquisition.offNadir()).isEqualTo(14.25);
      assertThat(acquisition.lookAzimuth()).isEqualTo(271.5);
      assertThat(acquisition.sunElevation()).isEqualTo(41.75);
      assertThat(acquisition.sunAzimuth()).isEqualTo(163.25);
      assertThat(acquisition.gsd()).isEqualTo(0.5055);
    }
  }

  @Test
  void everyImageThatIsSeenIsAPartOfItsOwnTheLargestFirst() throws Exception {
    assertThat(new Nitf().parts(HAZARDS.resolve("read-two-images.ntf"))).isEqualTo(2);
    assertThat(new Nitf().parts(HAZARDS.resolve("read-overlay.ntf"))).isEqualTo(2);
    assertThat(new Nitf().parts(HAZARDS.resolve("joined-rows.ntf"))).isEqualTo(1);
    assertThat(new Nitf().parts(HAZARDS.resolve("parts-hidden-larger.ntf"))).isEqualTo(1);
    checkPixels("read-two-images.ntf", 1, 40, 30, "a[1]");
    checkPixels("parts-hidden-larger.ntf", 0, 40, 30, "a[1]");
    try (ImageSource second = open("read-two-images.ntf", 1)) {
      assertThat(second.description()).startsWith("NITF 2.1, image segment 2 of 2");
      assertThat(second.parts())
          .containsExactly(
              "image segment 1: 83 x 61 pixels, MONO VIS, 1 band of 8 bits (INT), NC",
              "image segment 2: 40 x 30 pixels, MONO VIS, 1 band of 8 bits (INT), NC");
    }
    assertThatThrownBy(() -> open("read-two-images.ntf", 2))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("1 to 2");
  }

  @Test
  void piecesOfOneImageAreJoinedAndWindowsCrossTheirSeams() throws Exception {
    checkPixels("joined-rows.ntf", 0, 83, 61, "np.concatenate(a, 1)");
    checkPixels("joined-columns.ntf", 0, 83, 61, "np.concatenate(a, 2)");
    try (ImageSource rows = open("joined-rows.ntf", 0)) {
      assertThat(rows.description()).startsWith("NITF 2.1, 3 image segments of 3 joined (1, 2, 3)");
      Coordinate last = rows.georeference().toLonLat(82.5, 60.5).orElseThrow();
      assertThat(last.x).isCloseTo(13.5 + 0.083, within(1e-4));
      assertThat(last.y).isCloseTo(43.25 - 0.061, within(1e-4));
    }
  }

  @Test
  void samplesInPhaseAndInQuadratureAreShownByTheirMagnitude() throws Exception {
    checkPixels("joined-pairs-float32.ntf", 0, 83, 61, "magnitude(np.concatenate(a, 1))");
    checkPixels("pairs-int16.ntf", 0, 83, 61, "magnitude(a[0])");
    try (ImageSource source = open("pairs-int16.ntf", 0)) {
      assertThat(source.description()).contains("complex samples as their magnitude");
      assertThat(source.sampleType()).isEqualTo(SampleType.FLOAT32);
    }
  }

  @Test
  void complexRadarTellsHowItLookedAndLiesWhereItsXmlSays() throws Exception {
    try (ImageSource source = open("radar-sicd.ntf", 0)) {
      assertThat(source.description()).startsWith("NITF 2.1, SICD, 2 image segments of 2 joined");
      assertThat(source.sampleType()).isEqualTo(SampleType.FLOAT32);
      Acquisition acquisition = source.acquisition();
      assertThat(acquisition.at()).isEqualTo("2026-03-14T09:26:53.250000");
      assertThat(acquisition.platform()).isEqualTo("INVENTED-1");
      assertThat(acquisition.sensor()).isEqualTo("SAR");
      assertThat(acquisition.catalogueId()).isEqualTo("14MAR26INV1");
      assertThat(acquisition.mode()).isEqualTo("SPOTLIGHT");
      assertThat(acquisition.polarisation()).isEqualTo("V:H");
      assertThat(acquisition.incidence()).isEqualTo(51.5);
      assertThat(acquisition.lookAzimuth()).isEqualTo(271.25);
      Coordinate middle = source.georeference().toLonLat(41.5, 30.5).orElseThrow();
      assertThat(middle.x).isCloseTo(13.5006155, within(1e-6));
      assertThat(middle.y).isCloseTo(43.2497005, within(1e-6));
    }
    checkPixels("radar-sicd.ntf", 0, 83, 61, "magnitude(np.concatenate(a, 1))");
  }

  @Test
  void eachRadarPictureHasItsOwnXmlAndMayCrossTheAntimeridian() throws Exception {
    try (ImageSource larger = open("radar-sidd.ntf", 0);
        ImageSource smaller = open("radar-sidd.ntf", 1)) {
      assertThat(larger.description()).startsWith("NITF 2.1, SIDD, image segment 2 of 2");
      assertThat(larger.acquisition().catalogueId()).isEqualTo("INVENTED-2");
      assertThat(smaller.acquisition().catalogueId()).isEqualTo("INVENTED-1");
      assertThat(larger.acquisition().incidence()).isEqualTo(48.75);
      assertThat(larger.acquisition().mode()).isEqualTo("STRIPMAP");
      assertThat(larger.acquisition().polarisation()).isEqualTo("H:H");
      Coordinate middle = larger.georeference().toLonLat(41.5, 30.5).orElseThrow();
      assertThat(Math.IEEEremainder(middle.x - 180, 360)).isCloseTo(0, within(1e-9));
      assertThat(
              larger.georeference().footprintLonLat(larger.grid()).orElseThrow().getNumGeometries())
          .isEqualTo(2);
    }
  }

  @Test
  void whatTheXmlOfRadarSaysOfItsMarkCountsToo() throws Exception {
    assertThat(new Nitf().security(HAZARDS.resolve("radar-sicd-marked.ntf")).getLast())
        .isEqualTo(
            new SecurityFields(
                "data extension segment 1",
                "S",
                List.of("CEDAR"),
                List.of(),
                List.of("AVL", "BRZ")));
    assertThat(new Nitf().security(HAZARDS.resolve("radar-sidd.ntf")))
        .contains(
            new SecurityFields(
                "data extension segment 2", "T", List.of("CDR"), List.of(), List.of("AVL")));
  }

  private static ImageSource open(String name, int part) throws Exception {
    return new Nitf().part(part).open(HAZARDS.resolve(name), List.of());
  }

  /**
   * All pixels, read whole and line by line, are what GDAL reads of the segments.
   *
   * @param whole what to make of them, in Python: a list of arrays, one a segment
   */
  private static void checkPixels(String name, int part, int width, int height, String whole)
      throws Exception {
    String script =
        """
        import sys
        import numpy as np
        from osgeo import gdal
        def magnitude(a):
            return np.hypot(a[0].astype("f8"), a[1].astype("f8")).astype("f4")[None]
        names = [n for n, _ in gdal.Open(sys.argv[1]).GetSubDatasets()] or [sys.argv[1]]
        a = [gdal.Open(n).ReadAsArray() for n in names]
        a = [s if s.ndim == 3 else s[None] for s in a]
        print(" ".join(repr(float(v)) for v in (%s).transpose(1, 2, 0).ravel()))
        """
            .formatted(whole);
    String said =
        Gdal.python(
            script.getBytes(StandardCharsets.UTF_8),
            List.of("-", HAZARDS.resolve(name).toString()));
    double[] expected =
        Arrays.stream(said.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
    try (ImageSource source = open(name, part);
        ImageSource.WindowReader reader = source.reader()) {
      assertThat(source.grid()).isEqualTo(new PixelGrid(width, height));
      Samples samples = new Samples(source.sampleType(), source.bands());
      reader.read(0, 0, width, height, samples);
      double[] values = new double[width * height * source.bands()];
      Arrays.setAll(values, samples::value);
      assertThat(values).as(name).isEqualTo(expected);
      for (int y = 0; y < height; y++) {
        reader.read(3, y, width - 3, 1, samples);
        double[] line = new double[(width - 3) * source.bands()];
        Arrays.setAll(line, samples::value);
        int from = (y * width + 3) * source.bands();
        assertThat(line).isEqualTo(Arrays.copyOfRange(expected, from, from + line.length));
      }
    }
  }
}
