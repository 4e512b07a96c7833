package org.graticule.image.format;

import org.graticule.image.ImageFormatContract;
import org.junit.jupiter.api.Nested;

/** TIFF, decoded here and through GDAL. */
final class GeoTiffTest {
  @Nested
  final class Plain extends ImageFormatContract {
    Plain() {
      super("read-tiles-deflate-predictor2.tif");
    }
  }

  @Nested
  final class Jpeg extends ImageFormatContract {
    Jpeg() {
      super("read-tiles-jpeg-ycbcr.tif");
    }
  }

  @Nested
  final class Webp extends ImageFormatContract {
    Webp() {
      super("read-tiles-webp-lossless.tif");
    }
  }

  @Nested
  final class Lerc extends ImageFormatContract {
    Lerc() {
      super("read-float32-lerc-nodata.tif");
    }
  }

  @Nested
  final class TwelveBits extends ImageFormatContract {
    TwelveBits() {
      super("read-bits-12.tif");
    }
  }

  @Nested
  final class Complex extends ImageFormatContract {
    Complex() {
      super("read-complex-int16.tif");
    }
  }

  @Nested
  final class Mask extends ImageFormatContract {
    Mask() {
      super("read-uint16-lerc-zstd-mask.tif");
    }
  }
}
