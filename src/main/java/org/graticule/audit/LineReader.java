package org.graticule.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.StandardOpenOption;

/**
 * Reads the lines that a segment had when it was opened, one by one into one reused buffer, never
 * more than a line ahead of need. Not thread-safe; owns its file.
 */
final class LineReader implements AutoCloseable {
  /** Longest line of a sound log: a full record, its trailer, and room for a segment header. */
  static final int MAX_LINE = CanonicalJson.MAX_RECORD + 1024;

  /** What the next line is. */
  enum Step {
    LINE,
    /** The lines end, perhaps before the room of a segment being written. */
    END,
    /** The file ends within a line. */
    TORN,
    /** No newline for longer than any line may be. */
    OVERLONG
  }

  private final ReadableByteChannel channel;
  private final long length;
  private final boolean room;
  private final byte[] buffer = new byte[1 << 18];
  private long base;
  private int from;
  private int to;
  private int next;
  private int filled;

  /** Starts at {@code offset} bytes of the lines, which must be where one starts. */
  LineReader(SegmentFile segment, long offset) throws IOException {
    if (segment.form() == SegmentFile.Form.PACKED) {
      channel = PackedSegment.channel(segment.path(), offset);
      length = Long.MAX_VALUE;
      room = false;
    } else {
      FileChannel plain = FileChannel.open(segment.path(), StandardOpenOption.READ);
      channel = plain.position(offset);
      // Records that come while this is read lie where there was room.
      long size = plain.size();
      length = SegmentFile.length(plain);
      room = size > length;
    }
    base = offset;
  }

  Step next() throws IOException {
    from = next;
    to = next;
    if (offset() >= length) {
      return Step.END;
    }
    int scan = next;
    while (true) {
      for (; scan < filled; scan++) {
        if (buffer[scan] == '\n') {
          to = scan;
          next = scan + 1;
          return Step.LINE;
        }
      }
      to = filled;
      if (filled - from > MAX_LINE) {
        return Step.OVERLONG;
      }
      if (filled == buffer.length) {
        System.arraycopy(buffer, from, buffer, 0, filled - from);
        base += from;
        scan -= from;
        filled -= from;
        next = 0;
        from = 0;
      }
      int read = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
      if (read < 0) {
        return filled > from ? Step.TORN : Step.END;
      }
      filled += read;
    }
  }

  /** Whether the segment ends in room for records to come. */
  boolean hasRoom() {
    return room;
  }

  /** Bytes of the segment without its room. */
  long length() {
    return length;
  }

  byte[] buffer() {
    return buffer;
  }

  int from() {
    return from;
  }

  /** End of the line, without its newline. */
  int to() {
    return to;
  }

  /** Where the line starts in the file, bytes. */
  long offset() {
    return base + from;
  }

  /** Where the next line starts in the file, bytes. */
  long end() {
    return base + to + 1;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
