package org.graticule.image.gdal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.graticule.fault.Fault;
import org.graticule.image.ImageSource;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;
import org.jspecify.annotations.Nullable;

/**
 * Windows of an image that GDAL decodes. A pixel is valid where alpha is above 0 and any colour
 * band's mask says so with a value other than NaN; a palette's transparent codes have no data.
 */
final class GdalWindows implements ImageSource.WindowReader {
  private final GdalSource source;
  private final GdalDataset dataset;
  private final @Nullable GdalDataset beside;

  GdalWindows(GdalSource source) {
    this.source = source;
    this.dataset = source.dataset();
    this.beside = source.mask() == null ? null : open(source);
  }

  private GdalDataset open(GdalSource of) {
    GdalDataset mask = GdalDataset.open(Objects.requireNonNull(of.mask()), List.of("GTiff"));
    if (!mask.grid().equals(of.grid())) {
      mask.close();
      dataset.close();
      throw Fault.unacceptable(
          "bad-mask",
          "the .msk file has %s pixels; allowed: %s as the image"
              .formatted(mask.grid(), of.grid()));
    }
    return mask;
  }

  @Override
  public void read(int x, int y, int width, int height, Samples into) {
    into.reshape(width, height);
    GdalType type = source.type();
    int values = width * height * into.bands();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate((long) values * type.bytes(), 8);
      dataset.read(x, y, width, height, into.bands(), type.code(), type.bytes(), buffer);
      copy(buffer, values, into);
      masks(x, y, arena.allocate((long) width * height), into);
    }
    alpha(into);
    transparent(into);
  }

  private void copy(MemorySegment from, int values, Samples into) {
    switch (source.type()) {
      case BYTE -> MemorySegment.copy(from, JAVA_BYTE, 0, into.bytes(), 0, values);
      case SIGNED_BYTE -> {
        for (int i = 0; i < values; i++) {
          into.shorts()[i] = from.get(JAVA_BYTE, i);
        }
      }
      case UINT16, INT16 ->
          MemorySegment.copy(from, JAVA_SHORT_UNALIGNED, 0, into.shorts(), 0, values);
      case UINT32, INT32, FLOAT32, FLOAT64 ->
          MemorySegment.copy(from, JAVA_DOUBLE_UNALIGNED, 0, into.doubles(), 0, values);
      case COMPLEX -> {
        for (int i = 0; i < values; i++) {
          double real = from.get(JAVA_DOUBLE_UNALIGNED, 16L * i);
          double imaginary = from.get(JAVA_DOUBLE_UNALIGNED, 16L * i + 8);
          into.doubles()[i] = (float) Math.hypot(real, imaginary);
        }
      }
    }
  }

  private void masks(int x, int y, MemorySegment buffer, Samples into) {
    SampleType type = into.type();
    boolean floating = type == SampleType.FLOAT32 || type == SampleType.FLOAT64;
    int bands = into.bands();
    int pixels = into.width() * into.height();
    byte[] any = null;
    boolean shared = false;
    for (int band = 0; band < bands; band++) {
      int flags = dataset.maskFlags(band);
      boolean plain = (flags & GdalDataset.ALL_VALID) != 0;
      if (plain && !floating && band != source.alphaBand()) {
        any = null;
        break;
      }
      if (band == source.alphaBand() && bands > 1) {
        continue;
      }
      any = any == null ? new byte[pixels] : any;
      boolean common = (flags & GdalDataset.PER_DATASET) != 0;
      if (!plain && !(common && shared)) {
        dataset.readMask(band, x, y, into.width(), into.height(), buffer);
        shared = common;
      }
      for (int i = 0; i < pixels; i++) {
        boolean valid = plain || buffer.get(JAVA_BYTE, i) != 0;
        if (valid && !(floating && Double.isNaN(into.value(i * bands + band)))) {
          any[i] = 1;
        }
      }
    }
    if (any != null) {
      System.arraycopy(any, 0, into.makeValid(), 0, pixels);
    }
    if (beside != null) {
      beside.read(x, y, into.width(), into.height(), 1, 1, 1, buffer);
      byte[] valid = into.makeValid();
      for (int i = 0; i < pixels; i++) {
        valid[i] = buffer.get(JAVA_BYTE, i) == 0 ? 0 : valid[i];
      }
    }
  }

  private void alpha(Samples into) {
    int alpha = source.alphaBand();
    int pixels = into.width() * into.height();
    for (int i = 0; alpha >= 0 && i < pixels; i++) {
      if (into.value(i * into.bands() + alpha) == 0) {
        into.makeValid()[i] = 0;
      }
    }
  }

  private void transparent(Samples into) {
    byte[][] palette = source.palette();
    int pixels = into.width() * into.height();
    for (int i = 0; palette != null && i < pixels; i++) {
      if (palette[3][into.bytes()[i * into.bands()] & 0xff] == 0) {
        into.makeValid()[i] = 0;
      }
    }
  }

  @Override
  public void close() {
    dataset.close();
    if (beside != null) {
      beside.close();
    }
  }
}
