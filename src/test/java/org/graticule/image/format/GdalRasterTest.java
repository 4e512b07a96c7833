package org.graticule.image.format;

import org.graticule.image.ImageFormatContract;
import org.junit.jupiter.api.Nested;

/** The rarer formats. */
final class GdalRasterTest {
  @Nested
  final class Imagine extends ImageFormatContract {
    Imagine() {
      super("read-imagine.img");
    }
  }

  @Nested
  final class Bmp extends ImageFormatContract {
    Bmp() {
      super("read-rgb.bmp");
    }
  }

  @Nested
  final class Gif extends ImageFormatContract {
    Gif() {
      super("read-palette.gif");
    }
  }

  @Nested
  final class Webp extends ImageFormatContract {
    Webp() {
      super("read-lossless-alpha.webp");
    }
  }

  @Nested
  final class Pnm extends ImageFormatContract {
    Pnm() {
      super("read-rgb-16bit.ppm");
    }
  }

  @Nested
  final class Sgi extends ImageFormatContract {
    Sgi() {
      super("read-rgb.sgi");
    }
  }

  @Nested
  final class BinaryTerrain extends ImageFormatContract {
    BinaryTerrain() {
      super("read-heights.bt");
    }
  }

  @Nested
  final class RasterMatrix extends ImageFormatContract {
    RasterMatrix() {
      super("read-rgb.rsw");
    }
  }
}
