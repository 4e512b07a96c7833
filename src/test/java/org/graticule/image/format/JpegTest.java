package org.graticule.image.format;

import org.graticule.image.ImageFormatContract;
import org.junit.jupiter.api.Nested;

/** JPEG. */
final class JpegTest {
  @Nested
  final class YCbCr extends ImageFormatContract {
    YCbCr() {
      super("read-ycbcr.jpg");
    }
  }

  @Nested
  final class Gray extends ImageFormatContract {
    Gray() {
      super("read-gray.jpg");
    }
  }

  @Nested
  final class Progressive extends ImageFormatContract {
    Progressive() {
      super("read-progressive.jpg");
    }
  }

  @Nested
  final class Ink extends ImageFormatContract {
    Ink() {
      super("read-ink.jpg");
    }
  }
}
