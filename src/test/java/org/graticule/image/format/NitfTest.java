package org.graticule.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.graticule.image.Acquisition;
import org.graticule.image.ImageFormatContract;
import org.graticule.image.ImageSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** NITF and NSIF. */
final class NitfTest {
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
}
