package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A segment that is full and must not change any more, as it looked when that became so.
 *
 * @param file where it is
 * @param inode its identity on the file system, null where there is no such thing
 * @param size bytes
 * @param modified when it was last written
 */
record SealedSegment(SegmentFile file, @Nullable Object inode, long size, FileTime modified) {

  static SealedSegment of(SegmentFile file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
    return new SealedSegment(file, now.fileKey(), now.size(), now.lastModifiedTime());
  }

  /** What is wrong with the file, if it shows without reading it. */
  Optional<String> damage() {
    try {
      SealedSegment now = of(file);
      boolean same =
          Objects.equals(now.inode, inode) && now.size == size && now.modified.equals(modified);
      return same
          ? Optional.empty()
          : Optional.of("sealed segment " + file.name() + " was changed");
    } catch (IOException e) {
      return Optional.of("sealed segment " + file.name() + " is gone or cannot be reached");
    }
  }
}
