package org.graticule.image.format;

import org.graticule.image.ImageFormatContract;
import org.junit.jupiter.api.Nested;

/** PNG. */
final class PngTest {
  @Nested
  final class Rgb extends ImageFormatContract {
    Rgb() {
      super("read-rgb.png");
    }
  }

  @Nested
  final class Alpha extends ImageFormatContract {
    Alpha() {
      super("read-rgba.png");
    }
  }

  @Nested
  final class SixteenBits extends ImageFormatContract {
    SixteenBits() {
      super("read-rgb-16bit.png");
    }
  }

  @Nested
  final class Interlaced extends ImageFormatContract {
    Interlaced() {
      super("read-interlaced.png");
    }
  }

  @Nested
  final class TwoBits extends ImageFormatContract {
    TwoBits() {
      super("read-gray-2bit.png");
    }
  }
}
