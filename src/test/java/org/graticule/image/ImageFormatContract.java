package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ImageFormat} must do, whatever decodes it. */
public abstract class ImageFormatContract {
  private static final Path HAZARDS = Path.of("fixtures", "hazards");
  private static final int MAGIC_BYTES = 16;

  /** Every sample as a 64-bit float, bands together, then a byte of validity for each pixel. */
  private static final String DUMP =
      """
      import sys
      import numpy as np
      from osgeo import gdal
      d = gdal.Open(sys.argv[1])
      bands = [d.GetRasterBand(i + 1) for i in range(d.RasterCount)]
      arrays = [b.ReadAsArray() for b in bands]
      arrays = [np.abs(a).astype(np.float32) if a.dtype.kind == "c" else a for a in arrays]
      valid = np.zeros(arrays[0].shape, bool)
      alpha = np.ones(arrays[0].shape, bool)
      for b, a in zip(bands, arrays):
          if b.GetColorInterpretation() == gdal.GCI_AlphaBand and len(bands) > 1:
              alpha &= a != 0
          else:
              valid |= (b.GetMaskBand().ReadAsArray() != 0) & ~np.isnan(a.astype(np.float64))
      with open(sys.argv[2], "wb") as out:
          out.write(np.stack(arrays, 2).astype("<f8").tobytes())
          out.write((valid & alpha).astype(np.uint8).tobytes())
      """;

  @TempDir Path folder;

  private final Path file;

  protected ImageFormatContract(String fixture) {
    this.file = HAZARDS.resolve(fixture);
  }

  /** All samples of a window, widened, and its validity. */
  private record Pixels(double[] values, byte[] valid) {}

  private static Pixels read(ImageSource source, int x, int y, int width, int height)
      throws IOException {
    Samples samples = new Samples(source.sampleType(), source.bands());
    try (ImageSource.WindowReader reader = source.reader()) {
      reader.read(x, y, width, height, samples);
    }
    double[] values = new double[width * height * source.bands()];
    Arrays.setAll(values, samples::value);
    byte[] all = new byte[width * height];
    Arrays.fill(all, (byte) 1);
    byte[] valid = samples.valid();
    return new Pixels(values, valid == null ? all : Arrays.copyOf(valid, all.length));
  }

  private ImageSource open(Path path) throws IOException {
    return ImageFormats.of(path).open(path, List.copyOf(Sidecar.beside(path).values()));
  }

  @Test
  void itsSizeIsKnownWithoutDecoding() throws IOException {
    try (ImageSource source = open(file)) {
      assertThat(ImageFormats.of(file).size(file)).isEqualTo(source.grid());
    }
  }

  @Test
  void everySampleAndItsValidityAreGdals() throws Exception {
    Path dump = folder.resolve("dump");
    Gdal.python(
        DUMP.getBytes(StandardCharsets.UTF_8), List.of("-", file.toString(), dump.toString()));
    ByteBuffer truth = ByteBuffer.wrap(Files.readAllBytes(dump)).order(ByteOrder.LITTLE_ENDIAN);
    try (ImageSource source = open(file)) {
      PixelGrid grid = source.grid();
      Pixels ours = read(source, 0, 0, grid.width(), grid.height());
      double[] values = new double[ours.values().length];
      Arrays.setAll(values, i -> truth.getDouble());
      assertThat(ours.values()).isEqualTo(values);
      byte[] valid = new byte[ours.valid().length];
      truth.get(valid);
      assertThat(ours.valid()).isEqualTo(valid);
    }
  }

  @Test
  void aWindowIsTheCropOfTheWhole() throws IOException {
    try (ImageSource source = open(file)) {
      PixelGrid grid = source.grid();
      Pixels whole = read(source, 0, 0, grid.width(), grid.height());
      int x = grid.width() / 3;
      int y = grid.height() / 4;
      int width = grid.width() / 2;
      int height = grid.height() / 2;
      Pixels part = read(source, x, y, width, height);
      for (int row = 0; row < height; row++) {
        int from = ((y + row) * grid.width() + x) * source.bands();
        int to = row * width * source.bands();
        int count = width * source.bands();
        assertThat(Arrays.copyOfRange(part.values(), to, to + count))
            .isEqualTo(Arrays.copyOfRange(whole.values(), from, from + count));
      }
    }
  }

  @Test
  void windowsInAnyOrderAreTheSame() throws IOException {
    try (ImageSource source = open(file);
        ImageSource.WindowReader reader = source.reader()) {
      PixelGrid grid = source.grid();
      Pixels whole = read(source, 0, 0, grid.width(), grid.height());
      Samples samples = new Samples(source.sampleType(), source.bands());
      for (int y : new int[] {grid.height() - 1, 0, grid.height() / 2, 1}) {
        reader.read(0, y, grid.width(), 1, samples);
        int from = y * grid.width() * source.bands();
        for (int i = 0; i < grid.width() * source.bands(); i++) {
          assertThat(samples.value(i)).isEqualTo(Double.valueOf(whole.values()[from + i]));
        }
      }
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int share = 1; share <= 9; share++) {
      Path cut = folder.resolve("cut-" + share);
      Files.write(cut, Arrays.copyOf(whole, whole.length * share / 10));
      Fault fault = catchThrowableOfType(Fault.class, () -> decode(cut));
      assertThat(fault).as("%d tenths of %s", share, file).isNotNull();
    }
  }

  @Test
  void garbageBehindTheMagicIsRefused() throws IOException {
    byte[] bytes = Arrays.copyOf(Files.readAllBytes(file), 4096);
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      byte[] garbage = new byte[bytes.length - MAGIC_BYTES];
      random.nextBytes(garbage);
      System.arraycopy(garbage, 0, bytes, MAGIC_BYTES, garbage.length);
      Path broken = folder.resolve("garbage-" + round);
      Files.write(broken, bytes);
      Fault fault = catchThrowableOfType(Fault.class, () -> decode(broken));
      assertThat(fault).as("round %d", round).isNotNull();
    }
  }

  /** One flipped byte gives other pixels or a refusal, never an exception of another kind. */
  @Test
  void aByteTurnedOverIsReadOrRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      int at = random.nextInt(round % 2 == 0 ? Math.min(200, bytes.length) : bytes.length);
      byte before = bytes[at];
      bytes[at] ^= (byte) (1 + random.nextInt(255));
      Path broken = folder.resolve("turned");
      Files.write(broken, bytes);
      bytes[at] = before;
      try {
        decode(broken);
      } catch (Fault fault) {
        assertThat(fault.getMessage()).isNotBlank();
      }
    }
  }

  private void decode(Path path) throws IOException {
    PixelGrid size = ImageFormats.of(path).size(path);
    if (size.pixels() > 1 << 24) {
      return;
    }
    try (ImageSource source = open(path)) {
      Samples samples = new Samples(source.sampleType(), source.bands());
      try (ImageSource.WindowReader reader = source.reader()) {
        reader.read(0, 0, size.width(), size.height(), samples);
      }
    }
  }
}
