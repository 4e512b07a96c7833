package org.graticule.image.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Whole files by name, such as {@code originals/ab/abcd...} and {@code pyramids/ID/r1/display.tif}.
 * An object appears whole or not at all, is on stable storage when {@link #put} returns, and is
 * never changed afterwards, only replaced by equal bytes or deleted. Thread-safe.
 */
public interface ObjectStore extends AutoCloseable {
  /** Keeps a copy of the file under this name; the file itself may be gone afterwards. */
  void put(String name, Path file) throws IOException;

  /**
   * @throws NoSuchFileException where there is no such object
   */
  ByteSource open(String name) throws IOException;

  boolean exists(String name) throws IOException;

  /** Removes an object; nothing happens where there is none. */
  void delete(String name) throws IOException;

  /**
   * Removes what is left of puts that were begun before this time and never ended, because their
   * process died.
   *
   * @return how many there were
   */
  int sweep(Instant before) throws IOException;

  /** Where the objects are files of this machine: the place of this one, there or not. */
  default Optional<Path> path(String name) {
    return Optional.empty();
  }

  @Override
  void close();
}
