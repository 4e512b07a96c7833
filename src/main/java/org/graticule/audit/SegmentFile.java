package org.graticule.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of the log on disk.
 *
 * @param path where it is, named by 20 decimal digits and {@code .log}
 * @param first sequence number of its first record, from the name
 */
record SegmentFile(Path path, long first) {
  private static final Pattern NAME = Pattern.compile("(\\d{20})\\.log");

  static SegmentFile of(Path folder, long first) {
    return new SegmentFile(folder.resolve("%020d.log".formatted(first)), first);
  }

  /** All segments of a folder, by first sequence number. */
  static List<SegmentFile> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .map(file -> new SegmentFile(file, number(file)))
          .toList();
    }
  }

  String name() {
    return path.getFileName().toString();
  }

  /** A number too long for a log stands for the last possible one: such a file is out of place. */
  private static long number(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException(file + " is not a segment");
    }
    String digits = name.group(1);
    return digits.charAt(0) == '0' ? Long.parseLong(digits) : Long.MAX_VALUE;
  }
}
