package org.graticule.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Small files replaced whole: after a crash a reader finds the old text or the new, never a part.
 */
final class DurableFile {
  private DurableFile() {}

  static void replace(Path file, String text) throws IOException {
    replace(file, file.resolveSibling(file.getFileName() + ".new"), text);
  }

  /** Writes through {@code draft}, which keeps its permissions if it exists. */
  static void replace(Path file, Path draft, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
    move(draft, file);
  }

  /** Gives a file that is durable its name, durably. */
  static void move(Path draft, Path file) throws IOException {
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(file.toAbsolutePath().getParent());
  }

  /** Makes what others wrote to a file durable. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Copies a file so that the copy is there whole or not at all. */
  static void copy(Path from, Path to) throws IOException {
    Path draft = to.resolveSibling(to.getFileName() + ".new");
    Files.copy(from, draft, StandardCopyOption.REPLACE_EXISTING);
    force(draft);
    move(draft, to);
  }

  /** Makes names created or removed in a folder durable. */
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
