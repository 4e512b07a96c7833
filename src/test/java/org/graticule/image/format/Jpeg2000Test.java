package org.graticule.image.format;

import org.graticule.image.ImageFormatContract;
import org.junit.jupiter.api.Nested;

/** JPEG 2000 with and without a file around it. */
final class Jpeg2000Test {
  @Nested
  final class Lossless extends ImageFormatContract {
    Lossless() {
      super("read-lossless.jp2");
    }
  }

  @Nested
  final class Tiles extends ImageFormatContract {
    Tiles() {
      super("read-lossy-tiles.jp2");
    }
  }

  @Nested
  final class Codestream extends ImageFormatContract {
    Codestream() {
      super("read-codestream.j2k");
    }
  }

  @Nested
  final class TwelveBits extends ImageFormatContract {
    TwelveBits() {
      super("read-uint16-12bit.jp2");
    }
  }

  @Nested
  final class Alpha extends ImageFormatContract {
    Alpha() {
      super("read-rgba.jp2");
    }
  }
}
