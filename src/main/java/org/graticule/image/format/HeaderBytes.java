package org.graticule.image.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.image.store.ByteSource;
import org.graticule.image.tiff.TiffBudget;

/**
 * Positional reads of the header of a file, each checked to lie inside it, and the budgets that
 * every header is held against. Owns the file.
 */
final class HeaderBytes implements Closeable {
  private final ByteSource source;
  private final long length;
  private final String format;

  private HeaderBytes(ByteSource source, String format) throws IOException {
    this.source = source;
    this.length = source.length();
    this.format = format;
  }

  static HeaderBytes open(Path file, String format) throws IOException {
    return new HeaderBytes(ByteSource.open(file), format);
  }

  long length() {
    return length;
  }

  /** Big endian unless told otherwise; refuses to read past the end. */
  ByteBuffer at(long offset, int count) throws IOException {
    if (offset < 0 || offset > length - count) {
      throw broken(
          "%d bytes at offset %d of %d".formatted(count, offset, length), "inside the file");
    }
    return ByteBuffer.wrap(source.bytes(offset, count));
  }

  ByteBuffer little(long offset, int count) throws IOException {
    return at(offset, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  int unsigned8(long offset) throws IOException {
    return Byte.toUnsignedInt(at(offset, 1).get());
  }

  int unsigned16(long offset) throws IOException {
    return Short.toUnsignedInt(at(offset, 2).getShort());
  }

  long unsigned32(long offset) throws IOException {
    return Integer.toUnsignedLong(at(offset, 4).getInt());
  }

  String latin(long offset, int count) throws IOException {
    return new String(at(offset, count).array(), StandardCharsets.ISO_8859_1);
  }

  Fault broken(String what, String allowed) {
    return Fault.unacceptable(
        "bad-header", "%s header: %s; allowed: %s".formatted(format, what, allowed));
  }

  /**
   * The size of an image, held against the budgets.
   *
   * @param bits of all samples of a pixel
   */
  PixelGrid size(long width, long height, int bands, long bits) {
    TiffBudget budget = TiffBudget.standard();
    if (width < 1
        || height < 1
        || width > budget.side()
        || height > Integer.MAX_VALUE / 2
        || width * height > budget.pixels()) {
      throw limit(
          "%d x %d pixels".formatted(width, height),
          "1 to %d columns and %d pixels".formatted(budget.side(), budget.pixels()));
    }
    if (bands < 1 || bands > budget.samples()) {
      throw limit(bands + " bands", "1 to " + budget.samples());
    }
    double decoded = (double) width * height * bits / 8;
    if (decoded / budget.decodedRatio() > length) {
      throw limit(
          "%d x %d pixels, %.0f bytes from a file of %d".formatted(width, height, decoded, length),
          "up to " + budget.decodedRatio() + " times the length of the file");
    }
    return new PixelGrid((int) width, (int) height);
  }

  Fault limit(String what, String allowed) {
    return Fault.unacceptable(
        "pixel-limit", "%s header: %s; allowed: %s".formatted(format, what, allowed));
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
