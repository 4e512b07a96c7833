package org.graticule.image.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Objects as files of a folder: what is put is moved there where that is possible. */
public final class LocalStore implements ObjectStore {
  private static final String PART = ".put";

  private final Path root;

  public LocalStore(Path root) {
    this.root = root;
  }

  @Override
  public void put(String name, Path file) throws IOException {
    Path home = place(name);
    if (home.equals(file)) {
      return;
    }
    Files.createDirectories(home.getParent());
    force(file, StandardOpenOption.WRITE);
    try {
      Files.move(file, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      // From another disk: a copy under a passing name, then the move.
      Path part = home.resolveSibling(home.getFileName() + "." + UUID.randomUUID() + PART);
      Files.copy(file, part);
      force(part, StandardOpenOption.WRITE);
      Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
    }
    force(home.getParent(), StandardOpenOption.READ);
  }

  @Override
  public ByteSource open(String name) throws IOException {
    return ByteSource.open(place(name));
  }

  @Override
  public boolean exists(String name) {
    return Files.isRegularFile(place(name));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(place(name));
  }

  @Override
  public int sweep(Instant before) throws IOException {
    BiPredicate<Path, BasicFileAttributes> left =
        (path, attributes) ->
            attributes.isRegularFile()
                && path.toString().endsWith(PART)
                && attributes.lastModifiedTime().toInstant().isBefore(before);
    if (!Files.isDirectory(root)) {
      return 0;
    }
    List<Path> parts;
    try (Stream<Path> found = Files.find(root, Integer.MAX_VALUE, left)) {
      parts = found.toList();
    }
    for (Path part : parts) {
      Files.deleteIfExists(part);
    }
    return parts.size();
  }

  @Override
  public Optional<Path> path(String name) {
    return Optional.of(place(name));
  }

  @Override
  public void close() {
    // Files need no closing.
  }

  private Path place(String name) {
    Path place = root.resolve(name).normalize();
    if (!place.startsWith(root.normalize()) || name.isEmpty()) {
      throw new IllegalArgumentException("no name of an object: " + name);
    }
    return place;
  }

  /** A file's bytes, or a folder's names, on the disk. */
  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
