package org.graticule.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Empty lines behind the records of the segment being written, on the disk already: a record that
 * overwrites them changes no size, so that forcing it has nothing to note in the file system's
 * journal and takes half the time. As much is made as was written so far, by a thread of its own.
 * The sequencer calls; {@link #atLeast} and {@link #atMost} may be asked by any thread.
 */
final class Room implements AutoCloseable {
  private static final int LEAST = 1 << 16;
  private static final int MOST = 1 << 20;

  /** Not the writer's: each descriptor is told once that a write-back failed. */
  private final FileChannel channel;

  private final long begun;
  private volatile long atLeast;
  private volatile long atMost;
  private @Nullable FutureTask<Boolean> making;
  private boolean refused;
  private long settled;

  /**
   * @param file the segment
   * @param length its bytes
   */
  Room(Path file, long length) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.WRITE);
    begun = length;
    atLeast = length;
    atMost = length;
    settled = length;
  }

  /** Bytes the file must have. */
  long atLeast() {
    return atLeast;
  }

  /** Bytes the file may have. */
  long atMost() {
    return atMost;
  }

  /**
   * Before bytes are written that end at {@code end}: those that find no room make the file longer.
   */
  void claim(long end) throws IOException {
    if (making != null && (end > atLeast || making.isDone())) {
      take(making);
    }
    atMost = Math.max(atMost, end);
  }

  /**
   * After all up to {@code end} is on the disk: has more made if less than half is left, unless as
   * much is written at once: then what is noted in the journal is little beside it.
   */
  void settle(long end) {
    long batch = end - settled;
    settled = end;
    atLeast = Math.max(atLeast, end);
    long size = Math.clamp(end - begun, LEAST, MOST);
    if (making == null && !refused && atLeast - end < size / 2 && batch < size / 2) {
      long at = atLeast;
      atMost = at + size;
      making = new FutureTask<>(() -> make(at, size));
      Thread.ofPlatform().daemon().name("audit-room").start(making);
    }
  }

  /** The file ends at {@code length} from now on, for whoever is looking at it just then too. */
  void end(long length) {
    atLeast = length;
  }

  private void take(FutureTask<Boolean> made) throws IOException {
    try {
      refused = !made.get();
      making = null;
      if (refused) {
        atMost = atLeast;
      } else {
        atLeast = atMost;
      }
    } catch (ExecutionException e) {
      throw new IOException("no room behind the records: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while room was made", e);
    }
  }

  /** False where the device has no place for it; records go on without. */
  private boolean make(long at, long size) throws IOException {
    byte[] lines = new byte[LEAST];
    Arrays.fill(lines, (byte) '\n');
    long end = at + size;
    try {
      for (long next = at; next < end; ) {
        int part = (int) Math.min(lines.length, end - next);
        next += channel.write(ByteBuffer.wrap(lines, 0, part), next);
      }
    } catch (IOException e) {
      channel.truncate(at);
      return false;
    }
    channel.force(false);
    return true;
  }

  /** Waits for what is being made, so that nothing is written later. */
  @Override
  public void close() throws IOException {
    try {
      if (making != null) {
        take(making);
      }
    } finally {
      channel.close();
    }
  }
}
