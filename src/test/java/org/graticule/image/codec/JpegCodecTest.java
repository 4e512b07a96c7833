package org.graticule.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.geo.TileProfile.Chroma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both libraries, held against each other. */
final class JpegCodecTest {
  private static final int SIZE = 128;

  /** Both, by name. */
  enum Library implements Supplier<JpegCodec> {
    TURBO {
      @Override
      public JpegCodec get() {
        return new TurboCodec(Objects.requireNonNull(TurboLibrary.INSTALLED, "libturbojpeg0"));
      }
    },
    IMAGE_IO {
      @Override
      public JpegCodec get() {
        return new ImageIoCodec();
      }
    }
  }

  /** What tiles are: channels and chroma. */
  record Shape(int channels, Chroma chroma) {
    TileProfile profile() {
      return new TileProfile("test", 512, "jpeg", 85, chroma);
    }
  }

  static List<Shape> shapes() {
    return List.of(
        new Shape(1, Chroma.QUARTER), new Shape(3, Chroma.QUARTER), new Shape(3, Chroma.FULL));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void eachDecodesWhatTheOtherEncodes(Shape shape) {
    byte[] pixels = smooth(SIZE, SIZE, shape.channels());
    for (Library writer : Library.values()) {
      for (Library reader : Library.values()) {
        try (JpegCodec out = writer.get();
            JpegCodec in = reader.get()) {
          byte[] jpeg = out.encode(pixels, SIZE, SIZE, shape.channels(), shape.profile());
          byte[] back = in.decode(jpeg, SIZE, SIZE, shape.channels());
          assertThat(meanDifference(pixels, back)).as("%s to %s", writer, reader).isLessThan(1.5);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void bothDecodeAStreamAlike(Shape shape) {
    byte[] pixels = smooth(SIZE, SIZE, shape.channels());
    try (JpegCodec turbo = Library.TURBO.get();
        JpegCodec plain = Library.IMAGE_IO.get()) {
      byte[] jpeg = turbo.encode(pixels, SIZE, SIZE, shape.channels(), shape.profile());
      byte[] one = turbo.decode(jpeg, SIZE, SIZE, shape.channels());
      byte[] two = plain.decode(jpeg, SIZE, SIZE, shape.channels());
      for (int i = 0; i < one.length; i++) {
        assertThat(Math.abs((one[i] & 0xff) - (two[i] & 0xff))).isLessThanOrEqualTo(3);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aSmallerDecodingIsTheMeanOfTheLargeOne(Shape shape) {
    int width = 121;
    int height = 70;
    byte[] pixels = smooth(width, height, shape.channels());
    for (Library library : Library.values()) {
      try (JpegCodec codec = library.get();
          JpegCodec plain = Library.IMAGE_IO.get()) {
        byte[] jpeg = codec.encode(pixels, width, height, shape.channels(), shape.profile());
        for (int shrink : new int[] {2, 4, 8}) {
          int length =
              JpegCodec.shrunk(width, shrink) * JpegCodec.shrunk(height, shrink) * shape.channels();
          byte[] small = new byte[length];
          byte[] mean = new byte[length];
          codec.decode(jpeg, width, height, shape.channels(), shrink, small);
          plain.decode(jpeg, width, height, shape.channels(), shrink, mean);
          assertThat(meanDifference(small, mean)).as("%s by %d", library, shrink).isLessThan(1.5);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamIsWholeJfifWithTheChromaOfTheProfile(Library library) {
    try (JpegCodec codec = library.get()) {
      for (Shape shape : shapes()) {
        byte[] pixels = smooth(SIZE, SIZE, shape.channels());
        byte[] jpeg = codec.encode(pixels, SIZE, SIZE, shape.channels(), shape.profile());
        String hex = HexFormat.of().formatHex(jpeg);
        assertThat(hex).startsWith("ffd8ffe0").contains("4a46494600").endsWith("ffd9");
        // Frame header: 8 bits, height, width, components, then the first one and its sampling.
        String sampling = shape.channels() == 3 && shape.chroma() == Chroma.QUARTER ? "22" : "11";
        assertThat(hex)
            .containsPattern(
                "ffc000(0b|11)0800800080%02x01%s".formatted(shape.channels(), sampling));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedStreamIsRefusedAndTheCodecGoesOn(Library library) {
    byte[] pixels = smooth(SIZE, SIZE, 3);
    Shape shape = new Shape(3, Chroma.QUARTER);
    try (JpegCodec codec = library.get()) {
      byte[] jpeg = codec.encode(pixels, SIZE, SIZE, 3, shape.profile());
      byte[] gray = codec.encode(pixels, SIZE, SIZE, 1, shape.profile());
      refused(codec, Arrays.copyOf(jpeg, jpeg.length / 2), SIZE, 3);
      refused(codec, Arrays.copyOf(jpeg, 20), SIZE, 3);
      refused(codec, new byte[0], SIZE, 3);
      refused(codec, new byte[100], SIZE, 3);
      refused(codec, jpeg, SIZE / 2, 3);
      refused(codec, jpeg, SIZE, 1);
      refused(codec, gray, SIZE, 3);
      assertThat(meanDifference(codec.decode(jpeg, SIZE, SIZE, 3), pixels)).isLessThan(1.5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverAStreamBecomesItDecodesOrIsRefused(Library library) {
    Shape shape = new Shape(3, Chroma.QUARTER);
    Random random = new Random(7);
    try (JpegCodec codec = library.get()) {
      byte[] jpeg = codec.encode(smooth(SIZE, SIZE, 3), SIZE, SIZE, 3, shape.profile());
      byte[] into = new byte[SIZE * SIZE * 3];
      int refused = 0;
      for (int i = 0; i < 300; i++) {
        byte[] damaged = jpeg.clone();
        for (int n = random.nextInt(1, 6); n > 0; n--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try {
          codec.decode(damaged, SIZE, SIZE, 3, 1, into);
        } catch (Fault fault) {
          assertThat(fault.code()).isEqualTo("bad-block");
          refused++;
        }
      }
      assertThat(refused).isGreaterThan(30);
    }
  }

  @Test
  void anArrayThatIsTooShortIsNeverWrittenPast() {
    byte[] pixels = smooth(SIZE, SIZE, 3);
    Shape shape = new Shape(3, Chroma.QUARTER);
    for (Library library : Library.values()) {
      try (JpegCodec codec = library.get()) {
        byte[] jpeg = codec.encode(pixels, SIZE, SIZE, 3, shape.profile());
        byte[] small = new byte[SIZE * SIZE * 3 - 1];
        assertThatThrownBy(() -> codec.decode(jpeg, SIZE, SIZE, 3, 1, small))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.encode(small, SIZE, SIZE, 3, shape.profile()))
            .isInstanceOf(RuntimeException.class);
      }
    }
  }

  @Test
  void withoutTheLibraryThereIsStillACodec() {
    assertThat(TurboLibrary.load("libturbojpeg-that-is-not-there.so.0")).isNull();
    try (JpegCodec codec = TurboLibrary.codec(null)) {
      assertThat(codec).isInstanceOf(ImageIoCodec.class);
    }
    try (JpegCodec codec = JpegCodec.open()) {
      assertThat(codec).isInstanceOf(TurboCodec.class);
    }
  }

  private static void refused(JpegCodec codec, byte[] jpeg, int size, int channels) {
    assertThatThrownBy(() -> codec.decode(jpeg, size, size, channels))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("bad-block"));
  }

  private static byte[] smooth(int width, int height, int channels) {
    byte[] pixels = new byte[width * height * channels];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / channels % width;
      int y = i / channels / width;
      double wave = Math.sin(x / 9.0 + i % channels) + Math.cos(y / 13.0 - i % channels);
      pixels[i] = (byte) Math.round(128 + 50 * wave);
    }
    return pixels;
  }

  private static double meanDifference(byte[] one, byte[] two) {
    assertThat(one).hasSameSizeAs(two);
    long sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs((one[i] & 0xff) - (two[i] & 0xff));
    }
    return (double) sum / one.length;
  }
}
