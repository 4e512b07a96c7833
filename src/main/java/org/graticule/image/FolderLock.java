package org.graticule.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a time in an output folder: an attempt that was given up may still be cleaning up
 * when the next begins, here or on another node. The kernel releases it when the process ends.
 */
final class FolderLock implements AutoCloseable {
  private static final String NAME = ".lock";
  private static final long RETRY_MILLIS = 100;

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Waits until the folder is free. */
  static FolderLock take(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve(NAME);
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      // The last holder removes the file: a lock on a removed one is none.
      if (lock(channel) != null && Files.exists(file)) {
        return new FolderLock(file, channel);
      }
      channel.close();
      Thread.sleep(RETRY_MILLIS);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    channel.close();
  }
}
