package org.graticule.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What lies in a log's folder beside what a walk reads. Whoever reads a log with {@code cat} takes
 * every {@code *.log} for a part of it, so a verifier must look at them, too. Reads only.
 */
final class LogFolder {
  /** Longest file of a note or a mark, bytes; the server's take a few hundred. */
  private static final int MAX_NOTE = 1 << 16;

  private static final Set<String> BESIDE =
      Set.of(AuditVerifier.CHECKPOINT, AuditVerifier.KEY, Horizon.NAME, TailMark.NAME);

  private LogFolder() {}

  /** Parts of a log that are no files: to read them might never end. */
  static List<Finding> noFiles(Path folder) throws IOException {
    List<Finding> found = new ArrayList<>();
    for (Path file : list(folder)) {
      String name = file.getFileName().toString();
      boolean segment = SegmentFile.isName(name);
      if ((segment || BESIDE.contains(name) || KeyRing.isName(name))
          && !Files.isRegularFile(file)) {
        found.add(edited(segment ? SegmentFile.first(name) : 0, name, "it is not a file"));
      }
    }
    return found;
  }

  /** Files that look like a part of the log and are none. */
  static List<Finding> strangers(Path folder) throws IOException {
    return list(folder).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> !SegmentFile.isName(name) && SegmentFile.endsLikeOne(name))
        .map(name -> edited(0, name, "it is no segment of the log"))
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  /** A segment that is there in two forms must say the same in both, record by record. */
  static List<Finding> twins(Path folder) throws IOException {
    List<Finding> found = new ArrayList<>();
    SegmentFile fuller = null;
    for (SegmentFile file : SegmentFile.all(folder)) {
      if (fuller == null || fuller.first() != file.first()) {
        fuller = file;
        continue;
      }
      long same = sameRecords(fuller, file);
      if (same >= 0) {
        found.add(
            edited(file.first() + same, file.name(), "it is not the same as " + fuller.name()));
      }
    }
    return found;
  }

  /** Bytes of a small file; of one that is too long, enough to be refused. */
  static byte[] note(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_NOTE);
    }
  }

  private static Finding edited(long seq, String name, String message) {
    return new Finding(Finding.Kind.EDIT, seq, name, message);
  }

  /** With how many records two forms of a segment begin alike, or -1 if they are the same. */
  private static long sameRecords(SegmentFile fuller, SegmentFile other) throws IOException {
    try (Hashes left = hashes(fuller);
        Hashes right = hashes(other)) {
      for (long same = 0; ; same++) {
        byte[] hash = left.next();
        if (!Arrays.equals(hash, right.next())) {
          return same;
        }
        if (hash.length == 0) {
          return -1;
        }
      }
    } catch (PackedSegment.Malformed e) {
      return 0;
    }
  }

  /** The leaf hashes of a segment one after the other, then empty ones. */
  private interface Hashes extends AutoCloseable {
    byte[] next() throws IOException;

    @Override
    void close() throws IOException;
  }

  private static Hashes hashes(SegmentFile file) throws IOException {
    if (file.form() == SegmentFile.Form.LEAVES) {
      InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16);
      return new Hashes() {
        @Override
        public byte[] next() throws IOException {
          return in.readNBytes(32);
        }

        @Override
        public void close() throws IOException {
          in.close();
        }
      };
    }
    LineReader lines = new LineReader(file, 0);
    // The header, which says nothing of its own.
    lines.next();
    return new Hashes() {
      @Override
      public byte[] next() throws IOException {
        if (lines.next() != LineReader.Step.LINE || lines.to() - lines.from() <= Frame.TRAILER) {
          return new byte[0];
        }
        Chain alone = new Chain();
        alone.append(lines.buffer(), lines.from(), lines.to() - Frame.TRAILER);
        return alone.last();
      }

      @Override
      public void close() throws IOException {
        lines.close();
      }
    };
  }
}
