package org.graticule.audit;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Sealed segments as Zstandard frames with a checksum, which {@code zstdcat} reads. In Java, so
 * that a log can be checked wherever there is a JDK.
 */
final class PackedSegment {
  private PackedSegment() {}

  /** Frame descriptor: a checksum, no dictionary, the reserved bit not set (RFC 8878). */
  private static final int DESCRIPTOR = 0x04;

  /** Whether the file is one sound frame from end to end. */
  static boolean isSound(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(5);
      if (head.length < 5 || (head[4] & 0x0F) != DESCRIPTOR) {
        return false;
      }
    }
    try (InputStream in = open(file)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // The bytes are looked at by whoever reads the lines.
      }
      return true;
    } catch (Malformed e) {
      return false;
    }
  }

  /** The bytes of the segment from {@code offset} on. */
  static ReadableByteChannel channel(Path file, long offset) throws IOException {
    InputStream in = open(file);
    try {
      in.skipNBytes(offset);
      return Channels.newChannel(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Writes the packed form beside the plain one, durable, and reads it back. */
  static void pack(SegmentFile plain) throws IOException {
    SegmentFile packed = plain.as(SegmentFile.Form.PACKED);
    Path draft = packed.path().resolveSibling(packed.name() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out = new ZstdOutputStream(Channels.newOutputStream(channel));
      Files.copy(plain.path(), out);
      // Closes the channel, too: what is forced is the file.
      out.close();
    }
    DurableFile.force(draft);
    try (InputStream same = open(draft);
        InputStream original = Files.newInputStream(plain.path())) {
      if (!sameBytes(same, original)) {
        throw new IOException(draft + " does not unpack to what was packed");
      }
    }
    DurableFile.move(draft, packed.path());
  }

  private static boolean sameBytes(InputStream a, InputStream b) throws IOException {
    byte[] left = new byte[1 << 16];
    byte[] right = new byte[1 << 16];
    while (true) {
      int count = a.readNBytes(left, 0, left.length);
      int other = b.readNBytes(right, 0, right.length);
      if (count != other || !java.util.Arrays.equals(left, right)) {
        return false;
      }
      if (count == 0) {
        return true;
      }
    }
  }

  /** What a frame that does not unpack throws: damage, not trouble with the device. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(Throwable cause) {
      super("the compressed segment cannot be unpacked", cause);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    InputStream in = new ZstdInputStream(raw);
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        try {
          return in.read(buffer, from, length);
        } catch (MalformedInputException
            | IllegalArgumentException
            | IllegalStateException
            | IndexOutOfBoundsException e) {
          throw new Malformed(e);
        } catch (IOException e) {
          if (e.getClass() == IOException.class
              && e.getMessage() != null
              && e.getMessage().contains("Not enough input")) {
            throw new Malformed(e);
          }
          throw e;
        }
      }

      @Override
      public void close() throws IOException {
        raw.close();
      }
    };
  }
}
