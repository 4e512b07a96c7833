package org.graticule.audit;

import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Sealed segments as Zstandard frames with a checksum, which {@code zstdcat} reads. In Java, so
 * that a log can be checked wherever there is a JDK.
 */
final class PackedSegment {
  private PackedSegment() {}

  /** Frame descriptor: a checksum, no dictionary, the reserved bit not set (RFC 8878). */
  private static final int DESCRIPTOR = 0x04;

  /** Frame descriptor: the content is one segment, and there is no window. */
  private static final int WHOLE = 0x20;

  /** 1 MiB, as packing makes it: a library may or may not hold a frame to a smaller one. */
  private static final int WINDOW = 0x50;

  private static final long UNTOLD = -1;

  /** Each record holds hashes, which do not compress: a frame that unpacks to more holds none. */
  private static final long MOST_TIMES = 2000;

  /** Whether the file is one sound frame from end to end, as long as it says. */
  static boolean isSound(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(14);
    }
    if (head.length < 14
        || (head[4] & 0x0F) != DESCRIPTOR
        || (head[4] & WHOLE) == 0 && head[5] != WINDOW
        || !endsWithItsFrame(file, head)) {
      return false;
    }
    long told = length(head);
    long most = MOST_TIMES * Files.size(file) + (1 << 20);
    long length = 0;
    try (InputStream in = open(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        // The bytes themselves are looked at by whoever reads the lines.
        length += count;
        if (length > most) {
          return false;
        }
      }
      return told == UNTOLD || told == length;
    } catch (Malformed e) {
      return false;
    }
  }

  /** The length of the content by the frame's header, which the library reads and does not hold. */
  private static long length(byte[] head) {
    boolean whole = (head[4] & WHOLE) != 0;
    int bytes = lengthBytes(head);
    if (bytes == 0) {
      return UNTOLD;
    }
    long length = 0;
    // Behind the window's byte, where there is one.
    for (int i = bytes - 1; i >= 0; i--) {
      length = length << 8 | head[(whole ? 5 : 6) + i] & 0xFF;
    }
    return bytes == 2 ? length + 256 : length;
  }

  private static int lengthBytes(byte[] head) {
    return switch (head[4] >> 6 & 3) {
      case 0 -> (head[4] & WHOLE) != 0 ? 1 : 0;
      case 1 -> 2;
      case 2 -> 4;
      default -> 8;
    };
  }

  /** Goes from block to block: the library reads on into another frame, and over short rests. */
  private static boolean endsWithItsFrame(Path file, byte[] head) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.skipNBytes(((head[4] & WHOLE) != 0 ? 5 : 6) + lengthBytes(head));
      boolean last = false;
      while (!last) {
        byte[] header = in.readNBytes(3);
        if (header.length < 3) {
          return false;
        }
        int block = header[0] & 0xFF | (header[1] & 0xFF) << 8 | (header[2] & 0xFF) << 16;
        last = (block & 1) != 0;
        // A block of one byte repeated takes one.
        in.skipNBytes((block >> 1 & 3) == 1 ? 1 : block >> 3);
      }
      return in.readNBytes(5).length == 4;
    } catch (EOFException e) {
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
      if (count != other || !Arrays.equals(left, right)) {
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
        } catch (RuntimeException e) {
          // The library has many ways of saying that a frame is none, overflows among them.
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
