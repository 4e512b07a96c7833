package org.graticule.image.cog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.graticule.geo.PixelGrid;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;
import org.graticule.image.tiff.Tag;
import org.jspecify.annotations.Nullable;

/**
 * A window of samples as a GeoTIFF of its own: uncompressed, a strip of rows after the other, bands
 * apart, with a mask where pixels have no data. Written strip by strip, so that its size does not
 * matter to memory. One thread.
 */
public final class ChipFile {
  private static final int MASK = 4;
  private static final int HEAD = 8;

  private final PixelGrid size;
  private final SampleType type;
  private final int bands;
  private final int rowsPerStrip;
  private final IfdBytes[] directories;
  private final long samplesAt;
  private final long maskAt;

  /**
   * @param nodata the value of a band where that band alone has no data, as text
   * @param description for people, in the tag ImageDescription
   */
  public ChipFile(
      PixelGrid size,
      SampleType type,
      int bands,
      int rowsPerStrip,
      GeoTags geo,
      @Nullable String nodata,
      String description) {
    this.size = size;
    this.type = type;
    this.bands = bands;
    this.rowsPerStrip = rowsPerStrip;
    // The size of the directories does not depend on the offsets in them.
    long start = HEAD;
    for (IfdBytes ifd : directories(geo, nodata, description, 0, 0)) {
      start += ifd.size();
    }
    this.samplesAt = start;
    this.maskAt = start + bytes(size, type, bands);
    this.directories = directories(geo, nodata, description, samplesAt, maskAt);
  }

  /** Length of all samples. */
  public static long bytes(PixelGrid size, SampleType type, int bands) {
    return size.pixels() * bands * type.storedBytes();
  }

  /** Gives the samples of some rows of one band, and with the first band the validity of pixels. */
  public interface Rows {
    Samples read(int firstRow, int rows, int band) throws IOException;
  }

  public void write(Path file, Rows source) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeHead(out);
      int stripBytes = rowsPerStrip * size.width() * type.storedBytes();
      ByteBuffer strip = ByteBuffer.allocate(stripBytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int band = 0; band < bands; band++) {
        for (int row = 0; row < size.height(); row += rowsPerStrip) {
          int rows = Math.min(rowsPerStrip, size.height() - row);
          Samples samples = source.read(row, rows, band);
          put(samples, strip.clear());
          long at =
              samplesAt + ((long) band * size.height() + row) * size.width() * type.storedBytes();
          write(out, strip.flip(), at);
          if (band == 0) {
            write(out, mask(samples), maskAt + (long) row * maskRow());
          }
        }
      }
    }
  }

  private void writeHead(FileChannel out) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    head.putShort((short) 0x4949).putShort((short) 42).putInt(HEAD);
    write(out, head.flip(), 0);
    long at = HEAD;
    for (int i = 0; i < directories.length; i++) {
      write(out, ByteBuffer.wrap(directories[i].write(at, i == directories.length - 1)), at);
      at += directories[i].size();
    }
  }

  private void put(Samples samples, ByteBuffer to) {
    int count = samples.width() * samples.height();
    switch (type) {
      case UINT8 -> to.put(samples.bytes(), 0, count);
      case UINT16, INT16 -> {
        to.asShortBuffer().put(samples.shorts(), 0, count);
        to.position(2 * count);
      }
      case INT32, UINT32 -> {
        for (int i = 0; i < count; i++) {
          to.putInt((int) (long) samples.doubles()[i]);
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < count; i++) {
          to.putFloat((float) samples.doubles()[i]);
        }
      }
      case FLOAT64 -> {
        to.asDoubleBuffer().put(samples.doubles(), 0, count);
        to.position(8 * count);
      }
    }
  }

  private int maskRow() {
    return (size.width() + 7) / 8;
  }

  private ByteBuffer mask(Samples samples) {
    byte[] valid = samples.valid();
    byte[] bits = new byte[maskRow() * samples.height()];
    if (valid == null) {
      Arrays.fill(bits, (byte) 0xff);
      return ByteBuffer.wrap(bits);
    }
    for (int row = 0; row < samples.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        if (valid[row * size.width() + column] != 0) {
          bits[row * maskRow() + (column >> 3)] |= (byte) (0x80 >> (column & 7));
        }
      }
    }
    return ByteBuffer.wrap(bits);
  }

  private IfdBytes[] directories(
      GeoTags geo, @Nullable String nodata, String description, long samplesStart, long maskStart) {
    boolean colour = type == SampleType.UINT8 && bands == 3;
    IfdBytes image =
        common(samplesStart, bands, size.width() * type.storedBytes())
            .shorts(Tag.BITS_PER_SAMPLE, repeated(8 * type.storedBytes()))
            .shorts(Tag.PHOTOMETRIC, colour ? 2 : 1)
            .shorts(Tag.SAMPLES_PER_PIXEL, bands)
            .shorts(Tag.PLANAR_CONFIGURATION, bands > 1 ? 2 : 1)
            .shorts(Tag.SAMPLE_FORMAT, repeated(AnalyticContent.format(type)))
            .ascii(Tag.IMAGE_DESCRIPTION, description);
    if (!colour && bands > 1) {
      image.shorts(Tag.EXTRA_SAMPLES, new int[bands - 1]);
    }
    if (nodata != null) {
      image.ascii(Tag.GDAL_NODATA, nodata);
    }
    geo.write(image);
    IfdBytes mask =
        common(maskStart, 1, maskRow())
            .longs(Tag.NEW_SUBFILE_TYPE, MASK)
            .shorts(Tag.BITS_PER_SAMPLE, 1)
            .shorts(Tag.PHOTOMETRIC, 4)
            .shorts(Tag.SAMPLES_PER_PIXEL, 1)
            .shorts(Tag.PLANAR_CONFIGURATION, 1);
    return new IfdBytes[] {image, mask};
  }

  private IfdBytes common(long start, int planes, int rowBytes) {
    int strips = (size.height() + rowsPerStrip - 1) / rowsPerStrip;
    long[] offsets = new long[strips * planes];
    int[] lengths = new int[strips * planes];
    for (int i = 0; i < offsets.length; i++) {
      int row = i % strips * rowsPerStrip;
      offsets[i] = start + ((long) (i / strips) * size.height() + row) * rowBytes;
      lengths[i] = Math.min(rowsPerStrip, size.height() - row) * rowBytes;
    }
    return new IfdBytes(false)
        .longs(Tag.IMAGE_WIDTH, size.width())
        .longs(Tag.IMAGE_LENGTH, size.height())
        .shorts(Tag.COMPRESSION, 1)
        .longs(Tag.ROWS_PER_STRIP, rowsPerStrip)
        .offsets(Tag.STRIP_OFFSETS, offsets)
        .longs(Tag.STRIP_BYTE_COUNTS, lengths);
  }

  private int[] repeated(int value) {
    return IntStream.generate(() -> value).limit(bands).toArray();
  }

  private static void write(FileChannel out, ByteBuffer bytes, long at) throws IOException {
    long place = at;
    while (bytes.hasRemaining()) {
      place += out.write(bytes, place);
    }
  }
}
