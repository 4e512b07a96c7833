package org.graticule.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of the log on disk.
 *
 * @param path where it is, named by 20 decimal digits and an ending
 * @param first sequence number of its first record, from the name
 * @param form how it holds its records
 */
record SegmentFile(Path path, long first, Form form) {

  /** How a segment is kept, in the order of preference where a crash left two of one segment. */
  enum Form {
    /** Lines of text. */
    PLAIN(".log"),
    /** The same bytes as one Zstandard frame. */
    PACKED(".log.zst"),
    /** Only the records' leaf hashes, 32 bytes each: their time of keeping is over. */
    LEAVES(".leaves");

    final String ending;

    Form(String ending) {
      this.ending = ending;
    }
  }

  private static final Pattern NAME =
      Pattern.compile("(0[0-9]{19})(\\.log|\\.log\\.zst|\\.leaves)");

  static SegmentFile of(Path folder, long first) {
    return of(folder, first, Form.PLAIN);
  }

  static SegmentFile of(Path folder, long first, Form form) {
    return new SegmentFile(folder.resolve("%020d".formatted(first) + form.ending), first, form);
  }

  /** The same segment in another form. */
  SegmentFile as(Form other) {
    return of(path.toAbsolutePath().getParent(), first, other);
  }

  /** All segments of a folder, by first sequence number; of one in two forms, the fuller form. */
  static List<SegmentFile> list(Path folder) throws IOException {
    List<SegmentFile> found = new ArrayList<>();
    for (SegmentFile file : all(folder)) {
      if (found.isEmpty() || found.getLast().first() != file.first()) {
        found.add(file);
      }
    }
    return found;
  }

  /** Every segment file of a folder, those included that another form of the segment replaces. */
  static List<SegmentFile> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .sorted((a, b) -> a.group(0).compareTo(b.group(0)))
          .map(name ->
              new SegmentFile(
                  folder.resolve(name.group(0)), first(name.group(1)), form(name.group(2))))
          .sorted((a, b) ->
              a.first() != b.first()
                  ? Long.compare(a.first(), b.first())
                  : a.form().compareTo(b.form()))
          .toList();
    }
  }

  /** Bytes of its lines, without the room that may lie behind them. */
  long length() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return form == Form.PLAIN ? length(channel) : channel.size();
    }
  }

  /** Bytes of a plain segment up to the end of its last line that is not empty. */
  static long length(FileChannel channel) throws IOException {
    byte[] block = new byte[1 << 14];
    long size = channel.size();
    for (long end = size; end > 0; ) {
      long from = Math.max(0, end - block.length);
      int read = channel.read(ByteBuffer.wrap(block, 0, (int) (end - from)), from);
      for (int at = read - 1; at >= 0; at--) {
        if (block[at] != '\n') {
          return Math.min(size, from + at + 2);
        }
      }
      end = from;
    }
    return 0;
  }

  String name() {
    return path.getFileName().toString();
  }

  private static Form form(String ending) {
    for (Form form : Form.values()) {
      if (form.ending.equals(ending)) {
        return form;
      }
    }
    throw new IllegalArgumentException(ending);
  }

  /** Whether a segment can have this name. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Whether a name ends as those of segments do. */
  static boolean endsLikeOne(String name) {
    return Arrays.stream(Form.values()).anyMatch(form -> name.endsWith(form.ending));
  }

  /** Sequence number of the first record of the segment of that name. */
  static long first(String name) {
    return Long.parseLong(name.substring(0, 20));
  }
}
