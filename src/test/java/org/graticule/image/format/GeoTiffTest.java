package org.graticule.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.image.ImageFormatContract;
import org.graticule.image.ImageSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;

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

  /** Programs disagree by kilometres. */
  @ParameterizedTest
  @ValueSource(strings = {"unplaced-gnomonic.tif", "unplaced-van-der-grinten.tif"})
  void aMapThatIsNotComputedKeepsItsGroundAndHasNoLongitude(String name) throws IOException {
    Path file = Path.of("fixtures", "hazards", name);
    try (ImageSource source = new GeoTiff().open(file, List.of())) {
      assertThat(source.georeference().toGround(0, 0)).isEqualTo(new Coordinate(-2e6, 2e6));
      assertThat(source.georeference().hasLonLat()).isFalse();
    }
  }

  @Test
  void wordsLongerThanAnyImageNeedsAreRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("words.tif");
    ByteBuffer head = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(0x002a4949).putInt(8).putShort((short) 1);
    head.putShort((short) 700).putShort((short) 1).putInt(50 << 20).putInt(100).putInt(0);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(head.array());
      out.setLength(60 << 20);
    }
    Fault fault = catchThrowableOfType(Fault.class, () -> new GeoTiff().size(file));
    assertThat(fault.code()).isEqualTo("tag-overrun");
    assertThat(fault.getMessage()).contains("tag 700").contains("52428800 bytes");
  }
}
